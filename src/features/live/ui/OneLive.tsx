import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { LiveMinute, LiveSession } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { keyOf, useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { useStream, type Message } from '#src/web/stream.ts';
import { ByMinute } from './parts/ByMinute.tsx';

type One = Answer<'live.minutes'>;
/** What stood out and what is usual follow the minutes at this distance; the figures themselves come as they happen. */
const anewMs = 60_000;

/** One LIVE of hers, minute by minute; while it is on air it moves by itself. */
export default function OneLive() {
  const { t } = useLingui();
  const { sessionId } = useParams({ strict: false }) as { sessionId: string };
  const given = { path: { sessionId } };
  const read = useRead('live.minutes', given, { every: (one) => (one?.session.state === 'live' ? anewMs : false) });
  const client = useQueryClient();
  useStream('live.watch', given.path, {
    on: read.data?.session.state === 'live',
    hear: (message, event) => client.setQueryData<One>(keyOf('live.minutes', given), (one) => one && merged(one, message, event)),
  });
  const page = (children: ReactNode) => (
    <PhonePage title={t`LIVE`} back="/live">
      {children}
    </PhonePage>
  );
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  }
  return page(
    <>
      <ByMinute one={read.data} />
      <Seen session={read.data.session} />
      <Overheard />
    </>,
  );
}

/** The LIVE with what a message says of it. */
function merged(one: One, { session, minutes }: Message<'live.watch'>, event: 'now' | 'reset'): One {
  const all = new Map<string, LiveMinute>((event === 'reset' ? [] : one.minutes).map((each) => [each.minute, each]));
  for (const each of minutes) all.set(each.minute, each);
  return { ...one, session, minutes: [...all.values()].toSorted((a, b) => (a.minute < b.minute ? -1 : 1)) };
}

/** Which agencies see this LIVE, and by which permission of hers. */
function Seen({ session: { endedAt } }: { session: LiveSession }) {
  const { t } = useLingui();
  const memberships = useRead('roster.mine');
  const center = useRead('creators.agencyCenter');
  if (!memberships.data || !center.data) return null;
  const shares = center.data.consents.some(({ purpose, granted }) => purpose === 'live_data' && granted);
  const running = memberships.data.items.filter(({ state }) => state !== 'ended');
  return (
    <Section title={<Trans>What your agency sees of it</Trans>}>
      {running.length === 0 ? (
        <p className="text-text-2">
          <Trans>Nothing: you belong to no agency.</Trans>
        </p>
      ) : (
        <>
          <RuledList className="border-y border-line" label={t`What your agency sees of it`}>
            {running.map(({ membershipId, agencyId, agencyName, since }) => (
              <Line
                key={membershipId}
                to={`/membership/${membershipId}`}
                lead={<HouseMark id={agencyId} />}
                what={<bdi>{agencyName}</bdi>}
                how={
                  !shares ? (
                    <Trans>Sees nothing of it: you do not share LIVE data.</Trans>
                  ) : endedAt !== null && endedAt < since ? (
                    <Trans>Sees nothing of it: you were not a member yet.</Trans>
                  ) : (
                    <Trans>Sees all of this page, for you share LIVE data.</Trans>
                  )
                }
              />
            ))}
          </RuledList>
          <div className="acts mt-3">
            <Btn to="/agency-center">{shares ? <Trans>Stop sharing in Agency Center</Trans> : <Trans>To Agency Center</Trans>}</Btn>
          </div>
        </>
      )}
    </Section>
  );
}

/** Whether a program of this server may listen to her LIVEs, and where she changes it. */
function Overheard() {
  const { t } = useLingui();
  const center = useRead('creators.agencyCenter');
  const one = center.data?.consents.find(({ purpose }) => purpose === 'listening');
  if (!one) return null;
  return (
    <Section title={<Trans>Who listens to your LIVEs</Trans>}>
      <RuledList className="border-y border-line" label={t`Who listens to your LIVEs`}>
        <Line
          to="/agency-center"
          what={one.granted ? <Trans>This Greenroom may</Trans> : <Trans>Nobody</Trans>}
          how={
            one.granted ? (
              <Trans>You permit it. Switch it off in Agency Center at any time.</Trans>
            ) : (
              <Trans>You do not permit it. You can in Agency Center.</Trans>
            )
          }
        />
      </RuledList>
    </Section>
  );
}
