import { Trans, useLingui } from '@lingui/react/macro';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { Progress } from '#src/web/kit/Progress.tsx';
import type { Reckoned } from './reckoned.ts';

/** That figures are being reckoned, how far, and what stands here until then. */
export function Going({ reckoned, waits = false }: { reckoned: Reckoned; waits?: boolean | undefined }) {
  const { t } = useLingui();
  const { going, at } = reckoned;
  if (going === null && !waits && at !== null) return null;
  return (
    <section className="grid gap-2" aria-label={t`Figures are being reckoned`}>
      {going !== null && going.of > 0 && (
        <Progress
          label={t`Creators reckoned`}
          parts={[{ count: Math.min(going.done, going.of), words: <Trans>reckoned</Trans> }]}
          left={Math.max(0, going.of - going.done)}
          leftWords={<Trans>still to be reckoned</Trans>}
        />
      )}
      <p className="prov" role="status">
        {at === null ? (
          <Trans>Figures are being reckoned for the first time. Creators appear here one after the other; you can leave meanwhile.</Trans>
        ) : (
          <Trans>Figures are being reckoned anew. Until then the list shows some as they were before; you can leave meanwhile.</Trans>
        )}
      </p>
    </section>
  );
}

/** Newer figures are there than those in a list that somebody is in the middle of. */
export function Newer({ shown, reckoned, onRenew }: { shown: Reckoned; reckoned: Reckoned | undefined; onRenew: () => void }) {
  if (reckoned === undefined || reckoned.at === null || reckoned.at === shown.at || reckoned.going !== null) return null;
  return (
    <p className="prov" role="status">
      <Trans>Newer figures are there.</Trans>{' '}
      <TextLink onClick={onRenew}>
        <Trans>Read the list anew</Trans>
      </TextLink>
    </p>
  );
}
