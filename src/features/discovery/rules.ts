import type { FigureName, SeenCreator, SeenFigure } from '#src/features/creators/contract.ts';
import { refusals } from '#src/lib/errors.ts';
import { charsOf, matchWord, normalise, typoMin, wordMax, wordsOf, wordsOfHandle, type MatchSort } from '#src/lib/text.ts';
import { reasons, type Found } from './contract.ts';
import type { EngineItem, Wishes, WordField } from './ports.ts';

export const no = refusals(reasons);

/**
 * Points of the fit; what is not asked for gives none. A handle typed in full stands above everything. LIVE hours near to those of others count
 * less than any language shared, so that nobody stands high by them alone.
 */
export const weights = {
  text: 440,
  language: 160,
  category: 120,
  audience: 160,
  activity: 120,
  activityNear: 60,
  wholeHandle: 1000,
} as const;
export const matchWeight: Record<MatchSort, number> = { exact: 1, prefix: 0.8, typo: 0.5 };
export const fieldWeight: Record<WordField, number> = { handle: 1, name: 1, tags: 0.8, bio: 0.6, profile: 0.5 };

/** Before a handle as a whole: no word of a text begins so, and a handle that is a part of another stays apart from it. */
export const wholeMark = '@';
/** A handle typed in full, whatever its signs and case; empty without a letter or digit. */
function wholeOf(handle: string): string {
  const chars = charsOf(normalise(handle).replace(/[^\p{L}\p{N}]+/gu, '')).slice(0, wordMax);
  return chars.length === 0 ? '' : wholeMark + chars.join('');
}

const english = (type: 'language' | 'region') => new Intl.DisplayNames('en', { type, fallback: 'none' });
const names = { language: english('language'), region: english('region') };
/** The words of the English name of a language or country. There are some hundreds: each is made once. */
const nameWords = new Map<string, string[]>();
function wordsOfName(type: 'language' | 'region', code: string): string[] {
  const key = `${type} ${code}`;
  const known = nameWords.get(key);
  if (known) return known;
  const words = wordsOf(names[type].of(code) ?? '');
  if (nameWords.size < 2000) nameWords.set(key, words);
  return words;
}
/** Who types "german singer" means the language: its English name and the country's are words of a profile too. */
const namesOf = (card: SeenCreator): string[] => [
  ...card.languages.flatMap((code) => wordsOfName('language', code)),
  ...(card.country ? wordsOfName('region', card.country) : []),
];

/** The words that a creator is found by, each with where it stands. */
export function wordsOfCard(card: SeenCreator): { word: string; field: WordField }[] {
  const from = (field: WordField, words: string[]) => [...new Set(words)].map((word) => ({ word, field }));
  return [
    ...from(
      'handle',
      card.handles.flatMap((h) => [...wordsOfHandle(h.handle), ...(wholeOf(h.handle) === '' ? [] : [wholeOf(h.handle)])]),
    ),
    ...from('name', wordsOf(card.displayName)),
    ...from('tags', [...card.tags, ...card.categories].flatMap(wordsOf)),
    ...from('bio', wordsOf(card.bio)),
    ...from('profile', namesOf(card)),
  ];
}

/** The lowest and highest number that a figure may be, both included; an exact one twice, an unknown one null. */
export function boundsOf(figure: SeenFigure): { low: number | null; high: number | null } {
  if (figure === null) return { low: null, high: null };
  return figure.ink === 'exact' ? { low: figure.value, high: figure.value } : { low: figure.from, high: figure.to - 1 };
}
export const figureColumns: Record<FigureName, string> = {
  followers: 'followers',
  averageViewers: 'average_viewers',
  peakViewers: 'peak_viewers',
  watchMinutes: 'watch_minutes',
  streamMinutes: 'stream_minutes',
  acv: 'acv',
  liveMinutes: 'live_minutes',
  validDays: 'valid_days',
  diamonds: 'diamonds',
  gifterConversion: 'gifter_conversion',
  returningViewers: 'returning_viewers',
  growth: 'growth',
};
/** Where a figure is not known it sorts behind all that are: no figure is so low. */
export const unknownKey = -20_000;

