/** A calendar day of the platform's reporting zone, `2026-11-21`. */
export type Day = string;

/**
 * What one stretch of days brought, `from` to the one before `to`. Usually one day; after a gap in the uploads several,
 * which are never split and never taken for 0. `null` = not measured, not given. Seconds; counts are integers.
 */
export interface Span {
  from: Day;
  to: Day;
  diamonds: number | null;
  liveSeconds: number | null;
  validDays: number | null;
  lives: number | null;
  newFollowers: number | null;
  newFans: number | null;
}

/** The fan club as it stood at the end of a day. */
export interface Level {
  on: Day;
  totalFans: number | null;
  activeFans: number | null;
}

/** The figures of a closed month, frozen in every export of the next one. */
export interface Finals {
  diamonds: number | null;
  liveSeconds: number | null;
  validDays: number | null;
}

/** All that the rules know of one creator. */
export interface CreatorFacts {
  /** Ascending, not overlapping. */
  spans: Span[];
  /** Ascending. */
  levels: Level[];
  /** The last day known; its month is the month in question. */
  dataOn: Day;
  /** The day on which it is asked; left out: the one after `dataOn`. What the days between them brought nobody knows yet. */
  today?: Day;
  joinedOn: Day | null;
  /** Of the month before that of `dataOn`. */
  lastMonth: Finals | null;
  group: string | null;
  /** The last day of the membership. */
  termEndsOn?: Day | null;
  /** The last day on which an appeal can be filed. */
  appealClosesOn?: Day | null;
}

/** What a month is measured by. */
export type SignalKey = 'validDays' | 'liveSeconds' | 'diamonds';
export const signalKeys: readonly SignalKey[] = ['validDays', 'liveSeconds', 'diamonds'];
