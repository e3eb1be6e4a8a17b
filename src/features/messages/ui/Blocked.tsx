import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { sayProblem } from '#src/web/words/problems.ts';

/** The agencies that she has blocked; only she sees this, and only she takes a block back. */
export default function Blocked() {
  const { t } = useLingui();
  const read = useRead('messages.blocks');
  const back = useChange('messages.unblock', { touches: ['messages.blocks', 'messages.mine', 'messages.openMine'] });
  const page = (children: ReactNode) => (
    <PhonePage title={t`Blocked agencies`} back="/privacy">
      {children}
    </PhonePage>
  );
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={3} />
      </>,
    );
  }
  const { items } = read.data;
  if (items.length === 0)
    return page(
      <Empty say={<Trans>You have blocked no agency.</Trans>}>
        <Trans>You can block one from its invitation or its messages. It then no longer finds you, invites you or writes to you.</Trans>
      </Empty>,
    );
  const unblock = (agencyId: string, name: string) =>
    back.mutate(
      { path: { agencyId } },
      {
        onSuccess: () => tell({ title: t`The block of ${name} is taken back.` }),
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  return page(
    <>
      <Say then={<Trans>No agency is told of it.</Trans>}>
        <Plural value={items.length} one="You have blocked one agency." other="You have blocked # agencies." />
      </Say>
      <RuledList className="mt-4 border-y border-line" label={t`Blocked agencies`}>
        {items.map(({ agency, blockedAt }) => (
          <Line
            key={agency.agencyId}
            lead={<HouseMark id={agency.agencyId} />}
            what={<bdi>{agency.name}</bdi>}
            how={<Trans>blocked on {day(blockedAt)}</Trans>}
            end={
              <Btn
                small
                busy={back.isPending && back.variables.path.agencyId === agency.agencyId}
                label={t`Take back the block of ${agency.name}`}
                onClick={() => unblock(agency.agencyId, agency.name)}
              >
                <Trans>Take back</Trans>
              </Btn>
            }
          />
        ))}
      </RuledList>
      <p className="mt-3 text-dense text-text-2">
        <Trans>Taken back, an agency can find and invite you as others can. What ended with the block stays ended.</Trans>
      </p>
    </>,
  );
}