/**
 * The lowest band of the best so many percent, from how many stand in each band: with the whole of it they are at least so many. Nobody known:
 * undefined.
 */
export function topBand(counts: readonly number[], percent: number): number | undefined {
  const wanted = Math.ceil((counts.reduce((a, b) => a + b, 0) * percent) / 100);
  if (wanted === 0) return undefined;
  let [band, held] = [counts.length, 0];
  while (held < wanted) held += counts[--band]!;
  return band;
}
/** Whether she is with an agency, as filters and facets call it. */
export const agencyOf = ({ withAgency }: SeenCreator) => (withAgency === null ? null : withAgency ? 'with_agency' : 'independent');

export interface QueryWord {
  word: string;
  /** Where to look for a typo: one edit leaves one half of the word, or its exchange at the border, as it was. */
  halves?: { start: string; end: string; swapped: string; length: number };
}
/** The query's words, and its whole as one handle. At most ten words count. */
export function readQuery(text: string): { words: QueryWord[]; whole: string } {
  const words = wordsOf(text.replace(/^\s*@/, '')).slice(0, 10);
  return { words: words.map(withHalves), whole: wholeOf(text) };
}
/**
 * A text of several words without a space between, as one word; else undefined. Where nobody has all the words, a slip of the fingers in a
 * short part of a handle is the likely cause: `is_mika` is no word of `its_mika`, and one edit away from it as a whole.
 */
export function readAsOne(text: string): string | undefined {
  const typed = text.trim();
  const one = wholeOf(typed).slice(wholeMark.length);
  // Scripts without spaces are found by pairs alone.
  return readQuery(typed).words.length > 1 && !/\s/u.test(typed) && wordsOf(one).length === 1 ? one : undefined;
}
function withHalves(word: string): QueryWord {
  const chars = charsOf(word);
  if (chars.length < typoMin) return { word };
  const middle = Math.floor(chars.length / 2);
  const swapped = [...chars.slice(0, middle - 1), chars[middle]!, chars[middle - 1]!, ...chars.slice(middle + 1)].join('');
  return { word, halves: { start: chars.slice(0, middle).join(''), end: chars.slice(middle).join(''), swapped, length: chars.length } };
}

export interface Meant {
  token: number;
  word: string;
  as: MatchSort;
}
/** Which words of the index answer which word of the query. Three letters are corrected only when nobody matches them as typed. */
export function meantBy(words: QueryWord[], candidates: readonly string[]): Meant[] {
  return words.flatMap(({ word }, token) => {
    const all = candidates.flatMap((c) => {
      const as = matchWord(word, c);
      return as ? [{ token, word: c, as }] : [];
    });
    const typed = all.filter((m) => m.as !== 'typo');
    return charsOf(word).length === typoMin && typed.length > 0 ? typed : all;
  });
}

/** The reasons for a creator's place, the largest first; parts that gave nothing are left out. */
export function whyOf(item: EngineItem, meant: Meant[], wishes: Pick<Wishes, 'languages' | 'categories'>): Found['why'] {
  const as = new Map(meant.map((m) => [m.word, m.as]));
  const profile = (asked: readonly string[], has: readonly string[]) =>
    has.filter((x) => asked.includes(x)).map((word) => ({ word, field: 'profile' as const, as: 'exact' as const }));
  const matched = {
    text: item.matched.map((m) => ({ ...m, as: as.get(m.word) ?? ('exact' as const) })),
    language: profile(wishes.languages, item.card.languages),
    category: profile(wishes.categories, item.card.categories),
    audience: [],
    activity: [],
  };
  return (Object.keys(item.parts) as (keyof EngineItem['parts'])[])
    .filter((part) => item.parts[part] > 0)
    .map((part) => ({ part, score: item.parts[part], matched: matched[part] }))
    .sort((a, b) => b.score - a.score);
}
