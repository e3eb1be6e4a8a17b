// The index in its plainest form: reads everybody for each search. What the index proper is held against.
import { edgesOf } from '#src/features/creators/contract.ts';
import { figureNames, type FigureName } from '#src/features/creators/contract.ts';
import type { FacetName, SearchAnswer } from '../contract.ts';
import type { Wishes } from '../ports.ts';
import { meantBy, readQuery, topBand, unknownKey, weights, wholeMark, type Meant } from '../rules.ts';
import { wishesFor } from '../rules/wishes.ts';
import type { CreatorIndex, Hit, IndexAnswer, IndexEntry, IndexQuery } from './door.ts';
import { unpackIds } from './facts.ts';
import {
  activityPoints,
  categoryPoints,
  compareText,
  hundredths,
  languagePoints,
  middleOf,
  nearPoints,
  sizePoints,
  sumOf,
  textPoints,
  type Parts,
} from './points.ts';

type Answers = Map<IndexEntry, { sum: number; whole: boolean; words: number }>;
const any = (asked: readonly string[] | undefined, has: readonly (string | null)[]) =>
  !asked?.length || has.some((h) => h !== null && asked.includes(h));

/** Whether she passes every filter, but that of one facet. */
export function passes({ filters: f }: IndexQuery, e: IndexEntry, but?: FacetName): boolean {
  const lists =
    (but === 'languages' || any(f.languages, e.languages)) &&
    (but === 'countries' || any(f.countries, [e.country])) &&
    (but === 'categories' || any(f.categories, e.categories)) &&
    (but === 'platforms' || any(f.platforms, e.platforms)) &&
    (but === 'hours' || any(f.hours?.map(String), e.hours)) &&
    (but === 'agency' || any(f.agency, [e.agency])) &&
    (but === 'numbers' || any(f.numbers, [e.exact ? 'exact' : 'ranges']));
  const inside = (name: FigureName) => {
    const range = f[name];
    if (name === but || !range || (range.min === undefined && range.max === undefined)) return true;
    const b = e.bounds[name];
    return b !== null && b.high >= (range.min ?? -Infinity) && b.low <= (range.max ?? Infinity);
  };
  return lists && figureNames.every(inside);
}

function answersTo(text: string, all: readonly IndexEntry[]): { answers: Answers; meant: Meant[] } {
  const { words, whole } = readQuery(text);
  if (text.trim() === '') return { answers: new Map(all.map((e) => [e, { sum: 0, whole: false, words: 0 }])), meant: [] };
  const known = new Set(all.flatMap((e) => e.words.map((w) => w.word)));
  const meant = meantBy(
    words,
    [...known].filter((word) => !word.startsWith(wholeMark)),
  );
  const byToken = words.map((_, token) => new Map(meant.filter((m) => m.token === token).map((m) => [m.word, m.as])));
  const answers: Answers = new Map();
  for (const e of all) {
    const best = byToken.map((as) => Math.max(0, ...e.words.map((w) => (as.has(w.word) ? hundredths(as.get(w.word)!, w.field) : 0))));
    if (words.length === 0 || best.includes(0)) continue;
    const isWhole = whole !== '' && e.words.some((w) => w.field === 'handle' && w.word === whole);
    answers.set(e, { sum: best.reduce((a, b) => a + b, 0), whole: isWhole, words: words.length });
  }
  return { answers, meant };
}

function audiencePoints(by: Wishes['audience'], size: number): number {
  if (by === 'none') return 0;
  return by === 'size' ? sizePoints(weights.audience, size) : nearPoints(weights.audience, by, size);
}
function partsOf(query: IndexQuery, e: IndexEntry, text: { sum: number; whole: boolean; words: number }): Parts {
  const { languages, categories, audience, activity } = wishesFor(query);
  const { averageViewers: viewers, streamMinutes: live } = e.bounds;
  const size = viewers && Math.log(1 + middleOf(viewers));
  return {
    text: text.words === 0 ? 0 : textPoints(text.sum, text.words) + (text.whole ? weights.wholeHandle : 0),
    language: e.languages.some((l) => languages.includes(l)) ? languagePoints(languages.includes(e.languages[0]!)) : 0,
    category: categories.length > 0 ? categoryPoints(categories.filter((c) => e.categories.includes(c)).length, categories.length) : 0,
    audience: size === null ? 0 : audiencePoints(audience, size),
    activity: live === null ? 0 : activityPoints(activity, sizePoints(weights.activity, Math.log(1 + middleOf(live)))),
  };
}

