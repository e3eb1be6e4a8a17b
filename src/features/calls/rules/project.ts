import { dayNumber, monthOf, weekday } from './days.ts';
import { signalKeys, type CreatorFacts, type SignalKey } from './facts.ts';
import { weeklyOf, type Weekly } from './habit.ts';
import { gammaRange, wholeRange } from './ranges.ts';
import { inNetworkFrom, monthToDate, seriesOf, sumsOf, type Series, type Sums } from './series.ts';

/** `unknown`: the month to date itself is not known. */
export type Basis = 'own_curve' | 'straight_line' | 'too_few' | 'unknown';

/** Where a figure will stand at the end of the month. Days, seconds or diamonds; integers. */
export interface Projection {
  have: number | null;
  /** Best guess, and the two ends of the 80 % interval; null when it is too few or unknown. */
  expected: number | null;
  low: number | null;
  high: number | null;
  /** Days used. */
  n: number;
  basis: Basis;
}

/** Of one signal over many creators, both as shares of the daily mean, squared. */
export interface Spread {
  /** Variance of one day around the own weekly pattern. */
  day: number;
  /** Variance of the level over 28 days, beyond what such days explain: people ramp up and tire. */
  drift: number;
}
export type Pool = Record<SignalKey, Spread>;
export type Projections = Record<SignalKey, Projection>;

export interface ProjectSettings {
  /** Days looked back: eight weeks. */
  window: number;
  /** Days after which a day weighs half. */
  halfLife: number;
  /** The pooled spread weighs as much as so many days of one's own. */
  poolDays: number;
  /** Below these there is a guess neither of the middle nor of the spread. */
  minDays: number;
  minLiveDays: number;
  /** From so many known days on a weekly pattern stands in where last month's curve is not known. */
  patternDays: number;
  /** Last month's final may be at most so many times what a straight line from the same day gives. */
  curveTimes: number;
  /** Normal score of the ends: 80 % lie within. */
  z: number;
}

/** Ours, inferred. */
export const usualProject: ProjectSettings = {
  window: 56,
  halfLife: 28,
  poolDays: 7,
  minDays: 5,
  minLiveDays: 3,
  patternDays: 28,
  curveTimes: 3,
  z: 1.2816,
};

/** For an agency too small to measure its own. From simulated creators, inferred. */
export const usualPool: Pool = {
  validDays: { day: 0.5, drift: 0.01 },
  liveSeconds: { day: 0.8, drift: 0.02 },
  diamonds: { day: 1.5, drift: 0.05 },
};

/**
 * Month-end projection of each signal. The days left follow the creator's own weekly pattern of the last eight weeks and last month's
 * curve (final / same day of the month), each as far as it is certain; a straight line only without either.
 * The interval is analytic: spread of own days, drawn towards the agency's, plus that of the level. Source: rules.md 3 (LR), reported;
 * the interval is ours.
 */
export function projectOf(facts: CreatorFacts, pool: Pool = usualPool, settings: ProjectSettings = usualProject): Projections {
  const month = monthOf(facts.dataOn);
  const known = dayNumber(facts.dataOn) + 1;
  const left = { from: Math.max(known, inNetworkFrom(facts, month)), to: month.end };
  const seen: Seen = { facts, series: seriesOf(facts, settings.window), left, elapsed: known - inNetworkFrom(facts, month), settings };
  const have = monthToDate(facts, month);
  const then = lastMonthToDate(facts, known - month.first);
  const of = (key: SignalKey) => project(key, have[key].exact, curveOf(seen, key, then), pool[key], seen);
  return { validDays: of('validDays'), liveSeconds: of('liveSeconds'), diamonds: of('diamonds') };
}

/** What is known of one creator, read once for all three signals. */
interface Seen {
  facts: CreatorFacts;
  series: Series;
  /** The days still to come, and how many of the month lie behind. */
  left: { from: number; to: number };
  elapsed: number;
  settings: ProjectSettings;
}

/** What a day brings from here on, and how sure that is: `doubt` is the relative variance of the level. */
interface Level {
  mean: number;
  weekly: Weekly | null;
  doubt: number;
  /** Relative variance of one day. */
  day: number;
  n: number;
}

/** Last month's final / last month at the same day, and the factor of its doubt. */
interface Curve {
  ratio: number;
  doubt: number;
}

function project(key: SignalKey, have: number | null, curve: Curve | null, spread: Spread, seen: Seen): Projection {
  const { left, settings } = seen;
  const nothing = { have, expected: null, low: null, high: null };
  const own = levelOf(key, spread, seen);
  if (have === null) return { ...nothing, n: own.n, basis: 'unknown' };
  if (left.to <= left.from) return { have, expected: have, low: have, high: have, n: own.n, basis: 'own_curve' };
  const straight = curve === null && own.n < settings.patternDays;
  const level = straight ? lineOf(have, own, spread, seen) : own;
  if (level.n < settings.minDays || liveDaysIn(key, seen.series) < settings.minLiveDays)
    return { ...nothing, n: level.n, basis: 'too_few' };
  const rest = restOf(level, left, curve === null ? null : { rest: have * (curve.ratio - 1), doubt: curve.doubt * level.day });
  const range =
    key === 'validDays' ? wholeRange(rest.mean, rest.variance, left.to - left.from) : gammaRange(rest.mean, rest.variance, settings.z);
  return {
    have,
    expected: have + Math.round(rest.mean),
    low: have + range.low,
    high: have + range.high,
    n: level.n,
    basis: straight ? 'straight_line' : 'own_curve',
  };
}

