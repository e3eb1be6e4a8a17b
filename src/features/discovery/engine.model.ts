// A plain model of search: random creators and queries, and what an answer has to be, read one creator after the other.
import { bandOf } from '#src/features/creators/index.ts';
import { figureNames, type FigureName } from '#src/features/creators/contract.ts';
import { charsOf, normalise, wordsOf, wordsOfHandle } from '#src/lib/text.ts';
import type { Platform } from '#src/lib/shapes.ts';
import { facetName, sort, type FacetName } from './contract.ts';
import type { Aim, EngineItem, EngineQuery, Wishes, WordField } from './ports.ts';
import { fieldWeight, matchWeight, weights } from './rules.ts';

/** A creator as she is: what an engine may use of it follows from her permissions. */
export interface Truth {
  handle: string;
  platform: Platform;
  displayName: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  bio: string;
  figures: Partial<Record<FigureName, number>>;
  hours: number[];
  withAgency: boolean;
  /** Months that she can be found for; null: she said no. */
  months: 1 | 12 | null;
  exact: boolean;
}
export function dice(seed: number) {
  let a = seed >>> 0;
  const next = () => {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) >>> 0;
    return (a >>> 8) / 2 ** 24;
  };
  const below = (n: number) => Math.floor(next() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const some = <T>(of: readonly T[], most: number): T[] => [...new Set(Array.from({ length: below(most + 1) }, () => one(of)))];
  return {
    below,
    one,
    some,
    chance: (share: number) => next() < share,
    size: (from: number, to: number) => Math.floor(from * (to / from) ** next()),
  };
}
type Dice = ReturnType<typeof dice>;

const syllables = ['ka', 'mi', 'no', 'lu', 'ster', 'pix', 'vor', 'sum', 'mit', 'jay', 'esl', 'cs', 'go', 'ri', 'tan', 'zed'];
const names = [
  'Luna Weber',
  '佐藤 みなみ',
  'José García',
  'Çömlek Ustası',
  'Анна Иванова',
  '김하늘',
  'สมชาย ใจดี',
  'Zoë Müller',
  'Nguyễn Thảo',
  'ليلى حسن',
  '陶芸の時間',
  'O’Neil Park',
];
const vocabulary = [
  'pottery',
  'Töpfern',
  'kiln',
  'glaze',
  'music',
  'guitar',
  'chess',
  'speedrun',
  'cooking',
  '陶芸',
  '音楽ライブ',
  'готовка',
  'dance',
  'night',
  'owl',
  'cat',
  'cats',
  'tea',
  'garden',
  '요리',
];
const categories = ['Music', 'Pottery', 'Just Chatting', 'Chess', 'Cooking', 'ASMR'];
const languages = ['en', 'de', 'ja', 'fr', 'tr'];
const countries = ['DE', 'JP', 'US', 'TR'];
const platforms: Platform[] = ['twitch', 'tiktok', 'youtube', 'other'];

const hours = [0, 9, 18, 21, 23];
/** Growth may be less than none. */
const someSize = (roll: Dice, name: FigureName) => (name === 'growth' ? roll.below(20_000) - 10_000 : roll.size(5, 300_000));

export function someCreator(roll: Dice, i: number): Truth {
  const figures: Truth['figures'] = {};
  for (const name of figureNames)
    if (roll.chance(0.8)) figures[name] = roll.chance(0.1) ? roll.one([0, 9, 10, 99, 100, 600]) : someSize(roll, name);
  const handle = Array.from({ length: 1 + roll.below(3) }, () => roll.one(syllables)).join(roll.one(['', '_', '.']));
  return {
    handle: `${handle}${i}`,
    platform: roll.one(platforms),
    displayName: roll.one(names),
    languages: roll.some(languages, 3),
    country: roll.chance(0.2) ? null : roll.one(countries),
    categories: roll.some(categories, 3),
    tags: roll.some(vocabulary, 3),
    bio: roll.some(vocabulary, 6).join(' '),
    figures,
    hours: roll.some(hours, 4),
    withAgency: roll.chance(0.3),
    months: roll.chance(0.15) ? null : roll.chance(0.3) ? 1 : 12,
    exact: roll.chance(0.5),
  };
}

