// What the terms promise, by its day, and what other terms do to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Terms } from '#src/features/policies/contract.ts';
import { standardTerms } from '#src/features/policies/rules/presets.ts';
import { addDays, addMonths } from '#src/lib/time.ts';
import { termEnd, type MembershipFacts } from './rules/memberships.ts';
import { checkSaid, promisesAfter, promisesOf, promiseStateAt, stands, type PromiseFacts, type Promised } from './rules/promises.ts';

const since = new Date('2026-01-31T10:00:00Z');
const span = (terms: Terms, from = since) => ({ from, to: termEnd(from, terms) });
const held = (all: Promised[], more: Partial<PromiseFacts> = {}): PromiseFacts[] =>
  all.map((one) => ({ ...one, kept_at: null, answer: null, void_at: null, ...more }));
const days = (all: Promised[]) => all.map((p) => `${p.what} ${p.due_at.toISOString().slice(0, 10)}`);

test('coaching is due at the end of each month, the rest within its days and never after the term', () => {
  const terms = { ...standardTerms, months: 2, services: { training: 14, mentor: 365 } };
  assert.deepEqual(days(promisesOf(terms, span(terms))), [
    'coaching 2026-02-28',
    'coaching 2026-03-31',
    'training 2026-02-14',
    'mentor 2026-03-31',
  ]);
  assert.deepEqual(promisesOf({ ...terms, coachingHoursMonthly: 0, services: undefined } as unknown as Terms, span(terms)), []);
});

test('other terms take the place of what is not due and of which nobody has said anything; what they leave as it was keeps its day', () => {
  const terms: Terms = { ...standardTerms, months: 4, services: { training: 14, plan: 90 } };
  const before = held(promisesOf(terms, span(terms)));
  const now = addDays(since, 40);
  const to = termEnd(since, terms);
  const change = (after: Terms, all = before, from = now) => promisesAfter(all, { before: terms, after }, { from, to });
  const less = change({ ...terms, coachingHoursMonthly: 1, services: { mentor: 10 } });
  assert.deepEqual(days(less.voided), ['coaching 2026-03-31', 'coaching 2026-04-30', 'coaching 2026-05-31', 'plan 2026-05-01']);
  assert.deepEqual(days(less.added), ['coaching 2026-03-31', 'coaching 2026-04-30', 'coaching 2026-05-31', 'mentor 2026-03-22']);
  assert.deepEqual(change({ ...terms, commissionBps: 1 }), { voided: [], added: [] });
  const sooner = change({ ...terms, services: { training: 14, plan: 7 } });
  assert.deepEqual([days(sooner.voided), days(sooner.added)], [['plan 2026-05-01'], ['plan 2026-03-19']]);
  const again = change({ ...terms, services: { training: 30, plan: 90 } });
  assert.deepEqual([days(again.voided), days(again.added)], [[], ['training 2026-04-11']], 'what was due stays, and is promised once more');
  const none = change({ ...terms, coachingHoursMonthly: 0 });
  assert.deepEqual(days(none.voided), ['coaching 2026-03-31', 'coaching 2026-04-30', 'coaching 2026-05-31']);
  const without = before.map((p) => (none.voided.includes(p) ? { ...p, void_at: now } : p));
  const back = promisesAfter(
    without,
    { before: { ...terms, coachingHoursMonthly: 0 }, after: { ...terms, coachingHoursMonthly: 3 } },
    { from: addDays(since, 75), to },
  );
  assert.deepEqual(days(back.added), ['coaching 2026-04-30', 'coaching 2026-05-31'], 'it comes back by the months of the term');
  const said = before.map((p) => ({ ...p, kept_at: p.what === 'plan' ? now : null }));
  assert.ok(!change({ ...terms, services: { training: 14 } }, said).voided.some((p) => p.what === 'plan'));
});

