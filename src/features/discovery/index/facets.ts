import { edgesOf } from '#src/features/creators/contract.ts';
import { figureNames, type FigureName } from '#src/features/creators/contract.ts';
import type { FacetName, SearchAnswer } from '../contract.ts';
import { valueNames } from './facts.ts';
import { unknownBand } from './rows.ts';
import type { Scratch } from './scratch.ts';
import type { Store } from './store.ts';
import type { Values } from './values.ts';

// What counting costs, in about nanoseconds: a row that is walked to, 128 rows of a set, an entry of a list.
const [walked, block, listed] = [4, 1, 1.5];
type Counted = { value: string; count: number }[];

/** How many of the rows have each value, or stand in each band; `rows` are among those who are here. */
export function facetOf(store: Store, name: FacetName, rows: Uint32Array, scratch: Scratch): SearchAnswer['facets'][FacetName] {
  return scratch.with(() => {
    if (name === 'numbers') return numbersOf(store, rows);
    const figure = (figureNames as readonly string[]).indexOf(name);
    if (figure >= 0) return bandsOf(store, figure, rows, scratch);
    return valuesOf(store, store.values[(valueNames as readonly string[]).indexOf(name)]!, rows, scratch);
  });
}

/** The most frequent first; `counted` stands in the order of the texts, which equal ones keep. */
const inOrder = (counted: Counted) => counted.filter((f) => f.count > 0).toSorted((a, b) => b.count - a.count);
const named = (values: Values, count: (code: number) => number): Counted =>
  inOrder(values.inOrder().map((code) => ({ value: values.state.values[code]!, count: count(code) })));

function numbersOf({ arena: { kernels }, rows: { exact } }: Store, rows: Uint32Array): Counted {
  const shared = kernels.countAnd(rows, exact);
  return inOrder([
    { value: 'exact', count: shared },
    { value: 'ranges', count: kernels.count(rows) - shared },
  ]);
}

/** The rows, or those who are here without them where these are fewer: what is asked of all is known. */
function smaller(store: Store, rows: Uint32Array, scratch: Scratch): { set: Uint32Array; size: number; others: boolean } {
  const size = store.arena.kernels.count(rows);
  if (size * 2 <= store.head.size) return { set: rows, size, others: false };
  const set = scratch.take();
  store.arena.kernels.andNot(set, store.rows.alive, rows);
  return { set, size: store.head.size - size, others: true };
}

export function bandsOf(store: Store, figure: number, rows: Uint32Array, scratch: Scratch) {
  const counts = store.arena.u32('counts').fill(0, 0, unknownBand + 1);
  const { set, others } = smaller(store, rows, scratch);
  store.arena.kernels.countBytes(set, store.rows.bands[figure]!, counts);
  const edges = edgesOf(figureNames[figure] as FigureName);
  const all = store.head.bandCounts[figure]!;
  return edges
    .slice(0, -1)
    .map((from, band) => ({ from, to: edges[band + 1]!, count: others ? all[band]! - counts[band]! : counts[band]! }))
    .filter((f) => f.count > 0);
}

function valuesOf(store: Store, values: Values, rows: Uint32Array, scratch: Scratch): Counted {
  const { arena, head } = store;
  const { state } = values;
  const { set, size, others } = smaller(store, rows, scratch);
  const bySets = (values.sets.length * head.cap * block) / 128 + (values.lists.length + head.rows - head.base) * listed;
  const byWalk = (size * state.used * walked) / Math.max(1, head.rows);
  if (bySets < byWalk) return countBySets(store, values, rows);
  const counts = arena.u32('counts').fill(0, 0, state.values.length);
  arena.kernels.countCodes(set, values.offsets, values.codes, counts);
  return named(values, (code) => (others ? state.counts[code]! - counts[code]! : counts[code]!));
}

function countBySets({ arena, head }: Store, values: Values, rows: Uint32Array): Counted {
  const has = (row: number) => ((rows[row >>> 5]! >>> (row & 31)) & 1) === 1;
  const { state } = values;
  const counts = arena.u32('counts').fill(0, 0, state.values.length);
  arena.kernels.countLists(rows, values.listStart, values.lists, counts);
  state.dense.forEach((set, code) => {
    if (set >= 0) counts[code] = arena.kernels.countAnd(rows, values.sets[set]!);
  });
  for (let row = head.base; row < head.rows; row++) {
    if (!has(row)) continue;
    for (let at = values.offsets[row]!; at < values.offsets[row + 1]!; at++)
      if (state.dense[values.codes[at]!]! < 0) counts[values.codes[at]!]!++;
  }
  return named(values, (code) => counts[code]!);
}
