// Hours of the day, as the server counts them (UTC) and as somebody's clock shows them.

/** Whole hours that a clock is ahead of UTC; half an hour counts as the next lower whole one. */
export const hoursAhead = (at: number): number => Math.floor(-new Date(at).getTimezoneOffset() / 60);
const wrap = (hour: number) => ((hour % 24) + 24) % 24;
export const localHour = (utc: number, ahead: number): number => wrap(utc + ahead);

/** Hours of UTC from one hour of a clock up to another, which is not among them; over midnight where the second is not above the first. */
export function hoursBetween(from: number, to: number, ahead: number): number[] {
  const count = wrap(to - from) || 24;
  return Array.from({ length: count }, (_, i) => wrap(from + i - ahead)).toSorted((a, b) => a - b);
}

/** The same read back: undefined where the hours are no one piece, or all of them. */
export function spanOf(utc: readonly number[], ahead: number): { from: number; to: number } | undefined {
  const on = new Set(utc.map((hour) => localHour(hour, ahead)));
  const starts = [...on].filter((hour) => !on.has(wrap(hour - 1)));
  if (starts.length !== 1) return undefined;
  return { from: starts[0]!, to: wrap(starts[0]! + on.size) };
}
