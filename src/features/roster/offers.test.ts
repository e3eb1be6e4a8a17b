// What an agency may propose to a member, and what her yes, her no and her silence do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaults, standardTerms } from '#src/features/policies/rules/presets.ts';
import { checkTerms } from '#src/features/policies/rules/terms.ts';
import { addDays, addMs, dayMs } from '#src/lib/time.ts';
import { endOf, isRenewed, lastTermEnd, leaveNow, spellsOf, stateOf, termEnd, termsAt, type MembershipFacts } from './rules/memberships.ts';
import { agreed, boundsOf, checkAsking, checkOpenOffer, checkProposed, offerDates, offerStateAt, type OfferFacts } from './rules/offers.ts';
import { sameTerms } from './rules/terms.ts';

const policy = defaults.renewals.params;
const exits = defaults.exits.params;
const since = new Date('2026-01-31T10:00:00Z');
const end = termEnd(since, standardTerms);
const running: MembershipFacts = {
  terms: standardTerms,
  terms_from: since,
  terms_before: null,
  since,
  term_ends_at: end,
  ends_at: null,
  ended_by: null,
  trial_until: null,
  free_from: null,
};
const daysBefore = (days: number) => addDays(end, -days);
const offerAt = (sent: Date, more: Partial<OfferFacts> = {}): OfferFacts => ({
  kind: 'renewal',
  state: 'open',
  withdrawn_by: null,
  terms_from: end,
  sent_at: sent,
  expires_at: addDays(sent, policy.offerDays),
  ...more,
});

test('when a further term can be offered', () => {
  const lapsed = (days: number) => offerAt(daysBefore(days), { state: 'lapsed' });
  const leaving = { ...running, ends_at: daysBefore(3), ended_by: 'notice' as const };
  const renewed = { ...running, terms_from: end, terms_before: standardTerms, term_ends_at: termEnd(end, standardTerms) };
  for (const [why, m, before, at, code] of [
    ['before its time', running, [], addMs(daysBefore(30), -1), 'roster.renewal_too_early'],
    ['from the thirtieth day on', running, [], daysBefore(30), undefined],
    ['while one is open', running, [offerAt(daysBefore(20))], daysBefore(14), 'roster.offer_open'],
    ['after silence, once more', running, [offerAt(daysBefore(20))], daysBefore(13), undefined],
    ['after silence twice', running, [lapsed(29), lapsed(20)], daysBefore(10), 'roster.renewal_asked'],
    [
      'taken back counts as asked',
      running,
      [lapsed(29), offerAt(daysBefore(20), { state: 'withdrawn' })],
      daysBefore(10),
      'roster.renewal_asked',
    ],
    ['after a no', running, [offerAt(daysBefore(29), { state: 'declined' })], daysBefore(10), 'roster.renewal_declined'],
    ['a no to the term before', running, [offerAt(since, { state: 'declined', terms_from: since })], daysBefore(10), undefined],
    [
      'a no to other terms',
      running,
      [offerAt(daysBefore(90), { kind: 'change', state: 'declined', terms_from: null })],
      daysBefore(10),
      undefined,
    ],
    ['when she leaves', leaving, [], daysBefore(10), 'roster.leaving'],
    ['when it has ended', running, [], end, 'roster.ended'],
    ['when one is agreed', renewed, [], daysBefore(10), 'roster.renewed_already'],
  ] as const)
    assert.equal(checkAsking(m, before, 'renewal', policy, at)?.code, code, why);
});

test('when other terms can be proposed, and which', () => {
  const change = (sent: Date, state: OfferFacts['state']) => offerAt(sent, { kind: 'change', state, terms_from: null });
  const code = (before: OfferFacts[], at: Date) => checkAsking(running, before, 'change', policy, at)?.code;
  assert.equal(code([], addDays(since, 20)), undefined);
  assert.equal(code([offerAt(daysBefore(20), { state: 'declined' })], daysBefore(10)), 'roster.renewal_declined', 'nor by a back door');
  for (const state of ['accepted', 'declined', 'withdrawn', 'lapsed'] as const) {
    assert.equal(code([change(addDays(since, 20), state)], addMs(addDays(since, 50), -1)), 'roster.change_cooling_down', state);
    assert.equal(code([change(addDays(since, 20), state)], addDays(since, 50)), undefined, state);
  }
  const now = addDays(since, 20);
  const proposed = (more: object, kind: 'change' | 'renewal' = 'change') =>
    checkProposed(running, { kind, terms: { ...standardTerms, ...more } }, now)?.code;
  assert.equal(proposed({}), 'roster.nothing_changed');
  assert.equal(proposed({ months: 9 }), 'roster.length_changed');
  assert.equal(proposed({ commissionBps: 700 }), undefined);
  assert.equal(proposed({}, 'renewal'), undefined);
  assert.equal(proposed({ months: 9 }, 'renewal'), undefined);
});

