// Whether two engines say the same: total, how many share exact numbers, every count of every facet. Points and order belong to each.
import { edgesOf } from '#src/features/creators/index.ts';
import type { FigureName } from '#src/features/creators/contract.ts';
import type { IndexAnswer } from '#src/features/discovery/index/door.ts';
import type { Said } from './peer.ts';
import type { Names } from './rows.ts';

/** What an answer says, a line for each number, in order. */
export function linesOf(answer: Pick<IndexAnswer, 'total' | 'exactTotal' | 'facets'>): string[] {
  const facets = Object.entries(answer.facets).flatMap(([name, values]) =>
    (values ?? []).map((v) => `${name} ${'value' in v ? v.value : v.from} ${v.count}`),
  );
  return [`total ${answer.total}`, `exact ${answer.exactTotal}`, ...facets].toSorted();
}

/** The same of a peer's rows, most of which know values by their numbers. */
export function linesOfRows(rows: readonly Said[], names: Names): string[] {
  const value = (what: string, said: unknown): unknown => {
    if (typeof said === 'string') return said;
    const n = Number(said);
    if (what === 'languages' || what === 'categories' || what === 'platforms') return names.value[what].values[n]!;
    if (what === 'countries') return names.value.country.values[n]!;
    if (what === 'numbers') return n === 1 ? 'exact' : 'ranges';
    return edgesOf(what as FigureName)[n]!;
  };
  const facet = (what: string) => !['total', 'exact', 'top'].includes(what);
  return rows
    .filter(([what]) => what !== 'top')
    .map(([what, v, n]) => (facet(what) ? `${what} ${String(value(what, v))} ${Number(n)}` : `${what} ${Number(n)}`))
    .toSorted();
}

/** The first line that only one of them has; undefined when they agree. */
export function difference(ours: readonly string[], theirs: readonly string[]): string | undefined {
  const [a, b] = [new Set(ours), new Set(theirs)];
  const only = [...ours.filter((l) => !b.has(l)).map((l) => `ours ${l}`), ...theirs.filter((l) => !a.has(l)).map((l) => `theirs ${l}`)];
  return only[0];
}
