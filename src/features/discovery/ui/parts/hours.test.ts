import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoursBetween, spanOf } from './hours.ts';

test('hours of a clock are hours of UTC, over midnight too, and are read back', () => {
  for (const [from, to, ahead, utc] of [
    [20, 23, 0, [20, 21, 22]],
    [20, 23, 1, [19, 20, 21]],
    [22, 2, 1, [0, 21, 22, 23]],
    [0, 3, 9, [15, 16, 17]],
    [18, 20, -8, [2, 3]],
  ] as const) {
    assert.deepEqual(hoursBetween(from, to, ahead), utc);
    assert.deepEqual(spanOf(utc, ahead), { from, to });
  }
  assert.equal(hoursBetween(6, 6, 0).length, 24);
  for (const none of [[], [1, 3], Array.from({ length: 24 }, (_, hour) => hour)]) assert.equal(spanOf(none, 0), undefined);
});
