import { dayMs, dayOf } from '#src/lib/time.ts';

/**
 * Behaviours that can be planted with a known onset. `waiting` joined on it and has had no LIVE yet; from it on half of the LIVE days of
 * `hasty` end minutes short of an hour; `twice` goes LIVE on the same two days of every week.
 */
export const plans = ['fading', 'stopping', 'pausing', 'rising', 'steady', 'waiting', 'hasty', 'twice'] as const;
export type Plan = (typeof plans)[number];

/** A value from a day on, until the next of its list. */
export interface Since<T> {
  since: string;
  value: T;
}

/** How a creator goes LIVE when nothing has happened. */
export interface Habit {
  /** Share of days that are LIVE days. */
  rate: number;
  /** The chance of each weekday, Sunday first. */
  weekdays: readonly number[];
  /** Where this creator's sessions stand among all creators', in standard deviations. */
  length: number;
  /** Share of LIVE days that stay under an hour. */
  short: number;
  diamondsPerHour: number;
  followersPerHour: number;
  /** 0: no fan club. */
  fansPerHour: number;
  matchesPerHour: number;
  hosts: number;
  guests: number;
  /** Share of diamonds that come from fans, and of fans that are active. */
  fanShare: number;
  activeShare: number;
}

export interface CreatorTruth {
  index: number;
  platformId: string;
  displayName: string;
  handles: readonly Since<string>[];
  groups: readonly Since<string | null>[];
  manager: string;
  joinedAt: Date;
  /** The day of joining, UTC: the first with figures. */
  joinedOn: string;
  /** The last day in the network; files of this day already say that the creator has quit. */
  quitOn: string | null;
  /** Was new to LIVE when joining. */
  rookie: boolean;
  diamondsBeforeJoining: number;
  followersBefore: number;
  fansBefore: number;
  habit: Habit;
  plan: Plan | null;
  /** Day 0 of the plan; null of `steady` and `twice`, which have none. */
  onset: string | null;
}

/** A figure per creator and day, `creator.index * truth.span + dayIndex`. */
export interface Figures {
  lives: Uint8Array;
  liveSeconds: Uint32Array;
  /** 1 where the day has an hour of LIVE. */
  valid: Uint8Array;
  diamonds: Uint32Array;
  matchDiamonds: Uint32Array;
  hostDiamonds: Uint32Array;
  guestDiamonds: Uint32Array;
  matches: Uint8Array;
  newFollowers: Uint32Array;
  newFans: Uint16Array;
  fanDiamonds: Uint32Array;
  totalFans: Uint32Array;
  activeFans: Uint32Array;
  /** In hundredths of a percent. */
  fanContribution: Uint16Array;
}
export const counters = [
  'lives',
  'liveSeconds',
  'valid',
  'diamonds',
  'matchDiamonds',
  'hostDiamonds',
  'guestDiamonds',
  'matches',
  'newFollowers',
  'newFans',
  'fanDiamonds',
] as const satisfies readonly (keyof Figures)[];
export type Counter = (typeof counters)[number];
export type Totals = Record<Counter, number>;

export interface AgencyTruth {
  seed: number;
  from: string;
  days: number;
  /** First simulated day: the month before `from` is known too, for what files say of it. */
  start: string;
  /** Simulated days, from `start` on. */
  span: number;
  groups: readonly string[];
  managers: readonly string[];
  creators: readonly CreatorTruth[];
  figures: Figures;
}

const numberOf = (on: string): number => Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8, 10))) / dayMs;
const textOf = (day: number): string => dayOf(new Date(day * dayMs));
/** The day `days` later. */
export const plusDays = (on: string, days: number): string => textOf(numberOf(on) + days);
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from);

/** Where a day stands among the simulated ones; one outside them is an error of the caller. */
export function dayIndex(truth: Pick<AgencyTruth, 'start' | 'span'>, on: string): number {
  const index = daysBetween(truth.start, on);
  if (!(index >= 0 && index < truth.span)) throw new RangeError(`${on} is not among the ${truth.span} days from ${truth.start}`);
  return index;
}

/** What held on a day: the last that began on it or before. */
export const heldOn = <T>(history: readonly Since<T>[], on: string): T =>
  (history.findLast(({ since }) => since <= on) ?? history[0]!).value;

/** Counters of a creator over days, both ends counted; days before the first simulated one count as nothing. */
export function totalsOf(truth: AgencyTruth, creator: CreatorTruth, from: string, to: string): Totals {
  const base = creator.index * truth.span;
  const [first, last] = [base + Math.max(0, daysBetween(truth.start, from)), base + dayIndex(truth, to)];
  const totals = {} as Totals;
  for (const counter of counters) totals[counter] = sum(truth.figures[counter], first, last);
  return totals;
}

function sum(figures: Uint8Array | Uint16Array | Uint32Array, first: number, last: number): number {
  let total = 0;
  for (let i = first; i <= last; i++) total += figures[i]!;
  return total;
}
