import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stage } from './contract.ts';
import { checkMove, firstStage, moveOf, roundsOf, scouts, type Move } from './rules.ts';

describe('moves by hand', () => {
  for (const [move, code] of [
    [{ stage: 'contacted' }, undefined],
    [{}, 'scouting.nothing_asked'],
    [{ note: 'a note' }, 'scouting.nothing_asked'],
    [{ ownerId: null }, undefined],
    [{ ownerId: 'a', note: 'a note' }, 'scouting.note_unasked'],
    [{ stage: 'talking', note: 'a note', ownerId: 'a' }, undefined],
    [{ stage: 'lost', lostWhy: 'terms' }, undefined],
    [{ stage: 'lost' }, 'scouting.why_missing'],
    [{ stage: 'talking', lostWhy: 'terms' }, 'scouting.why_unasked'],
    [{ ownerId: null, lostWhy: 'terms' }, 'scouting.why_unasked'],
    [{ stage: 'invited' }, 'scouting.by_invitation'],
    [{ stage: 'joined' }, 'scouting.by_invitation'],
  ] as const)
    test(`${JSON.stringify(move)} is ${code ?? 'taken'}`, () => assert.equal(checkMove(move)?.code, code));
});

test('who is saved with an invitation of ours, or as our member, stands there at once', () => {
  const standings = ['open', 'invited', 'cooling_down', 'member', 'not_asked', undefined];
  assert.deepEqual(standings.map(firstStage), ['to_look_at', 'invited', 'to_look_at', 'joined', 'to_look_at', 'to_look_at']);
});

test('owners, managers and scouts look for creators, nobody else', () => {
  assert.deepEqual(['owner', 'manager', 'coach', 'scout', 'finance', undefined].map(scouts), [true, true, false, true, false, false]);
});

describe('moves that follow from invitations', () => {
  const at = new Date('2026-11-26T12:00:00Z');
  const told = (name: string, more = {}) => moveOf({ name, at, body: { agencyId: 'a', creatorId: 'c', ...more } });
  for (const [name, more, to, lostWhy, from] of [
    ['invites.sent', {}, 'invited', null, null],
    ['invites.answered', { answer: 'accept' }, 'joined', null, null],
    ['invites.answered', { answer: 'decline' }, 'lost', 'declined', null],
    ['invites.withdrawn', { by: 'agency' }, 'contacted', null, 'invited'],
    ['invites.expired', {}, 'contacted', null, 'invited'],
  ] as const)
    test(`${name} ${JSON.stringify(more)}`, () =>
      assert.deepEqual(told(name, more), { agencyId: 'a', creatorId: 'c', at, stage: to, lostWhy, from }));

  test('every move keeps what the table asks: a reason with lost, and only then', () => {
    const all = ['sent', 'answered', 'withdrawn', 'expired'].map((name) => told(`invites.${name}`)!);
    for (const move of all) {
      assert.ok(stage.options.includes(move.stage));
      assert.equal(move.stage === 'lost', move.lostWhy !== null);
    }
  });

  test('nothing else moves anybody', () => assert.equal(told('roster.ended'), undefined));

  test('moves of one creator keep their order, and no round names anybody twice', () => {
    const moves = ['a', 'b', 'a', 'c', 'a', 'b'].map(
      (creatorId, n) => ({ agencyId: 'x', creatorId, n }) as unknown as Move & { n: number },
    );
    const rounds = roundsOf(moves);
    assert.deepEqual(
      rounds.map((r) => r.map((m) => m.creatorId).join('')),
      ['abc', 'ab', 'a'],
    );
    for (const who of ['a', 'b', 'c']) {
      const order = rounds.flat().filter((m) => m.creatorId === who) as unknown as { n: number }[];
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a.n - b.n),
      );
    }
  });
});
