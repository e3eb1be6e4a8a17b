import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkAnswering,
  checkText,
  checkWriting,
  isReachable,
  leftOf,
  monthStart,
  nextMonth,
  sees,
  type Between,
  type Role,
} from './rules/writing.ts';

const now = new Date('2026-11-27T10:00:00Z');
const policy = { beforeReplyMax: 5, textMax: 20, waitingMegabytesMax: 4 };
const stranger: Between = { blocked: false, findable: false, invited: false, member: undefined, everMember: false };
const member: Between = { ...stranger, member: { coachId: 'coach' }, everMember: true };
const codeOf = (seat: Role, b: Between, sentSinceReply = 0, personId = 'me', isSelf = false) =>
  checkWriting({ role: seat, personId }, b, { sentSinceReply, isSelf }, policy, now)?.code;
const all: Role[] = ['owner', 'manager', 'coach', 'scout', 'finance'];
const roles = (b: Between, personId = 'me') => all.filter((role) => codeOf(role, b, 0, personId) === undefined);

test('who may write first: by role and by what is between them', () => {
  const cases: [string, Between, string, Role[]][] = [
    ['can be found', { ...stranger, findable: true }, 'me', ['owner', 'manager', 'scout']],
    ['is invited', { ...stranger, invited: true }, 'me', ['owner', 'manager', 'scout']],
    ['is a member, of another coach', member, 'me', ['owner', 'manager']],
    ['is a member, of this coach', member, 'coach', ['owner', 'manager', 'coach']],
    ['is a member and can be found', { ...member, findable: true }, 'me', ['owner', 'manager']],
    ['was a member and can be found', { ...stranger, findable: true, everMember: true }, 'coach', ['owner', 'manager']],
    ['is not there', stranger, 'me', []],
    ['was a member', { ...stranger, everMember: true }, 'coach', []],
  ];
  for (const [what, between, personId, allowed] of cases) assert.deepEqual(roles(between, personId), allowed, what);
});

test('a block looks like nobody, whatever else is between them', () => {
  for (const findable of [true, false])
    for (const invited of [true, false])
      for (const b of [stranger, member]) {
        const blocked = { ...b, findable, invited, blocked: true };
        assert.equal(isReachable(blocked), false);
        for (const role of all) assert.equal(codeOf(role, blocked, 0, 'coach'), 'messages.not_reachable');
      }
});

test('five before an answer, and no limit for a member', () => {
  const found = { ...stranger, findable: true };
  for (const [sent, left] of [
    [0, 5],
    [4, 1],
    [5, 0],
    [6, 0],
  ] as const) {
    assert.equal(leftOf(found, sent, policy), left);
    assert.equal(codeOf('owner', found, sent), left === 0 ? 'messages.await_reply' : undefined);
    assert.equal(leftOf(member, sent, policy), null);
    assert.equal(codeOf('owner', member, sent), undefined);
  }
  const refused = checkWriting({ role: 'owner', personId: 'me' }, found, { sentSinceReply: 5, isSelf: false }, policy, now);
  assert.equal(refused?.more['askAgainAt'], '2026-12-01T00:00:00.000Z');
  assert.equal(codeOf('owner', found, 0, 'me', true), 'messages.own_profile');
});

test('months are calendar months, UTC', () => {
  assert.equal(monthStart(now).toISOString(), '2026-11-01T00:00:00.000Z');
  assert.equal(nextMonth(new Date('2026-12-31T23:59:59.999Z')).toISOString(), '2027-01-01T00:00:00.000Z');
  assert.equal(nextMonth(new Date('2027-01-31T00:00:00Z')).toISOString(), '2027-02-01T00:00:00.000Z');
});

test('she answers wherever a conversation is, and begins one with her agency or one that invites her', () => {
  const cases: [Between, boolean, string | undefined][] = [
    [stranger, true, undefined],
    [stranger, false, 'messages.not_found'],
    [member, false, undefined],
    [{ ...stranger, invited: true }, false, undefined],
    [{ ...stranger, findable: true }, false, 'messages.not_found'],
    [{ ...stranger, blocked: true }, true, 'messages.you_blocked'],
    [{ ...stranger, blocked: true }, false, 'messages.not_found'],
    [{ ...member, blocked: true }, true, 'messages.you_blocked'],
  ];
  for (const [b, thread, code] of cases) assert.equal(checkAnswering(b, thread)?.code, code);
});

test('who reads which conversation', () => {
  const seen = (b: Between, personId = 'me') => all.filter((role) => sees({ role, personId }, b));
  assert.deepEqual(seen(stranger), ['owner', 'manager', 'scout']);
  assert.deepEqual(seen(member), ['owner', 'manager']);
  assert.deepEqual(seen(member, 'coach'), ['owner', 'manager', 'coach']);
  assert.deepEqual(seen({ ...stranger, everMember: true }, 'coach'), ['owner', 'manager']);
  assert.deepEqual(seen({ ...stranger, blocked: true }), ['owner', 'manager', 'scout']);
});

test('a message has words or a file, and no more words than the rule', () => {
  assert.throws(() => checkText('', 0, policy), { code: 'messages.empty' });
  assert.doesNotThrow(() => checkText('', 1, policy));
  assert.doesNotThrow(() => checkText('x'.repeat(20), 0, policy));
  assert.throws(() => checkText('x'.repeat(21), 0, policy), { code: 'messages.too_long' });
});
