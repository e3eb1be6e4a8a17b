import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, dayText } from './days.ts';
import type { CreatorFacts, Span } from './facts.ts';
import { monthsBefore } from './months.ts';
import { paceOf } from './pace.ts';
import { usualPool } from './project.ts';
import { reckon, rulesOf, stripOf } from './standing.ts';
import { gateFor } from './thresholds.ts';
import { backstageGate } from '#test/thresholds.ts';

const rules = rulesOf({ gate: { hours: 15, validDays: 8, prorate: true }, tiers: [], graduation: null });
const span = (on: string, valid: number): Span => ({
  from: on,
  to: dayText(dayNumber(on) + 1),
  diamonds: valid * 100,
  liveSeconds: valid * 7200,
  validDays: valid,
  lives: valid,
  newFollowers: null,
  newFans: null,
});
/** October and, where asked for, November up to a day; LIVE on the first `valid` days of each. */
function facts(dataOn: string, valid: number, more: Partial<CreatorFacts> = {}): CreatorFacts {
  const spans: Span[] = [];
  for (let n = dayNumber('2026-10-01'); n <= dayNumber(dataOn); n++) {
    const on = dayText(n);
    spans.push(span(on, Number(on.slice(8)) <= valid ? 1 : 0));
  }
  return { spans, levels: [], dataOn, joinedOn: '2025-01-01', lastMonth: null, group: null, ...more };
}
const at = (f: CreatorFacts, dataOn: string, today: string) =>
  reckon('1', f, {}, false, { dataOn, rules, pool: usualPool, now: new Date(`${today}T08:00:00Z`) });

test('of who is in no file of this month nothing of this month is known: no figure of the last one is counted in it', () => {
  const missing = at(facts('2026-10-31', 20), '2026-11-20', '2026-11-21');
  assert.deepEqual([missing.band, missing.diamonds, missing.validDays, missing.reasons], [null, null, null, []]);
  assert.equal(missing.body.month.first, '2026-11-01');
  assert.deepEqual([missing.body.pace, missing.body.projected.diamonds.basis], [null, 'unknown']);
  assert.ok(missing.body.strip.slice(0, 20).every((day) => day === 'unknown') && missing.body.strip[20] === 'ahead');
  const here = at(facts('2026-11-20', 9), '2026-11-20', '2026-11-21');
  assert.deepEqual([here.band, here.diamonds, here.validDays], ['DONE', 900, 9]);
});

test('on the first of a month the closed one stands, until a file of the new one is in', () => {
  const closed = at(facts('2026-10-31', 20), '2026-10-31', '2026-11-01');
  assert.deepEqual([closed.band, closed.diamonds, closed.body.pace?.daysLeft], ['DONE', 2000, 0]);
});

test('who joins after the month of the figures is asked nothing in it', () => {
  const joined = at({ ...facts('2026-10-31', 0), joinedOn: '2026-11-01' }, '2026-10-31', '2026-11-01');
  assert.deepEqual([joined.band, joined.body.paces], [null, []]);
});

test('figures some days old: what is left counts from today, and the days between are neither lost nor had', () => {
  const pace = (valid: number, dataOn: string, today?: string) => {
    const f = facts(dataOn, valid, today === undefined ? {} : { today });
    return paceOf(f, gateFor(f, backstageGate));
  };
  // Five days short, ten left by the data, nine from today on: tight both ways.
  const tight = pace(3, '2026-11-20', '2026-11-22');
  assert.deepEqual([tight.daysLeft, tight.band, tight.need?.of, tight.need?.days], [9, 'TIGHT', 9, 5]);
  // Eight days short and seven left, but eight when the data ended: it may be out of reach, or not.
  assert.deepEqual([pace(0, '2026-11-22', '2026-11-24').band, pace(0, '2026-11-22', '2026-11-24').need], [null, null]);
  assert.equal(pace(0, '2026-11-22').band, 'NOT_STARTED');
  assert.equal(pace(0, '2026-11-23').band, 'GONE');
  // The day after the data is today: nothing lies between.
  assert.deepEqual(pace(3, '2026-11-20', '2026-11-21'), pace(3, '2026-11-20'));
  // What is reached stays reached.
  assert.equal(pace(8, '2026-11-08', '2026-12-03').band, 'DONE');
});

test('a strip says of each day what is known of it', () => {
  const f = facts('2026-11-04', 2, { today: '2026-11-06', joinedOn: '2026-11-02' });
  const strip = stripOf({ ...f, spans: f.spans.filter((s) => s.from > '2026-11-01') }, dayNumber('2026-11-01'), dayNumber('2026-11-08'));
  assert.deepEqual(strip, ['outside', 'valid', 'none', 'none', 'unknown', 'ahead', 'ahead']);
});

test('the months before are those before the month that she is shown in, also for who is missing in its files', () => {
  const f = facts('2026-10-31', 20, { today: '2026-11-21' });
  const closed: Parameters<typeof monthsBefore>[2] = [['2026-09-01', 7, null, 3]];
  assert.deepEqual(
    monthsBefore(f, '2026-11-01', closed, 2).map(({ first, diamonds, validDays }) => [first, diamonds, validDays]),
    [
      ['2026-10-01', 2000, 20],
      ['2026-09-01', 7, 3],
    ],
  );
});
