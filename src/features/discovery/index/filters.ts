import { edgesOf, figureNames } from '#src/features/creators/contract.ts';
import type { FacetName } from '../contract.ts';
import type { EngineQuery } from '../ports.ts';
import { topBand } from '../rules.ts';
import { bandsOf } from './facets.ts';
import { valueNames } from './facts.ts';
import type { Ranges } from './ranges.ts';
import type { Scratch } from './scratch.ts';
import type { Store } from './store.ts';

const growthAt = figureNames.indexOf('growth');
/** The rows that have one of these values. */
export function rowsWith(store: Store, name: (typeof valueNames)[number], asked: readonly string[], scratch: Scratch): Uint32Array {
  const { arena, head } = store;
  const values = store.values[valueNames.indexOf(name)]!;
  const codes = [...new Set(asked.map((value) => values.code(value)))].filter((code) => code !== undefined);
  const into = scratch.take().fill(0);
  values.mark(codes, into, head.base, head.rows, (a, b) => arena.kernels.or(a, b));
  return into;
}

/** For each filter that is on, the rows that pass it, by the facet that it belongs to. `open`: who can be found at all. */
export function filterSets(
  store: Store,
  { filters: f, now }: Pick<EngineQuery, 'filters' | 'now'>,
  open: Uint32Array,
  scratch: Scratch,
): Map<FacetName, Uint32Array> {
  const { kernels } = store.arena;
  const on = new Map<FacetName, Uint32Array>();
  for (const name of valueNames) if (f[name]?.length) on.set(name, rowsWith(store, name, f[name].map(String), scratch));
  const numbers = new Set(f.numbers);
  if (numbers.size > 0) {
    const into = scratch.copy(open);
    if (!numbers.has('ranges')) kernels.and(into, into, store.rows.exact);
    if (!numbers.has('exact')) kernels.andNot(into, into, store.rows.exact);
    on.set('numbers', into);
  }
  const top = f.growthTop === undefined ? undefined : topOfGrowth(store, f.growthTop, now, scratch);
  figureNames.forEach((name, i) => {
    const range = name === 'growth' && top !== undefined ? { ...f.growth, min: Math.max(top, f.growth?.min ?? top) } : f[name];
    if (!range || (range.min === undefined && range.max === undefined)) return;
    const into = scratch.take();
    kernels.and(into, open, store.rows.known[i]!);
    scratch.with(() => {
      if (range.min !== undefined) atLeast(store, store.rows.highRanges[i]!, range.min, into, scratch);
      if (range.max !== undefined) atMost(store, store.rows.lowRanges[i]!, range.max, into, scratch);
    });
    on.set(name, into);
  });
  return on;
}

/** Where the lowest band of the best so many percent begins; above everything where nobody's growth is known. */
function topOfGrowth(store: Store, percent: number, now: Date, scratch: Scratch): number {
  const edges = edgesOf('growth');
  const bands = scratch.with(() => bandsOf(store, growthAt, scratch.copy(store.open.at(now.getTime())), scratch));
  const counts = edges.slice(0, -1).map((from) => bands.find((b) => b.from === from)?.count ?? 0);
  const band = topBand(counts, percent);
  return band === undefined ? Infinity : edges[band]!;
}

/** Keeps the rows whose number is at least `min`: one bucket is looked at exactly. */
function atLeast({ arena: { kernels } }: Store, ranges: Ranges, min: number, into: Uint32Array, scratch: Scratch) {
  const { sets, column } = ranges;
  const b = ranges.bucket(min);
  const edge = scratch.copy(into);
  if (b > 0) kernels.and(edge, edge, sets[b - 1]!);
  if (b < sets.length) {
    kernels.andNot(edge, edge, sets[b]!);
    kernels.and(into, into, sets[b]!);
  } else into.fill(0);
  kernels.within(edge, column, min, Infinity, into);
}
/** Keeps the rows whose number is at most `max`. */
function atMost({ arena: { kernels } }: Store, ranges: Ranges, max: number, into: Uint32Array, scratch: Scratch) {
  const { sets, column } = ranges;
  const b = ranges.bucket(max);
  const edge = scratch.copy(into);
  if (b < sets.length) kernels.andNot(edge, edge, sets[b]!);
  if (b > 0) {
    kernels.and(edge, edge, sets[b - 1]!);
    kernels.andNot(into, into, sets[b - 1]!);
  } else into.fill(0);
  kernels.within(edge, column, -Infinity, max, into);
}
