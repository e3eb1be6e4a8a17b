// How many creators a seat is shown in a day, so that nobody copies the directory. Pure.
import { addDays, dayOf, startOfDay } from '#src/lib/time.ts';

/** `listed`: on a page of several; `opened`: alone. */
export type Budget = 'listed' | 'opened';
/** Different creators that one seat, a person in an agency, is shown in a day (UTC). From the promise: nobody who works meets it. */
export const budgets: Readonly<Record<Budget, number>> = { listed: 5_000, opened: 500 };
/** From this share of a day's budget on, a seat is told what is left of it. */
const tellFrom = 0.8;

/** How many are left of the day; null while that is nothing to think of. */
export const leftOf = (used: number, most: number): number | null => (used >= most * tellFrom ? Math.max(0, most - used) : null);

/** When a seat that has met its limit is shown others again: the next day begins, UTC. */
export const goesOnAt = (now: Date): Date => addDays(startOfDay(dayOf(now)), 1);
/** Whole seconds until then, at least one. */
export const secondsUntil = (at: Date, now: Date): number => Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000));

/** Days before this one are forgotten: the day that ends somewhere else on earth is still counted by another process for a moment. */
export const countedSince = (now: Date): string => dayOf(addDays(now, -1));
