import { typeOf } from './read.ts';
import { dayNumber, extentOf, noCounts, type Counters, type Session } from './sessions.ts';

/** An event that counts: of whom, when, and what it says. */
export interface Counted {
  session: Session;
  type: number;
  at: number;
  timed: boolean;
  viewers: number | null;
  viewersTotal: number | null;
  viewersReturning: number | null;
  likes: number | null;
  n: number | null;
  each: number | null;
  streak: string | null;
  closed: boolean;
  guest: boolean;
}
/** The part of a streak that counts: the highest count, the dearest of equals, the earliest of those. */
export interface Part {
  n: number;
  each: number;
  at: number;
}
export interface Streak {
  closed: Part | null;
  open: Part | null;
}
export interface Minute extends Counters {
  session: Session;
  minute: number;
  samples: number;
  viewersSum: number;
  viewersMax: number | null;
  likesTotal: number | null;
}
export interface Day extends Counters {
  session: Session;
  day: number;
  viewersMax: number | null;
}
export interface Folded {
  sessions: Set<Session>;
  /** By session and streak. */
  streaks: Map<string, { session: Session; streak: string; state: Streak }>;
  /** What is added to a minute and to a day; amounts of a streak that moved are taken off where they stood. */
  minutes: Minute[];
  days: Day[];
}

export const minuteMs = 60_000;
export const streakKey = (sessionId: string, streak: string): string => `${sessionId} ${streak}`;
/** Null is not measured: it is less than anything. */
export const larger = (a: number | null, b: number | null): number | null => (b === null || (a !== null && a >= b) ? a : b);

const better = (a: Part | null, b: Part): boolean =>
  a === null || b.n > a.n || (b.n === a.n && (b.each > a.each || (b.each === a.each && b.at < a.at)));

/**
 * Folds events into their sessions, in whatever order they come: sums, levels and the best part of each streak, nothing that remembers
 * which came first. `known` holds the streaks as they stand, and is changed.
 */
export function fold(events: readonly Counted[], known: Map<string, Streak>): Folded {
  const to = openFolding(known);
  for (const event of events) to.take(event);
  return to.folded();
}

function openFolding(known: Map<string, Streak>) {
  const sessions = new Set<Session>();
  const streaks: Folded['streaks'] = new Map();
  const minutes = new Map<Session, Map<number, Minute>>();
  const days = new Map<Session, Map<number, Day>>();

  function minuteOf(session: Session, at: number): Minute {
    const n = Math.floor(at / minuteMs);
    let of = minutes.get(session);
    if (!of) minutes.set(session, (of = new Map()));
    let one = of.get(n);
    if (!one) {
      one = { session, minute: n * minuteMs, samples: 0, viewersSum: 0, viewersMax: null, likesTotal: null, ...noCounts() };
      of.set(n, one);
    }
    return one;
  }
  function dayOf(session: Session, at: number): Day {
    const n = dayNumber(at);
    let of = days.get(session);
    if (!of) days.set(session, (of = new Map()));
    let one = of.get(n);
    if (!one) {
      one = { session, day: n, viewersMax: null, ...noCounts() };
      of.set(n, one);
    }
    return one;
  }
  function add(session: Session, at: number, what: keyof Counters, amount: number): void {
    session[what] += amount;
    minuteOf(session, at)[what] += amount;
    dayOf(session, at)[what] += amount;
  }
  /** What a streak is worth as it stands, once or, with -1, taken off again. */
  function count(session: Session, { closed, open }: Streak, guest: boolean, times: number): void {
    if (guest) session.guestDiamonds += closed ? times * closed.n * closed.each : 0;
    else if (closed) {
      add(session, closed.at, 'diamonds', times * closed.n * closed.each);
      add(session, closed.at, 'gifts', times * closed.n);
    } else if (open) add(session, open.at, 'openDiamonds', times * open.n * open.each);
  }

  function takeGift(event: Counted): void {
    const { session, at, guest } = event;
    const part: Part = { n: event.n!, each: event.each!, at };
    if (event.streak === null) return count(session, { closed: part, open: null }, guest, 1);
    const key = streakKey(session.sessionId, event.streak);
    const state = known.get(key) ?? { closed: null, open: null };
    const which = event.closed ? 'closed' : 'open';
    if (!better(state[which], part)) return;
    const next = { ...state, [which]: part };
    count(session, state, guest, -1);
    count(session, next, guest, 1);
    known.set(key, next);
    streaks.set(key, { session, streak: event.streak, state: next });
  }

  function takeSample({ session, at, viewers, viewersTotal, viewersReturning, likes }: Counted): void {
    session.viewersTotal = larger(session.viewersTotal, viewersTotal);
    session.viewersReturning = larger(session.viewersReturning, viewersReturning);
    session.likesTotal = larger(session.likesTotal, likes);
    const minute = minuteOf(session, at);
    minute.likesTotal = larger(minute.likesTotal, likes);
    if (viewers === null) return;
    session.samples++;
    session.viewersMax = larger(session.viewersMax, viewers);
    minute.samples++;
    minute.viewersSum += viewers;
    minute.viewersMax = larger(minute.viewersMax, viewers);
    const day = dayOf(session, at);
    day.viewersMax = larger(day.viewersMax, viewers);
  }

  function takeTime(session: Session, type: number, at: number): void {
    if (type === typeOf['stream.ended']) {
      session.endedAt = Math.max(session.endedAt ?? -Infinity, at);
      return;
    }
    if (type === typeOf['stream.started']) session.startedAt = Math.min(session.startedAt ?? Infinity, at);
    session.firstAt = Math.min(session.firstAt ?? Infinity, at);
    session.lastAt = Math.max(session.lastAt ?? -Infinity, at);
  }

  return {
    take(event: Counted): void {
      const { session, type, at } = event;
      sessions.add(session);
      session.events++;
      if (!event.timed) session.untimed++;
      takeTime(session, type, at);
      switch (type) {
        case typeOf['stream.sample']:
          return takeSample(event);
        case typeOf.gift:
          return takeGift(event);
        case typeOf.follow:
          return add(session, at, 'follows', 1);
        case typeOf.share:
          return add(session, at, 'shares', 1);
        case typeOf.chat:
          return add(session, at, 'chats', 1);
        case typeOf.subscription:
          return add(session, at, 'subscriptions', 1);
        case typeOf['match.started']:
          session.matches++;
      }
    },
    folded(): Folded {
      for (const session of sessions) Object.assign(session, extentOf(session));
      return {
        sessions,
        streaks,
        minutes: [...minutes.values()].flatMap((of) => [...of.values()]),
        days: [...days.values()].flatMap((of) => [...of.values()]),
      };
    },
  };
}
