import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { LiveRecord, LiveShare } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { clock, day, duration, number, percent, percentBps } from '#src/web/format.ts';
import { Fig, type Explanation } from '#src/web/kit/Fig.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';

/** What 28 days of her LIVEs came to. */
export default function MyRecord() {
  const { t } = useLingui();
  const read = useRead('live.record', {});
  const page = (children: ReactNode) => (
    <PhonePage title={t`Your last 28 days`} back="/live">
      {children}
    </PhonePage>
  );
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={7} avatar={false} />
      </>,
    );
  }
  const { record } = read.data;
  if (!record)
    return page(
      <Empty say={<Trans>Nothing to add up yet.</Trans>}>
        <Trans>Once a day with a LIVE of yours is over, what 28 days came to stands here.</Trans>
      </Empty>,
    );
  return page(<Figures of={record} />);
}

function Figures({ of: r }: { of: LiveRecord }) {
  return (
    <>
      <Say then={r.averageViewers !== null && <Trans>{number(r.averageViewers)} people were watching, on average.</Trans>}>
        <Plural value={r.lives} _0="No LIVE in 28 days." one="# LIVE in 28 days." other="# LIVEs in 28 days." />
      </Say>
      <p className="prov mt-1">
        <Trans>
          {day(r.from)} to {day(r.asOn)}, whole days (UTC), every night anew
        </Trans>
      </p>
      <dl className="mt-4 border-t border-line">
        <Row
          name={<Trans>Average viewers</Trans>}
          under={<Plural value={r.measuredMinutes} one="# minute measured" other="# minutes measured" />}
        >
          {r.averageViewers === null ? (
            <Fig ink="none">
              <Trans>not measured</Trans>
            </Fig>
          ) : (
            <Fig>{number(r.averageViewers)}</Fig>
          )}
        </Row>
        <Row name={<Trans>Against the 28 days before</Trans>}>
          {r.growthBps === null ? (
            <Fig ink="none">
              <Trans>too little measured</Trans>
            </Fig>
          ) : (
            <Fig explain={growthMeans}>{percent(r.growthBps / 10_000, true)}</Fig>
          )}
        </Row>
        <Row name={<Trans>Time on air</Trans>}>
          <Fig>{duration(r.liveSeconds)}</Fig>
        </Row>
        <Row name={<Trans>Valid days</Trans>} under={<Trans>with an hour or more</Trans>}>
          <Fig>{number(r.validDays)}</Fig>
        </Row>
        <Row name={<Trans>Diamonds</Trans>} under={r.diamondsInferred > 0 && <Trans>{number(r.diamondsInferred)} of them inferred</Trans>}>
          <Fig ink={r.diamondsInferred > 0 ? 'estimated' : 'exact'}>{number(r.diamonds + r.diamondsInferred)}</Fig>
        </Row>
        <Row name={<Trans>Viewers who gave</Trans>} under={r.gifterConversion && <Of share={r.gifterConversion} />}>
          <Part share={r.gifterConversion} explain={gaveMeans} />
        </Row>
        <Row name={<Trans>Viewers who came back</Trans>} under={r.returningViewers && <Of share={r.returningViewers} />}>
          <Part share={r.returningViewers} explain={backMeans} />
        </Row>
      </dl>
      <Hours seconds={r.hours} />
      <p className="prov mt-3">
        <Trans>This is for you. What agencies may see of it is what you allow in Agency Center.</Trans>
      </p>
    </>
  );
}

function Row({ name, children, under }: { name: ReactNode; children: ReactNode; under?: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-2.5">
      <dt className="min-w-0 text-dense text-text-2">{name}</dt>
      <dd className="grid justify-items-end gap-0.5 text-end">
        {children}
        {under && <span className="prov">{under}</span>}
      </dd>
    </div>
  );
}
function Of({ share: { people, of } }: { share: LiveShare }) {
  return (
    <Trans>
      {number(people)} of {number(of)}
    </Trans>
  );
}
function Part({ share, explain }: { share: LiveShare | null; explain: Explanation }) {
  if (share) return <Fig explain={explain}>{percentBps(share.bps)}</Fig>;
  return (
    <Fig ink="none">
      <Trans>nobody tells</Trans>
    </Fig>
  );
}

const growthMeans: Explanation = {
  title: <Trans>Against the 28 days before</Trans>,
  meaning: <Trans>Average viewers now beside those of the 28 days before, where at least five hours were measured in both.</Trans>,
};
const gaveMeans: Explanation = {
  title: <Trans>Viewers who gave</Trans>,
  meaning: (
    <Trans>
      Of all who entered a LIVE, how many gave at least one gift in it; over the LIVEs of which both are known. Whoever came to two LIVEs
      counts twice.
    </Trans>
  ),
};
const backMeans: Explanation = {
  title: <Trans>Viewers who came back</Trans>,
  meaning: <Trans>Of all who entered a LIVE, how many had watched one of yours in the 30 days before, as your platform tells it.</Trans>,
};

/** An hour of the day, counted in UTC, as her own clock calls it today. */
const hourHere = (hour: number) => clock(Math.floor(now() / dayMs) * dayMs + hour * 3_600_000);
const dayMs = 86_400_000;

/** When she is on air: each hour of the day by her own clock. */
function Hours({ seconds }: { seconds: number[] }) {
  const { t } = useLingui();
  const most = Math.max(...seconds);
  if (most === 0) return null;
  const named = seconds.map((s, hour) => ({ s, name: hourHere(hour) })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const best = named.reduce((a, b) => (b.s > a.s ? b : a));
  return (
    <figure className="mt-4">
      <figcaption className="prov">
        <Trans>Most often on air from {best.name}, by your clock</Trans>
      </figcaption>
      <div className="mt-1 flex h-14 items-end gap-px" dir="ltr" role="img" aria-label={t`Time on air by hour of the day`}>
        {named.map(({ s, name }) => (
          <span
            key={name}
            title={`${name}: ${duration(s)}`}
            className="flex-1 rounded-t-sm"
            style={{
              blockSize: `${Math.max(s > 0 ? 4 : 2, (s / most) * 100).toFixed(1)}%`,
              background: s > 0 ? 'var(--chart-1)' : 'var(--line)',
            }}
          />
        ))}
      </div>
      <div className="flex justify-between text-small text-text-3" dir="ltr" aria-hidden="true">
        {[0, 6, 12, 18].map((i) => (
          <span key={i} className="flex-1">
            {named[i]!.name}
          </span>
        ))}
      </div>
    </figure>
  );
}
