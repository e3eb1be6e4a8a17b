import type { MonthRow } from '../tables.ts';
import type { Total } from './spans.ts';

/** Figure by figure the latest day of data counts, whatever was uploaded last; what it leaves out stays. */
export function monthAfter(before: MonthRow | undefined, { figures }: Total, month: string, dataOn: string, id: string): MonthRow {
  const newer = dataOn >= (before?.data_on ?? dataOn);
  const take = (said: number | undefined, known: number | null = null) => (newer ? (said ?? known) : (known ?? said ?? null));
  return {
    export_id: id,
    month,
    diamonds: take(figures.diamonds, before?.diamonds),
    live_seconds: take(figures.liveSeconds, before?.live_seconds),
    valid_days: take(figures.validDays, before?.valid_days),
    new_followers: take(figures.newFollowers, before?.new_followers),
    lives: take(figures.lives, before?.lives),
    data_on: newer ? dataOn : before!.data_on,
    restated: before?.restated ?? false,
  };
}
export const isSameMonth = (before: MonthRow | undefined, after: MonthRow): boolean =>
  before !== undefined &&
  (['diamonds', 'live_seconds', 'valid_days', 'new_followers', 'lives'] as const).every((column) => before[column] === after[column]);
