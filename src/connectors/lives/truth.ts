import type { Platform } from '#src/lib/shapes.ts';

/** What can be added up, of a broadcast and of a minute alike. */
export interface Sums {
  /** Of whole gifts and of streaks whose end was sent. */
  diamonds: number;
  /** Of streaks whose end was never sent, at the highest count that was. */
  diamondsInferred: number;
  gifts: number;
  follows: number;
  shares: number;
  chats: number;
  subscriptions: number;
  samples: number;
  peakViewers: number | null;
  likesTotal: number | null;
}
export interface MinuteTruth extends Sums {
  /** Its beginning, milliseconds. */
  minute: number;
  /** On average over its samples, rounded; null: not measured. */
  viewers: number | null;
}
/** What was sent of one broadcast, each event once. Instants in milliseconds. */
export interface BroadcastTruth extends Sums {
  platform: Platform;
  account: string;
  session: string;
  /** Null: no event told of the start. */
  startedAt: number | null;
  /** Null: no event told of the end. */
  endedAt: number | null;
  /** Of all events. */
  firstAt: number;
  lastAt: number;
  viewersTotal: number | null;
  viewersReturning: number | null;
  diamondsToGuests: number;
  matches: number;
  events: number;
  /** Those in which something was sent, in order. */
  minutes: MinuteTruth[];
}

/** Levels as they are told. */
export type Sample = { [K in 'viewers' | 'viewersTotal' | 'viewersReturning' | 'likesTotal']?: number };
export type Counted = 'follows' | 'shares' | 'chats' | 'subscriptions';
/** A streak as it was sent so far. */
export interface SentStreak {
  diamondsEach: number;
  count: number;
  at: number;
  closed: boolean;
}
interface Minute extends Sums {
  viewersSum: number;
}

const minuteMs = 60_000;
const noSums = (): Sums => ({
  diamonds: 0,
  diamondsInferred: 0,
  gifts: 0,
  follows: 0,
  shares: 0,
  chats: 0,
  subscriptions: 0,
  samples: 0,
  peakViewers: null,
  likesTotal: null,
});
const highest = (a: number | null, b: number | undefined): number | null => (b === undefined ? a : Math.max(a ?? 0, b));

/** Keeps what is sent of one broadcast, in the words of whoever plays it. */
export function openTruth(of: Pick<BroadcastTruth, 'platform' | 'account' | 'session'>) {
  const sums = {
    ...noSums(),
    viewersTotal: null as number | null,
    viewersReturning: null as number | null,
    diamondsToGuests: 0,
    matches: 0,
    events: 0,
  };
  const told = { startedAt: null as number | null, endedAt: null as number | null, firstAt: Infinity, lastAt: -Infinity };
  const minutes = new Map<number, Minute>();
  const streaks: SentStreak[] = [];

  const minuteOf = (among: Map<number, Minute>, at: number): Minute => {
    const n = Math.floor(at / minuteMs) * minuteMs;
    let minute = among.get(n);
    if (!minute) among.set(n, (minute = { ...noSums(), viewersSum: 0 }));
    return minute;
  };
  /** The broadcast and the minute, both of which count it. */
  const both = (at: number): Sums[] => [sums, minuteOf(minutes, at)];

  return {
    /** Each event that is sent, whatever it says. */
    sent(at: number): void {
      sums.events++;
      told.firstAt = Math.min(told.firstAt, at);
      told.lastAt = Math.max(told.lastAt, at);
    },
    started: (at: number): void => void (told.startedAt = at),
    ended: (at: number): void => void (told.endedAt = at),
    counted(what: Counted, at: number): void {
      for (const one of both(at)) one[what]++;
    },
    match: (): void => void sums.matches++,
    sampled(at: number, { viewers, viewersTotal, viewersReturning, likesTotal }: Sample): void {
      sums.viewersTotal = highest(sums.viewersTotal, viewersTotal);
      sums.viewersReturning = highest(sums.viewersReturning, viewersReturning);
      for (const one of both(at)) {
        one.likesTotal = highest(one.likesTotal, likesTotal);
        one.peakViewers = highest(one.peakViewers, viewers);
        if (viewers !== undefined) one.samples++;
      }
      minuteOf(minutes, at).viewersSum += viewers ?? 0;
    },
    given(at: number, count: number, diamondsEach: number): void {
      for (const one of both(at)) {
        one.gifts += count;
        one.diamonds += count * diamondsEach;
      }
    },
    toGuest: (diamonds: number): void => void (sums.diamondsToGuests += diamonds),
    /** A streak whose parts are changed as they are sent; what it is worth follows when the truth is asked for. */
    streak(diamondsEach: number): SentStreak {
      const streak = { diamondsEach, count: 0, at: 0, closed: false };
      streaks.push(streak);
      return streak;
    },
    /** How it stands: streaks that have no end yet are inferred. */
    read(): BroadcastTruth {
      const all = { ...sums };
      const each = new Map([...minutes].map(([n, minute]) => [n, { ...minute }]));
      for (const { count, diamondsEach, at, closed } of streaks)
        if (count > 0)
          for (const one of [all, minuteOf(each, at)]) {
            if (closed) one.gifts += count;
            one[closed ? 'diamonds' : 'diamondsInferred'] += count * diamondsEach;
          }
      const inOrder = [...each].toSorted(([a], [b]) => a - b);
      return {
        ...of,
        ...told,
        ...all,
        minutes: inOrder.map(([minute, { viewersSum, ...rest }]) => ({
          minute,
          viewers: rest.samples > 0 ? Math.round(viewersSum / rest.samples) : null,
          ...rest,
        })),
      };
    },
  };
}
export type Truth = ReturnType<typeof openTruth>;
