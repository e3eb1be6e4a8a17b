// Calendar days as text, `2026-07-01`: no zone moves them, and they sort as they follow each other.
const dayMs = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
const textOf = (n: number): string => new Date(n * dayMs).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => textOf(numberOf(day) + days);
export const dayAfter = (day: string): string => addDays(day, 1);
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from);
export const monthOf = (day: string): string => day.slice(0, 7);
export const firstOf = (day: string): string => `${monthOf(day)}-01`;
/** The last day of the month before a day's own. */
export const lastOf = (day: string): string => addDays(firstOf(day), -1);
/** The first day of the month after a day's own. */
export const nextFirst = (day: string): string => firstOf(addDays(firstOf(day), 31));
