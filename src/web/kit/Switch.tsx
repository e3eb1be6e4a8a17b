/** Position, a check or a bar in the thumb; the word stands beside it (see Consent). `label` or `labelledBy` names it. */
export function Switch({
  on,
  onChange,
  label,
  labelledBy,
  describedBy,
  disabled = false,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  label?: string | undefined;
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  disabled?: boolean | undefined;
}) {
  return (
    <input
      type="checkbox"
      role="switch"
      className="switch"
      checked={on}
      disabled={disabled}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
