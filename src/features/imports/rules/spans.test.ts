import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FigureKey } from '../contract.ts';
import { addDays, dayAfter, firstOf, lastOf, nextFirst } from '#src/lib/days.ts';
import { closingOf, counters, isRestated, spanBetween, spansAround, type Total } from './spans.ts';

const total = (on: string, figures: Partial<Record<FigureKey, number>>, approx: FigureKey[] = []): Total => ({ on, figures, approx });

describe('days by difference', () => {
  test('days and months', () => {
    assert.equal(dayAfter('2028-02-28'), '2028-02-29');
    assert.equal(dayAfter('2026-12-31'), '2027-01-01');
    assert.equal(firstOf('2026-07-19'), '2026-07-01');
    assert.equal(lastOf('2026-03-01'), '2026-02-28');
    assert.equal(nextFirst('2026-01-31'), '2026-02-01');
    assert.equal(nextFirst('2026-12-05'), '2027-01-01');
  });

  test('on the first of a month the total itself, then what was added', () => {
    assert.equal(spanBetween(null, total('2026-07-01', { diamonds: 40 }), null).diamonds, 40);
    const span = spanBetween(
      total('2026-07-05', { diamonds: 40, validDays: 2 }),
      total('2026-07-06', { diamonds: 65, validDays: 3 }),
      null,
    );
    assert.deepEqual([span.from, span.to, span.diamonds, span.validDays, span.flags], ['2026-07-06', '2026-07-07', 25, 1, []]);
  });

  test('days without a file are one longer span, never 0', () => {
    const span = spanBetween(total('2026-07-05', { diamonds: 40 }), total('2026-07-09', { diamonds: 100 }), null);
    assert.deepEqual([span.from, span.to, span.diamonds], ['2026-07-06', '2026-07-10', 60]);
    assert.deepEqual(spanBetween(null, total('2026-07-09', { diamonds: 100 }), null).from, '2026-07-01');
    assert.deepEqual(spanBetween(null, total('2026-07-09', { diamonds: 100 }), '2026-07-04').from, '2026-07-04');
    assert.deepEqual(spanBetween(null, total('2026-07-09', { diamonds: 100 }), '2026-06-04').from, '2026-07-01');
  });

  test('not measured is not 0; a total that fell is not a negative day; short forms are flagged', () => {
    assert.equal(spanBetween(total('2026-07-05', {}), total('2026-07-06', { diamonds: 1 }), null).diamonds, null);
    assert.equal(spanBetween(null, total('2026-07-06', {}), null).diamonds, null);
    const fell = spanBetween(total('2026-07-05', { diamonds: 10, lives: 1 }), total('2026-07-06', { diamonds: 9, lives: 2 }), null);
    assert.deepEqual([fell.diamonds, fell.lives, fell.flags], [null, 1, ['fell']]);
    const short = spanBetween(total('2026-07-05', { diamonds: 10 }), total('2026-07-06', { diamonds: 2_980_000 }, ['diamonds']), null);
    assert.deepEqual(short.flags, ['short']);
  });

  test('a file that comes in between splits the longer span', () => {
    const [own, next] = spansAround(
      total('2026-07-05', { diamonds: 40 }),
      total('2026-07-07', { diamonds: 60 }),
      total('2026-07-09', { diamonds: 100 }),
      null,
    );
    assert.deepEqual([own!.from, own!.to, own!.diamonds], ['2026-07-06', '2026-07-08', 20]);
    assert.deepEqual([next!.from, next!.to, next!.diamonds], ['2026-07-08', '2026-07-10', 40]);
  });

  test('the next month closes the last one', () => {
    const closing = closingOf('2026-08-04', { diamondsLastMonth: 900, liveSecondsLastMonth: 36_000 }, ['liveSecondsLastMonth'])!;
    assert.deepEqual(
      [closing.on, closing.figures, closing.approx],
      ['2026-07-31', { diamonds: 900, liveSeconds: 36_000 }, ['liveSeconds']],
    );
    const rest = spanBetween(total('2026-07-29', { diamonds: 850, liveSeconds: 36_010 }), closing, null);
    assert.deepEqual([rest.from, rest.to, rest.diamonds, rest.liveSeconds], ['2026-07-30', '2026-08-01', 50, 0]);
    assert.ok(rest.flags.includes('closed'));
    assert.equal(closingOf('2026-08-04', { diamonds: 1 }, []), null);
    assert.equal(isRestated(total('2026-07-31', { diamonds: 900 }), closing), false);
    assert.equal(isRestated(total('2026-07-31', { diamonds: 901 }), closing), true);
    assert.equal(isRestated(total('2026-07-31', { liveSeconds: 36_030 }), closing), false);
  });

  test('whatever days are uploaded in whatever order, the spans add up to the last total', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 31 });
    const adds = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 31, maxLength: 31 });
    fc.assert(
      fc.property(days, adds, (uploaded, added) => {
        const at = (n: number) => total(addDays('2026-07-01', n), { diamonds: added.slice(0, n + 1).reduce((a, b) => a + b, 0) });
        const kept = new Map<string, number | null>();
        const here: number[] = [];
        for (const n of uploaded) {
          const before = here.filter((m) => m < n).sort((a, b) => b - a)[0];
          const after = here.filter((m) => m > n).sort((a, b) => a - b)[0];
          const spans = spansAround(before === undefined ? null : at(before), at(n), after === undefined ? null : at(after), null);
          for (const span of spans) kept.set(span.from, span.diamonds);
          here.push(n);
        }
        const sum = [...kept.values()].reduce<number>((a, b) => a + b!, 0);
        return kept.size === uploaded.length && sum === at(Math.max(...uploaded)).figures.diamonds;
      }),
    );
  });

  test('every counter is treated alike', () => {
    for (const key of counters)
      assert.equal(spanBetween(total('2026-07-05', { [key]: 3 }), total('2026-07-06', { [key]: 5 }), null)[key], 2);
  });
});
