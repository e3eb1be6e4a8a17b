import { reasonKinds, type ReasonKind, type ThresholdKind } from '../contract.ts';
import { dayOf } from '#src/lib/time.ts';
import { dayNumber, dayText, type DayNumber } from './days.ts';
import type { CreatorFacts, Day } from './facts.ts';
import type { Fading, Sign } from './fading.ts';
import { silenceOf, usualLiveDays } from './habit.ts';
import type { Pace } from './pace.ts';
import { sumsOf } from './series.ts';

export interface TodaySettings {
  /** No LIVE counts as silence when it is at most this likely by the own habit, and lasts at least so many days. */
  silentChance: number;
  silentDays: number;
  /** Days minutes short of a valid one that make a reason. */
  nearDays: number;
  /** Who joined within so many days is new; the first days are left alone. */
  newcomerDays: number;
  newcomerAfter: number;
  /** Days ahead that an end of term and the last day of an appeal are told. */
  termDays: number;
  appealDays: number;
  /** From the first sign of a fade to the fall of diamonds. */
  fallsAfter: number;
}

/** Countdown of a term: TikTok Shop partner guides (30 days), confirmed. Diamonds fall after 7 days: rules.md 3 (LR), reported. The rest inferred. */
export const usualToday: TodaySettings = {
  silentChance: 0.02,
  silentDays: 3,
  nearDays: 2,
  newcomerDays: 14,
  newcomerAfter: 2,
  termDays: 30,
  appealDays: 14,
  fallsAfter: 7,
};

interface Evidence {
  no_live: { days: number; lastOn: Day; usualGap: number; chance: number };
  newcomer: { joinedOn: Day; days: number };
  minutes_short: { days: number; on: Day[]; leastSeconds: number; mostSeconds: number };
  fewer_live_days: Extract<Sign, { sign: 'missed' }>['evidence'] & { since: Day };
  shorter: Extract<Sign, { sign: 'shorter' }>['evidence'] & { since: Day };
  thinner: Extract<Sign, { sign: 'thinner' }>['evidence'] & { since: Day };
  falling: Extract<Sign, { sign: 'falling' }>['evidence'] & { since: Day };
  within_reach: {
    threshold: ThresholdKind;
    name: string;
    days: number;
    of: number;
    secondsPerDay: number;
    diamondsPerDay: number | null;
    /** LIVE days to expect in the same days; null = too few days known. */
    usualLiveDays: number | null;
  };
  appeal_closes: { on: Day; days: number };
  term_ends: { on: Day; days: number };
}

/** Why somebody should be called: numbers only, the words are the screen's. Seconds, days, diamonds. */
export type Reason = {
  [K in ReasonKind]: {
    kind: K;
    evidence: Evidence[K];
    /** The last day on which a call still changes something; null when it has passed or is not known. */
    until: Day | null;
    /** Can a call still change this month? null = not known, because a figure is missing. */
    changes: boolean | null;
  };
}[ReasonKind];

/** What the month still allows, seen from today. */
interface Chance {
  changes: boolean | null;
  until: Day | null;
}

/**
 * The reasons to call one creator, in a fixed order. `pace` towards the threshold that matters to them (see `nearestPace`), null for none.
 * Source: screen "Today"; order of decline rules.md 3 (LR), reported.
 */
export function reasonsFor(
  facts: CreatorFacts,
  pace: Pace | null,
  fading: Fading | null,
  now: Date,
  settings: TodaySettings = usualToday,
): Reason[] {
  const today = dayNumber(dayOf(now));
  const month = chanceOf(pace, today);
  const changed = [...silence(facts, fading, month, today, settings), ...(fading === null ? [] : declines(fading, month, today, settings))];
  return [
    ...changed,
    ...newcomer(facts, month, today, settings),
    ...minutesShort(pace, month, settings),
    ...withinReach(facts, pace, month, today, changed.length === 0),
    ...dated('appeal_closes', facts.appealClosesOn, today, settings.appealDays),
    ...dated('term_ends', facts.termEndsOn, today, settings.termDays),
  ].toSorted((a, b) => reasonKinds.indexOf(a.kind) - reasonKinds.indexOf(b.kind));
}

/** A call helps as long as the days from today on hold what is needed; its last day is the one that leaves exactly that many. */
function chanceOf(pace: Pace | null, today: DayNumber): Chance {
  if (pace === null || pace.band === null) return { changes: null, until: null };
  if (pace.band === 'DONE' || pace.band === 'GONE') return { changes: false, until: null };
  const last = dayNumber(pace.month.last) + 1 - Math.max(1, pace.need?.days ?? 1);
  return last < today ? { changes: false, until: null } : { changes: true, until: dayText(last) };
}

/** Before diamonds fall, or as long as the month can be saved, whichever is later. */
function laterOf(on: DayNumber, month: Chance, today: DayNumber): Day | null {
  const own = on < today ? null : dayText(on);
  if (own === null || month.until === null) return own ?? month.until;
  return own > month.until ? own : month.until;
}

function silence(facts: CreatorFacts, fading: Fading | null, month: Chance, today: DayNumber, settings: TodaySettings): Reason[] {
  const silent = silenceOf(facts, settings.silentDays);
  if (silent === null || silent.days < settings.silentDays) return [];
  const rung = fading?.signs.some((s) => s.sign === 'missed') === true;
  if (silent.chance > settings.silentChance && !rung) return [];
  const lastOn = dayNumber(facts.dataOn) - silent.days;
  const evidence = { days: silent.days, lastOn: dayText(lastOn), usualGap: round(silent.usualGap, 10), chance: round(silent.chance, 1e4) };
  return [{ kind: 'no_live', evidence, until: laterOf(lastOn + 1 + settings.fallsAfter, month, today), changes: month.changes }];
}

