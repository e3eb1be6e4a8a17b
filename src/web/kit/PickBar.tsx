import { Trans } from '@lingui/react/macro';
import { Plural } from '@lingui/react/macro';
import { useEffect, type ReactNode } from 'react';
import { Btn } from './Btn.tsx';

/** Floats while something is selected: the count, what is left, the act. Escape clears. */
export function PickBar({ count, left, onClear, children }: { count: number; left?: ReactNode; onClear: () => void; children: ReactNode }) {
  useEffect(() => {
    if (count === 0) return;
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('.dialog, :popover-open')) onClear();
    };
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, [count, onClear]);
  if (count === 0) return null;
  return (
    <div className="pick" role="region" aria-live="polite">
      <b>
        <Plural value={count} one="# selected" other="# selected" />
      </b>
      {left !== undefined && <span className="left">{left}</span>}
      <span className="grow max-[899px]:hidden" />
      <Btn bare onClick={onClear}>
        <Trans>Clear</Trans> <kbd className="max-[899px]:hidden">Esc</kbd>
      </Btn>
      {children}
    </div>
  );
}
