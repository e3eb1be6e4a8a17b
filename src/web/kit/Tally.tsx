import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

/** On air. The only red thing. */
export function Tally({ since }: { since?: ReactNode }) {
  return (
    <span className="tally">
      <Trans>LIVE</Trans>
      {since !== undefined && <> {since}</>}
    </span>
  );
}
