import { CircleAlert, ChevronDown } from 'lucide-react';
import { useId, type HTMLInputTypeAttribute, type ReactNode } from 'react';

interface Named {
  label: ReactNode;
  hint?: ReactNode;
  /** The server's or the form's sentence about this field. */
  error?: ReactNode;
}

/** Label above, control, hint and error under it, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  children,
}: Named & { children: (tied: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ReactNode }) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== '';
  const told = [hint !== undefined && `${id}hint`, wrong && `${id}wrong`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': told || undefined, 'aria-invalid': wrong || undefined })}
      {hint !== undefined && (
        <span className="hint" id={`${id}hint`}>
          {hint}
        </span>
      )}
      {wrong && <Wrong id={`${id}wrong`}>{error}</Wrong>}
    </div>
  );
}

/** An error, with its glyph: never colour alone. */
export function Wrong({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <span className="wrong" id={id} role="alert">
      <CircleAlert size={15} strokeWidth={2} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}

export interface TextFieldProps extends Named {
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  name?: string | undefined;
  autoComplete?: string | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  inputMode?: 'text' | 'email' | 'numeric' | 'decimal' | 'search' | 'url';
  required?: boolean | undefined;
  disabled?: boolean | undefined;
}

export function TextField({ label, hint, error, value, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <input className="input" dir="auto" value={value} onChange={(event) => onChange(event.currentTarget.value)} {...rest} {...tied} />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  value,
  onChange,
  maxLength,
  rows = 4,
  placeholder,
  required,
}: Named & {
  value: string;
  onChange: (value: string) => void;
  maxLength?: number | undefined;
  rows?: number | undefined;
  placeholder?: string | undefined;
  required?: boolean | undefined;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <textarea
          className="input"
          dir="auto"
          rows={rows}
          maxLength={maxLength}
          placeholder={placeholder}
          required={required}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          {...tied}
        />
      )}
    </Field>
  );
}

/** The system's own picker: best under a thumb, complete for a keyboard. `bare` leaves the label to screen readers. */
export function Select<V extends string>({
  label,
  hint,
  error,
  value,
  options,
  onChange,
  disabled = false,
}: Named & { value: V; options: { value: V; label: string }[]; onChange: (value: V) => void; disabled?: boolean | undefined }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <span className="select">
          <select
            className="input"
            value={value}
            disabled={disabled}
            onChange={(event) => onChange(event.currentTarget.value as V)}
            {...tied}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={16} strokeWidth={2} aria-hidden="true" />
        </span>
      )}
    </Field>
  );
}
