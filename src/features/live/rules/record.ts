import type { LiveFigures } from '#src/features/creators/index.ts';
import { addDays, dayMs } from '#src/lib/time.ts';
import type { LiveRecord } from '../contract.ts';
import { byPiece, mergedSpans, type Span } from './spans.ts';

/** So many whole days (UTC) count; as many before them are what growth is held against. */
export const recordDays = 28;
/** A day with so much of LIVE is a valid one (glossary: 0h59m is no day). */
export const validDaySeconds = 3600;
/** Growth is told when so many minutes were measured in both times. */
export const growthMinutes = 300;

const hourMs = 3_600_000;
/** Seconds on air, valid days, and seconds in each hour of the day (UTC), from spans that do not overlap. */
export function timesOf(spans: readonly Span[]): { liveSeconds: number; validDays: number; hours: number[] } {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const [hour, ms] of byPiece(spans, hourMs)) hours[hour % 24]! += ms;
  const days = [...byPiece(spans, dayMs).values()];
  return {
    liveSeconds: Math.floor(spans.reduce((ms, { fromAt, toAt }) => ms + toAt - fromAt, 0) / 1000),
    validDays: days.filter((ms) => ms >= validDaySeconds * 1000).length,
    hours: hours.map((ms) => Math.floor(ms / 1000)),
  };
}

/**
 * Valid days and hours on air since an instant. Null: not known, for nothing was heard since, nor in the 28 days before; where nobody listens
 * nobody knows of a quiet time.
 */
export function activityOf(spans: readonly Span[], since: Date, now: Date): { validDays: number; hours: number } | null {
  const heardFrom = addDays(since, -recordDays).getTime();
  if (!spans.some(({ toAt }) => toAt >= heardFrom)) return null;
  const { liveSeconds, validDays } = timesOf(mergedSpans(spans, since.getTime(), now.getTime()));
  return { validDays, hours: liveSeconds / 3600 };
}

/** What was heard of by an instant that has gone: a LIVE that began later says nothing of it. */
export const begunBefore = (spans: readonly Span[], at: Date): Span[] => spans.filter(({ fromAt }) => fromAt < at.getTime());

/** A LIVE with what its sources told of its people. */
export interface Counted extends Span {
  viewersTotal: number | null;
  viewersReturning: number | null;
  gifters: number;
}
/**
 * Sums over the LIVEs of which both numbers are known; null: there is none. A part above its whole is no figure of that LIVE. Who came is
 * told of a LIVE as a whole: it counts where it began, from `from` on.
 */
export function sharesOf(lives: readonly Counted[], from: number) {
  const sum = (part: (one: Counted) => number | null) => {
    const known = lives.flatMap((one) => {
      const [n, of] = [part(one), one.viewersTotal];
      return one.fromAt < from || n === null || of === null || of === 0 || n > of ? [] : [{ n, of }];
    });
    return known.length === 0 ? null : { people: known.reduce((a, k) => a + k.n, 0), of: known.reduce((a, k) => a + k.of, 0) };
  };
  return { gifters: sum((one) => one.gifters), returning: sum((one) => one.viewersReturning) };
}

/** A mean over minutes from its sum in thousandths; null: none was measured. */
export const averageOf = (thousandths: number, minutes: number): number | null =>
  minutes === 0 ? null : Math.round(thousandths / minutes / 1000);

/** Average viewers against those before, in hundredths of a percent; null: too little was measured, or nobody was there before. */
export function growthOf(
  now: { viewers: number | null; minutes: number },
  before: { viewers: number | null; minutes: number },
): number | null {
  if (now.viewers === null || before.viewers === null || before.viewers === 0) return null;
  if (now.minutes < growthMinutes || before.minutes < growthMinutes) return null;
  return Math.min(1_000_000, Math.round(((now.viewers - before.viewers) * 10_000) / before.viewers));
}

export const shareOf = (people: number | null, of: number | null) =>
  people === null || of === null ? null : { bps: Math.round((people * 10_000) / of), people, of };

/** An hour of the day is a usual one when she was on air in it for two hours in all of the 28 days (ours: no published rule). */
const usualHourSeconds = 2 * 3600;
/**
 * What of a record agencies that search may see. Diamonds are confirmed ones; null where some were heard of and none is confirmed, for that is
 * not known and no zero.
 */
export const shownOf = (r: LiveRecord): LiveFigures => ({
  asOn: r.asOn,
  acv: r.averageViewers,
  liveMinutes: Math.floor(r.liveSeconds / 60),
  validDays: r.validDays,
  diamonds: r.diamonds === 0 && r.diamondsInferred > 0 ? null : r.diamonds,
  gifterConversion: r.gifterConversion?.bps ?? null,
  returningViewers: r.returningViewers?.bps ?? null,
  growth: r.growthBps,
  hours: r.hours.flatMap((seconds, hour) => (seconds >= usualHourSeconds ? [hour] : [])),
});
