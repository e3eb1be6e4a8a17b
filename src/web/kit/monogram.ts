let letters: Intl.Segmenter | undefined; // made at its first use: it costs a phone a tenth of a second
const initial = (word = '') =>
  Array.from((letters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(word))[0]?.segment ?? '';

/** Two initials in scripts that have them, one character in those that do not. */
export function monogram(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{M}\p{N}\s]|\p{Variation_Selector}/gu, ' ')
    .trim()
    .split(/\s+/u)
    .filter(Boolean);
  const first = initial(words[0]);
  const latin = /^\p{Script=Latin}/u;
  const second = words.length > 1 ? initial(words.at(-1)) : '';
  return (latin.test(first) && latin.test(second) ? first + second : first).toLocaleUpperCase() || '·';
}
