import type { Band } from '../contract.ts';
import { dayNumber, dayText, monthOf, type Month } from './days.ts';
import { signalKeys, type CreatorFacts, type Day, type SignalKey } from './facts.ts';
import { inNetworkFrom, monthToDate, sumsOf, type Sum, type Sums } from './series.ts';
import type { Threshold } from './thresholds.ts';

export interface PaceSettings {
  /** Up to this share of the days left ON_TRACK, up to the next TIGHT, above it URGENT. */
  onTrackUpTo: number;
  tightUpTo: number;
  /** More LIVE than this on each day left is out of reach. */
  mostSecondsPerDay: number;
  /** Diamonds are within reach up to so many times the own daily pace. */
  reachTimes: number;
  /** Before so many days of the month its own pace says little: the last 28 days speak. */
  paceDays: number;
  validDaySeconds: number;
  /** From here to a valid day, a day without one ended "minutes short". */
  nearSeconds: number;
}

/** Source: rules.md 3, pace bands (LR), reported; `paceDays` and `nearSeconds` are ours, inferred. */
export const reportedPace: PaceSettings = {
  onTrackUpTo: 0.4,
  tightUpTo: 0.7,
  mostSecondsPerDay: 10_800,
  reachTimes: 2,
  paceDays: 7,
  validDaySeconds: 3600,
  nearSeconds: 2700,
};

/** One of the three figures of a month. Days, seconds or diamonds. */
export interface Signal {
  /** Month to date; null = not known, it lies between `atLeast` and `atMost` (null = without bound). */
  have: number | null;
  atLeast: number;
  atMost: number | null;
  /** null = this threshold does not ask for it. */
  goal: number | null;
  short: number | null;
  state: 'reached' | 'open' | 'out_of_reach' | 'unknown' | 'not_asked';
}

/** What the days left would have to bring: LIVE of `secondsPerDay` on `days` of the next `of`, and `diamondsPerDay` on each of them. */
export interface Need {
  days: number;
  of: number;
  secondsPerDay: number;
  diamondsPerDay: number | null;
}

/** Days of LIVE that ended minutes short of a valid one. */
export interface NearDay {
  on: Day;
  liveSeconds: number;
}

export interface Pace {
  threshold: Threshold;
  /** First day of the month, and the last. */
  month: { first: Day; last: Day };
  daysLeft: number;
  /** null = not known: a figure is missing, or the joining day is, and the band depends on it. */
  band: Band | null;
  signals: Record<SignalKey, Signal>;
  /** null when nothing is needed, nothing is left, it is out of reach, or a figure is not known. */
  need: Need | null;
  /** Every day but one at most must hold a valid day. null = not known. */
  alarm: boolean | null;
  /** Diamonds a day so far; null = not known. */
  ownPace: number | null;
  near: NearDay[];
}

/** What is short on each side, at one end of what is known. */
interface Short {
  none: boolean;
  started: boolean;
  days: number;
  seconds: number;
  diamonds: number;
  pace: number | null;
}

/**
 * How one creator stands towards one threshold, by what is known at the end of `dataOn`. `daysLeft` counts from today (or from joining) to the
 * end of its month; days between `dataOn` and today may have held anything, so they count as lost at one end and as still to be had at the other. A figure with a gap is taken at both of its ends: only where both give the same band is the band known.
 * Source: rules.md 3, pace bands (LR), reported.
 */
export function paceOf(facts: CreatorFacts, threshold: Threshold, settings: PaceSettings = reportedPace): Pace {
  const month = monthOf(facts.dataOn);
  const from = inNetworkFrom(facts, month);
  const known = Math.max(dayNumber(facts.dataOn) + 1, from);
  const today = facts.today === undefined ? known : Math.min(month.end, Math.max(known, dayNumber(facts.today)));
  const daysLeft = month.end - today;
  const daysMost = month.end - known;
  const sums = monthToDate(facts, month);
  const [worst, best] = ends(sums, threshold, (diamonds) => ownPace(facts, month, diamonds, settings));
  const band = bandOf(worst, best, threshold, [daysLeft, daysMost], settings);
  const exact = signalKeys.every((key) => threshold[key] === null || sums[key].exact !== null);
  const pace = sums.diamonds.exact === null ? null : worst.pace;
  return {
    threshold,
    month: { first: dayText(month.first), last: dayText(month.end - 1) },
    daysLeft,
    band,
    signals: signalsOf(sums, threshold, daysMost, pace, settings),
    need: exact && band !== null && band !== 'DONE' && band !== 'GONE' ? needOf(worst, daysLeft, settings) : null,
    alarm: alarmOf(worst, best, band, [daysLeft, daysMost]),
    ownPace: pace,
    near: nearDays(facts, from, settings),
  };
}

function ends(sums: Sums, threshold: Threshold, paceAt: (diamonds: number | null) => number | null): [Short, Short] {
  const at = (end: 'atLeast' | 'atMost'): Short => {
    const short = (key: SignalKey) => Math.max(0, (threshold[key] ?? 0) - (sums[key][end] ?? Infinity));
    const key = signalKeys.find((k) => threshold[k] !== null) ?? 'validDays';
    return {
      none: signalKeys.every((k) => short(k) === 0),
      started: (sums[key][end] ?? Infinity) > 0,
      days: short('validDays'),
      seconds: short('liveSeconds'),
      diamonds: short('diamonds'),
      pace: threshold.diamonds === null ? paceAt(sums.diamonds.exact) : paceAt(sums.diamonds[end]),
    };
  };
  return [at('atLeast'), at('atMost')];
}

