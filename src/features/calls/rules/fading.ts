import { dayNumber, dayText, weekday } from './days.ts';
import type { CreatorFacts, Day } from './facts.ts';
import { liveDays, weeklyOf, type Weekly } from './habit.ts';
import { seriesOf, type Series } from './series.ts';

export interface FadingSettings {
  /** Days read, and how many of them at the end are looked at; what is usual comes from those before. */
  history: number;
  scan: number;
  /** Fewer known days make no habit, fewer LIVE days no usual session. */
  minDays: number;
  minLiveDays: number;
  /** Shares of usual that LIVE days, sessions and diamonds an hour may fall to; each stands for a kind of fade, all as likely. */
  ratesLeft: readonly number[];
  sessionsLeft: readonly number[];
  giftsLeft: readonly number[];
  /** What the club may lose a day on top of its usual change, as shares of its size, from so many days after the first sign on. */
  clubLosses: readonly number[];
  clubLags: readonly number[];
  /** How likely each sign after the first is to be part of a fade. */
  partOf: number;
  /** No habit is surer than this, and no day of another sign says more than `mostPerDay`: a holiday and a freak must not ring alone. */
  mostRate: number;
  mostPerDay: number;
  /** Spread of the logarithms of sessions and of diamonds an hour as usual among creators, weighing as much as so many days of one's own. */
  usualSpreads: { sessions: number; gifts: number };
  priorDays: number;
  /** Evidence (log of how much likelier a fade is) from which an alert is raised, and from which a sign is named. */
  alarm: number;
  sign: number;
}

/** Ours, inferred: set on simulated creators in fades.test.ts, so that at most one steady creator in ten is rung within 60 days. */
export const usualFading: FadingSettings = {
  history: 60,
  scan: 14,
  minDays: 28,
  minLiveDays: 6,
  ratesLeft: [0.05, 0.2, 0.4],
  sessionsLeft: [0.45, 0.6, 0.75],
  giftsLeft: [0.4, 0.6],
  clubLosses: [0.01, 0.025],
  clubLags: [3, 4, 5, 6],
  partOf: 0.8,
  mostRate: 0.9,
  mostPerDay: 3,
  usualSpreads: { sessions: 0.35, gifts: 0.7 },
  priorDays: 5,
  alarm: 5.75,
  sign: 1,
};

/** In the order of decline: missed LIVE day 0, shorter sessions 0-3, fan club thins 3-7, diamonds fall 7-14. */
export type Sign =
  | { sign: 'missed'; evidence: { days: number; liveDays: number; usualLiveDays: number } }
  | { sign: 'shorter'; evidence: { lives: number; seconds: number; usualSeconds: number } }
  | { sign: 'thinner'; evidence: { fans: number; before: number; usualChange: number } }
  | { sign: 'falling'; evidence: { diamonds: number; usualDiamonds: number; days: number } };

const signNames = ['missed', 'shorter', 'thinner', 'falling'] as const;

export interface Fading {
  /** The day from which the days speak for a fade. */
  since: Day;
  signs: Sign[];
  /** Evidence / the evidence that rings: 1 = just rung. */
  strength: number;
}

/** Evidence of one sign by the day of the scan that the fade began on: how much likelier a fade makes the days since, as a logarithm. */
type Stream = number[];

/** One way to fade: what each day of the scan adds, counted from `lag` days after the beginning. */
interface Kind {
  perDay: number[];
  lag: number;
}

/**
 * Decline, from LIVE days, session length and fan club, before diamonds fall: the last two weeks against the habit of the weeks before.
 * For every day that a fade may have begun on, how much likelier several kinds of fade make the days since (a CUSUM over mixtures).
 * Null = nothing, or too few days for a habit. Unknown days say nothing. Source of the order: rules.md 3 (LR), reported; the test is ours.
 */
