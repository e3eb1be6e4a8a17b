// MiniSearch, the search library for JavaScript that we would have taken: prefixes, one typo, weights of fields; filters, facets and the
// other points by plain code over what it finds. A million creators do not fit a usual heap: it has the first 200,000.
import { figureNames } from '#src/features/creators/contract.ts';
import type { EngineQuery, WordField } from '#src/features/discovery/ports.ts';
import type { IndexEntry } from '#src/features/discovery/index/door.ts';
import { fieldWeight, readQuery } from '#src/features/discovery/rules.ts';
import { load, type Package } from './packages.ts';
import { timed, type Peer, type Said } from './peer.ts';
import type { Flat, Names } from './rows.ts';

export const miniMost = 200_000;
interface Mini {
  addAll(documents: object[]): void;
  search(text: string, options: object): { id: number; score: number }[];
}
interface MiniSearchPackage extends Package {
  default: new (options: object) => Mini;
}
const fields: WordField[] = ['handle', 'name', 'tags', 'bio', 'profile'];
interface Held {
  flat: Flat;
  entry: Pick<IndexEntry, 'languages' | 'country' | 'categories' | 'platforms' | 'hours' | 'agency'>;
}

export async function fillMiniSearch() {
  const { default: MiniSearch } = await load<MiniSearchPackage>('minisearch');
  const same = (term: string) => term;
  const mini = new MiniSearch({ fields, tokenize: (text: string) => text.split(' '), processTerm: same });
  const held: Held[] = [];
  let waiting: object[] = [];
  let spent = 0;
  const flush = () => {
    const began = performance.now();
    mini.addAll(waiting);
    spent += performance.now() - began;
    waiting = [];
  };
  return {
    add(flat: Flat, entry: IndexEntry): void {
      const texts = fields.map((field) => [
        field,
        entry.words
          .filter((w) => w.field === field)
          .map((w) => w.word)
          .join(' '),
      ]);
      waiting.push({ id: flat.n, ...Object.fromEntries(texts) });
      const { languages, country, categories, platforms, hours, agency } = entry;
      held.push({ flat, entry: { languages, country, categories, platforms, hours, agency } });
      if (waiting.length >= 5000) flush();
    },
    ready(names: Names): Peer {
      flush();
      return {
        name: 'MiniSearch',
        note: 'one thread, its own rank of words, fewer creators; filters and facets by plain code',
        loadSeconds: spent / 1000,
        creators: held.length,
        shapes: ['once'],
        ask: ({ query }) => timed(names, () => answer(mini, held, query)),
        close: async () => {},
      };
    },
  };
}

function answer(mini: Mini, held: Held[], query: EngineQuery): Said[] {
  const words = readQuery(query.text).words.map((w) => w.word);
  const options = { prefix: true, fuzzy: (term: string) => (term.length >= 3 ? 1 : false), combineWith: 'AND', boost: fieldWeight };
  const found = words.length === 0 ? undefined : mini.search(words.join(' '), options);
  const tests = testsOf(query);
  const counts = query.facets.map(() => new Map<string | number, number>());
  const top: { n: number; key: number }[] = [];
  let [total, exact] = [0, 0];
  const now = query.now.getTime();
  for (let i = 0; i < (found ?? held).length; i++) {
    const one = found ? held[found[i]!.id]! : held[i]!;
    if (one.flat.until <= now) continue;
    const missing = tests.filter(([, fits]) => !fits(one));
    if (missing.length > 1) continue;
    for (const [f, name] of query.facets.entries())
      if (missing.length === 0 || missing[0]![0] === name)
        for (const value of valuesOf(name, one)) counts[f]!.set(value, (counts[f]!.get(value) ?? 0) + 1);
    if (missing.length > 0) continue;
    total++;
    exact += one.flat.exact;
    keep(top, { n: one.flat.n, key: keyOf(query, one.flat, found?.[i]!.score ?? 0) }, query.limit);
  }
  return [
    ['total', 0, total],
    ['exact', 0, exact],
    ...counts.flatMap((of, f) => [...of].map(([value, count]): Said => [query.facets[f]!, value, count])),
    ...top.map(({ n, key }): Said => ['top', n, key]),
  ];
}

function keep(top: { n: number; key: number }[], one: { n: number; key: number }, limit: number): void {
  if (top.length === limit && one.key <= top.at(-1)!.key) return;
  let at = top.length;
  while (at > 0 && top[at - 1]!.key < one.key) at--;
  top.splice(at, 0, one);
  if (top.length > limit) top.pop();
}
function keyOf({ sort }: EngineQuery, flat: Flat, score: number): number {
  if (sort === 'fit') return Math.min(440, score * 20) + flat.audience + flat.activity;
  if (sort === 'newest') return flat.since;
  const b = flat.figures[sort];
  return b ? (b.low + b.high) / 2 : -1;
}

type Test = readonly [string, (one: Held) => boolean];
function testsOf({ filters: f }: EngineQuery): Test[] {
  const tests: Test[] = [];
  const list = (name: 'languages' | 'categories' | 'platforms') => {
    const asked = f[name] as string[] | undefined;
    if (asked?.length) tests.push([name, ({ entry }) => entry[name].some((v) => asked.includes(v))]);
  };
  list('languages');
  list('categories');
  list('platforms');
  if (f.countries?.length) tests.push(['countries', ({ entry }) => entry.country !== null && f.countries!.includes(entry.country)]);
  if (f.numbers?.length) tests.push(['numbers', ({ flat }) => f.numbers!.includes(flat.exact ? 'exact' : 'ranges')]);
  for (const name of figureNames) {
    const range = f[name];
    if (!range || (range.min === undefined && range.max === undefined)) continue;
    tests.push([
      name,
      ({ flat }) => {
        const b = flat.figures[name];
        return b !== null && b.high >= (range.min ?? -Infinity) && b.low <= (range.max ?? Infinity);
      },
    ]);
  }
  return tests;
}
function valuesOf(name: EngineQuery['facets'][number], { flat, entry }: Held): readonly (string | number)[] {
  if (name === 'languages' || name === 'categories' || name === 'platforms') return entry[name];
  if (name === 'countries') return entry.country === null ? [] : [entry.country];
  if (name === 'numbers') return [flat.exact];
  if (name === 'hours') return entry.hours;
  if (name === 'agency') return entry.agency === null ? [] : [entry.agency];
  const b = flat.figures[name];
  return b ? [b.band] : [];
}
