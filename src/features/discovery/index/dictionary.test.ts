// The walk over the dictionary finds what `matchWord` says of each word, read one by one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchWord } from '#src/lib/text.ts';
import { Dictionary } from './dictionary.ts';
import { Lexicon } from './lexicon.ts';
import { compareText } from './points.ts';
import { sorted } from './words.ts';

const letters = fc.constantFrom('a', 'a', 'b', 'c', 'é', 'ж', '陶', '\u{20bb7}', '1');
const word = fc.string({ unit: letters, minLength: 1, maxLength: 9 });
const dictionaryOf = (words: readonly string[]): Dictionary => {
  const lexicon = new Lexicon();
  for (const w of words) lexicon.add(w);
  return sorted(lexicon, lexicon.count).dictionary;
};

test('a dictionary holds each word once, in the order of its bytes', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      const dictionary = dictionaryOf(words);
      const all = Array.from({ length: dictionary.count }, (_, i) => dictionary.word(i));
      assert.deepEqual(all, [...new Set(words)].toSorted(compareText));
      for (const w of words) assert.equal(dictionary.word(dictionary.find(w)), w);
      assert.equal(dictionary.find('none of these'), -1);
    }),
  );
});

test('a word of the query finds what answers it, each word once and as what it is', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 150, size: 'max' }), word, (words, query) => {
      const dictionary = dictionaryOf([...words, '@aab', '@ab']);
      const found = dictionary
        .match(query)
        .flatMap(({ from, to, as }) => Array.from({ length: to - from }, (_, i) => `${dictionary.word(from + i)} ${as}`));
      const want = [...new Set(words)].flatMap((w) => {
        const as = matchWord(query, w);
        return as ? [`${w} ${as}`] : [];
      });
      assert.deepEqual(found.toSorted(), want.toSorted());
    }),
    { numRuns: 2000 },
  );
});
