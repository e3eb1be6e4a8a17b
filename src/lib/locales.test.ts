import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedOf, closest, directionOf, locales } from './locales.ts';

test('the closest language to what a browser asks for', () => {
  for (const [wished, expected] of [
    [['pt-PT', 'en'], 'pt-BR'],
    [['de-DE', 'es-MX'], 'es'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-TW', 'en'], 'zh-Hans'],
    [['ar-EG'], 'ar'],
    [['JA'], 'ja'],
    [['en-US', 'ja'], 'en'],
    [['fr', 'de'], 'en'],
    [[], 'en'],
    [['', '*'], 'en'],
  ] as const)
    assert.equal(closest(wished), expected, wished.join());
  for (const one of locales) assert.equal(closest([one]), one);
});

test('an Accept-Language header, the most wished first', () => {
  assert.deepEqual(acceptedOf('de;q=0.7, ja, en;q=0.9, fr;q=0'), ['ja', 'en', 'de']);
  assert.deepEqual(acceptedOf(null), []);
  assert.deepEqual(acceptedOf('x;q=zzz,;q=1,ar'), ['ar']);
});

test('Arabic alone runs from right to left', () => {
  assert.deepEqual(
    locales.filter((one) => directionOf(one) === 'rtl'),
    ['ar'],
  );
});
