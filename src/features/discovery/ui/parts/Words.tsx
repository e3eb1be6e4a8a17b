import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { SearchBox } from '#src/web/kit/SearchBox.tsx';

/** Searches while one types; the address follows at the next pause, and leads when one goes back or clears. */
export function Words({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(q);
  const [sent, setSent] = useState(q);
  const [seen, setSeen] = useState(q);
  if (seen !== q) {
    setSeen(q);
    // What comes back as it was sent is our own; letters typed since then stay.
    if (q !== sent) {
      setSent(q);
      setTyped(q);
    }
  }
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => {
      setSent(typed);
      onChange(typed);
    }, 160);
    return () => clearTimeout(timer);
  }, [typed, q, onChange]);
  return (
    <SearchBox
      label={t`Search creators`}
      value={typed}
      onChange={(text) => setTyped(text.slice(0, 200))}
      placeholder={t`Name, handle, topic`}
    />
  );
}
