import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { halfAfter, keptMinutes, keptOf, keptUsually } from './kept.ts';
import { eightOfTen } from './quantile.ts';

test('of the first viewers no more can have stayed than were watching at any time since', () => {
  const kept = keptOf([3, 20, 60, 80, 100, 90, null, 120, 45, 50, 40])!;
  assert.equal(kept.starters, 100);
  assert.equal(kept.since, 4);
  assert.deepEqual(kept.atMostBps, [10_000, 9_000, 9_000, 9_000, 4_500, 4_500, 4_000]);
  assert.equal(halfAfter(kept), 4);
});

test('the opening is counted from its last measured minute; without one nothing can be said', () => {
  assert.deepEqual(keptOf([10, 40, null, null, null, 30]), { starters: 40, since: 1, atMostBps: [10_000, 10_000, 10_000, 10_000, 7_500] });
  assert.equal(keptOf([null, null, null, null, null, 30]), null);
  assert.equal(keptOf([0, 0, 0, 0, 0, 30]), null);
  assert.equal(keptOf([]), null);
});

test('the curve never rises, never passes the whole, and is an hour long at most, whatever is measured', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(5_000)), { maxLength: 200 }), (viewers) => {
      const kept = keptOf(viewers);
      if (!kept) return;
      assert.ok(kept.atMostBps.length <= keptMinutes + 1);
      assert.equal(kept.atMostBps[0], 10_000);
      for (const [i, bps] of kept.atMostBps.entries()) assert.ok(bps >= 0 && bps <= (kept.atMostBps[i - 1] ?? 10_000));
    }),
  );
});

test('eight of ten: the outermost tenth is left out at each end; fewer than five say nothing', () => {
  assert.equal(eightOfTen([1, 2, null, 3, 4]), null);
  assert.deepEqual(eightOfTen([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]), { low: 10, high: 90 });
  assert.deepEqual(eightOfTen([5, 5, null, 5, 5, 5]), { low: 5, high: 5 });
});

test('the band of LIVEs before goes as far as five of them went on', () => {
  const curve = (...atMostBps: number[]) => ({ starters: 10, since: 4, atMostBps });
  const short = curve(10_000);
  const long = [8_000, 7_000, 6_000, 5_000, 4_000].map((bps) => curve(10_000, bps));
  assert.deepEqual(keptUsually([short, ...long]), [
    { low: 10_000, high: 10_000 },
    { low: 4_400, high: 7_600 },
  ]);
  assert.deepEqual(keptUsually([short, ...long.slice(1)])[1], undefined);
});
