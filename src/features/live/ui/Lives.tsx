import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { LiveSession } from '#src/web/client.gen.ts';
import { clock, duration, number, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { Tally } from '#src/web/kit/Tally.tsx';
import { usePages } from '#src/web/pages.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';

/** Her LIVEs, the newest first. */
export default function Lives() {
  const { t } = useLingui();
  const list = usePages('live.mine', { query: { limit: 30 } }, { every: 20_000 });
  const page = (children: ReactNode) => <PhonePage title={t`LIVE`}>{children}</PhonePage>;
  const { first, items } = list;
  if (!first) {
    if (list.error) return page(<CreatorError error={list.error} again={() => void list.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  }
  const [newest] = items;
  if (!newest)
    return page(
      <Empty say={<Trans>No LIVE of yours has been heard of yet.</Trans>}>
        <Trans>
          Once your platform tells this Greenroom of your LIVEs, each of them stands here minute by minute: who was watching, what was
          given, and what was unusual. Nobody sees it but you, unless you share it with your agency.
        </Trans>
      </Empty>,
    );
  return page(
    <>
      <Newest session={newest} />
      <RuledList className="mt-4 border-t border-line" label={t`Summary`}>
        <Line
          to="/live/record"
          what={<Trans>Your last 28 days</Trans>}
          how={<Trans>Viewers, valid days, diamonds, growth, who came back</Trans>}
        />
      </RuledList>
      <RuledList className="mt-4 border-y border-line" label={t`Your LIVEs`}>
        {items.map((one) => (
          <Row key={one.sessionId} one={one} />
        ))}
      </RuledList>
      {list.hasNextPage && (
        <div className="acts mt-4">
          <Btn busy={list.isFetchingNextPage} onClick={list.readOn}>
            <Trans>Show earlier LIVEs</Trans>
          </Btn>
        </div>
      )}
    </>,
  );
}

function Newest({ session: { state, startedAt, averageViewers } }: { session: LiveSession }) {
  const at = clock(startedAt);
  if (state === 'live')
    return (
      <Say then={<Trans>Open it to watch it minute by minute.</Trans>}>
        <Trans>You are LIVE since {at}.</Trans>
      </Say>
    );
  const when = weekday(startedAt);
  return (
    <Say then={averageViewers !== null && <Trans>{number(averageViewers)} people were watching, on average.</Trans>}>
      <Trans>Your last LIVE was on {when}.</Trans>
    </Say>
  );
}

function Row({
  one: { sessionId, state, startedAt, endedAt, averageViewers, diamonds, diamondsInferred, liveSeconds },
}: {
  one: LiveSession;
}) {
  const gifts = number(diamonds + diamondsInferred);
  const until = endedAt === null ? clock(startedAt) : `${clock(startedAt)}–${clock(endedAt)}`;
  return (
    <Line
      to={`/live/${sessionId}`}
      what={
        <bdi>
          {weekday(startedAt)}, {until}
        </bdi>
      }
      how={
        averageViewers === null ? (
          <Trans>viewers not measured · {gifts} diamonds</Trans>
        ) : (
          <Trans>
            avg. {number(averageViewers)} viewers · {gifts} diamonds
          </Trans>
        )
      }
      end={state === 'live' ? <Tally /> : <span className="prov">{duration(liveSeconds)}</span>}
    />
  );
}
