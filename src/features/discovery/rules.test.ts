import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { figureNames, type SeenCreator } from '#src/features/creators/contract.ts';
import { charsOf, wordsOf } from '#src/lib/text.ts';
import type { EngineItem } from './ports.ts';
import { boundsOf, meantBy, readAsOne, readQuery, topBand, whyOf, wordsOfCard } from './rules.ts';

const card: SeenCreator = {
  creatorId: '00000000-0000-7000-8000-000000000001',
  handle: 'esl_csgo',
  platform: 'twitch',
  displayName: '佐藤 Mina',
  handles: [{ platform: 'twitch', handle: 'esl_csgo' }],
  bio: 'Pottery at night',
  languages: ['ja', 'de'],
  country: 'DE',
  categories: ['Pottery'],
  tags: ['陶芸'],
  numbers: 'ranges',
  figures: Object.fromEntries(figureNames.map((name) => [name, null])) as SeenCreator['figures'],
  figuresAsOf: null,
  figuresSource: null,
  liveAsOn: null,
  hours: [],
  withAgency: null,
};
const item = (more: Partial<EngineItem>): EngineItem => ({
  card,
  consentEventId: '',
  key: 0,
  parts: { text: 0, language: 0, category: 0, audience: 0, activity: 0 },
  matched: [],
  ...more,
});

test('the words of a card, each with where it stands', () => {
  const words = wordsOfCard(card).map((w) => `${w.field} ${w.word}`);
  assert.deepEqual(words, [
    'handle esl',
    'handle csgo',
    'handle eslcsgo',
    'handle @eslcsgo',
    'name 佐藤',
    'name mina',
    'tags 陶芸',
    'tags pottery',
    'bio pottery',
    'bio at',
    'bio night',
    'profile japanese',
    'profile german',
    'profile germany',
  ]);
  assert.ok(!wordsOfCard({ ...card, handles: [{ platform: 'twitch', handle: '___' }] }).some((w) => w.field === 'handle'));
});

test('a query is read as words, and as one handle typed in full', () => {
  assert.equal(readQuery('@ESL_csgo').whole, '@eslcsgo');
  assert.deepEqual(
    readQuery('@ESL_csgo').words.map((w) => w.word),
    ['esl', 'csgo'],
  );
  assert.deepEqual(readQuery(' !!! '), { words: [], whole: '' });
  assert.equal(readQuery(Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ')).words.length, 10);
});

test('a text without spaces can be read as one word, where it has several', () => {
  const cases: [string, string | undefined][] = [
    ['is_mika', 'ismika'],
    ['@ESL.sc2 ', 'eslsc2'],
    ['mika', undefined],
    ['is mika', undefined],
    ['its mika_', undefined],
    ['!!!', undefined],
    ['', undefined],
    ['佐藤みなみ', undefined],
    ['佐藤_mika', undefined],
  ];
  for (const [text, as] of cases) assert.equal(readAsOne(text), as, text);
});

test('the halves of a word find every word one edit away', () => {
  const word = fc.string({ minLength: 3, maxLength: 12, unit: fc.constantFrom(...charsOf('abcdé1')) });
  fc.assert(
    fc.property(word, fc.nat(12), fc.constantFrom('a', 'z'), fc.nat(3), (query, at, c, sort) => {
      const w = charsOf(wordsOf(query)[0]!);
      const [q] = readQuery(query).words;
      const i = at % w.length;
      if (sort === 0) w.splice(i, 1);
      else if (sort === 1) w.splice(i, 0, c);
      else if (sort === 2) w[i] = c;
      else if (i + 1 < w.length) [w[i], w[i + 1]] = [w[i + 1]!, w[i]!];
      const near = w.join('');
      const { start, end, swapped } = q!.halves!;
      return near.startsWith(start) || near.endsWith(end) || near === swapped;
    }),
  );
});

test('which words are meant: as typed, by their start, with a typo; three letters are corrected only when nobody has them', () => {
  const meant = (query: string, candidates: string[]) =>
    meantBy(readQuery(query).words, candidates).map((m) => `${m.token} ${m.word} ${m.as}`);
  assert.deepEqual(meant('cats', ['cats', 'catsup', 'cat', 'dog']), ['0 cats exact', '0 catsup prefix', '0 cat typo']);
  assert.deepEqual(meant('cat', ['cat', 'cot', 'cats']), ['0 cat exact', '0 cats prefix']);
  assert.deepEqual(meant('cat', ['cot', 'bat']), ['0 cot typo', '0 bat typo']);
  assert.deepEqual(meant('ca', ['cb', 'cab']), ['0 cab prefix']);
  assert.deepEqual(meant('red cat', ['red', 'cat']), ['0 red exact', '1 cat exact']);
});

test('the reasons are the parts that gave points, the largest first, with what they rest on', () => {
  const got = whyOf(
    item({ parts: { text: 300, language: 160, category: 0, audience: 40, activity: 90 }, matched: [{ word: 'mina', field: 'name' }] }),
    [{ token: 0, word: 'mina', as: 'typo' }],
    { languages: ['de', 'fr'], categories: ['Pottery'] },
  );
  assert.deepEqual(got, [
    { part: 'text', score: 300, matched: [{ word: 'mina', field: 'name', as: 'typo' }] },
    { part: 'language', score: 160, matched: [{ word: 'de', field: 'profile', as: 'exact' }] },
    { part: 'activity', score: 90, matched: [] },
    { part: 'audience', score: 40, matched: [] },
  ]);
  assert.deepEqual(whyOf(item({}), [], { languages: [], categories: [] }), []);
});

test('a figure counts between its bounds, both included', () => {
  assert.deepEqual(boundsOf(null), { low: null, high: null });
  assert.deepEqual(boundsOf({ ink: 'exact', value: 7 }), { low: 7, high: 7 });
  assert.deepEqual(boundsOf({ ink: 'range', from: 200, to: 250 }), { low: 200, high: 249 });
});

test('the best so many percent: never fewer, with the whole band of the last of them', () => {
  for (const [counts, percent, band] of [
    [[10, 10, 10], 34, 1],
    [[10, 10, 10], 33, 2],
    [[98, 0, 2], 1, 2],
    [[98, 0, 2], 2, 2],
    [[98, 0, 2], 3, 0],
    [[3, 0, 0], 1, 0],
    [[1, 2, 3], 100, 0],
    [[0, 0], 50, undefined],
  ] as const)
    assert.equal(topBand(counts, percent), band, `${counts.join()} ${percent} %`);
});
