import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { KeptViewers, LiveSession, LiveSessionByMinute } from '#src/web/client.gen.ts';
import { clock, duration, number, weekday, zoneName } from '#src/web/format.ts';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Tally } from '#src/web/kit/Tally.tsx';
import { platformName } from '#src/web/words/names.ts';
import { AllFigures, Heard } from './AllFigures.tsx';
import { Kept } from './Kept.tsx';
import { MinuteChart } from './MinuteChart.tsx';
import { MomentList } from './MomentList.tsx';
import { seriesOf } from './series.ts';

/** One LIVE: its sentence, minute by minute, what stood out, who can have stayed, every figure beside what is usual. */
export function ByMinute({ one }: { one: LiveSessionByMinute }) {
  const { session, minutes, moments, usual, kept } = one;
  const series = useMemo(() => seriesOf(session, minutes), [session, minutes]);
  const live = session.state === 'live';
  return (
    <>
      <div className="mb-1">
        <When session={session} />
      </div>
      <Sentence one={one} />
      <div className="mt-4">
        <MinuteChart series={series} moments={moments} live={live} />
        <div className="mt-1.5">
          <Prov
            parts={[
              <Heard key="heard" source={session.source} />,
              session.startInferred && <Trans key="start">its start was not told: it is counted from the first that was heard</Trans>,
              session.state === 'inferred' && <Trans key="end">its end was not told: it is counted to the last that was heard</Trans>,
              session.untimed > 0 && <Trans key="untimed">{number(session.untimed)} events without a time, placed by their arrival</Trans>,
            ]}
          />
        </div>
      </div>
      {moments.length > 0 && (
        <Section title={<Trans>Moments</Trans>}>
          <MomentList moments={moments} />
        </Section>
      )}
      {kept && tells(kept) && <Kept kept={kept} />}
      <AllFigures session={session} usual={usual} />
    </>
  );
}

/** Where as many were watching as at the beginning, nearly all may have stayed: such a bound says nothing. */
const tells = ({ atMostBps }: KeptViewers) => (atMostBps.at(-1) ?? 10_000) <= 9_000;

/** "Thu 19 Nov, 19:02–21:43 CET" and how long. */
export function When({ session: { startedAt, endedAt, liveSeconds, platform } }: { session: LiveSession }) {
  return (
    <Prov
      parts={[
        <bdi key="when">
          {weekday(startedAt)}, {endedAt === null ? clock(startedAt) : `${clock(startedAt)}–${clock(endedAt)}`} {zoneName(startedAt)}
        </bdi>,
        duration(liveSeconds),
        platformName(platform),
        endedAt === null && <Tally key="live" />,
      ]}
    />
  );
}

function Sentence({ one: { session, minutes, usual } }: { one: LiveSessionByMinute }) {
  const { averageViewers } = session;
  const latest = minutes.findLast(({ viewers }) => viewers !== null)?.viewers ?? null;
  const gifts = session.diamonds + session.diamondsInferred;
  if (session.state === 'live' && latest !== null)
    return (
      <Say then={<Trans>{number(gifts)} diamonds so far.</Trans>}>
        <Trans>{number(latest)} are watching now.</Trans>
      </Say>
    );
  if (averageViewers === null)
    return (
      <Say then={<Trans>{number(gifts)} diamonds were heard of.</Trans>}>
        <Trans>How many were watching was not measured.</Trans>
      </Say>
    );
  return (
    <Say then={<Against average={averageViewers} usual={usual.averageViewers} />}>
      <Trans>{number(averageViewers)} people were watching, on average.</Trans>
    </Say>
  );
}
function Against({ average, usual }: { average: number; usual: { low: number; high: number } | null }) {
  if (!usual) return <Trans>There are too few LIVEs before to compare.</Trans>;
  if (average > usual.high) return <Trans>More than usual.</Trans>;
  return average < usual.low ? <Trans>Fewer than usual.</Trans> : <Trans>As many as usual.</Trans>;
}
