import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { budgets, countedSince, goesOnAt, leftOf, secondsUntil } from './budget.ts';

const at = (text: string) => new Date(text);

test('a day holds 5,000 creators listed and 500 opened', () => {
  assert.deepEqual(budgets, { listed: 5000, opened: 500 });
});

test('what is left of a day is said from four fifths on', () => {
  const cases: [used: number, most: number, left: number | null][] = [
    [0, 5000, null],
    [3999, 5000, null],
    [4000, 5000, 1000],
    [4999, 5000, 1],
    [5000, 5000, 0],
    // A day that began under a wider rule.
    [600, 500, 0],
    [0, 0, 0],
  ];
  for (const [used, most, left] of cases) assert.equal(leftOf(used, most), left, `${used} of ${most}`);
});

test('it goes on when the next day begins, UTC', () => {
  const cases: [now: string, goesOn: string, seconds: number][] = [
    ['2026-11-26T00:00:00.000Z', '2026-11-27T00:00:00.000Z', 86_400],
    ['2026-11-26T23:59:59.999Z', '2026-11-27T00:00:00.000Z', 1],
    ['2026-11-26T21:30:00.500Z', '2026-11-27T00:00:00.000Z', 9000],
    ['2026-12-31T12:00:00.000Z', '2027-01-01T00:00:00.000Z', 43_200],
    ['2028-02-28T18:00:00.000Z', '2028-02-29T00:00:00.000Z', 21_600],
  ];
  for (const [now, goesOn, seconds] of cases) {
    assert.equal(goesOnAt(at(now)).toISOString(), goesOn);
    assert.equal(secondsUntil(at(goesOn), at(now)), seconds, now);
  }
});

test('whoever comes back after the seconds that were said is on another day, and never a day too late', () => {
  fc.assert(
    fc.property(fc.date({ min: at('2020-01-01'), max: at('2100-01-01'), noInvalidDate: true }), (now) => {
      const next = goesOnAt(now);
      const back = new Date(now.getTime() + secondsUntil(next, now) * 1000);
      assert.ok(back >= next && back.getTime() - next.getTime() < 1000);
      assert.ok(next > now && next.getTime() - now.getTime() <= 86_400_000);
    }),
  );
});

test('yesterday is kept, the day before is not', () => {
  assert.equal(countedSince(at('2026-11-26T00:00:00Z')), '2026-11-25');
  assert.equal(countedSince(at('2026-03-01T23:59:59Z')), '2026-02-28');
});