test('whatever is agreed after whatever, each thing stands once for each day, within the term, and what the terms say is there', () => {
  const terms: fc.Arbitrary<Terms> = fc
    .record({ hours: fc.nat(2), training: fc.option(fc.integer({ min: 1, max: 365 })), plan: fc.option(fc.integer({ min: 1, max: 365 })) })
    .map(({ hours, training, plan }) => ({
      ...standardTerms,
      coachingHoursMonthly: hours,
      ...(training !== null || plan !== null
        ? { services: { ...(training !== null && { training }), ...(plan !== null && { plan }) } }
        : {}),
    }));
  fc.assert(
    fc.property(terms, fc.array(fc.tuple(terms, fc.integer({ min: 1, max: 179 })), { maxLength: 5 }), (first, changes) => {
      const to = termEnd(since, first);
      let all = held(promisesOf(first, { from: since, to }));
      let [last, at] = [first, since];
      for (const [next, day] of changes.toSorted(([, a], [, b]) => a - b)) {
        const from = addDays(since, day);
        const { voided, added } = promisesAfter(all, { before: last, after: next }, { from, to });
        assert.ok(voided.every((p) => p.due_at > from));
        all = [...all.map((p) => (voided.includes(p) ? { ...p, void_at: from } : p)), ...held(added)];
        [last, at] = [next, from];
      }
      const standing = all.filter((p) => p.void_at === null);
      assert.ok(standing.every((p) => p.due_at > since && p.due_at <= to));
      assert.equal(new Set(standing.map((p) => `${p.what} ${p.due_at.toISOString()}`)).size, standing.length);
      const left = standing.filter((p) => p.what === 'coaching' && p.due_at > at);
      const months = Array.from({ length: 6 }, (_, k) => addMonths(since, k + 1)).filter((end) => end > at);
      assert.equal(left.length, last.coachingHoursMonthly === 0 ? 0 : months.length, 'each month that is left');
      assert.ok(left.every((p) => p.hours === last.coachingHoursMonthly));
      for (const what of Object.keys(last.services ?? {})) assert.ok(standing.some((p) => p.what === what));
    }),
  );
});

test('what both have said, and what stands', () => {
  const [p] = held(promisesOf({ ...standardTerms, months: 1 }, span({ ...standardTerms, months: 1 })));
  const at = addDays(since, 3);
  const late = addDays(p!.due_at, 1);
  for (const [more, now, state] of [
    [{}, at, 'open'],
    [{}, p!.due_at, 'overdue'],
    [{ kept_at: at }, late, 'said'],
    [{ kept_at: at, answer: 'kept' }, late, 'kept'],
    [{ answer: 'kept' }, at, 'kept'],
    [{ kept_at: at, answer: 'not_kept' }, late, 'disputed'],
    [{ answer: 'not_kept' }, at, 'broken'],
  ] as const)
    assert.equal(promiseStateAt({ ...p!, ...more }, now), state);
  const m: MembershipFacts = {
    terms: standardTerms,
    terms_from: since,
    terms_before: null,
    since,
    term_ends_at: p!.due_at,
    ends_at: null,
    ended_by: null,
    trial_until: null,
    free_from: null,
  };
  assert.ok(stands(p!, m));
  assert.ok(!stands(p!, { ...m, ends_at: at, ended_by: 'notice' }), 'who has left by then is owed nothing');
  assert.ok(!stands({ ...p!, void_at: at }, m));
  const code = (said: PromiseFacts | undefined, by: 'agency' | 'creator') => {
    try {
      checkSaid(said, m, by, at);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  assert.equal(code(undefined, 'creator'), 'roster.promise_not_found');
  assert.equal(code({ ...p!, void_at: at }, 'creator'), 'roster.promise_void');
  assert.equal(code({ ...p!, answer: 'not_kept' }, 'agency'), 'roster.promise_answered');
  assert.equal(code({ ...p!, answer: 'not_kept' }, 'creator'), undefined);
  assert.equal(code(p, 'agency'), undefined);
  assert.equal(code({ ...p!, due_at: addMonths(at, 2) }, 'creator'), 'roster.promise_void');
  const longer = { ...m, term_ends_at: addMonths(since, 6) };
  assert.throws(() => checkSaid({ ...p!, due_at: addMonths(at, 2) }, longer, 'agency', at), /has not begun/);
});
