import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { OneStanding } from '#src/web/client.gen.ts';
import { day, instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { OnceLink } from '#src/web/kit/OnceLink.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** Whether the creator sees these figures as well; an owner invites, takes a link back, ends it. */
export function Claim({ agencyId, one }: { agencyId: string; one: OneStanding }) {
  const { data: me } = useMe();
  const [made, setMade] = useState<Answer<'calls.claimLink'> | null>(null);
  const [asks, setAsks] = useState(false);
  const path = { agencyId, exportId: one.exportId };
  const link = useChange('calls.claimLink', { touches: ['calls.creator'], onDone: setMade });
  const end = useChange('calls.endClaim', { touches: ['calls.creator'], onDone: () => setAsks(false) });
  const { state } = one.claim;
  const owner = may(me, 'calls.claimLink') && me?.agencies.some((a) => a.agencyId === agencyId && a.role === 'owner') === true;
  // What the dialog failed at is said in it.
  const wrong = asks ? null : (link.error ?? end.error);
  const takeBack = () => {
    setMade(null);
    end.mutate({ path });
  };
  return (
    <div className="grid gap-2.5">
      <p className="text-text-2">
        <State claim={one.claim} />
      </p>
      {made && state === 'invited' && <OnceLink key={made.url} label={<Trans>Link</Trans>} url={made.url} to={one} />}
      {owner && (
        <div className="acts">
          {state !== 'claimed' && (
            <Btn small busy={link.isPending} onClick={() => link.mutate({ path })}>
              {state === 'invited' ? <Trans>Make a new link</Trans> : <Trans>Invite to see these figures</Trans>}
            </Btn>
          )}
          {state === 'invited' && (
            <Btn small busy={end.isPending} onClick={takeBack}>
              <Trans>Take the link back</Trans>
            </Btn>
          )}
          {state === 'claimed' && (
            <Btn small onClick={() => setAsks(true)}>
              <Trans>End the creator’s view</Trans>
            </Btn>
          )}
        </div>
      )}
      <Failed error={wrong} />
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={<Trans>End the creator’s view of these figures?</Trans>}
        said={<Trans>At once. Your export stays as it is; a new link lets the creator see them again.</Trans>}
        acts={
          <>
            <Btn go busy={end.isPending} onClick={takeBack}>
              <Trans>End it</Trans>
            </Btn>
            <Btn onClick={() => setAsks(false)}>
              <Trans>Cancel</Trans>
            </Btn>
          </>
        }
      >
        {end.error ? <Wrong>{sayProblem(end.error)}</Wrong> : undefined}
      </Dialog>
    </div>
  );
}

function State({ claim: { state, since, until, endedBy } }: { claim: OneStanding['claim'] }) {
  if (state === 'claimed')
    return <Trans>The creator sees the same figures, since {day(since!)}. Notes, reasons and goals stay with you.</Trans>;
  if (state === 'invited') return <Trans>A link is open until {instant(until!, { named: true })}. Nobody has used it yet.</Trans>;
  if (state === 'ended')
    return endedBy === 'agency' ? (
      <Trans>Your agency ended the creator’s view on {day(since!)}.</Trans>
    ) : (
      <Trans>The creator ended it on {day(since!)}. Your export stays as it is.</Trans>
    );
  return (
    <Trans>
      Nobody outside your agency sees these figures. With a link the creator sees the same; notes, reasons and goals stay with you.
    </Trans>
  );
}
