import { edgesOf } from '#src/features/creators/contract.ts';
import { figureNames } from '#src/features/creators/contract.ts';
import { weights } from '../rules.ts';
import type { Arena, Plan } from './arena.ts';
import { Ids, type Facts } from './facts.ts';
import { sizePoints } from './points.ts';
import { Ranges } from './ranges.ts';

export const viewersAt = figureNames.indexOf('averageViewers');
export const streamAt = figureNames.indexOf('streamMinutes');
export const unknownBand = 255;
const innerEdges = figureNames.map((name) => edgesOf(name).slice(1, -1));

/** The band of the published scale that holds a figure, as `width_bucket` counts them. */
export function bandIndex(figure: number, n: number): number {
  const edges = innerEdges[figure]!;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= n) low = middle + 1;
    else high = middle;
  }
  return low;
}
export const sizeOf = (low: number, high: number): number => Math.log(1 + (low + high) / 2);
/** The points that no query changes. NaN, not known, gives none. */
export const pointsBySize = (weight: number, size: number): number => (Number.isNaN(size) ? 0 : sizePoints(weight, size));

/** Values that part each column of numbers: `low` and `high` by figure, and `since`. */
export interface Thresholds {
  low: number[][];
  high: number[][];
  since: number[];
}

/** The columns: one place for each row in every array. Rows are only added; who is gone has no bit in `alive`. */
export class Rows {
  readonly cap: number;
  readonly ids: Uint32Array;
  readonly byId: Ids;
  readonly until: Float64Array;
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  /** ln(1 + average viewers), NaN where they are not known */
  readonly size: Float64Array;
  readonly audience: Uint8Array;
  readonly activity: Uint8Array;
  /** By figure the number of the published band, 255 where it is not known. */
  readonly bands: readonly Uint8Array[];
  /** The most points that no query changes, and the most for activity, of each 64 rows. */
  readonly blockPoints: Uint16Array;
  readonly blockActivity: Uint16Array;
  readonly alive: Uint32Array;
  readonly exact: Uint32Array;
  readonly known: readonly Uint32Array[];
  readonly lowRanges: readonly Ranges[];
  readonly highRanges: readonly Ranges[];
  readonly since: Ranges;

  static plan(plan: Plan, cap: number, thresholds: Thresholds): void {
    const words = cap / 32;
    plan.add('ids', 'u32', cap * 4);
    plan.add('slots', 'u32', Ids.slotsFor(cap));
    for (const name of ['until', 'since', 'size']) plan.add(name, 'f64', cap);
    for (const name of ['audience', 'activity']) plan.add(name, 'u8', cap);
    for (const name of ['blockPoints', 'blockActivity']) plan.add(name, 'u16', cap / 64);
    for (const name of ['alive', 'exact']) plan.add(name, 'u32', words);
    figureNames.forEach((name, i) => {
      plan.add(`${name}.low`, 'f64', cap);
      plan.add(`${name}.high`, 'f64', cap);
      plan.add(`${name}.band`, 'u8', cap);
      plan.add(`${name}.known`, 'u32', words);
      Ranges.plan(plan, `${name}.low`, thresholds.low[i]!, words);
      Ranges.plan(plan, `${name}.high`, thresholds.high[i]!, words);
    });
    Ranges.plan(plan, 'since', thresholds.since, words);
  }
  constructor(arena: Arena, cap: number, thresholds: Thresholds) {
    this.cap = cap;
    this.ids = arena.u32('ids');
    this.byId = new Ids(this.ids, arena.u32('slots'));
    this.until = arena.f64('until');
    this.size = arena.f64('size');
    this.audience = arena.u8('audience');
    this.activity = arena.u8('activity');
    this.blockPoints = arena.u16('blockPoints');
    this.blockActivity = arena.u16('blockActivity');
    this.alive = arena.u32('alive');
    this.exact = arena.u32('exact');
    this.low = figureNames.map((name) => arena.f64(`${name}.low`));
    this.high = figureNames.map((name) => arena.f64(`${name}.high`));
    this.bands = figureNames.map((name) => arena.u8(`${name}.band`));
    this.known = figureNames.map((name) => arena.u32(`${name}.known`));
    this.lowRanges = figureNames.map((name, i) => new Ranges(arena, `${name}.low`, thresholds.low[i]!, this.low[i]!));
    this.highRanges = figureNames.map((name, i) => new Ranges(arena, `${name}.high`, thresholds.high[i]!, this.high[i]!));
    this.since = new Ranges(arena, 'since', thresholds.since, arena.f64('since'));
  }

  isAlive(row: number): boolean {
    return ((this.alive[row >>> 5]! >>> (row & 31)) & 1) === 1;
  }
  place(row: number, f: Facts): void {
    const set = (bits: Uint32Array) => (bits[row >>> 5]! |= 1 << (row & 31));
    this.ids.set(f.id, row * 4);
    this.byId.set(row);
    this.until[row] = f.until;
    this.since.column[row] = f.since;
    this.since.place(row, f.since);
    set(this.alive);
    if (f.exact) set(this.exact);
    for (let i = 0; i < figureNames.length; i++) {
      const [low, high] = [f.low[i]!, f.high[i]!];
      this.low[i]![row] = low;
      this.high[i]![row] = high;
      this.bands[i]![row] = Number.isNaN(low) ? unknownBand : bandIndex(i, low);
      if (!Number.isNaN(low)) set(this.known[i]!);
      this.lowRanges[i]!.place(row, low);
      this.highRanges[i]!.place(row, high);
    }
    this.#points(row, f);
  }
  #points(row: number, { low, high }: Facts): void {
    const size = sizeOf(low[viewersAt]!, high[viewersAt]!);
    const audience = pointsBySize(weights.audience, size);
    const activity = pointsBySize(weights.activity, sizeOf(low[streamAt]!, high[streamAt]!));
    this.size[row] = size;
    this.audience[row] = audience;
    this.activity[row] = activity;
    const block = row >>> 6;
    this.blockPoints[block] = Math.max(this.blockPoints[block]!, audience + activity);
    this.blockActivity[block] = Math.max(this.blockActivity[block]!, activity);
  }
}