function keyOf(sort: IndexQuery['sort'], e: IndexEntry, parts: Parts): number {
  if (sort === 'fit') return sumOf(parts);
  if (sort === 'newest') return e.foundSince;
  const bounds = e.bounds[sort];
  return bounds ? middleOf(bounds) : unknownKey;
}

function facetOf(name: FacetName, fitting: readonly IndexEntry[]): SearchAnswer['facets'][FacetName] {
  const counts = new Map<string | number, number>();
  for (const e of fitting) {
    const b = (figureNames as readonly string[]).includes(name) ? e.bounds[name as FigureName] : undefined;
    const bands = (low: number) =>
      Math.max(
        0,
        edgesOf(name as FigureName)
          .slice(1, -1)
          .filter((edge) => edge <= low).length,
      );
    const values: Record<string, (string | null)[]> = {
      languages: e.languages,
      countries: [e.country],
      categories: e.categories,
      platforms: e.platforms,
      hours: e.hours,
      agency: [e.agency],
      numbers: [e.exact ? 'exact' : 'ranges'],
    };
    for (const v of values[name] ?? (b ? [bands(b.low)] : [])) if (v !== null) counts.set(v, (counts.get(v) ?? 0) + 1);
  }
  if (!(figureNames as readonly string[]).includes(name))
    return [...(counts as Map<string, number>)]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || compareText(a.value, b.value));
  const edges = edgesOf(name as FigureName);
  return [...(counts as Map<number, number>)]
    .toSorted(([a], [b]) => a - b)
    .map(([band, count]) => ({ from: edges[band]!, to: edges[band + 1]!, count }));
}

/** The best so many percent of growth as a lowest growth. */
function resolved(query: IndexQuery, all: readonly IndexEntry[]): IndexQuery {
  const { growthTop, ...filters } = query.filters;
  if (growthTop === undefined) return query;
  const open = all.filter((e) => e.findableUntil > query.now.getTime());
  const bands = facetOf('growth', open) as { from: number; count: number }[];
  const edges = edgesOf('growth');
  const band = topBand(
    edges.slice(0, -1).map((from) => bands.find((b) => b.from === from)?.count ?? 0),
    growthTop,
  );
  const min = Math.max(band === undefined ? Infinity : edges[band]!, filters.growth?.min ?? -Infinity);
  return { ...query, filters: { ...filters, growth: { ...filters.growth, min } } };
}

const behind = (a: Hit, b: { key: number; creatorId: string }) => a.key < b.key || (a.key === b.key && a.creatorId > b.creatorId);

function search(all: readonly IndexEntry[], asked: IndexQuery): IndexAnswer {
  const query = resolved(asked, all);
  const { answers, meant } = answersTo(query.text, all);
  const without = new Set(query.without instanceof Uint32Array ? unpackIds(query.without) : query.without);
  const open = [...answers.keys()].filter((e) => e.findableUntil > query.now.getTime() && !without.has(e.creatorId));
  const fitting = open.filter((e) => passes(query, e));
  const hits = fitting
    .map((e) => {
      const parts = partsOf(query, e, answers.get(e)!);
      return { creatorId: e.creatorId, key: keyOf(query.sort, e, parts), parts };
    })
    .filter((hit) => !query.after || behind(hit, query.after))
    .toSorted((a, b) => (behind(a, b) ? 1 : -1))
    .slice(0, query.limit);
  const shown = new Set(hits.map((h) => h.creatorId));
  const words = new Set(fitting.filter((e) => shown.has(e.creatorId)).flatMap((e) => e.words.map((w) => w.word)));
  const facets = query.facets.map((name) => [
    name,
    facetOf(
      name,
      open.filter((e) => passes(query, e, name)),
    ),
  ]);
  return {
    total: fitting.length,
    exactTotal: fitting.filter((e) => e.exact).length,
    hits,
    facets: Object.fromEntries(facets) as SearchAnswer['facets'],
    meant: meant.filter((m) => words.has(m.word)).toSorted((a, b) => a.token - b.token || compareText(a.word, b.word)),
  };
}

/** Reads everybody for each search: right, and slow. */
export function plainIndex(from: Iterable<IndexEntry> = []): CreatorIndex {
  const entries = new Map<string, IndexEntry>();
  const put = (some: Iterable<IndexEntry>) => {
    for (const e of some) entries.set(e.creatorId, e);
  };
  put(from);
  return {
    put,
    drop: (ids) => {
      for (const id of ids) entries.delete(id);
    },
    search: (query) => search([...entries.values()], query),
    get size() {
      return entries.size;
    },
    save: () => [Buffer.from(JSON.stringify([...entries.values()]))],
  };
}
