import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isRevoked, longestMs, overlapUntil, saysNew, spanAt, validSecrets, type Span } from './rules.ts';

const span = (startedAt: number, endedAt: number | null): Span => ({ stream: `${startedAt}`, startedAt, endedAt });

describe('in which broadcast something happened', () => {
  test('by tables', () => {
    const [first, second] = [span(100, 200), span(300, null)];
    for (const [what, spans, at, stream] of [
      ['nothing is known', [], 150, undefined],
      ['before all', [first, second], 99, undefined],
      ['at its first instant', [first, second], 100, '100'],
      ['at its last', [first, second], 200, '100'],
      ['between two', [first, second], 201, undefined],
      ['in one that goes on', [second, first], 1_000, '300'],
      ['two days on without an end', [second], 300 + longestMs, '300'],
      ['longer than any goes on', [second], 301 + longestMs, undefined],
      ['a later one ends one whose end was never told', [span(100, null), second], 400, '300'],
    ] as const)
      assert.equal(spanAt(spans, at)?.stream, stream, what);
  });
  test('whatever the order of the broadcasts', () => {
    const spans = fc.uniqueArray(fc.record({ s: fc.nat(1000), d: fc.option(fc.nat(300)) }), { selector: (x) => x.s });
    fc.assert(
      fc.property(spans, fc.nat(1500), (all, at) => {
        const list = all.map(({ s, d }) => span(s, d === null ? null : s + d));
        assert.equal(spanAt(list, at)?.stream, spanAt(list.toReversed(), at)?.stream);
      }),
    );
  });
});

test('which secrets are valid, and until when', () => {
  const now = new Date('2026-07-01T20:00:00Z');
  const until = overlapUntil(24, now)!;
  assert.equal(overlapUntil(0, now), null);
  const row = { secret: 'new', old_secret: 'old', old_secret_until: until };
  assert.deepEqual(validSecrets(row, now), ['new', 'old']);
  assert.deepEqual(validSecrets(row, new Date(until.getTime() - 1)), ['new', 'old']);
  assert.deepEqual(validSecrets(row, until), ['new']);
  assert.deepEqual(validSecrets({ secret: null, old_secret: null, old_secret_until: null }, now), []);
});

test('a sign of life is noted once a minute', () => {
  const now = new Date();
  assert.equal(saysNew(undefined, now), true);
  assert.equal(saysNew(now, new Date(now.getTime() + 59_999)), false);
  assert.equal(saysNew(now, new Date(now.getTime() + 60_000)), true);
});

test('what has ended and was not asked for anew shows in its source', () => {
  const of = (type: string, status: string, channel = '1') => ({ type, status, channel });
  assert.equal(isRevoked([]), false);
  assert.equal(isRevoked([of('a', 'enabled')]), false);
  assert.equal(isRevoked([of('a', 'enabled'), of('b', 'user_removed')]), true);
  assert.equal(isRevoked([of('a', 'user_removed'), of('a', 'enabled')]), false);
  assert.equal(isRevoked([of('a', 'user_removed'), of('a', 'enabled', '2')]), true);
});
