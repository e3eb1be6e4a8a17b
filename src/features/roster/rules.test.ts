import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Terms } from '#src/features/policies/contract.ts';
import { defaults, standardTerms } from '#src/features/policies/rules/presets.ts';
import { addDays, addMs, dayMs } from '#src/lib/time.ts';
import { checkJoin, coolingOffEnd, endOf, isRunning, leaveNow, stateOf, termEnd, type MembershipFacts } from './rules/memberships.ts';
import { hashTerms } from './steps.ts';

const exits = defaults.exits.params;
const since = new Date('2026-01-31T10:00:00Z');
const started = (terms = standardTerms): MembershipFacts => ({
  terms,
  terms_from: since,
  terms_before: null,
  since,
  term_ends_at: termEnd(since, terms),
  ends_at: null,
  ended_by: null,
  trial_until: null,
  free_from: null,
});
const low = { validDays: 3, hours: 9 };
const fine = { validDays: 20, hours: 60 };

test('what leaving does, by when it is asked', () => {
  const m = started();
  assert.equal(m.term_ends_at.toISOString(), '2026-07-31T10:00:00.000Z');
  for (const [at, activity, rule, days] of [
    [0, null, 'cooling_off', 0],
    [14 - 1 / dayMs, null, 'cooling_off', 0],
    [14, null, 'notice', 7],
    [30, low, 'low_activity', 0],
    [30, { validDays: 14, hours: 44 }, 'low_activity', 0],
    [30, { validDays: 14, hours: 45 }, 'notice', 7],
    [30, fine, 'notice', 7],
    [30, null, 'notice', 7],
    [60, low, 'notice', 7],
    [170, null, 'notice', 7],
  ] as const) {
    const now = addDays(since, at);
    const left = leaveNow(m, exits, activity, now);
    assert.deepEqual([left.rule, left.endsAt], [rule, addDays(now, days)], `day ${at}`);
  }
  const last = addMs(m.term_ends_at, -dayMs);
  assert.deepEqual(leaveNow(m, exits, null, last), { endsAt: m.term_ends_at, rule: 'term_end' });
  assert.equal(leaveNow(m, { ...exits, lowActivity: null }, low, addDays(since, 30)).rule, 'notice');
});

const plain = fc.record({
  commissionBps: fc.nat(2000),
  paidFrom: fc.constantFrom('platform' as const, 'creator' as const),
  months: fc.integer({ min: 1, max: 24 }),
  coolingOffDays: fc.nat(60),
  noticeDays: fc.nat(90),
  exclusive: fc.boolean(),
  coachingHoursMonthly: fc.nat(10),
  trialLive: fc.boolean(),
});
const more = fc.record(
  {
    brandBps: fc.integer({ min: 1, max: 2500 }),
    hoursMonthly: fc.integer({ min: 1, max: 100 }),
    guarantee: fc.record(
      {
        amountMinor: fc.integer({ min: 1, max: 3 }),
        currency: fc.constantFrom('EUR', 'JPY'),
        months: fc.constantFrom(1, 2),
      },
      { noNullPrototype: true },
    ),
    services: fc.record(
      { training: fc.constantFrom(7, 14), mentor: fc.constantFrom(7, 14) },
      { requiredKeys: ['mentor'], noNullPrototype: true },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const terms: fc.Arbitrary<Terms> = fc.tuple(plain, more).map(([a, b]) => ({ ...a, ...b }));
const activity = fc.option(fc.record({ validDays: fc.nat(30), hours: fc.nat(90) }));

test('asking again never moves an end later, an end lies between now and the end of the term, and the cooling-off is at once', () => {
  const asking = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), activity), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(terms, asking, (agreed, asked) => {
      let m = started(agreed);
      const span = m.term_ends_at.getTime() - since.getTime();
      for (const [share, done] of asked.sort(([a], [b]) => a - b)) {
        const now = addMs(since, Math.floor(share * span));
        if (!isRunning(m, now)) break;
        const before = endOf(m);
        const left = leaveNow(m, exits, done, now);
        assert.ok(left.endsAt <= before && left.endsAt <= m.term_ends_at && left.endsAt >= now);
        if (now < coolingOffEnd(since, agreed)) assert.deepEqual(left.endsAt, now);
        assert.ok(left.endsAt.getTime() - now.getTime() <= agreed.noticeDays * dayMs);
        m = { ...m, ends_at: left.endsAt, ended_by: left.rule };
        assert.deepEqual(leaveNow(m, exits, done, now), left, 'asking twice at once changes nothing');
        assert.equal(stateOf(m, left.endsAt), 'ended');
      }
    }),
  );
});

test('a membership is active, leaving, then ended, each from an instant on', () => {
  const m = started();
  assert.equal(stateOf(m, since), 'active');
  assert.equal(stateOf(m, addMs(m.term_ends_at, -1)), 'active');
  assert.equal(stateOf(m, m.term_ends_at), 'ended');
  const leaving = { ...m, ends_at: addDays(since, 40), ended_by: 'notice' as const };
  assert.equal(stateOf(leaving, since), 'leaving');
  assert.equal(stateOf(leaving, addDays(since, 40)), 'ended');
  assert.equal(termEnd(new Date('2026-08-31T00:00:00Z'), { ...standardTerms, months: 6 }).toISOString(), '2027-02-28T00:00:00.000Z');
});

test('an exclusive term stands alone, and one agency is joined once', () => {
  const exclusive = { ...standardTerms, exclusive: true };
  const now = addDays(since, 1);
  const running = (agency_id: string, more: Partial<MembershipFacts> = {}) => ({ ...started(), agency_id, ...more });
  const code = (others: ReturnType<typeof running>[], wanted = standardTerms) => {
    try {
      checkJoin(others, 'us', wanted, now);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  assert.equal(code([]), undefined);
  assert.equal(code([], exclusive), undefined);
  assert.equal(code([running('them')]), undefined);
  assert.equal(code([running('them', { terms: exclusive })]), 'roster.exclusive');
  assert.equal(code([running('them')], exclusive), 'roster.exclusive');
  assert.equal(code([running('us')]), 'roster.already_member');
  // A further term that is agreed: exclusive from later on, or exclusive until then; only while both run, and not where she has left before.
  const terms_from = addDays(since, 60);
  const later = { terms: exclusive, terms_before: standardTerms, terms_from };
  assert.equal(code([running('them', later)]), 'roster.exclusive');
  assert.equal(code([running('them', later)], { ...standardTerms, months: 1 }), undefined);
  assert.equal(code([running('them', { ...later, ends_at: addDays(since, 30), ended_by: 'notice' })]), undefined);
  assert.equal(code([running('them', { terms: standardTerms, terms_before: exclusive, terms_from })]), 'roster.exclusive');
  assert.equal(code([running('them', { terms_before: exclusive })]), undefined);
});

const turnedRound = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'object' ? turnedRound(value as object) : value])
      .reverse(),
  );
test('the same terms give the same hash whatever the order of their fields', () => {
  fc.assert(
    fc.property(terms, terms, (a, b) => {
      const turned = turnedRound(a) as typeof a;
      assert.equal(hashTerms(turned), hashTerms(a));
      assert.equal(hashTerms(a) === hashTerms(b), isDeepStrictEqual(a, b));
      assert.equal(
        hashTerms({ ...a, ...(b.services && { services: b.services }) }) === hashTerms(a),
        !b.services || isDeepStrictEqual(a.services, b.services),
      );
    }),
  );
});
