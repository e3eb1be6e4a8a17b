import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monogram } from './monogram.ts';
import { seed } from './seed.ts';

const cases: [name: string, letters: string][] = [
  ['Aylin Doğan', 'AD'],
  ['Maria da Silva', 'MS'],
  ['佐藤 みなみ', '佐'],
  ['ليلى منصور', 'ل'],
  ['Дарья Ковальчук', 'Д'],
  ['_xX_wolf_Xx_', 'XX'],
  ['क्षमा देवी', 'क्ष'],
  ['❤️ Joy', 'J'],
  ['🎮🎮', '·'],
  ['', '·'],
];

for (const [name, letters] of cases) {
  test(`the monogram of "${name}" is "${letters}"`, () => {
    assert.equal(monogram(name), letters);
  });
}

test('a drawing depends on the id alone and ids made in a row spread over all colours', () => {
  assert.equal(seed('01990000-0000-7000-8000-000000000001'), seed('01990000-0000-7000-8000-000000000001'));
  const colours = new Set(Array.from({ length: 64 }, (_, n) => seed(`01990000-0000-7000-8000-${String(n).padStart(12, '0')}`) % 8));
  assert.equal(colours.size, 8);
});