/** Joined, and every day since is known to be without a LIVE. */
function newcomer(facts: CreatorFacts, month: Chance, today: DayNumber, settings: TodaySettings): Reason[] {
  if (facts.joinedOn === null) return [];
  const joined = dayNumber(facts.joinedOn);
  const end = dayNumber(facts.dataOn) + 1;
  const days = end - joined;
  if (days < settings.newcomerAfter || today - joined > settings.newcomerDays) return [];
  if (sumsOf(facts.spans, joined, end).liveSeconds.atMost !== 0) return [];
  const until = laterOf(joined + settings.newcomerDays, month, today);
  return [{ kind: 'newcomer', evidence: { joinedOn: facts.joinedOn, days }, until, changes: month.changes }];
}

function minutesShort(pace: Pace | null, month: Chance, settings: TodaySettings): Reason[] {
  if (pace === null || pace.band === 'DONE' || pace.threshold.validDays === null || pace.near.length < settings.nearDays) return [];
  const seconds = pace.near.map((n) => n.liveSeconds);
  const [leastSeconds, mostSeconds] = [Math.min(...seconds), Math.max(...seconds)];
  const evidence = { days: seconds.length, on: pace.near.map((n) => n.on), leastSeconds, mostSeconds };
  return [{ kind: 'minutes_short', evidence, ...month }];
}

function declines(fading: Fading, month: Chance, today: DayNumber, settings: TodaySettings): Reason[] {
  const { since } = fading;
  const until = laterOf(dayNumber(since) + settings.fallsAfter, month, today);
  const rest = { until, changes: month.changes };
  return fading.signs.map((sign): Reason => {
    switch (sign.sign) {
      case 'missed':
        return { kind: 'fewer_live_days', evidence: { ...sign.evidence, since }, ...rest };
      case 'shorter':
        return { kind: 'shorter', evidence: { ...sign.evidence, since }, ...rest };
      case 'thinner':
        return { kind: 'thinner', evidence: { ...sign.evidence, since }, ...rest };
      case 'falling':
        return { kind: 'falling', evidence: { ...sign.evidence, since }, ...rest };
    }
  });
}

/** Still to be had, and not by going on as usual: who needs less than the own habit brings, and keeps to it, needs no call. */
function withinReach(facts: CreatorFacts, pace: Pace | null, month: Chance, today: DayNumber, asUsual: boolean): Reason[] {
  if (pace === null || pace.need === null || month.changes !== true || (asUsual && pace.band === 'ON_TRACK')) return [];
  const from = Math.max(today, dayNumber(facts.dataOn) + 1);
  const usual = usualLiveDays(facts, from, dayNumber(pace.month.last) + 1);
  const { days, of, secondsPerDay, diamondsPerDay } = pace.need;
  if (asUsual && diamondsPerDay === null && usual !== null && usual >= days && pace.alarm !== true) return [];
  const { kind: threshold, name } = pace.threshold;
  const usualDays = usual === null ? null : round(usual, 10);
  return [
    { kind: 'within_reach', evidence: { threshold, name, days, of, secondsPerDay, diamondsPerDay, usualLiveDays: usualDays }, ...month },
  ];
}

/** An appeal or a term changes what comes after, not the figures of this month. */
function dated(kind: 'appeal_closes' | 'term_ends', on: Day | null | undefined, today: DayNumber, ahead: number): Reason[] {
  if (on === null || on === undefined) return [];
  const days = dayNumber(on) - today;
  return days < 0 || days > ahead ? [] : [{ kind, evidence: { on, days }, until: on, changes: false }];
}

const round = (x: number, parts: number) => Math.round(x * parts) / parts;

/** Days to spare: left, less those that are needed; null when nothing is at stake or it is not known. */
const slackOf = (pace: Pace): number | null => (pace.need === null ? null : pace.daysLeft - pace.need.days);

/** Of several thresholds the one to talk about: still within reach and closest to being lost, then any other in the order given. */
export function nearestPace(paces: readonly Pace[]): Pace | null {
  const open = paces.filter((p) => slackOf(p) !== null && p.band !== 'ON_TRACK');
  return open.toSorted((a, b) => slackOf(a)! - slackOf(b)!)[0] ?? paces[0] ?? null;
}

export interface Call {
  creatorId: string;
  reasons: Reason[];
  pace: Pace | null;
  fading: Fading | null;
}

export type Place = [rank: number, near: number, soon: string, strength: number, id: string];

/** After every day that there is. */
const never = '9999-12-31';

/**
 * Where a call stands among all: smaller is earlier, part by part. By what a call can still change: a threshold within reach, closest to being
 * lost first; a decline that has just begun, youngest first; what is dated or not known, soonest first; out of reach; no reason at all. Ties by
 * strength, then by id: a total order.
 */
export function placeOf({ creatorId, reasons, pace, fading }: Call): Place {
  const soon = reasons.reduce((min, r) => (r.until !== null && r.until < min ? r.until : min), never);
  const strength = -(fading?.strength ?? 0);
  if (reasons.some((r) => r.changes === true)) return [0, (pace && slackOf(pace)) ?? pace?.daysLeft ?? 0, soon, strength, creatorId];
  if (fading !== null && reasons.length > 0) return [1, -dayNumber(fading.since), soon, strength, creatorId];
  if (reasons.some((r) => r.until !== null || r.changes === null)) return [2, 0, soon, strength, creatorId];
  return [reasons.length > 0 ? 3 : 4, 0, soon, strength, creatorId];
}
