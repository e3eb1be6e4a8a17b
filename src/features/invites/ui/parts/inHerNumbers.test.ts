import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appliedTo, takenOf } from './inHerNumbers.ts';

const month = (diamonds: number, diamondsInferred = 0) => ({ month: '2026-10-01', days: 20, liveSeconds: 0, diamonds, diamondsInferred });
const hers = (commissionBps: number) => ({ commissionBps, paidFrom: 'creator' as const });

test('what a set of terms leaves of her own months', () => {
  assert.equal(appliedTo([], hers(800)), null);
  assert.deepEqual(appliedTo([month(1000), month(2000), month(3000)], hers(1000)), {
    months: 3,
    median: 1800,
    share: 200,
    likely: null,
    possible: [900, 2700],
  });
  const year = Array.from({ length: 11 }, (_, i) => month(i * 1000));
  assert.deepEqual(appliedTo(year, hers(0))?.likely, [1000, 9000]);
  assert.deepEqual(appliedTo([month(900, 100)], hers(2000)), { months: 1, median: 800, share: 200, likely: null, possible: [800, 800] });
  assert.equal(takenOf(9_999, hers(800)), 799);
  assert.equal(takenOf(9_999, { commissionBps: 800, paidFrom: 'platform' }), 0);
});

test('a larger share never leaves more, and nothing goes beyond worst and best', () => {
  const months = fc.array(fc.nat(5_000_000), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(months, fc.nat(10_000), fc.nat(10_000), (gifts, a, b) => {
      const all = gifts.map((n) => month(n));
      const [low, high] = [appliedTo(all, hers(Math.min(a, b)))!, appliedTo(all, hers(Math.max(a, b)))!];
      assert.ok(high.median <= low.median && high.possible[1] <= low.possible[1]);
      for (const { possible, likely, median } of [low, high]) {
        const [from, to] = likely ?? possible;
        assert.ok(possible[0] <= from && from <= median && median <= to && to <= possible[1]);
      }
    }),
  );
});
