import type { Arena, Plan } from './arena.ts';

const steps = 15;
/** Values that part a sample of numbers into sixteen about equal buckets, ascending, none twice. */
export function thresholdsOf(sample: Float64Array): number[] {
  const known = sample.filter((x) => !Number.isNaN(x)).toSorted();
  const at = Array.from({ length: steps }, (_, i) => known[Math.floor(((i + 1) * known.length) / (steps + 1))]);
  return [...new Set(at.filter((x) => x !== undefined))];
}

/**
 * For a column of numbers, a set of rows for each of up to fifteen values: those that have at least as much. A range is then two of
 * the sets, and an exact look at the rows of the bucket at its edge.
 */
export class Ranges {
  readonly thresholds: readonly number[];
  readonly sets: readonly Uint32Array[];
  readonly column: Float64Array;
  static plan(plan: Plan, name: string, thresholds: readonly number[], words: number): void {
    thresholds.forEach((_, i) => plan.add(`${name}.${i}`, 'u32', words));
  }
  constructor(arena: Arena, name: string, thresholds: readonly number[], column: Float64Array) {
    this.thresholds = thresholds;
    this.sets = thresholds.map((_, i) => arena.u32(`${name}.${i}`));
    this.column = column;
  }
  place(row: number, value: number): void {
    for (let i = 0; i < this.thresholds.length && value >= this.thresholds[i]!; i++) this.sets[i]![row >>> 5]! |= 1 << (row & 31);
  }
  /** How many of the values are not above x. */
  bucket(x: number): number {
    let i = 0;
    while (i < this.thresholds.length && this.thresholds[i]! <= x) i++;
    return i;
  }
}
