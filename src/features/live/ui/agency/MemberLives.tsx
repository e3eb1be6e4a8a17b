import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LiveSession } from '#src/web/client.gen.ts';
import { clock, duration, number, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Fig } from '#src/web/kit/Fig.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { Tally } from '#src/web/kit/Tally.tsx';
import { usePages } from '#src/web/pages.ts';
import { platformName } from '#src/web/words/names.ts';
import { Back } from './Back.tsx';
import { UntilShared } from './NotShared.tsx';

/** A member's LIVEs, newest first, while she shares them. */
export default function MemberLives() {
  const { t } = useLingui();
  const { agencyId = '', creatorId = '' } = useParams({ strict: false }) as { agencyId?: string; creatorId?: string };
  const list = usePages('roster.live', { path: { agencyId, creatorId }, query: { limit: 50 } }, { quiet: true });
  const { first, items } = list;
  const page = (children: ReactNode) => (
    <DeskPage padded>
      <Back to={`/a/${agencyId}/live`}>
        <Trans>LIVE</Trans>
      </Back>
      {children}
    </DeskPage>
  );
  if (!first || list.isError)
    return page(<UntilShared read={{ ...list, data: undefined }} agencyId={agencyId} label={t`Loading the LIVEs`} />);
  const name = first.creator.displayName;
  const [newest] = items;
  if (!newest)
    return page(
      <Empty
        say={
          <Trans>
            No LIVE of <bdi>{name}</bdi> has been heard of yet.
          </Trans>
        }
      >
        <Trans>From the day they joined, each LIVE that the platform tells of stands here minute by minute, while they share it.</Trans>
      </Empty>,
    );
  return page(
    <>
      <Say then={<Newest session={newest} />}>
        <Trans>
          LIVEs of <bdi>{name}</bdi>.
        </Trans>
      </Say>
      <RuledList className="mt-4 border-y border-line" label={t`LIVEs of ${name}`}>
        {items.map((one) => (
          <Row key={one.sessionId} one={one} to={`/a/${agencyId}/live/${creatorId}/${one.sessionId}`} />
        ))}
      </RuledList>
      {list.hasNextPage && (
        <div className="acts mt-3">
          <Btn small busy={list.isFetchingNextPage} onClick={list.readOn}>
            <Trans>Show earlier LIVEs</Trans>
          </Btn>
        </div>
      )}
      <div className="mt-2">
        <Prov
          parts={[
            <Plural key="n" value={items.length} one="# LIVE, from the day they joined" other="# LIVEs, from the day they joined" />,
            <Trans key="v">viewers: the mean of all measured minutes, each alike</Trans>,
            <Trans key="d">diamonds as heard, not pay; dashed: with streaks whose end never came</Trans>,
          ]}
        />
      </div>
    </>,
  );
}

function Newest({ session: { state, startedAt } }: { session: LiveSession }) {
  if (state === 'live') return <Trans>On air since {clock(startedAt)}.</Trans>;
  return <Trans>The last one was on {weekday(startedAt)}.</Trans>;
}

function Row({ one, to }: { one: LiveSession; to: string }) {
  const { state, startedAt, endedAt, averageViewers, peakViewers, diamonds, diamondsInferred, liveSeconds, platform } = one;
  const until = endedAt === null ? clock(startedAt) : `${clock(startedAt)}–${clock(endedAt)}`;
  return (
    <Line
      to={to}
      what={
        <bdi>
          {weekday(startedAt)}, {until}
        </bdi>
      }
      how={
        <>
          {averageViewers === null || peakViewers === null ? (
            <Trans>viewers not measured</Trans>
          ) : (
            <Trans>
              {number(averageViewers)} viewers on average, {number(peakViewers)} at most
            </Trans>
          )}{' '}
          · <Fig ink={diamondsInferred > 0 ? 'estimated' : 'exact'}>{number(diamonds + diamondsInferred)}</Fig> <Trans>diamonds</Trans> ·{' '}
          {platformName(platform)}
        </>
      }
      end={state === 'live' ? <Tally /> : duration(liveSeconds)}
    />
  );
}
