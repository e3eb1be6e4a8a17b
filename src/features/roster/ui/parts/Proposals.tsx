import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { MembershipOffer } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { shortTerms } from '#src/web/words/terms.ts';

/** What was proposed in a membership and is over, newest first, as both sides read it. */
export function Proposals({ offers }: { offers: MembershipOffer[] }) {
  const { t } = useLingui();
  return (
    <RuledList className="border-y border-line" label={t`What was proposed`}>
      {offers.map((one) => (
        <Line
          key={one.offerId}
          what={one.kind === 'renewal' ? <Trans>A further term</Trans> : <Trans>Other terms</Trans>}
          how={
            <>
              {shortTerms(one.terms)}, <Trans>proposed on {day(one.sentAt)}</Trans>
            </>
          }
          end={<Tag line>{stateOf(one)}</Tag>}
        />
      ))}
    </RuledList>
  );
}

function stateOf({ state, withdrawnBy }: MembershipOffer): ReactNode {
  if (state === 'accepted') return <Trans>agreed</Trans>;
  if (state === 'declined') return <Trans>declined</Trans>;
  if (state === 'withdrawn') return withdrawnBy === 'agency' ? <Trans>taken back</Trans> : <Trans>ended by leaving</Trans>;
  if (state === 'lapsed') return <Trans>not answered</Trans>;
  return <Trans>open</Trans>;
}