export function fadingOf(facts: CreatorFacts, settings: FadingSettings = usualFading): Fading | null {
  const series = seriesOf(facts, settings.history);
  const usual = settings.history - settings.scan;
  const live = liveDays(series);
  const habit = weeklyOf(live, series.first, 0, usual);
  if (habit.n < settings.minDays || habit.mean * habit.n < settings.minLiveDays) return null;
  const fans = fansOf(facts, series);
  const { sessions, gifts } = settings.usualSpreads;
  const streams: Record<Sign['sign'], Stream> = {
    missed: missed(live, habit, series.first, usual, settings),
    shorter: lowered(logOf(series.liveSeconds, series.lives, 1), usual, settings.sessionsLeft, sessions, settings),
    thinner: thinned(fans, usual, settings),
    falling: lowered(logOf(series.diamonds, series.liveSeconds, 3600), usual, settings.giftsLeft, gifts, settings),
  };
  const { start, evidence } = rung(Object.values(streams));
  if (evidence < settings.alarm) return null;
  const at = usual + start;
  return {
    since: dayText(series.first + at),
    signs: signNames
      .filter((sign) => streams[sign][start]! >= settings.sign)
      .map((sign) => evidenceOf[sign]({ series, live, habit, fans, at, usual })),
    strength: evidence / settings.alarm,
  };
}

/** The beginning that all signs together speak for most. */
function rung(streams: Stream[]): { start: number; evidence: number } {
  let [start, evidence] = [0, -Infinity];
  for (let i = streams[0]!.length - 1; i >= 0; i -= 1) {
    let sum = 0;
    for (const stream of streams) sum += stream[i]!;
    if (sum > evidence) [evidence, start] = [sum, i];
  }
  return { start, evidence };
}

/** Each kind as likely as the other, and with the rest of the chance none of them: ln of the mean of how much likelier they are. */
function mixed(days: number, kinds: readonly Kind[], partOf: number): Stream {
  const likelier = Array<number>(days).fill(0);
  for (const { perDay, lag } of kinds) {
    let sum = 0;
    for (let day = days - 1; day >= 0; day -= 1) {
      sum += perDay[day]!;
      if (day >= lag) likelier[day - lag]! += Math.exp(sum);
    }
    // Beginnings within the last `lag` days: this kind says nothing yet.
    for (let start = Math.max(0, days - lag); start < days; start += 1) likelier[start]! += 1;
  }
  return likelier.map((sum) => Math.log(1 - partOf + (partOf * sum) / kinds.length));
}

/** A day without a LIVE where one was usual speaks for a fade, one with a LIVE against it. */
function missed(live: number[], habit: Weekly, first: number, usual: number, settings: FadingSettings): Stream {
  const rates = habit.of.map((rate) => clamp(rate, 0.03, settings.mostRate));
  const kinds = settings.ratesLeft.map((left) => ({
    lag: 0,
    perDay: live.slice(usual).map((now, i) => {
      const rate = rates[weekday(first + usual + i)]!;
      if (Number.isNaN(now)) return 0;
      return now === 1 ? Math.log(left) : Math.log((1 - left * rate) / (1 - rate));
    }),
  }));
  return mixed(live.length - usual, kinds, 1);
}

/** ln(value / per), NaN where nothing was. */
function logOf(value: number[], per: number[], unit: number): number[] {
  return value.map((v, i) => (v > 0 && per[i]! > 0 ? Math.log((v * unit) / per[i]!) : Number.NaN));
}

/** Evidence that `values` (logarithms) have moved to a share of usual, against their own mean and spread. */
function lowered(values: number[], usual: number, shares: readonly number[], spread: number, settings: FadingSettings): Stream {
  const own = momentsOf(values.slice(0, usual), spread ** 2, settings);
  if (own.n < settings.minLiveDays) return Array<number>(values.length - usual).fill(0);
  const kinds = shares.map((share) => ({ lag: 0, perDay: shiftOf(values.slice(usual), own, Math.log(share), settings) }));
  return mixed(values.length - usual, kinds, settings.partOf);
}

interface Moments {
  n: number;
  mean: number;
  variance: number;
}

/** How much likelier each value is when the mean has moved by `shift`. The mean itself is known only as well as its days let it be. */
function shiftOf(values: number[], own: Moments, shift: number, settings: FadingSettings): number[] {
  const wide = own.variance * (1 + 1 / own.n);
  const most = settings.mostPerDay;
  return values.map((v) => (Number.isNaN(v) ? 0 : clamp((shift * (v - own.mean) - (shift * shift) / 2) / wide, -most, most)));
}

