import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

/** An active filter; pressing it takes it away. */
export function Chip({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  return (
    <button type="button" className="chip" onClick={onRemove}>
      <span className="sr-only">
        <Trans>Remove filter:</Trans>{' '}
      </span>
      <bdi>{children}</bdi>
      <X size={14} strokeWidth={2} aria-hidden="true" />
    </button>
  );
}

/** The row of active filters. */
export function Chips({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className="chips" role="group" aria-label={t`Active filters`}>
      {children}
      {end !== undefined && <span className="ms-auto">{end}</span>}
    </div>
  );
}
