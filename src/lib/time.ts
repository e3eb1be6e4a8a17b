export const dayMs = 86_400_000;
export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
export const addDays = (at: Date, days: number): Date => addMs(at, days * dayMs);
/** The same day of the month so many months on, UTC; the last day where the month is shorter. */
export function addMonths(at: Date, months: number): Date {
  const d = new Date(at);
  const day = d.getUTCDate();
  d.setUTCDate(1);
  d.setUTCMonth(d.getUTCMonth() + months);
  const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0)).getUTCDate();
  d.setUTCDate(Math.min(day, last));
  return d;
}
/** The calendar day in UTC, `2026-11-23`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
export const startOfDay = (on: string): Date => new Date(`${on}T00:00:00Z`);
export const later = (a: Date, b: Date): Date => (a >= b ? a : b);
export const earlier = (a: Date, b: Date): Date => (a <= b ? a : b);
