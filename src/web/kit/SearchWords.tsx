import { useEffect, useState } from 'react';
import { SearchBox } from './SearchBox.tsx';

/** A search box whose words go out when the typing rests; what the address says from outside takes its place. */
export function SearchWords({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    // What comes back as it was sent is our own; letters typed since then stay.
    if (value !== sent) {
      setSent(value);
      setTyped(value);
    }
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => {
      setSent(typed);
      onChange(typed);
    }, 200);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <SearchBox
      label={label}
      value={typed}
      onChange={(text) => setTyped(text.slice(0, 120))}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  );
}
