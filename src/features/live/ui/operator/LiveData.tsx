import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { LiveGaps, LiveLag } from '#src/web/client.gen.ts';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { Late } from './Late.tsx';
import { Missing } from './Missing.tsx';
import { Waiting } from './Waiting.tsx';
import { late } from './words.ts';

const everyMs = 30_000;

/** LIVE data for whoever runs this Greenroom: does it come in time, is something missing, does something wait. */
export default function LiveData() {
  const { t } = useLingui();
  const lag = useRead('live.lag', undefined, { every: everyMs });
  const gaps = useRead('live.gaps', undefined, { every: everyMs });
  const waiting = usePages('live.quarantine', { query: { limit: 50 } });
  const all = [lag, gaps, waiting];
  const page = (children: ReactNode) => <DeskPage padded>{children}</DeskPage>;
  if (!lag.data || !gaps.data || !waiting.first) {
    const failed = all.find((one) => one.isError && one.data === undefined) ?? lag;
    return page(<NotYet read={failed} label={t`Loading LIVE data`} rows={6} avatar={false} />);
  }
  if (lag.data.sources.length === 0 && waiting.first.accounts === 0)
    return page(
      <Empty say={<Trans>No LIVE has been heard of in the last 7 days.</Trans>}>
        <Trans>
          Connectors send what happens in LIVEs to POST /v1/live/events. Once they do, this room says how late it arrives, what is missing,
          and which accounts belong to nobody here.
        </Trans>
      </Empty>,
    );
  return page(
    <>
      <Sentence lag={lag.data} gaps={gaps.data} accounts={waiting.first.accounts} />
      <Late lag={lag.data} />
      <Missing gaps={gaps.data} />
      <Waiting list={waiting} />
    </>,
  );
}

/** The slowest source says how late events are; then what there is to do. */
function Sentence({ lag, gaps: { stopped }, accounts }: { lag: LiveLag; gaps: LiveGaps; accounts: number }) {
  const known = lag.sources.flatMap(({ p99Ms }) => p99Ms ?? []);
  const slowest = known.length === 0 ? null : late(Math.max(...known));
  return (
    <Say
      then={
        stopped > 0 ? (
          <Plural value={stopped} one="The samples of # LIVE have stopped." other="The samples of # LIVEs have stopped." />
        ) : (
          <Plural value={accounts} _0="Nothing waits." one="# account waits for somebody." other="# accounts wait for somebody." />
        )
      }
    >
      {lag.events === 0 ? (
        <Trans>Nothing came in the last hour.</Trans>
      ) : slowest === null ? (
        <Trans>How late events arrive is not known.</Trans>
      ) : (
        <Trans>99 of 100 events arrive within {slowest}.</Trans>
      )}
    </Say>
  );
}
