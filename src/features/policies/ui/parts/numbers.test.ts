import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAscending, readWhole } from './numbers.ts';

test('tiers are read as people write them, and what is wrong is said', () => {
  for (const [line, expected] of [
    ['', { values: [] }],
    [' , ', { values: [] }],
    ['0, 100,000, 200,000', { values: [0, 100_000, 200_000] }],
    ['0; 100.000; 1.600.000', { values: [0, 100_000, 1_600_000] }],
    ['0\n100000\n200000\n', { values: [0, 100_000, 200_000] }],
    ['0 100000 200000', { values: [0, 100_000, 200_000] }],
    ['0,100000,200000', { values: [0, 100_000, 200_000] }],
    ['0,100,000', { values: [0, 100_000] }],
    ['0、100,000、200,000', { values: [0, 100_000, 200_000] }],
    ['0، ١٠٠٬٠٠٠، ٢٠٠٠٠٠', { values: [0, 100_000, 200_000] }],
    ['０，１'.replace('，', ', '), { values: [0, 1] }],
    ['0, 100\u202f000', { values: [0, 100_000] }],
    ['0, 100k', { wrong: { is: 'word', text: 'k' } }],
    ['0, −5', { wrong: { is: 'word', text: '−' } }],
    ['none', { wrong: { is: 'word', text: 'none' } }],
    ['0, 100,000, 100,000', { wrong: { is: 'order', before: 100_000, after: 100_000 } }],
    ['5, 3', { wrong: { is: 'order', before: 5, after: 3 } }],
  ] as const)
    assert.deepEqual(readAscending(line), expected, line);
});

test('what a list is written as is read back, in each way of grouping', () => {
  const ascending = fc.uniqueArray(fc.nat(1_000_000_000), { maxLength: 20 }).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(ascending, fc.constantFrom('en-GB', 'es', 'pt-BR', 'ar-u-nu-latn', 'ja', 'zh-Hans', 'fr', 'de-CH'), (values, locale) => {
      const line = values.map((one) => new Intl.NumberFormat(locale).format(one)).join(', ');
      assert.deepEqual(readAscending(line), { values });
    }),
  );
});

test('a thousand is not one: a single number is read with its groups, or not at all', () => {
  for (const [text, expected] of [
    ['200000', 200_000],
    [' 200,000 ', 200_000],
    ['200.000', 200_000],
    ['1 000', null],
    ['2,5', null],
    ['2.5', null],
    ['', null],
    ['-3', null],
    ['12 days', null],
    ['0', 0],
  ] as const)
    assert.equal(readWhole(text), expected, text);
});