/** Diamonds a day: this month's, or of the last 28 days in the network while the month is young; null = not known. */
function ownPace(facts: CreatorFacts, month: Month, diamonds: number | null, settings: PaceSettings): number | null {
  const end = dayNumber(facts.dataOn) + 1;
  const elapsed = end - inNetworkFrom(facts, month);
  if (elapsed >= settings.paceDays) return diamonds === null ? null : diamonds / elapsed;
  const from = Math.max(end - 28, facts.joinedOn === null ? 0 : dayNumber(facts.joinedOn));
  const recent = from >= end ? null : sumsOf(facts.spans, from, end).diamonds.exact;
  return recent === null ? null : recent / (end - from);
}

function bandOf(worst: Short, best: Short, threshold: Threshold, [least, most]: [number, number], settings: PaceSettings): Band | null {
  const low = bandAt(worst, threshold, least, settings);
  const band = low === bandAt(best, threshold, most, settings) ? low : null;
  // The full requirement stood in for one that may be smaller: that it is out of reach says nothing.
  return band === 'GONE' && threshold.prorated === null ? null : band;
}

/** The order of the tests is the rule. */
function bandAt(short: Short, threshold: Threshold, daysLeft: number, settings: PaceSettings): Band | null {
  if (short.none) return 'DONE';
  if (short.days > daysLeft || short.seconds > daysLeft * settings.mostSecondsPerDay) return 'GONE';
  const reach = diamondsInReach(short, daysLeft, settings);
  if (reach === false) return 'GONE';
  // With a pace that is not known it may be out of reach: that goes before not having begun.
  if (reach === null) return null;
  if (!short.started) return 'NOT_STARTED';
  const rate = rateOf(short, threshold, daysLeft, settings);
  if (rate <= settings.onTrackUpTo) return 'ON_TRACK';
  return rate <= settings.tightUpTo ? 'TIGHT' : 'URGENT';
}

/** gap / daysLeft <= 2 x own daily pace; null = the pace is not known. */
function diamondsInReach(short: Short, daysLeft: number, settings: PaceSettings): boolean | null {
  if (short.diamonds === 0) return true;
  if (daysLeft === 0) return false;
  return short.pace === null ? null : short.diamonds / daysLeft <= settings.reachTimes * short.pace;
}

/**
 * Share of what the days left can hold that is needed: valid days as reported; hours only where no days are asked, and diamonds
 * by the same scale (all of it = the most that is within reach), as the rule gives bands for neither: inferred.
 */
function rateOf(short: Short, threshold: Threshold, daysLeft: number, settings: PaceSettings): number {
  const days = short.days / daysLeft;
  const hours = threshold.validDays === null ? short.seconds / (daysLeft * settings.mostSecondsPerDay) : 0;
  const diamonds = short.diamonds === 0 ? 0 : short.diamonds / (daysLeft * settings.reachTimes * (short.pace ?? 0));
  return daysLeft === 0 ? 0 : Math.max(days, hours, diamonds);
}

function signalsOf(sums: Sums, threshold: Threshold, daysLeft: number, pace: number | null, settings: PaceSettings) {
  const most = { validDays: 1, liveSeconds: settings.mostSecondsPerDay, diamonds: pace === null ? null : settings.reachTimes * pace };
  return Object.fromEntries(
    signalKeys.map((key) => [key, signalOf(sums[key], threshold[key], most[key] === null ? null : most[key] * daysLeft)]),
  ) as Record<SignalKey, Signal>;
}

function signalOf(sum: Sum, goal: number | null, mostLeft: number | null): Signal {
  const { exact: have, atLeast, atMost } = sum;
  const short = have === null || goal === null ? null : Math.max(0, goal - have);
  return { have, atLeast, atMost, goal, short, state: stateOf(sum, goal, mostLeft) };
}

function stateOf({ atLeast, atMost }: Sum, goal: number | null, mostLeft: number | null): Signal['state'] {
  if (goal === null) return 'not_asked';
  if (atLeast >= goal) return 'reached';
  if (mostLeft === null) return 'unknown';
  if (atMost !== null && goal - atMost > mostLeft) return 'out_of_reach';
  return atMost === atLeast ? 'open' : 'unknown';
}

/** Hours that the missing days do not bring by themselves make them longer, or more, up to the most of a day. */
function needOf(short: Short, daysLeft: number, settings: PaceSettings): Need {
  const days = Math.max(short.days, Math.ceil(short.seconds / settings.mostSecondsPerDay));
  const least = short.days > 0 ? settings.validDaySeconds : 0;
  return {
    days,
    of: daysLeft,
    secondsPerDay: days === 0 ? 0 : Math.max(least, Math.ceil(short.seconds / days)),
    diamondsPerDay: short.diamonds === 0 ? null : Math.ceil(short.diamonds / daysLeft),
  };
}

/** `daysShort >= daysLeft - 1`, on any day; nothing rings that is done or gone. */
function alarmOf(worst: Short, best: Short, band: Band | null, [least, most]: [number, number]): boolean | null {
  if (band === 'DONE' || band === 'GONE') return false;
  const [low, high] = [worst.days >= least - 1, best.days >= most - 1];
  return band !== null && low === high ? low : null;
}

/** Only days by themselves: of a stretch nobody knows how it was spread. */
function nearDays(facts: CreatorFacts, from: number, settings: PaceSettings): NearDay[] {
  const near: NearDay[] = [];
  for (let i = facts.spans.length - 1; i >= 0; i -= 1) {
    const span = facts.spans[i]!;
    const start = dayNumber(span.from);
    if (start < from) break;
    const { liveSeconds, validDays } = span;
    if (validDays !== 0 || liveSeconds === null || liveSeconds < settings.nearSeconds || liveSeconds >= settings.validDaySeconds) continue;
    if (span.from <= facts.dataOn && dayNumber(span.to) - start === 1) near.unshift({ on: span.from, liveSeconds });
  }
  return near;
}
