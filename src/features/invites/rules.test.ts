import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaults } from '#src/features/policies/rules/presets.ts';
import {
  checkFilters,
  checkOpen,
  checkRequest,
  checkTarget,
  coolDownEnd,
  fitCaps,
  inviteExpiry,
  stateAt,
  type AskerFacts,
  type TargetFacts,
} from './rules.ts';

const policy = defaults.invitations.params;
const asker: AskerFacts = { languages: ['de', 'en'], verified: false, commissionBps: 800 };
const now = new Date('2026-11-23T12:00:00Z');
const later = new Date('2026-11-24T12:00:00Z');
const code = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('who can be asked now, and the first reason why not', () => {
  const open: TargetFacts = {
    findable: true,
    isSelf: false,
    isMember: false,
    openFromUs: false,
    askAgainAt: null,
    openInvites: 0,
    filters: undefined,
  };
  const all: TargetFacts = {
    findable: false,
    isSelf: true,
    isMember: true,
    openFromUs: true,
    askAgainAt: later,
    openInvites: policy.inboxMax,
    filters: undefined,
  };
  for (const [facts, expected] of [
    [open, undefined],
    [{ ...open, openInvites: policy.inboxMax - 1 }, undefined],
    [{ ...open, openInvites: policy.inboxMax }, 'invites.inbox_full'],
    [{ ...open, askAgainAt: now }, undefined],
    [{ ...open, askAgainAt: later }, 'invites.cooling_down'],
    [all, 'invites.already_member'],
    [{ ...all, isMember: false }, 'invites.not_findable'],
    [{ ...all, isMember: false, findable: true }, 'invites.own_profile'],
    [{ ...all, isMember: false, findable: true, isSelf: false }, 'invites.open_already'],
    [{ ...all, isMember: false, findable: true, isSelf: false, openFromUs: false }, 'invites.cooling_down'],
  ] as const)
    assert.equal(checkTarget(facts, asker, policy, now)?.code, expected, JSON.stringify(facts));
  assert.equal(checkTarget({ ...open, askAgainAt: later }, asker, policy, now)!.more['askAgainAt'], later.toISOString());
});

test('nobody who cannot be found is told apart from nobody at all', () => {
  const facts = fc.record({
    findable: fc.constant(false),
    isSelf: fc.boolean(),
    isMember: fc.constant(false),
    openFromUs: fc.boolean(),
    askAgainAt: fc.option(fc.date({ noInvalidDate: true })),
    openInvites: fc.nat(100),
    filters: fc.record({
      commissionBpsMax: fc.option(fc.nat(10_000)),
      languages: fc.constantFrom<string[]>(['mi'], []),
      verifiedOnly: fc.boolean(),
      inboxMax: fc.option(fc.nat(5)),
    }),
  });
  fc.assert(fc.property(facts, (t) => checkTarget(t, asker, policy, now)?.code === 'invites.not_findable'));
});

test('as many fit as every cap still allows, and not one more', () => {
  const n = fc.nat(120);
  fc.assert(
    fc.property(n, n, n, n, fc.constantFrom('regular' as const, 'elite' as const), (asked, agency, seat, elite, kind) => {
      const { fit, refusal } = fitCaps(asked, { agency, seat, elite }, kind, policy);
      const left = [policy.agencyPerDay - agency, policy.seatPerDay - seat, ...(kind === 'elite' ? [policy.elitePerDay - elite] : [])];
      assert.equal(fit, Math.max(0, Math.min(asked, ...left)));
      assert.equal(refusal !== undefined, fit < asked);
      const codes = ['invites.agency_quota', 'invites.seat_quota', 'invites.elite_quota'];
      if (refusal) assert.equal(left[codes.indexOf(refusal.code)], Math.min(...left), 'the reason is the tightest cap');
    }),
  );
});

