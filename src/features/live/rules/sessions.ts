import type { Platform } from '#src/lib/shapes.ts';
import { dayMs } from '#src/lib/time.ts';
import type { SessionState } from '../contract.ts';
import { byPiece, mergedSpans, type Span } from './spans.ts';

/** What is counted of a broadcast, of a minute and of a day alike. `openDiamonds`: of streaks whose end never came, inferred. */
export interface Counters {
  diamonds: number;
  openDiamonds: number;
  gifts: number;
  follows: number;
  shares: number;
  chats: number;
  subscriptions: number;
}
export const noCounts = (): Counters => ({ diamonds: 0, openDiamonds: 0, gifts: 0, follows: 0, shares: 0, chats: 0, subscriptions: 0 });
export const counted = Object.keys(noCounts()) as (keyof Counters)[];

/** A broadcast as its events tell of it, instants in milliseconds. Everything follows from the set of its events, whatever their order. */
export interface Session extends Counters {
  creatorId: string;
  sessionId: string;
  platform: Platform;
  account: string;
  room: string;
  source: string;
  startedAt: number | null;
  endedAt: number | null;
  /** Of all events but ends. */
  firstAt: number | null;
  lastAt: number | null;
  fromAt: number;
  toAt: number;
  events: number;
  untimed: number;
  samples: number;
  viewersMax: number | null;
  viewersTotal: number | null;
  viewersReturning: number | null;
  likesTotal: number | null;
  guestDiamonds: number;
  matches: number;
  firstReceivedAt: number;
}

/** A broadcast of which nothing has been heard yet. */
export const begun = (
  of: Pick<Session, 'creatorId' | 'sessionId' | 'platform' | 'account' | 'room' | 'source' | 'firstReceivedAt'>,
): Session => ({
  ...of,
  ...noCounts(),
  startedAt: null,
  endedAt: null,
  firstAt: null,
  lastAt: null,
  fromAt: 0,
  toAt: 0,
  events: 0,
  untimed: 0,
  samples: 0,
  viewersMax: null,
  viewersTotal: null,
  viewersReturning: null,
  likesTotal: null,
  guestDiamonds: 0,
  matches: 0,
});

/** What comes so long after an end is late; what comes later says that the broadcast went on. */
export const lateMs = 120_000;
/** Nothing for so long, and the broadcast is held to have ended with the last thing that came. */
export const silenceMs = 10 * 60_000;

/** Nobody is LIVE for longer: one wrong instant must not make a year of it. */
const longestMs = 14 * dayMs;

type Told = Pick<Session, 'startedAt' | 'endedAt' | 'firstAt' | 'lastAt'>;
const endHolds = ({ endedAt, lastAt }: Told): boolean => endedAt !== null && (lastAt === null || lastAt <= endedAt + lateMs);

/** From when to when it counts: to the end that was told, or else to the last thing that came. */
export function extentOf(s: Told): { fromAt: number; toAt: number } {
  const fromAt = Math.min(s.firstAt ?? Infinity, s.endedAt ?? Infinity);
  return { fromAt, toAt: Math.min(fromAt + longestMs, Math.max(fromAt, endHolds(s) ? s.endedAt! : s.lastAt!)) };
}

/** No start was told of, or what came began well before it. */
export const isStartInferred = (s: Told & { fromAt: number }): boolean => s.startedAt === null || s.startedAt > s.fromAt + lateMs;

/** A later broadcast of the same account ends one whose end is missing, and so does silence. */
export function stateOf(s: Told & { toAt: number }, hasLater: boolean, now: number): SessionState {
  if (endHolds(s)) return 'ended';
  return hasLater || now - s.toAt > silenceMs ? 'inferred' : 'live';
}

/** Whether an end was told of and holds. */
export const isEnded = endHolds;

export const dayNumber = (ms: number): number => Math.floor(ms / dayMs);
export const dayText = (n: number): string => new Date(n * dayMs).toISOString().slice(0, 10);

/** Seconds of each day (UTC, by its number) in which at least one of the broadcasts went on: over midnight by parts, overlaps once. */
export function secondsByDay(extents: readonly Span[], days: readonly number[]): Map<number, number> {
  const spans = mergedSpans(extents, Math.min(...days) * dayMs, (Math.max(...days) + 1) * dayMs);
  const pieces = byPiece(spans, dayMs);
  return new Map(days.map((day) => [day, Math.floor((pieces.get(day) ?? 0) / 1000)]));
}