export interface Modelled {
  id: string;
  truth: Truth;
  since: number;
  words: { word: string; field: WordField }[];
  bounds: Record<FigureName, [number, number] | null>;
}
/** What an agency may know of her: her figures exactly where she shares them, else by the published band. */
export function modelOf(truth: Truth, { creatorId, grantedAt }: { creatorId: string; grantedAt: string | null }): Modelled {
  const bounds = Object.fromEntries(
    figureNames.map((name) => {
      const n = truth.figures[name];
      if (n === undefined) return [name, null];
      const { from, to } = bandOf(name, n);
      return [name, truth.exact ? [n, n] : [from, to - 1]];
    }),
  ) as Modelled['bounds'];
  const from = (field: WordField, words: string[]) => [...new Set(words)].map((word) => ({ word, field }));
  const tags = [...truth.tags, ...truth.categories].flatMap(wordsOf);
  const words = [
    ...from('handle', wordsOfHandle(truth.handle)),
    ...from('name', wordsOf(truth.displayName)),
    ...from('tags', tags),
    ...from('bio', wordsOf(truth.bio)),
    ...from('profile', [...truth.languages.map(inEnglish('language')), inEnglish('region')(truth.country)].flatMap(wordsOf)),
  ];
  return { id: creatorId, truth, since: Date.parse(grantedAt ?? '') / 1000, words, bounds };
}

const inEnglish = (type: 'language' | 'region') => (code: string | null) =>
  code === null ? '' : (new Intl.DisplayNames('en', { type }).of(code) ?? '');

/** Edits between two words, an exchange of neighbours being one, by the whole table. */
function edits(a: string[], b: string[]): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  return d[a.length]![b.length]!;
}
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function matches(query: string, word: string): 'exact' | 'prefix' | 'typo' | undefined {
  if (query === word) return 'exact';
  if (word.startsWith(query)) return 'prefix';
  const [q, w] = [charsOf(query), charsOf(word)];
  if (q.length < 3 || spaceless.test(query)) return undefined;
  if (edits(q, w) <= 1) return 'typo';
  if (q.length < 5 || !word.startsWith(q.slice(0, Math.floor(q.length / 2)).join(''))) return undefined;
  return [-1, 0, 1].some((n) => q.length + n < w.length && edits(q, w.slice(0, q.length + n)) <= 1) ? 'typo' : undefined;
}

const plain = (handle: string) => normalise(handle).replace(/[^\p{L}\p{N}]+/gu, '');

/** How well each creator answers a text, 0 to 1; absent where a word of it is missing. No text: everybody, with nothing. */
export function textOf(text: string, all: Modelled[]): Map<string, { share: number; whole: boolean }> {
  if (text.trim() === '') return new Map(all.map((c) => [c.id, { share: 0, whole: false }]));
  const asked = wordsOf(text.replace(/^\s*@/, '')).slice(0, 10);
  const known = [...new Set(all.flatMap((c) => c.words.map((w) => w.word)))];
  const meant = asked.map((query) => {
    const found = known.flatMap((word) => {
      const as = matches(query, word);
      return as ? [[word, as] as const] : [];
    });
    const typed = found.filter(([, as]) => as !== 'typo');
    return new Map(charsOf(query).length === 3 && typed.length > 0 ? typed : found);
  });
  const answers = new Map<string, { share: number; whole: boolean }>();
  for (const c of all) {
    const best = meant.map((m) =>
      Math.max(0, ...c.words.map(({ word, field }) => (m.has(word) ? matchWeight[m.get(word)!] * fieldWeight[field] : 0))),
    );
    if (asked.length > 0 && best.every((b) => b > 0))
      answers.set(c.id, { share: best.reduce((a, b) => a + b, 0) / asked.length, whole: plain(c.truth.handle) === plain(text) });
  }
  return answers;
}