test('an invitation is answered while it is open, and says why not afterwards', () => {
  const sent = { state: 'sent' as const, expires_at: later };
  assert.equal(
    code(() => checkOpen(sent, now)),
    undefined,
  );
  assert.equal(
    code(() => checkOpen(sent, new Date(later.getTime() - 1))),
    undefined,
  );
  assert.equal(
    code(() => checkOpen(sent, later)),
    'invites.lapsed',
  );
  assert.equal(stateAt(sent, later), 'expired');
  assert.equal(stateAt({ ...sent, state: 'declined' }, later), 'declined');
  assert.equal(
    code(() => checkOpen({ ...sent, state: 'expired' }, now)),
    'invites.lapsed',
  );
  assert.equal(
    code(() => checkOpen({ ...sent, state: 'withdrawn' }, now)),
    'invites.withdrawn',
  );
  for (const state of ['accepted', 'declined'] as const)
    assert.equal(
      code(() => checkOpen({ ...sent, state }, now)),
      'invites.already_answered',
    );
  assert.equal(
    code(() => checkOpen(undefined, now)),
    'invites.not_found',
  );
  assert.equal(inviteExpiry(policy, now).toISOString(), '2026-11-30T12:00:00.000Z');
  assert.equal(coolDownEnd(policy, now).toISOString(), '2026-12-23T12:00:00.000Z');
});

test('a request beyond the policy is refused before anybody is looked at', () => {
  assert.equal(
    code(() => checkRequest(['a', 'b'], '', policy)),
    undefined,
  );
  assert.equal(
    code(() => checkRequest(['a', 'a'], '', policy)),
    'invites.named_twice',
  );
  const many = Array.from({ length: 31 }, (_, i) => String(i));
  assert.equal(
    code(() => checkRequest(many, '', policy)),
    'invites.too_many_at_once',
  );
  assert.equal(
    code(() => checkRequest(many.slice(1), 'x'.repeat(policy.messageMax), policy)),
    undefined,
  );
  assert.equal(
    code(() => checkRequest(['a'], 'x'.repeat(policy.messageMax + 1), policy)),
    'invites.message_too_long',
  );
});

test('her own conditions: the share, the language, verified only, an inbox as large as she wants it', () => {
  const filters = { commissionBpsMax: null, languages: [], verifiedOnly: false, inboxMax: null };
  const open = { findable: true, isSelf: false, isMember: false, openFromUs: false, askAgainAt: null };
  const asked = (own: object, from: Partial<AskerFacts> = {}, openInvites = 0) =>
    checkTarget({ ...open, openInvites, filters: { ...filters, ...own } }, { ...asker, ...from }, policy, now);
  for (const [own, from, openInvites, expected] of [
    [{}, {}, 0, undefined],
    [{}, {}, policy.inboxMax - 1, undefined],
    [{}, {}, policy.inboxMax, 'invites.inbox_full'],
    [{ commissionBpsMax: 800 }, { commissionBps: 800 }, 0, undefined],
    [{ commissionBpsMax: 800 }, { commissionBps: 801 }, 0, 'invites.share_too_high'],
    [{ commissionBpsMax: 0 }, { commissionBps: 0 }, 0, undefined],
    [{ commissionBpsMax: 0 }, { commissionBps: 1 }, 0, 'invites.share_too_high'],
    [{ languages: ['en', 'mi'] }, {}, 0, undefined],
    [{ languages: ['mi'] }, {}, 0, 'invites.other_language'],
    [{ languages: ['mi'] }, { languages: [] }, 0, 'invites.other_language'],
    [{ verifiedOnly: true }, {}, 0, 'invites.verified_only'],
    [{ verifiedOnly: true }, { verified: true }, 0, undefined],
    [{ inboxMax: 0 }, {}, 0, 'invites.own_limit'],
    [{ inboxMax: 2 }, {}, 1, undefined],
    [{ inboxMax: 2 }, {}, 2, 'invites.own_limit'],
    [{ inboxMax: 2, verifiedOnly: true, commissionBpsMax: 0 }, {}, 2, 'invites.verified_only'],
    [{ inboxMax: 2, commissionBpsMax: 0 }, {}, 2, 'invites.share_too_high'],
  ] as const)
    assert.equal(asked(own, from, openInvites)?.code, expected, JSON.stringify([own, from, openInvites]));
  assert.equal(asked({ commissionBpsMax: 500 })!.more['commissionBpsMax'], 500);
  assert.equal(
    code(() => checkFilters({ ...filters, inboxMax: policy.inboxMax }, policy)),
    undefined,
  );
  assert.equal(
    code(() => checkFilters({ ...filters, inboxMax: policy.inboxMax + 1 }, policy)),
    'invites.above_policy',
  );
});
