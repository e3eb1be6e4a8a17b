import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { LiveRecord } from '../contract.ts';
import { activityOf, averageOf, growthMinutes, growthOf, shareOf, sharesOf, shownOf, timesOf } from './record.ts';
import { mergedSpans, type Span } from './spans.ts';

const at = (day: number, hour: number, minute = 0, second = 0) => Date.UTC(2026, 6, day, hour, minute, second);
const span = (fromAt: number, toAt: number): Span => ({ fromAt, toAt });
const [from, to] = [at(1, 0), at(29, 0)];
const times = (...spans: Span[]) => timesOf(mergedSpans(spans, from, to));

test('how much somebody was on air since she joined: known where anything was heard then or in the 28 days before', () => {
  const [since, now] = [new Date(at(10, 12)), new Date(at(20, 0))];
  const since28 = since.getTime() - 28 * 86_400_000;
  assert.equal(activityOf([], since, now), null);
  assert.equal(activityOf([span(since28 - 7_200_000, since28 - 1)], since, now), null);
  assert.deepEqual(activityOf([span(since28 - 7_200_000, since28)], since, now), { validDays: 0, hours: 0 });
  assert.deepEqual(activityOf([span(at(10, 10), at(10, 13))], since, now), { validDays: 1, hours: 1 }, 'from the instant on');
  const all = [span(at(11, 8), at(11, 10)), span(at(11, 9), at(11, 11)), span(at(12, 8), at(12, 8, 30))];
  assert.deepEqual(activityOf(all, since, now), { validDays: 1, hours: 3.5 }, 'two at once count once');
});

describe('the record of 28 days', () => {
  test('an hour is a valid day, a second less is none; over midnight by its parts', () => {
    assert.equal(times(span(at(3, 20), at(3, 21))).validDays, 1);
    assert.equal(times(span(at(3, 20), at(3, 20, 59, 59))).validDays, 0);
    assert.deepEqual(times(span(at(3, 23), at(4, 0, 30))), {
      liveSeconds: 5400,
      validDays: 1,
      hours: [1800, ...Array.from({ length: 22 }, () => 0), 3600],
    });
    assert.equal(times(span(at(3, 8), at(3, 8, 30)), span(at(3, 20), at(3, 20, 30))).validDays, 1, 'two halves of one day');
  });

  test('LIVEs at the same time count once, and what lies outside of the days does not', () => {
    const twice = times(span(at(3, 20), at(3, 22)), span(at(3, 21), at(3, 23)), span(at(3, 20, 30), at(3, 21, 30)));
    assert.deepEqual([twice.liveSeconds, twice.hours[20], twice.hours[21], twice.hours[22]], [10_800, 3600, 3600, 3600]);
    assert.equal(times(span(at(1, 0) - 3_600_000, at(1, 1))).liveSeconds, 3600);
    assert.equal(times(span(at(28, 23), at(29, 3))).liveSeconds, 3600);
    assert.equal(times(span(at(29, 0), at(29, 3)), span(0, at(1, 0))).liveSeconds, 0);
  });

  test('second by second it is the same, whatever overlaps', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -7200, max: 180_000 }), fc.integer({ min: 0, max: 8_000 })), { maxLength: 6 });
    fc.assert(
      fc.property(some, (pairs) => {
        const end = 2 * 86_400;
        const on = new Set<number>();
        for (const [a, length] of pairs) for (let s = Math.max(0, a); s < Math.min(end, a + length); s++) on.add(s);
        const got = timesOf(mergedSpans(pairs.map(([a, length]) => span(a * 1000, (a + length) * 1000)), 0, end * 1000)); // prettier-ignore
        const hours = Array.from({ length: 24 }, () => 0);
        const days = [0, 0];
        for (const s of on) {
          hours[Math.floor(s / 3600) % 24]!++;
          days[Math.floor(s / 86_400)]!++;
        }
        assert.deepEqual(got, { liveSeconds: on.size, validDays: days.filter((s) => s >= 3600).length, hours });
      }),
      { numRuns: 60 },
    );
  });

  test('shares are of the LIVEs of which both numbers are known; a part above its whole is none', () => {
    const live = (viewersTotal: number | null, viewersReturning: number | null, gifters: number) => ({ ...span(0, 1), viewersTotal, viewersReturning, gifters }); // prettier-ignore
    assert.deepEqual(sharesOf([], 0), { gifters: null, returning: null });
    assert.deepEqual(sharesOf([live(null, 5, 3)], 0), { gifters: null, returning: null });
    assert.deepEqual(sharesOf([live(100, null, 0), live(300, 60, 8), live(0, 0, 0)], 0), {
      gifters: { people: 8, of: 400 },
      returning: { people: 60, of: 300 },
    });
    assert.deepEqual(sharesOf([live(10, 11, 12), live(40, 4, 2)], 0), { gifters: { people: 2, of: 40 }, returning: { people: 4, of: 40 } });
    assert.deepEqual(sharesOf([live(100, 3, 3)], 1), { gifters: null, returning: null }, 'begun before');
    assert.deepEqual([shareOf(null, null), shareOf(1, 3)], [null, { bps: 3333, people: 1, of: 3 }]);
  });

  test('growth needs five hours measured in both times; what was not measured is null and not nought', () => {
    const enough = { viewers: 100, minutes: growthMinutes };
    assert.equal(growthOf({ viewers: 150, minutes: growthMinutes }, enough), 5000);
    assert.equal(growthOf({ viewers: 25, minutes: 9999 }, enough), -7500);
    assert.equal(growthOf({ viewers: 150, minutes: growthMinutes - 1 }, enough), null);
    assert.equal(growthOf(enough, { viewers: 100, minutes: growthMinutes - 1 }), null);
    assert.equal(growthOf({ viewers: null, minutes: 0 }, enough), null);
    assert.equal(growthOf(enough, { viewers: 0, minutes: 600 }), null, 'from nobody there is no share');
    assert.equal(growthOf({ viewers: 1_000_000_000, minutes: 600 }, { viewers: 1, minutes: 600 }), 1_000_000, 'a hundredfold at most');
    assert.deepEqual([averageOf(0, 0), averageOf(0, 3), averageOf(5000, 3)], [null, 0, 2]);
  });

  test('what others may see: heard diamonds are not known, none at all are none; hours from two in 28 days on', () => {
    const record: LiveRecord = {
      from: '2026-07-01',
      asOn: '2026-07-28',
      lives: 3,
      liveSeconds: 5_459,
      validDays: 1,
      averageViewers: null,
      measuredMinutes: 0,
      diamonds: 0,
      diamondsInferred: 0,
      gifterConversion: { bps: 150, people: 3, of: 200 },
      returningViewers: null,
      growthBps: -400,
      hours: Array.from({ length: 24 }, (_, hour) => ({ 7: 7199, 20: 7200, 21: 90_000 })[hour] ?? 0),
      reckonedAt: '2026-07-29T00:10:00.000Z',
    };
    assert.deepEqual(shownOf(record), {
      asOn: '2026-07-28',
      acv: null,
      liveMinutes: 90,
      validDays: 1,
      diamonds: 0,
      gifterConversion: 150,
      returningViewers: null,
      growth: -400,
      hours: [20, 21],
    });
    assert.equal(shownOf({ ...record, diamondsInferred: 12 }).diamonds, null);
    assert.equal(shownOf({ ...record, diamonds: 5, diamondsInferred: 12 }).diamonds, 5);
  });
});
