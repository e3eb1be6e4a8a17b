import { round } from '../figures.ts';

/** Milliseconds. */
export interface Times {
  p50: number;
  p90: number;
  p99: number;
}
export function timesOf(ms: readonly number[]): Times {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
export const ratiosOf = (ours: Times, theirs: Times): Times => ({
  p50: round(theirs.p50 / ours.p50),
  p90: round(theirs.p90 / ours.p90),
  p99: round(theirs.p99 / ours.p99),
});
