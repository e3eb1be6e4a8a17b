import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorOf } from './termsNumbers.ts';

test('an amount is read as people type it', () => {
  for (const [text, places, minor] of [
    ['300', 2, 30_000],
    ['1,000', 2, 100_000],
    ['10.000', 2, 1_000_000],
    ['1 000 000', 2, 100_000_000],
    ['1,000.50', 2, 100_050],
    ['1.000,5', 2, 100_050],
    ['10,50', 2, 1050],
    ['10.5', 2, 1050],
    ['1000', 0, 1000],
    ['３００', 2, 30_000],
    ['٣٠٠', 2, 30_000],
    ['1,000', 0, 1000],
    ['300.5', 0, null],
    ['1.250', 3, 1250],
    ['10.555.1', 2, null],
    ['10.5555', 2, null],
    ['-5', 2, null],
    ['', 2, null],
    ['ten', 2, null],
  ] as const)
    assert.equal(minorOf(text, places), minor, `${text} with ${places}`);
});
