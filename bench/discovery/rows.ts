// The crowd as narrow tables for the peers: lists are numbered sets, words and names are numbers, logarithms are worked out beforehand. Each
// of them gets what would be worked out for it by whoever wanted it fast.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { edgesOf } from '#src/features/creators/index.ts';
import { figureNames, type FigureName } from '#src/features/creators/contract.ts';
import type { IndexEntry } from '#src/features/discovery/index/door.ts';
import type { WordField } from '#src/features/discovery/ports.ts';
import { fieldWeight, weights } from '#src/features/discovery/rules.ts';

/** Numbers for values, in the order of their first sight; those known go on. */
export function numbering(values: string[] = []) {
  const numbers = new Map(values.map((value, n) => [value, n]));
  return {
    values,
    of(value: string): number {
      let n = numbers.get(value);
      if (n === undefined) {
        n = values.length;
        numbers.set(value, n);
        values.push(value);
      }
      return n;
    },
    known: (value: string): number | undefined => numbers.get(value),
  };
}

/** One row of the table of creators, in the order of `rowColumns`. */
export interface Flat {
  n: number;
  until: number;
  exact: number;
  lead: number | null;
  languages: number;
  country: number | null;
  categories: number;
  platforms: number;
  since: number;
  size: number | null;
  audience: number;
  activity: number;
  figures: Record<FigureName, { low: number; high: number; band: number } | null>;
}
export const figureColumns = figureNames.flatMap((_, i) => [`f${i}_low`, `f${i}_high`, `f${i}_band`]);
export const rowColumns = [
  'n',
  'until',
  'exact',
  'lead',
  'languages',
  'country',
  'categories',
  'platforms',
  'since',
  'size',
  'audience',
  'activity',
  ...figureColumns,
];
export const columnTypes = (column: string): string =>
  column === 'since' || column === 'size' ? 'double precision' : /^until|_(low|high)$/.test(column) ? 'bigint' : 'integer';

export const listed = ['languages', 'categories', 'platforms'] as const;
export type Listed = (typeof listed)[number];
export type Names = ReturnType<typeof openNames>;
type Known = Record<'value' | 'set', Record<string, string[]>>;
/** The numbers of everything that has a name. */
export const openNames = ({ value, set }: Known = { value: {}, set: {} }) => ({
  value: {
    languages: numbering(value['languages']),
    categories: numbering(value['categories']),
    platforms: numbering(value['platforms']),
    country: numbering(value['country']),
  },
  set: { languages: numbering(set['languages']), categories: numbering(set['categories']), platforms: numbering(set['platforms']) },
});
/** As another process reads them again by `openNames`. */
export const knownOf = ({ value, set }: Names): Known => {
  const values = (of: Record<string, { values: string[] }>) => Object.fromEntries(Object.entries(of).map(([k, n]) => [k, n.values]));
  return { value: values(value), set: values(set) };
};
/** A row for each value of each set: kind, number of the set, number of the value. */
export const setRows = ({ set }: Names): (readonly [string, number, number])[] =>
  listed.flatMap((kind) =>
    set[kind].values.flatMap((members, n) => members.split(',').flatMap((m) => (m === '' ? [] : [[kind, n, Number(m)] as const]))),
  );

function bandOf(edges: readonly number[], n: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= n) low = middle;
    else high = middle;
  }
  return low;
}
const middle = (b: { low: number; high: number }) => (b.low + b.high) / 2;
const share = (b: { low: number; high: number }) => Math.min(1, Math.log(1 + middle(b)) / Math.log(100_001));

export function flatOf(n: number, e: IndexEntry, names: Names): Flat {
  const set = (of: Listed, values: string[]) =>
    names.set[of].of(
      values
        .map((v) => names.value[of].of(v))
        .toSorted((a, b) => a - b)
        .join(','),
    );
  const { averageViewers: viewers, streamMinutes: minutes } = e.bounds;
  const figures = Object.fromEntries(
    figureNames.map((name) => [name, e.bounds[name] && { ...e.bounds[name], band: bandOf(edgesOf(name), e.bounds[name].low) }]),
  ) as Flat['figures'];
  return {
    n,
    until: e.findableUntil,
    exact: Number(e.exact),
    lead: e.languages.length > 0 ? names.value.languages.of(e.languages[0]!) : null,
    languages: set('languages', e.languages),
    country: e.country === null ? null : names.value.country.of(e.country),
    categories: set('categories', e.categories),
    platforms: set('platforms', e.platforms),
    since: e.foundSince,
    size: viewers && Math.log(1 + middle(viewers)),
    audience: viewers ? Math.round(weights.audience * share(viewers)) : 0,
    activity: minutes ? Math.round(weights.activity * share(minutes)) : 0,
    figures,
  };
}
export const cellsOf = (row: Flat): (number | null)[] => [
  row.n,
  row.until,
  row.exact,
  row.lead,
  row.languages,
  row.country,
  row.categories,
  row.platforms,
  row.since,
  row.size,
  row.audience,
  row.activity,
  ...figureNames.flatMap((name) => {
    const b = row.figures[name];
    return b ? [b.low, b.high, b.band] : [null, null, null];
  }),
];

/** Each word once with the best of its places. */
export function bestPlaces(words: IndexEntry['words']): Map<string, number> {
  const best = new Map<string, number>();
  for (const { word, field } of words) best.set(word, Math.max(best.get(word) ?? 0, fieldWeight[field as WordField]));
  return best;
}

export const tableFile = (dir: string, table: string): string => join(dir, `${table}.tsv`);
/** Files of tab-separated values that PostgreSQL and DuckDB both read. */
export function openFiles(dir: string) {
  const open = (name: string) => {
    const stream = createWriteStream(tableFile(dir, name), { mode: 0o644 });
    let waiting: string[] = [];
    const flush = async () => {
      const text = waiting.join('');
      waiting = [];
      if (!stream.write(text)) await once(stream, 'drain');
    };
    return {
      add(cells: readonly (number | string | null)[]): void {
        waiting.push(`${cells.map((c) => c ?? '\\N').join('\t')}\n`);
      },
      flush,
      async close() {
        await flush();
        stream.end();
        await once(stream, 'close');
      },
    };
  };
  return {
    creators: open('creators'),
    postings: open('postings'),
    words: open('words'),
    sets: open('sets'),
  };
}
