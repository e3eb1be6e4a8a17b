import { t } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OneStanding, Pace, PaceSignal, Projection } from '#src/web/client.gen.ts';
import { day, hours, number, range } from '#src/web/format.ts';
import { Fig, type Explanation, type Ink } from '#src/web/kit/Fig.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { BandMark } from './band.tsx';
import { dayWords, needWords, thresholdName } from './words.ts';

type Shown = NonNullable<Pace>;
type Key = keyof Shown['signals'];
const keys: Key[] = ['validDays', 'liveSeconds', 'diamonds'];

/** What is shown of somebody by an export, and whose it is: undefined where the reader's own agency brought it. */
export interface Figured extends Pick<OneStanding, 'paces' | 'projected' | 'dataOn'> {
  agencyName?: string;
}

/** Every threshold of the month, with what is asked, what is there, and where it is heading. */
export function Paces({ one }: { one: Figured }) {
  const paces = one.paces.filter((pace) => pace !== null);
  const loose = keys.filter((key) => paces.every(({ signals }) => signals[key].goal === null));
  return (
    <>
      {paces.map((pace) => (
        <Threshold key={`${pace.threshold.kind} ${pace.threshold.name}`} pace={pace} one={one} />
      ))}
      {loose.length > 0 && (
        <section className="mt-5 grid gap-3.5">
          <h3 className="sub">{paces.length === 0 ? <Trans>This month</Trans> : <Trans>Not asked by any threshold</Trans>}</h3>
          {loose.map((key) => (
            <Signal key={key} name={key} signal={bare(one.projected[key])} projected={one.projected[key]} one={one} />
          ))}
        </section>
      )}
    </>
  );
}

const bare = ({ have }: Projection): PaceSignal => ({
  have,
  atLeast: have ?? 0,
  atMost: have,
  goal: null,
  short: null,
  state: 'not_asked',
});

function Threshold({ pace, one }: { pace: Shown; one: Figured }) {
  const { threshold, band, need, signals, ownPace } = pace;
  const { prorated } = threshold;
  const part = prorated !== null && prorated.days < prorated.of;
  return (
    <section className="mt-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 className="sub">
          <bdi>{thresholdName(threshold.kind, threshold.name)}</bdi>
        </h3>
        <BandMark band={band} />
      </div>
      {part && (
        <p className="prov">
          <Trans>
            scaled to {number(prorated.days)} of {number(prorated.of)} days in the network
          </Trans>
        </p>
      )}
      {prorated === null && (
        <p className="prov">
          <Trans>the joining day is not known: less may be asked</Trans>
        </p>
      )}
      <div className="mt-2 grid gap-3.5">
        {keys.map(
          (key) =>
            signals[key].goal !== null && <Signal key={key} name={key} signal={signals[key]} projected={one.projected[key]} one={one} />,
        )}
      </div>
      <p className="mt-2 text-small text-text-2">
        <Outlook need={need} band={band} signals={signals} daysLeft={pace.daysLeft} ownPace={ownPace} />
      </p>
      {pace.alarm === true && (
        <p className="mt-1">
          <Mark icon={TriangleAlert} tone="neg">
            <Trans>From now on, every day but one at most has to be valid.</Trans>
          </Mark>
        </p>
      )}
    </section>
  );
}

/** What is left to do for a threshold, or why nothing is. */
function Outlook({ need, band, signals, daysLeft, ownPace }: Pick<Shown, 'need' | 'band' | 'signals' | 'daysLeft' | 'ownPace'>): ReactNode {
  if (band === 'DONE') return <Trans>Reached. Nothing more is asked this month.</Trans>;
  if (need !== null) return <Trans>It takes {needWords(need)}.</Trans>;
  if (band !== 'GONE') return <Trans>What it takes is not known: a figure of this month is missing.</Trans>;
  const { short } = signals.diamonds;
  if (signals.diamonds.state === 'out_of_reach' && short !== null && daysLeft > 0) {
    const aDay = number(Math.ceil(short / daysLeft));
    return ownPace === null ? (
      <Trans>Out of reach: {aDay} diamonds a day would be needed.</Trans>
    ) : (
      <Trans>
        Out of reach: {aDay} diamonds a day would be needed, the own pace is {number(ownPace)}.
      </Trans>
    );
  }
  return (
    <Plural
      value={daysLeft}
      _0="Out of reach: no day is left."
      one="Out of reach: the one day left does not hold it."
      other="Out of reach: the # days left do not hold it."
    />
  );
}

/** One signal: the figure, the bar up to it, the hatched span of where the month will end, the upright of its goal. */
function Signal({ name, signal, projected, one }: { name: Key; signal: PaceSignal; projected: Projection; one: Figured }) {
  const { t } = useLingui();
  const titles = { validDays: t`Valid days`, liveSeconds: t`LIVE hours`, diamonds: t`Diamonds` };
  const { ink, figure } = shown(name, signal);
  const of = signal.goal === null ? null : say(name, signal.goal);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <span>{titles[name]}</span>
        <span className="text-end">
          <Fig ink={ink} explain={explained(titles[name], name, signal, projected, one)}>
            {figure}
          </Fig>
          <span className="text-text-3">
            {of !== null ? <> {t`of ${of}`}</> : null}
            {name === 'liveSeconds' && <> {t`h`}</>}
          </span>
        </span>
      </div>
      <Track signal={signal} projected={projected} />
      <p className="prov">
        <Projected name={name} {...projected} />
      </p>
    </div>
  );
}