/** Own pattern and level of the window. A stretch of several days counts for the level, never for the pattern or the spread. */
function levelOf(key: SignalKey, spread: Spread, { facts, series, left, settings }: Seen): Level {
  const values = series[key];
  const since = facts.joinedOn === null ? 0 : Math.max(0, dayNumber(facts.joinedOn) - series.first);
  const weekly = weeklyOf(values, series.first, Math.min(since, values.length), values.length, settings.halfLife);
  let [sum, weight, n] = [weekly.mean * weekly.weight, weekly.weight, weekly.n];
  for (const { from, days, span } of series.stretches) {
    const value = span[key];
    if (!value) continue;
    const w = 2 ** (-(series.first + values.length - from - days / 2) / settings.halfLife);
    sum += w * value;
    weight += w * days;
    n += days;
  }
  const own = weekly.mean > 0 ? weekly.spread / weekly.mean ** 2 : spread.day;
  const day = (weekly.n * own + settings.poolDays * spread.day) / (weekly.n + settings.poolDays);
  // From the middle of what was seen to the middle of what is left: the further, the more a level has drifted.
  const apart = (settings.halfLife * 0.75 + (left.to - left.from) / 2) / 28;
  return { mean: weight === 0 ? 0 : sum / weight, weekly, day, doubt: day / Math.max(1, weight) + spread.drift * apart, n };
}

/** Month to date / days so far, on each day the same. */
function lineOf(have: number, own: Level, spread: Spread, { elapsed }: Seen): Level {
  const n = Math.max(0, elapsed);
  return { ...own, mean: n === 0 ? 0 : have / n, weekly: null, doubt: own.day / Math.max(1, n) + spread.drift, n };
}

/** Last month up to the same day; null for those who were not in the network all of it, and when it was over by that day. */
function lastMonthToDate(facts: CreatorFacts, elapsed: number): { sums: Sums; days: number; of: number } | null {
  const last = monthOf(facts.dataOn, -1);
  const of = last.end - last.first;
  if (facts.lastMonth === null || elapsed >= of || (facts.joinedOn !== null && dayNumber(facts.joinedOn) > last.first)) return null;
  return { sums: sumsOf(facts.spans, last.first, last.first + elapsed), days: elapsed, of };
}

function curveOf({ facts, settings }: Seen, key: SignalKey, then: ReturnType<typeof lastMonthToDate>): Curve | null {
  const final = facts.lastMonth?.[key] ?? null;
  const part = then?.sums[key].exact ?? null;
  if (then === null || final === null || part === null || final <= 0 || part <= 0) return null;
  const { days, of } = then;
  const ratio = Math.min(Math.max(1, final / part), (of / days) * settings.curveTimes);
  return { ratio, doubt: 2 / days + 1 / (of - days) };
}

/** Pattern and curve, each by its certainty. They share this month's days: half of their doubt is taken as common. */
function restOf(level: Level, left: Seen['left'], curve: { rest: number; doubt: number } | null): { mean: number; variance: number } {
  let mean = 0;
  for (let d = left.from; d < left.to; d += 1)
    mean += level.weekly === null || level.weekly.mean === 0 ? level.mean : (level.mean * level.weekly.of[weekday(d)]!) / level.weekly.mean;
  mean = Math.max(0, mean);
  let doubt = level.doubt;
  if (curve !== null && doubt > 0) {
    const share = doubt / (doubt + curve.doubt);
    mean = (1 - share) * mean + share * curve.rest;
    doubt = (1 - share) ** 2 * doubt + share ** 2 * curve.doubt + share * (1 - share) * Math.sqrt(doubt * curve.doubt);
  }
  const perDay = mean / (left.to - left.from);
  return { mean, variance: level.day * perDay * perDay * (left.to - left.from) + doubt * mean * mean };
}

/** Days with anything at all; of a stretch as many as it says. */
function liveDaysIn(key: SignalKey, series: Series): number {
  let days = 0;
  for (const value of series[key]) if (value > 0) days += 1;
  for (const { days: length, span } of series.stretches) if (span[key]) days += Math.min(length, span.validDays ?? 1);
  return days;
}

/**
 * The spread of one agency, from its own creators: medians, so that a few wild ones do not widen everybody's. With fewer than
 * 20 creators of enough days the standing `usualPool` answers. `list` as it is known today.
 */
export function poolOf(list: readonly CreatorFacts[], settings: ProjectSettings = usualProject): Pool {
  // Every so many-th of a large agency: two thousand tell as much as all.
  const step = Math.max(1, Math.floor(list.length / 2000));
  const series = list.filter((_, i) => i % step === 0).map((facts) => seriesOf(facts, settings.window));
  return Object.fromEntries(signalKeys.map((key) => [key, spreadOf(series, key, usualPool[key])])) as Pool;
}

function spreadOf(list: readonly Series[], key: SignalKey, usual: Spread): Spread {
  const days: number[] = [];
  const drifts: number[] = [];
  for (const series of list) {
    const values = series[key];
    const half = values.length / 2;
    const all = weeklyOf(values, series.first, 0, values.length);
    if (all.n < values.length * 0.75 || all.mean <= 0) continue;
    const [before, after] = [weeklyOf(values, series.first, 0, half), weeklyOf(values, series.first, half, values.length)];
    const day = all.spread / all.mean ** 2;
    days.push(day);
    const moved = Math.min(1, ((after.mean - before.mean) / all.mean) ** 2);
    drifts.push(moved - day / before.n - day / after.n);
  }
  if (days.length < 20) return usual;
  return { day: median(days), drift: Math.max(0, drifts.reduce((a, b) => a + b, 0) / drifts.length) };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
