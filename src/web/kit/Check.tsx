import type { ReactNode } from 'react';

/** A bare box, for tables and facets. `some` is the state of a head row whose rows are partly on. */
export function Check({
  on,
  some = false,
  onChange,
  label,
  disabled = false,
  describedBy,
}: {
  on: boolean;
  some?: boolean | undefined;
  onChange: (on: boolean) => void;
  label?: string | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
}) {
  return (
    <input
      type="checkbox"
      className="check"
      checked={on}
      disabled={disabled}
      aria-label={label}
      aria-describedby={describedBy}
      ref={(box) => {
        if (box) box.indeterminate = some && !on;
      }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** A box with its sentence. */
export function CheckLine({
  on,
  onChange,
  children,
  disabled = false,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  disabled?: boolean | undefined;
}) {
  return (
    <label className="checkline">
      <Check on={on} onChange={onChange} disabled={disabled} />
      <span>{children}</span>
    </label>
  );
}

/** One of a few sentences. */
export function RadioLines<V extends string>({
  label,
  name,
  value,
  options,
  onChange,
}: {
  label: ReactNode;
  name: string;
  value: V | null;
  options: { value: V; label: ReactNode; hint?: ReactNode }[];
  onChange: (value: V) => void;
}) {
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="checkline">
          <input
            type="radio"
            className="check radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <small className="block text-small text-text-3">{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