const agencyOf = (c: Modelled) => (c.truth.withAgency ? 'with_agency' : 'independent');
/** Where the best so many percent of growth begin among those who can be found; the whole of the last one's band belongs to them. */
export function topGrowth(percent: number | undefined, open: Modelled[]): number | undefined {
  if (percent === undefined) return undefined;
  const starts = open.flatMap((c) => (c.bounds.growth ? [bandOf('growth', c.bounds.growth[0]).from] : [])).toSorted((a, b) => b - a);
  return starts[Math.ceil((starts.length * percent) / 100) - 1] ?? Infinity;
}
export const within = (filters: EngineQuery['filters'], c: Modelled, top: number | undefined, but?: FacetName): boolean => {
  const any = (name: FacetName, asked: string[] | undefined, has: (string | null)[]) =>
    name === but || !asked?.length || has.some((h) => h !== null && asked.includes(h));
  const lists =
    any('languages', filters.languages, c.truth.languages) &&
    any('countries', filters.countries, [c.truth.country]) &&
    any('categories', filters.categories, c.truth.categories) &&
    any('platforms', filters.platforms, [c.truth.platform]) &&
    any('hours', filters.hours?.map(String), c.truth.hours.map(String)) &&
    any('agency', filters.agency, [agencyOf(c)]) &&
    any('numbers', filters.numbers, [c.truth.exact ? 'exact' : 'ranges']);
  return (
    lists &&
    (but === 'growth' || top === undefined || (c.bounds.growth !== null && c.bounds.growth[0] >= top)) &&
    figureNames.every((name) => {
      const range = filters[name];
      if (name === but || !range || (range.min === undefined && range.max === undefined)) return true;
      const b = c.bounds[name];
      return b !== null && b[1] >= (range.min ?? -Infinity) && b[0] <= (range.max ?? Infinity);
    })
  );
};

export const middle = (b: [number, number]) => (b[0] + b[1]) / 2;
const near = ({ centre, width }: Aim, to: number) => Math.max(0, 1 - Math.abs(to - centre) / width / 2);
export function partsOf(query: EngineQuery, c: Modelled, text: { share: number; whole: boolean }): EngineItem['parts'] {
  const { averageViewers: r } = query.filters;
  const { languages: l, categories: g } = query.wishes ?? query.filters;
  const toward = query.wishes ?? { audience: 'size', activity: 'size' };
  const viewers = c.bounds.averageViewers && Math.log(1 + middle(c.bounds.averageViewers));
  const audience = (size: number) => {
    if (toward.audience !== 'size') return toward.audience === 'none' ? 0 : near(toward.audience, size);
    if (query.wishes || r?.min === undefined || r.max === undefined) return Math.min(1, size / Math.log(100_001));
    const width = Math.max(0.1, Math.log((r.max + 1) / (r.min + 1)) / 2);
    return Math.max(0, 1 - Math.abs(size - Math.log(Math.sqrt((r.min + 1) * (r.max + 1)))) / width / 2);
  };
  const live = c.bounds.streamMinutes;
  const activity = live === null ? 0 : Math.round(weights.activity * Math.min(1, Math.log(1 + middle(live)) / Math.log(100_001)));
  return {
    text: Math.round(weights.text * text.share) + (text.whole ? weights.wholeHandle : 0),
    language: c.truth.languages.some((x) => l?.includes(x)) ? weights.language * (l!.includes(c.truth.languages[0]!) ? 1 : 0.6) : 0,
    category: g?.length ? Math.round((weights.category * g.filter((x) => c.truth.categories.includes(x)).length) / g.length) : 0,
    audience: viewers === null ? 0 : Math.round(weights.audience * audience(viewers)),
    activity: {
      size: () => activity,
      none: () => 0,
      aim: () => (activity === 0 ? 0 : Math.round(weights.activityNear * near(toward.activity as Aim, activity))),
    }[typeof toward.activity === 'object' ? 'aim' : toward.activity](),
  };
}