const say = (name: Key, value: number): string => (name === 'liveSeconds' ? hours(value) : number(value));
const sayRange = (name: Key, low: number, high: number | null): string =>
  name === 'liveSeconds' ? range(low / 3600, high === null ? null : high / 3600, 1) : range(low, high);

/** Exact where it is known, else the ends between which it lies, else words. */
function shown(name: Key, { have, atLeast, atMost }: PaceSignal): { ink: Ink; figure: string } {
  if (have !== null) return { ink: 'exact', figure: say(name, have) };
  if (atMost === null && atLeast === 0) return { ink: 'none', figure: t`not known` };
  return { ink: 'range', figure: sayRange(name, atLeast, atMost) };
}

function Track({ signal: { have, atLeast, atMost, goal }, projected: { low, high } }: { signal: PaceSignal; projected: Projection }) {
  const scale = Math.max((goal ?? 0) / 0.8, (high ?? 0) * 1.06, (have ?? atMost ?? atLeast) * 1.06, 1);
  const at = (value: number) => `${(Math.min(1, value / scale) * 100).toFixed(2)}%`;
  const from = have === null ? atLeast : low;
  const to = have === null ? atMost : high;
  return (
    <div className="relative my-1.5 h-2.5 rounded-[3px] bg-well ring-1 ring-line ring-inset" aria-hidden="true">
      <i className="absolute inset-y-0 start-0 rounded-s-[3px] bg-chart-1" style={{ inlineSize: at(have ?? atLeast) }} />
      {from !== null && to !== null && to > (have ?? atLeast) && (
        <s
          className="hatch absolute inset-y-0 min-w-1.5 rounded-[2px] border border-text-2"
          style={{ insetInlineStart: at(from), inlineSize: at(to - from) }}
        />
      )}
      {goal !== null && <u className="absolute -inset-y-1 w-0.5 bg-text" style={{ insetInlineStart: at(goal) }} />}
    </div>
  );
}

/** Where the month will end, both ends, and what that rests on. */
function Projected({ name, low, high, expected, basis, n }: Projection & { name: Key }) {
  if (basis === 'unknown') return <Trans>no projection: a day of this month is not known</Trans>;
  if (low === null || high === null || basis === 'too_few')
    return <Plural value={n} one="too few to project: # day is known" other="too few to project: # days are known" />;
  const ends = sayRange(name, low, high);
  const best = expected === null || low === high ? null : say(name, expected);
  return (
    <>
      <Trans>projected</Trans>{' '}
      <span className="underline decoration-dashed underline-offset-3">
        {name === 'liveSeconds' ? (
          <Trans>
            <bdi>{ends}</bdi> h
          </Trans>
        ) : (
          <bdi>{ends}</bdi>
        )}
      </span>
      {best !== null && (
        <>
          {' · '}
          <Trans>most likely {best}</Trans>
        </>
      )}
      {' · '}
      {basis === 'own_curve' ? (
        <Plural value={n} one="own curve, from # day" other="own curve, from # days" />
      ) : (
        <Plural value={n} one="straight line, from # day" other="straight line, from # days" />
      )}
    </>
  );
}

function explained(
  title: string,
  name: Key,
  signal: PaceSignal,
  { low, high, n }: Projection,
  { dataOn, agencyName }: Figured,
): Explanation {
  const rows = [
    { label: <Trans>Asked this month</Trans>, value: signal.goal === null ? null : say(name, signal.goal) },
    { label: <Trans>Short of it</Trans>, value: signal.short === null ? null : say(name, signal.short) },
    { label: <Trans>Four of five such months end at</Trans>, value: low === null || high === null ? null : sayRange(name, low, high) },
    { label: <Trans>Days that this rests on</Trans>, value: n === 0 ? null : number(n) },
  ];
  const meanings = {
    validDays: <Trans>Days of this month with a full hour of LIVE. A day of 59 minutes is none.</Trans>,
    liveSeconds: <Trans>LIVE of this month, in hours.</Trans>,
    diamonds: <Trans>Diamonds of this month so far.</Trans>,
  };
  return {
    title,
    meaning: meanings[name],
    rows: rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value: <bdi>{value}</bdi> }])),
    prov: <ByExport dataOn={dataOn} agencyName={agencyName} />,
  };
}

/** Since when somebody is in the agency's network, and when she left it: parts of a Prov. */
export const inNetwork = ({ joinedOn, quitOn }: Pick<OneStanding, 'joinedOn' | 'quitOn'>): ReactNode[] => [
  joinedOn !== null && <Trans key="since">in the network since {day(joinedOn)}</Trans>,
  quitOn !== null && <Trans key="left">left on {day(quitOn)}</Trans>,
];

/** Whose export says so, and of which day it is. */
export function ByExport({ dataOn, agencyName }: { dataOn: string; agencyName?: string | undefined }) {
  if (agencyName === undefined) return <Trans>by your export, as of {dayWords(dataOn)}</Trans>;
  return (
    <Trans>
      from the export of <bdi>{agencyName}</bdi>, as of {dayWords(dataOn)}
    </Trans>
  );
}

/** "3 of 8 days", "5.2 of 15 h": what is asked by one threshold, in a line. */
export function asked(pace: Shown): { key: Key; have: string; goal: string }[] {
  return keys.flatMap((key) => {
    const { have, atLeast, atMost, goal } = pace.signals[key];
    return goal === null ? [] : [{ key, have: have === null ? sayRange(key, atLeast, atMost) : say(key, have), goal: say(key, goal) }];
  });
}