function momentsOf(values: number[], priorVariance: number, settings: FadingSettings): Moments {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const v of values)
    if (!Number.isNaN(v)) {
      n += 1;
      sum += v;
      squares += v * v;
    }
  const mean = n === 0 ? 0 : sum / n;
  const own = Math.max(0, squares - n * mean * mean);
  return { n, mean, variance: (own + settings.priorDays * priorVariance) / (Math.max(1, n - 1) + settings.priorDays) };
}

const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

/** Fans at the end of each day, NaN where not known: active ones of the club, or all where those are not given. */
function fansOf(facts: CreatorFacts, series: Series): number[] {
  const active = Array<number>(series.lives.length).fill(Number.NaN);
  const total = active.slice();
  let known = 0;
  for (let i = facts.levels.length - 1; i >= 0; i -= 1) {
    const level = facts.levels[i]!;
    const at = dayNumber(level.on) - series.first;
    if (at < 0) break;
    if (at >= active.length) continue;
    active[at] = level.activeFans ?? Number.NaN;
    total[at] = level.totalFans ?? Number.NaN;
    known += level.activeFans === null ? 0 : 1;
  }
  return known >= 10 ? active : total;
}

/** Daily change of the club against its usual one; the swing is never taken for less than that of single people. */
function thinned(fans: number[], usual: number, settings: FadingSettings): Stream {
  const change = fans.map((now, i) => (i === 0 ? Number.NaN : now - fans[i - 1]!));
  const size = fans.slice(0, usual).findLast((f) => !Number.isNaN(f)) ?? 0;
  const own = momentsOf(change.slice(0, usual), 1, settings);
  if (own.n < settings.minDays / 2 || size === 0) return Array<number>(fans.length - usual).fill(0);
  const kinds = settings.clubLosses.flatMap((loss) => {
    const perDay = shiftOf(change.slice(usual), own, -loss * size, settings);
    return settings.clubLags.map((lag) => ({ perDay, lag }));
  });
  return mixed(fans.length - usual, kinds, settings.partOf);
}

interface Seen {
  series: Series;
  live: number[];
  habit: Weekly;
  fans: number[];
  /** First day of the fade, and of the scan. */
  at: number;
  usual: number;
}

const sumOf = (values: number[]) => values.reduce((sum, v) => (Number.isNaN(v) ? sum : sum + v), 0);
const ratio = (a: number[], b: number[]) => Math.round(sumOf(a) / Math.max(1, sumOf(b)));

/** The same numbers as a person would count them: sums over sums, of the days since and of the days before. */
const evidenceOf: { [S in Sign['sign']]: (seen: Seen) => Sign } = {
  missed: ({ live, habit, series, at }) => {
    let usual = 0;
    for (let i = at; i < live.length; i += 1) usual += Number.isNaN(live[i]!) ? 0 : habit.of[weekday(series.first + i)]!;
    return { sign: 'missed', evidence: { days: live.length - at, liveDays: sumOf(live.slice(at)), usualLiveDays: round(usual) } };
  },
  shorter: ({ series: { liveSeconds, lives }, at, usual }) => ({
    sign: 'shorter',
    evidence: {
      lives: sumOf(lives.slice(at)),
      seconds: ratio(liveSeconds.slice(at), lives.slice(at)),
      usualSeconds: ratio(liveSeconds.slice(0, usual), lives.slice(0, usual)),
    },
  }),
  thinner: ({ fans, at, usual }) => {
    const known = (from: number, to: number) => fans.slice(from, to).filter((f) => !Number.isNaN(f));
    const [before, since, habit] = [known(0, at), known(at, fans.length), known(0, usual)];
    const days = Math.max(1, habit.length - 1);
    const fall = (habit.at(-1)! - habit[0]!) / days;
    return {
      sign: 'thinner',
      evidence: { fans: since.at(-1)!, before: before.at(-1) ?? since[0]!, usualChange: round(fall * since.length) },
    };
  },
  falling: ({ series: { diamonds, first }, at, usual }) => {
    const weekly = weeklyOf(diamonds, first, 0, usual);
    let expected = 0;
    for (let i = at; i < diamonds.length; i += 1) expected += Number.isNaN(diamonds[i]!) ? 0 : weekly.of[weekday(first + i)]!;
    const days = diamonds.length - at;
    return { sign: 'falling', evidence: { diamonds: sumOf(diamonds.slice(at)), usualDiamonds: Math.round(expected), days } };
  },
};

const round = (x: number) => Math.round(x * 10) / 10;
