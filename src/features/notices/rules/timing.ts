import { addDays, addMs, dayMs, earlier, startOfDay } from '#src/lib/time.ts';
import type { NoticeGroup } from '../contract.ts';
import type { Params } from '../tables.ts';

export interface Settings {
  appOff: readonly string[];
  mailOff: readonly string[];
  /** Minutes of the day in the zone, from the first on and before the last; round midnight where `from` is the later. */
  quiet: { from: number; to: number } | null;
  zone: string;
  daily: boolean;
}
/** Of calls the app itself tells, on the screen Today: only who asks for it is told in the list of notices too. */
export const unset = (zone = 'UTC'): Settings => ({ appOff: ['calls'], mailOff: [], quiet: null, zone, daily: false });

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const dayMinutes = 1440;
const minuteMs = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The minute of the day that a clock in this zone shows. */
export function minuteOf(at: Date, zone: string): number {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    clocks.set(zone, clock);
  }
  const [h, m] = clock.format(at).split(':').map(Number) as [number, number];
  return h * 60 + m;
}
const ahead = (from: number, to: number): number => (to - from + dayMinutes) % dayMinutes;
const wholeMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / minuteMs) * minuteMs);

export const isQuiet = (at: Date, { quiet, zone }: Pick<Settings, 'quiet' | 'zone'>): boolean =>
  quiet !== null && ahead(quiet.from, minuteOf(at, zone)) < ahead(quiet.from, quiet.to);

/** The first instant from `at` on that is not quiet, by the clock of the zone. */
export function afterQuiet(at: Date, settings: Pick<Settings, 'quiet' | 'zone'>): Date {
  const { quiet, zone } = settings;
  if (quiet === null || !isQuiet(at, settings)) return at;
  const start = wholeMinute(at);
  const straight = addMs(start, ahead(minuteOf(start, zone), quiet.to) * minuteMs);
  if (minuteOf(straight, zone) === quiet.to) return straight;
  // The clock changes in that night, forward or back: asked minute by minute, the first that is not quiet is the first.
  let end = addMs(start, minuteMs);
  while (isQuiet(end, settings)) end = addMs(end, minuteMs);
  return end;
}

/** When the one mail of the day goes, by the clock of the zone. */
export const dailyAt = 9 * 60;
export function nextDaily(now: Date, zone: string): Date {
  const start = wholeMinute(now);
  const guess = addMs(start, (ahead(minuteOf(start, zone), dailyAt) || dayMinutes) * minuteMs);
  const off = ahead(minuteOf(guess, zone), dailyAt);
  const end = addMs(guess, (off > dayMinutes / 2 ? off - dayMinutes : off) * minuteMs);
  return end > now ? end : addDays(end, 1);
}

/** What a clock in this zone shows, as if it stood in UTC. */
function shownIn(zone: string, at: Date): number {
  let clock = calendars.get(zone);
  if (!clock) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...parts });
    calendars.set(zone, clock);
  }
  return Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
}
/** When a morning begins: six o'clock on a day of the calendar, by the clock of the zone. */
export const morningAt = 6 * 60;
export function morningOf(on: string, zone: string): Date {
  const wanted = addMs(startOfDay(on), morningAt * minuteMs);
  const guess = addMs(wanted, wanted.getTime() - shownIn(zone, wanted));
  return addMs(guess, wanted.getTime() - shownIn(zone, guess));
}

/** From when a notice may be mailed: what is of a day waits for the morning of it. */
export const mailedFrom = (p: Params, zone: string, now: Date): Date => {
  const morning = p.on === undefined ? now : morningOf(p.on, zone);
  return morning > now ? morning : now;
};
/** After which a notice is worth nothing any more; null: it stays true. */
export function deadlineOf(p: Params): Date | null {
  if (p.on !== undefined) return addDays(startOfDay(p.on), 1);
  return p.until === undefined ? null : new Date(p.until);
}

/** What is older than this when it is handed over is history: it stands in the list, read, and no mail goes. */
export const newsMs = 3 * dayMs;
export const isHistory = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > newsMs;

export interface Plan {
  inApp: boolean;
  /** null: no mail. `daily`: together with what else is due then. */
  mail: { at: Date; daily: boolean } | null;
}
/** What a person gets of one notice, and when, from `now` on. News about her own safety goes at once, whatever she has set. */
export function planOf(group: NoticeGroup, settings: Settings, happenedAt: Date, deadline: Date | null, now: Date): Plan {
  if (group === 'security') return { inApp: true, mail: isHistory(happenedAt, now) ? null : { at: now, daily: false } };
  const inApp = !settings.appOff.includes(group);
  if (settings.mailOff.includes(group) || isHistory(happenedAt, now)) return { inApp, mail: null };
  const daily = settings.daily ? nextDaily(now, settings.zone) : null;
  // The mail of the day would come too late for what ends before it.
  if (daily === null || (deadline !== null && deadline > now && daily >= deadline))
    return { inApp, mail: { at: afterQuiet(now, settings), daily: false } };
  return { inApp, mail: { at: afterQuiet(daily, settings), daily: true } };
}

export const attemptsMax = 10;
/** Until a letter that was not taken is tried again: a minute, then twice as long each time, four hours at most. */
export const retryAfter = (attempts: number, now: Date): Date =>
  addMs(now, Math.min(minuteMs * 2 ** Math.max(0, attempts - 1), 4 * 60 * minuteMs));
/** Tried more often than allowed: whoever tried it ended each time before saying what became of it. */
export const isSpent = (attempts: number): boolean => attempts > attemptsMax;
/** While a letter is being sent nobody else tries it; longer than any attempt takes. */
export const leaseUntil = (now: Date): Date => addMs(now, 10 * minuteMs);

export const resetMs = 60 * minuteMs;
export const resetsMax = 3;
/** A letter with a token is worth nothing once the token has run out. */
export const isLate = (kind: string, madeAt: Date, now: Date): boolean => kind === 'reset' && now.getTime() - madeAt.getTime() >= resetMs;
export const mayAskReset = (earlier: number): boolean => earlier < resetsMax;

/** The next piece of time that reminders are looked for in: six hours at most, two days back at most. */
export function nextRound(reached: Date | undefined, now: Date): { from: Date; to: Date } | undefined {
  if (reached === undefined) return undefined;
  const from = new Date(Math.max(reached.getTime(), addDays(now, -2).getTime()));
  const until = earlier(addMs(from, 360 * minuteMs), now);
  return until > from ? { from, to: until } : undefined;
}

export const toMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
export const toClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
