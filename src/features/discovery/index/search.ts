import type { FacetName, SearchAnswer } from '../contract.ts';
import { ask } from './asked.ts';
import type { IndexAnswer, IndexQuery } from './door.ts';
import { facetOf } from './facets.ts';
import { packIds, writeId } from './facts.ts';
import { filterSets } from './filters.ts';
import { Scratch } from './scratch.ts';
import type { Store } from './store.ts';
import { topOf } from './top.ts';

const facetsAs = (facets: (readonly [FacetName, unknown])[]) => Object.fromEntries(facets) as SearchAnswer['facets'];

/** Who can be found at the instant of the query, without those whom it leaves out. */
function openTo(store: Store, { now, without }: IndexQuery, scratch: Scratch): Uint32Array {
  const open = scratch.copy(store.open.at(now.getTime()));
  const ids = without instanceof Uint32Array ? without : packIds(without);
  for (let i = 0; i * 4 < ids.length; i++) {
    const row = store.rows.byId.find(ids, i);
    if (row >= 0) open[row >>> 5]! &= ~(1 << (row & 31));
  }
  return open;
}

function setOf(some: readonly { row: number }[], scratch: Scratch): Uint32Array {
  const set = scratch.take().fill(0);
  for (const { row } of some) set[row >>> 5]! |= 1 << (row & 31);
  return set;
}

export function search(store: Store, query: IndexQuery): IndexAnswer {
  const { kernels } = store.arena;
  const scratch = new Scratch(store);
  const asked = ask(store, query.text);
  if (asked === null) return { total: 0, exactTotal: 0, hits: [], facets: facetsAs(query.facets.map((name) => [name, []])), meant: [] };
  const open = openTo(store, query, scratch);
  if (asked) {
    const answering = scratch.take();
    kernels.bitsOf(asked.sums, answering);
    kernels.and(open, open, answering);
  }
  const on = filterSets(store, query, open, scratch);
  /** Those who pass every filter, but that of one facet. */
  const passing = (but?: FacetName) => {
    const set = scratch.copy(open);
    for (const [name, filter] of on) if (name !== but) kernels.and(set, set, filter);
    return set;
  };
  const all = passing();
  const facets = query.facets.map(
    (name) => [name, scratch.with(() => facetOf(store, name, on.has(name) ? passing(name) : all, scratch))] as const,
  );
  const top = topOf(store, query, all, asked, scratch);
  return {
    total: kernels.count(all),
    exactTotal: kernels.countAnd(all, store.rows.exact),
    hits: top.map(({ row, key, parts }) => ({ creatorId: writeId(store.rows.ids, row), key, parts })),
    facets: facetsAs([...facets]),
    meant: asked?.meant(setOf(top, scratch)) ?? [],
  };
}
