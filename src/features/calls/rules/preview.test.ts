import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#src/lib/days.ts';
import type { CreatorFacts } from './facts.ts';
import { paceOf } from './pace.ts';
import { factsOfMonth, graduated, missedGate, tierReached } from './preview.ts';
import { rulesOf } from './standing.ts';
import { thresholdsFor } from './thresholds.ts';

const month = { from: '2026-10-01', to: '2026-11-01' };
const row = { joined_on: '2025-01-01', diamonds: 0, live_seconds: 0, valid_days: 0, last_diamonds: null };
const rules = rulesOf({
  gate: { hours: 15, validDays: 8, prorate: true },
  tiers: [0, 100, 200],
  graduation: { diamonds: 150, attempts: 3 },
});

test('of a month that is over the preview says what the list of whom to call said on its last day', () => {
  const day = fc.record({ liveSeconds: fc.integer({ min: 0, max: 9000 }), diamonds: fc.nat(20) });
  const joined = fc.constantFrom('2025-01-01', '2026-09-20', '2026-10-04', '2026-10-20');
  fc.assert(
    fc.property(fc.array(day, { minLength: 31, maxLength: 31 }), joined, (days, joinedOn) => {
      const first = joinedOn > month.from ? Number(joinedOn.slice(8)) - 1 : 0;
      const spans = days.map(({ liveSeconds, diamonds }, i) => ({
        from: addDays(month.from, i),
        to: addDays(month.from, i + 1),
        diamonds: i < first ? 0 : diamonds,
        liveSeconds: i < first ? 0 : liveSeconds,
        validDays: i >= first && liveSeconds >= 3600 ? 1 : 0,
        lives: null,
        newFollowers: null,
        newFans: null,
      }));
      const sum = (key: 'diamonds' | 'liveSeconds' | 'validDays') => spans.reduce((n, one) => n + one[key], 0);
      const daily: CreatorFacts = { spans, levels: [], dataOn: '2026-10-31', today: month.to, joinedOn, lastMonth: null, group: null };
      const closed = {
        ...row,
        joined_on: joinedOn,
        diamonds: sum('diamonds'),
        live_seconds: sum('liveSeconds'),
        valid_days: sum('validDays'),
      };
      const facts = factsOfMonth(closed, month);
      const said = thresholdsFor(daily, rules, {}, null).map((asked) => [asked.kind, paceOf(daily, asked).band] as const);
      const band = (kind: string) => said.find(([one]) => one === kind)?.[1];
      assert.equal(missedGate(facts, rules), band('gate') !== 'DONE');
      assert.equal(graduated(facts, rules), band('graduation') === 'DONE');
    }),
  );
});

test('what no file has closed is not known, and what is not asked is neither missed nor reached', () => {
  const open = factsOfMonth({ ...row, diamonds: null, live_seconds: null, valid_days: null }, month);
  assert.deepEqual([missedGate(open, rules), tierReached(open, rules)], [null, null]);
  // One figure short of the goal decides, whatever the other is.
  assert.equal(missedGate(factsOfMonth({ ...row, live_seconds: null, valid_days: 3 }, month), rules), true);
  assert.equal(missedGate(factsOfMonth({ ...row, live_seconds: null, valid_days: 9 }, month), rules), null);
  assert.deepEqual([missedGate(open, {}), graduated(open, {}), tierReached(open, {})], [false, false, 0]);
  const of = (diamonds: number) => tierReached(factsOfMonth({ ...row, diamonds }, month), rules);
  assert.deepEqual([of(0), of(99), of(100), of(200), of(9000)], [0, 0, 1, 2, 2]);
});
