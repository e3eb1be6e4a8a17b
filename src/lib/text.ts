/**
 * One way to read text for search, shared by every index: compatibility form, lower case, no accents.
 * `ß` is kept apart from `ss` as typed names do; dotless and dotted i are one.
 */
export const normalise = (text: string): string =>
  isPlain(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replaceAll('ı', 'i')
        .normalize('NFKC');
/** Of ASCII alone: there the lower case is all that changes. */
const isPlain = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Characters by code point: what a typo changes one of. */
export const charsOf = (text: string): string[] => Array.from(text);

const runs = /[\p{L}\p{N}]+/gu;
// Scripts written without spaces: found by pairs of characters.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
export const wordMax = 60;
// By code point: half a character is not text, and no database takes it.
const cut = (word: string): string => (word.length <= wordMax ? word : charsOf(word).slice(0, wordMax).join(''));

const pairs = (run: string): string[] => {
  const chars = charsOf(run);
  return chars.length < 2 ? chars : chars.slice(1).map((c, i) => chars[i]! + c);
};

/** The words of a text: letters and digits between everything else; runs without spaces as pairs of characters. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const [run] of normalise(text).matchAll(runs)) {
    if (!unspacedAny.test(run)) {
      words.add(cut(run));
      continue;
    }
    for (const [piece] of run.matchAll(unspaced)) for (const pair of pairs(piece)) words.add(pair);
    for (const piece of run.split(unspaced)) if (piece !== '') words.add(cut(piece));
  }
  return [...words];
}

/** A handle is found by its parts and as one word: `esl_csgo` by esl, csgo and eslcsgo. */
export function wordsOfHandle(handle: string): string[] {
  const parts = wordsOf(handle);
  const whole = cut(normalise(handle).replace(/[^\p{L}\p{N}]+/gu, ''));
  return whole === '' || unspacedAny.test(whole) ? parts : [...new Set([...parts, whole])];
}
const unspacedAny =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** In scripts without spaces no typo is looked for: a pair of characters is one edit away from too many others. */
export const hasUnspaced = (word: string): boolean => unspacedAny.test(word);

/** At most one insertion, deletion, substitution, or exchange of neighbours between the two. */
export function oneEditApart(a: string, b: string): boolean {
  const [x, y] = [charsOf(a), charsOf(b)];
  if (Math.abs(x.length - y.length) > 1) return false;
  let start = 0;
  while (start < x.length && start < y.length && x[start] === y[start]) start++;
  let end = 0;
  while (end < x.length - start && end < y.length - start && x[x.length - 1 - end] === y[y.length - 1 - end]) end++;
  const [dx, dy] = [x.length - start - end, y.length - start - end];
  if (dx <= 1 && dy <= 1) return true;
  return dx === 2 && dy === 2 && x[start] === y[start + 1] && x[start + 1] === y[start];
}

export type MatchSort = 'exact' | 'prefix' | 'typo';
/** A typo is looked for from three characters on; in the middle of typing (one edit, then more to come) from five. */
export const typoMin = 3;
export const typoPrefixMin = 5;

/** How a word of the index answers a word of the query; undefined: not at all. */
export function matchWord(query: string, word: string): MatchSort | undefined {
  if (word === query) return 'exact';
  if (word.startsWith(query)) return 'prefix';
  const q = charsOf(query);
  if (q.length < typoMin || hasUnspaced(query)) return undefined;
  if (oneEditApart(query, word)) return 'typo';
  if (q.length < typoPrefixMin || !word.startsWith(q.slice(0, Math.floor(q.length / 2)).join(''))) return undefined;
  const w = charsOf(word);
  for (const n of [q.length - 1, q.length, q.length + 1]) if (n < w.length && oneEditApart(query, w.slice(0, n).join(''))) return 'typo';
  return undefined;
}
