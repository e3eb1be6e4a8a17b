import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, DoorOpen, Flag, Hourglass, MailQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';

type Membership = Answer<'roster.mine'>['items'][number];

/** Every membership, the running ones first. */
export default function Memberships() {
  const { t } = useLingui();
  const read = useRead('roster.mine');
  const page = (children: ReactNode) => <PhonePage title={t`Membership`}>{children}</PhonePage>;
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={2} />
      </>,
    );
  }
  const { items } = read.data;
  const running = items.filter(({ state }) => state !== 'ended');
  const ended = items.filter(({ state }) => state === 'ended');
  if (items.length === 0)
    return page(
      <Empty
        say={<Trans>You belong to no agency.</Trans>}
        act={
          <Btn to="/invitations">
            <Trans>To my invitations</Trans>
          </Btn>
        }
      >
        <Trans>
          A membership begins when you accept an invitation. Its terms and the way out then stand here. You need none to go LIVE.
        </Trans>
      </Empty>,
    );
  return page(
    <>
      <Answered running={running} />
      {running.length > 0 && (
        <div className="mt-4">
          <RuledList className="border-y border-line" label={t`Running`}>
            {running.map((one) => (
              <Row key={one.membershipId} one={one} />
            ))}
          </RuledList>
        </div>
      )}
      {ended.length > 0 && (
        <Section title={<Trans>Ended</Trans>}>
          <RuledList className="border-y border-line" label={t`Ended`}>
            {ended.map((one) => (
              <Row key={one.membershipId} one={one} />
            ))}
          </RuledList>
        </Section>
      )}
    </>,
  );
}

function Answered({ running }: { running: Membership[] }) {
  const [first] = running;
  if (!first)
    return (
      <Say>
        <Trans>You belong to no agency now.</Trans>
      </Say>
    );
  const count = running.length;
  if (count > 1)
    return (
      <Say then={<Trans>You may leave each at any time.</Trans>}>
        <Trans>You are with {count} agencies.</Trans>
      </Say>
    );
  const end = day(first.endsAt ?? first.termEndsAt);
  return (
    <Say then={<Then one={first} />}>
      <Trans>
        You are with <bdi>{first.agencyName}</bdi> until {end}.
      </Trans>
    </Say>
  );
}

function Then({ one }: { one: Membership }) {
  if (one.state === 'trial') return <Trans>You are on trial: a trial LIVE makes it go on.</Trans>;
  if (one.waiting?.state === 'told') return <Trans>The agency ends it; you may contest that.</Trans>;
  if (one.endedBy === 'removal') return <Trans>The agency ends it.</Trans>;
  return one.state === 'leaving' ? <Trans>You have left; the notice runs.</Trans> : <Trans>Then it ends by itself.</Trans>;
}

function Row({ one }: { one: Membership }) {
  const { t } = useLingui();
  const since = day(one.since);
  const end = day(one.endsAt ?? one.termEndsAt);
  return (
    <Line
      to={`/membership/${one.membershipId}`}
      lead={<HouseMark id={one.agencyId} />}
      what={<bdi>{one.agencyName}</bdi>}
      how={
        one.state === 'ended' ? (
          <Trans>
            {since} to {end}
          </Trans>
        ) : (
          <Trans>
            since {since}, ends {end}
          </Trans>
        )
      }
      end={
        one.offer ? (
          <Mark icon={MailQuestionMark}>{t`Answer awaited`}</Mark>
        ) : one.state === 'trial' ? (
          <Mark icon={Hourglass}>{t`On trial`}</Mark>
        ) : one.state === 'active' ? (
          <Mark icon={CircleCheck}>{t`Running`}</Mark>
        ) : one.state === 'leaving' ? (
          <Mark icon={DoorOpen}>{t`Leaving`}</Mark>
        ) : (
          <Mark icon={Flag}>{t`Ended`}</Mark>
        )
      }
    />
  );
}
