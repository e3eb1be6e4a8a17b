import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { silenceOf, type Sampled } from './health.ts';

const minute = 60_000;
const at = (minutes: number) => minutes * minute;
const cases: [string, Sampled, number, boolean][] = [
  ['every 10 s, 50 s after the last minute', { fromAt: 0, minuteAt: at(9), samples: 60 }, at(10) + 50_000, false],
  ['every 10 s, just over a minute', { fromAt: 0, minuteAt: at(9), samples: 60 }, at(11) + 1, true],
  ['every 2 minutes, 4 minutes after', { fromAt: 0, minuteAt: at(9), samples: 5 }, at(14), false],
  ['every 2 minutes, longer', { fromAt: 0, minuteAt: at(9), samples: 5 }, at(14) + 1, true],
  ['none yet, for a minute', { fromAt: 0, minuteAt: null, samples: 0 }, at(1), false],
  ['none ever, for three', { fromAt: 0, minuteAt: null, samples: 0 }, at(3), true],
  ['the minute that runs', { fromAt: at(5), minuteAt: at(5), samples: 1 }, at(5) + 10, false],
];
for (const [name, of, now, stopped] of cases)
  test(`samples of a LIVE on air: ${name}`, () => assert.equal(silenceOf(of, now).stopped, stopped));

test('silence only grows: what has stopped has not begun again a moment later', () => {
  fc.assert(
    fc.property(
      fc.nat(600),
      fc.nat(600),
      fc.integer({ min: 1, max: 500 }),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      (from, more, samples, a, b) => {
        const of = { fromAt: at(from), minuteAt: at(from + more), samples };
        const [early, late] = [silenceOf(of, of.minuteAt + a), silenceOf(of, of.minuteAt + a + b)];
        assert.ok(late.silentMs >= early.silentMs);
        assert.ok(!early.stopped || late.stopped);
      },
    ),
  );
});
