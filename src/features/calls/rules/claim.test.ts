import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Claimed } from '../contract.ts';
import { claimedOf, isHers, type ClaimFacts } from './claim.ts';

const now = new Date('2026-11-20T12:00:00Z');
const [before, after] = [new Date('2026-11-10T12:00:00Z'), new Date('2026-11-22T12:00:00Z')];
const running: ClaimFacts['claim'] = { claimedAt: before, endedAt: null, endedBy: null };
const ended: ClaimFacts['claim'] = { claimedAt: before, endedAt: now, endedBy: 'creator' };
const nothing = { since: null, until: null, endedBy: null };

test('what the agency is told: a claim that runs, else an open link, else an end, else nobody', () => {
  const cases: [ClaimFacts['claim'], Date | null, Claimed][] = [
    [null, null, { ...nothing, state: 'nobody' }],
    [null, after, { ...nothing, state: 'invited', until: after.toISOString() }],
    // At its very end a link no longer works.
    [null, now, { ...nothing, state: 'nobody' }],
    [running, null, { ...nothing, state: 'claimed', since: before.toISOString() }],
    [running, after, { ...nothing, state: 'claimed', since: before.toISOString() }],
    [ended, null, { ...nothing, state: 'ended', since: now.toISOString(), endedBy: 'creator' }],
    [ended, now, { ...nothing, state: 'ended', since: now.toISOString(), endedBy: 'creator' }],
    [ended, after, { ...nothing, state: 'invited', until: after.toISOString() }],
  ];
  for (const [claim, linkUntil, expected] of cases) assert.deepEqual(claimedOf({ claim, linkUntil }, now), expected);
});

test('a goal of the agency’s own is not hers to read, every other threshold is', () => {
  const kinds = ['gate', 'tier', 'graduation', 'own'];
  assert.deepEqual(
    kinds.filter((kind) => isHers({ threshold: { kind } })),
    ['gate', 'tier', 'graduation'],
  );
});
