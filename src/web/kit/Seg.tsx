import { useId, type ReactNode } from 'react';

/** Two to four views of the same thing. */
export function Seg<V extends string>({
  label,
  value,
  options,
  onChange,
  wide = false,
}: {
  label: string;
  value: V;
  options: { value: V; label: ReactNode }[];
  onChange: (value: V) => void;
  wide?: boolean | undefined;
}) {
  const name = useId();
  return (
    <div className={wide ? 'seg wide' : 'seg'} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}
