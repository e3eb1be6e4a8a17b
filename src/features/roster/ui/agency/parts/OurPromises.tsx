import { Trans, useLingui } from '@lingui/react/macro';
import { Undo2 } from 'lucide-react';
import type { RosterRow } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { isSayable, nameOf, Promises } from '../../parts/Promises.tsx';

/** What we promised her: said to be kept by us, counted by her word. */
export function OurPromises({ agencyId, membershipId }: { agencyId: string; membershipId: string }) {
  const { t } = useLingui();
  const read = useRead('roster.promises', { path: { agencyId, membershipId } });
  const keep = useChange('roster.keepPromise', { touches: ['roster.promises'] });
  const all = read.data?.items ?? [];
  const error = read.error ?? keep.error;
  if (read.isPending) return <Skeleton rows={2} avatar={false} label={t`Loading what was promised`} />;
  if (all.length === 0 && !error) return null;
  const say = (promiseId: string, isKept: boolean) => keep.mutate({ path: { agencyId, membershipId, promiseId }, body: { kept: isKept } });
  return (
    <Promises
      title={<Trans>What we promised</Trans>}
      promises={all}
      error={error}
      act={(one, at) => {
        const { promiseId, state } = one;
        const name = nameOf(one);
        if (!isSayable(one, at)) return null;
        if (state === 'open' || state === 'overdue')
          return (
            <Btn small busy={keep.isPending} label={t`We kept it: ${name}`} onClick={() => say(promiseId, true)}>
              <Trans>We kept it</Trans>
            </Btn>
          );
        if (state !== 'said') return null;
        return (
          <Btn small busy={keep.isPending} icon={Undo2} label={t`Not yet: ${name}`} onClick={() => say(promiseId, false)}>
            <Trans>Not yet</Trans>
          </Btn>
        );
      }}
    />
  );
}

/** For a coach, who agrees to no terms: what holds, and what was promised. */
export function CoachedTerms({ agencyId, row, onClose }: { agencyId: string; row: RosterRow; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={
        <Trans>
          Terms with <bdi>{row.displayName}</bdi>
        </Trans>
      }
      acts={
        <Btn onClick={onClose}>
          <Trans>Close</Trans>
        </Btn>
      }
    >
      <div className="grid gap-5">
        <TermsOf terms={row.terms} label={t`The terms that hold now`} />
        <OurPromises agencyId={agencyId} membershipId={row.membershipId} />
      </div>
    </Dialog>
  );
}
