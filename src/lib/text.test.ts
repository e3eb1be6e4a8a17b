import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { charsOf, matchWord, normalise, oneEditApart, wordsOf, wordsOfHandle } from './text.ts';

test('text is read the same way whatever its case, accents and form', () => {
  for (const [a, b] of [
    ['Çömlek', 'comlek'],
    ['ÉCLAIR', 'eclair'],
    ['ｘＱｃ', 'xqc'],
    ['İSTANBUL', 'istanbul'],
    ['Thảo Nguyễn', 'thao nguyen'],
  ] as const)
    assert.equal(normalise(a), b);
});

test('words: spaces and signs part them, scripts without spaces go by pairs', () => {
  assert.deepEqual(wordsOf('Hello, WORLD 2'), ['hello', 'world', '2']);
  assert.deepEqual(wordsOf('佐藤みなみ'), ['佐藤', '藤み', 'みな', 'なみ']);
  assert.deepEqual(wordsOf('陶芸LIVE'), ['陶芸', 'live']);
  assert.deepEqual(wordsOf('김하늘'), ['김하늘'].map(normalise));
  assert.deepEqual(wordsOfHandle('esl_csgo'), ['esl', 'csgo', 'eslcsgo']);
  assert.deepEqual(wordsOfHandle('odd)'), ['odd']);
});

test('a text of ASCII alone is read as beside one of another script, and words of many signs are cut by whole ones', () => {
  const ascii = fc.string({ maxLength: 80, unit: 'binary-ascii' });
  fc.assert(
    fc.property(ascii, (text) => {
      assert.equal(normalise(text), normalise(`${text} é`).slice(0, -2));
      assert.deepEqual(
        wordsOf(text),
        wordsOf(`${text} 佐藤`).filter((word) => word !== '佐藤'),
      );
    }),
  );
  assert.deepEqual(wordsOf('a'.repeat(61)), ['a'.repeat(60)]);
  assert.deepEqual(wordsOf('𝓐'.repeat(61)), ['a'.repeat(60)]);
  assert.deepEqual(wordsOf('𐐨'.repeat(60)), ['𐐨'.repeat(60)]);
});

test('one edit: each kind is found, two are not', () => {
  for (const typo of ['sumit1g', 'summit1gg', 'sunmit1g', 'smumit1g', 'ummit1g']) assert.ok(oneEditApart(typo, 'summit1g'), typo);
  for (const far of ['sumt1g', 'xummit1gx', 'mumsit1g']) assert.ok(!oneEditApart(far, 'summit1g'), far);
});

test('a word with one random edit is always one edit apart', () => {
  const letters = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...charsOf('abcdé佐1')) });
  fc.assert(
    fc.property(letters, fc.nat(12), fc.constantFrom('a', 'z', '佐'), fc.nat(3), (word, at, c, sort) => {
      const w = charsOf(word);
      const i = at % w.length;
      if (sort === 0) w.splice(i, 1);
      else if (sort === 1) w.splice(i, 0, c);
      else if (sort === 2) w[i] = c;
      else if (i + 1 < w.length) [w[i], w[i + 1]] = [w[i + 1]!, w[i]!];
      return oneEditApart(w.join(''), word) && oneEditApart(word, w.join(''));
    }),
  );
});

test('a query word meets a word exactly, by its start, or with one typo, also while typing', () => {
  assert.equal(matchWord('summit1g', 'summit1g'), 'exact');
  assert.equal(matchWord('summ', 'summit1g'), 'prefix');
  assert.equal(matchWord('sumit1g', 'summit1g'), 'typo');
  assert.equal(matchWord('summmi', 'summit1g'), 'typo');
  assert.equal(matchWord('xqx', 'xqcow'), undefined);
  assert.equal(matchWord('陶芸', '陶器'), undefined);
});