test('an answer is taken while there is time, once; silence is a no', () => {
  const offer = offerAt(since);
  const code = (one: OfferFacts | undefined, at: Date) => {
    try {
      checkOpenOffer(one, at);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  assert.equal(code(undefined, since), 'roster.offer_not_found');
  assert.equal(code(offer, addMs(offer.expires_at, -1)), undefined);
  assert.equal(code(offer, offer.expires_at), 'roster.offer_lapsed');
  assert.equal(offerStateAt(offer, offer.expires_at), 'lapsed');
  assert.equal(code({ ...offer, state: 'withdrawn', withdrawn_by: 'agency' }, since), 'roster.offer_withdrawn');
  assert.equal(code({ ...offer, state: 'withdrawn', withdrawn_by: 'leaving' }, since), 'roster.leaving');
  for (const state of ['accepted', 'declined'] as const) assert.equal(code({ ...offer, state }, since), 'roster.offer_answered');
  // However long an offer may stand, the term that runs is its end.
  assert.deepEqual(offerDates(running, { kind: 'renewal', terms: standardTerms }, policy, daysBefore(2)).expires_at, end);
});

const terms = fc.record({
  commissionBps: fc.nat(2000),
  paidFrom: fc.constantFrom('platform' as const, 'creator' as const),
  months: fc.integer({ min: 1, max: 12 }),
  coolingOffDays: fc.integer({ min: 14, max: 20 }),
  noticeDays: fc.nat(30),
  exclusive: fc.boolean(),
  coachingHoursMonthly: fc.nat(10),
  trialLive: fc.boolean(),
});

test('a further term begins when the one that runs is over: until then nothing changes, and leaving is no later than without it', () => {
  fc.assert(
    fc.property(
      terms,
      terms,
      fc.double({ min: 0, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (first, next, left, share) => {
        const m = { ...running, terms: first, term_ends_at: termEnd(since, first) };
        const asked = { kind: 'renewal' as const, terms: next };
        const yes = addMs(m.term_ends_at, -Math.ceil(left * dayMs) - 1);
        const offer = { terms: next, ...offerDates(m, asked, policy, yes) };
        const after: MembershipFacts = { ...m, ...agreed(m, offer, yes) };
        assert.deepEqual(endOf(after), termEnd(m.term_ends_at, next));
        assert.ok(sameTerms(termsAt(after, yes), first));
        assert.ok(sameTerms(termsAt(after, m.term_ends_at), next));
        const before = addMs(yes, Math.floor(share * (m.term_ends_at.getTime() - yes.getTime() - 1)));
        assert.deepEqual(leaveNow(after, exits, null, before), leaveNow(m, exits, null, before));
        // Whoever leaves before it begins never comes into it: its terms never hold, and it keeps nobody from joining elsewhere.
        const gone = leaveNow(after, exits, null, before);
        const departed: MembershipFacts = { ...after, ends_at: gone.endsAt, ended_by: gone.rule };
        for (const at of [before, gone.endsAt, m.term_ends_at, endOf(after)]) {
          assert.ok(sameTerms(termsAt(departed, at), first));
          assert.equal(isRenewed(departed, at), false);
        }
        assert.deepEqual([lastTermEnd(departed), lastTermEnd(after)], [m.term_ends_at, endOf(after)]);
        const spells = spellsOf(departed, before);
        assert.ok(spells.every((spell) => sameTerms(spell.terms, first) && spell.to <= gone.endsAt));
        const late = leaveNow(after, exits, null, m.term_ends_at);
        assert.ok(late.endsAt <= addDays(m.term_ends_at, next.noticeDays) && late.endsAt <= endOf(after));
      },
    ),
  );
});

test('other terms hold from her yes, and end when the term ends', () => {
  const now = addDays(since, 20);
  const next = { ...standardTerms, commissionBps: 700, noticeDays: 3 };
  const after: MembershipFacts = {
    ...running,
    ...agreed(running, { terms: next, ...offerDates(running, { kind: 'change', terms: next }, policy, now) }, now),
  };
  assert.ok(sameTerms(termsAt(after, now), next));
  assert.deepEqual([endOf(after), stateOf(after, end)], [end, 'ended']);
  assert.deepEqual(leaveNow(after, exits, null, now), { endsAt: addDays(now, 3), rule: 'notice' });
});

test('what stays as it was agreed is not asked about again, whatever the rules have become', () => {
  const strict = {
    ...defaults.terms.params,
    commissionBpsMax: 500,
    monthsMax: 2,
    noticeDaysMax: 3,
    coolingOffDaysMin: 20,
    exclusiveAllowed: false,
  };
  const held = { ...standardTerms, exclusive: true };
  const code = (more: object) => checkTerms({ ...held, ...more }, boundsOf(held, { ...held, ...more }, strict))?.code;
  assert.equal(code({ coachingHoursMonthly: 4 }), undefined);
  assert.equal(code({ commissionBps: 400, exclusive: false }), undefined);
  assert.equal(code({ commissionBps: 700 }), 'terms.commission_too_high');
  assert.equal(code({ noticeDays: 6 }), 'terms.notice_too_long');
});