export function facetOf(name: FacetName, fitting: Modelled[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (value: string | null) => value !== null && counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const c of fitting) {
    if (name === 'languages') c.truth.languages.forEach(add);
    else if (name === 'countries') add(c.truth.country);
    else if (name === 'categories') c.truth.categories.forEach(add);
    else if (name === 'platforms') add(c.truth.platform);
    else if (name === 'hours') c.truth.hours.map(String).forEach(add);
    else if (name === 'agency') add(agencyOf(c));
    else if (name === 'numbers') add(c.truth.exact ? 'exact' : 'ranges');
    else if (c.bounds[name]) {
      const { from, to } = bandOf(name, c.bounds[name][0]);
      add(`${from}-${to}`);
    }
  }
  return counts;
}

const typo = (roll: Dice, word: string) => {
  const w = charsOf(word);
  const at = roll.below(w.length);
  if (roll.chance(0.25)) w.splice(at, 1);
  else if (roll.chance(0.33)) w.splice(at, 0, 'q');
  else if (roll.chance(0.5)) w[at] = 'q';
  else if (at + 1 < w.length) [w[at], w[at + 1]] = [w[at + 1]!, w[at]!];
  return w.join('');
};
function someText(roll: Dice, creators: Truth[]): string {
  const c = roll.one(creators);
  const word = roll.one([...wordsOf(c.bio), ...wordsOf(c.displayName), ...c.tags, c.handle]);
  const start = (text: string) =>
    charsOf(text)
      .slice(0, 1 + roll.below(charsOf(text).length))
      .join('');
  return roll.one([
    () => '',
    () => c.handle,
    () => `@${c.handle.toUpperCase()}`,
    () => start(c.handle),
    () => typo(roll, c.handle),
    () => typo(roll, word),
    () => start(word),
    () => c.displayName,
    () => `${start(c.displayName.split(' ')[0]!)} ${roll.one(['', ...wordsOf(c.bio)])}`,
    () => roll.one(['%', '_', '!!!', '   ', '%a_', 'qqqqqqq', '\\', "'", '陶', '音楽', 'みな', '100%']),
  ])();
}
function someRange(roll: Dice) {
  const [a, b] = [roll.size(1, 100_000), roll.size(1, 100_000)];
  return roll.one([{ min: Math.min(a, b), max: Math.max(a, b) }, { min: a }, { max: a }, { min: 100, max: 100 }, {}]);
}
function someWishes(roll: Dice): Wishes {
  const toward = (centre: number, width: number) =>
    roll.one(['size', 'none', { centre: roll.size(1, 1000) * (centre / 1000), width: width * roll.size(1, 8) }] as const);
  return {
    languages: roll.some(languages, 3),
    categories: Array.from({ length: roll.below(6) }, () => roll.one(categories)),
    audience: toward(10, 0.5),
    activity: toward(120, 7),
  };
}
export function someQuery(roll: Dice, creators: Truth[], ids: string[], now: Date): EngineQuery {
  const maybe = <T>(share: number, make: () => T) => (roll.chance(share) ? make() : undefined);
  const filters: EngineQuery['filters'] = {
    languages: maybe(0.25, () => roll.some(languages, 3)),
    countries: maybe(0.2, () => roll.some(countries, 2)),
    categories: maybe(0.25, () => roll.some(categories, 3)),
    platforms: maybe(0.15, () => roll.some(platforms, 2)),
    numbers: maybe(0.2, () => roll.some(['exact', 'ranges'] as const, 2)),
    hours: maybe(0.15, () => roll.some(hours, 3)),
    agency: maybe(0.15, () => roll.some(['independent', 'with_agency'] as const, 2)),
    growthTop: maybe(0.15, () => 1 + roll.below(100)),
    ...Object.fromEntries(figureNames.map((name) => [name, maybe(0.1, () => someRange(roll))])),
  };
  return {
    text: someText(roll, creators),
    filters,
    sort: roll.one(sort.options),
    facets: roll.some(facetName.options, 6),
    limit: 200,
    after: undefined,
    without: roll.chance(0.2) ? roll.some(ids, 20) : [],
    now,
    wishes: maybe(0.4, () => someWishes(roll)),
  };
}

export const sorted = (counts: Map<string, number>) => [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
