import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimingOf, type Claiming, type ClaimingFacts } from './claiming.ts';

const now = new Date('2026-11-20T12:00:00Z');
const mine = { creatorId: 'mine', adultSince: '2015-05-05' };
const [hers, another] = [
  { creatorId: 'mine', claimed: true },
  { creatorId: 'other', claimed: true },
];
const nobodys = { creatorId: 'other', claimed: false };

test('whose profile it becomes: her own, the one that waits for its person, a new one; never somebody else’s', () => {
  const cases: [ClaimingFacts['mine'], ClaimingFacts['found'], house: Claiming, platform?: Claiming][] = [
    [undefined, undefined, { profile: 'made' }],
    [undefined, nobodys, { profile: 'taken_over', creatorId: 'other' }, { refused: 'creators.operators_profile' }],
    [undefined, another, { refused: 'creators.already_claimed' }],
    [mine, undefined, { profile: 'hers', creatorId: 'mine' }],
    [mine, hers, { profile: 'hers', creatorId: 'mine' }],
    [mine, nobodys, { profile: 'hers', creatorId: 'mine' }],
    [mine, another, { refused: 'creators.already_claimed' }],
    // Her age is not known, or not yet enough at UTC-12.
    [{ ...mine, adultSince: null }, hers, { refused: 'creators.age_unknown' }],
    [{ ...mine, adultSince: '2026-11-21' }, undefined, { refused: 'creators.age_unknown' }],
    [{ ...mine, adultSince: '2026-11-20' }, undefined, { profile: 'hers', creatorId: 'mine' }],
  ];
  for (const [me, found, house, platform = house] of cases) {
    assert.deepEqual(claimingOf({ mine: me, found, takesOver: true }, now), house);
    assert.deepEqual(claimingOf({ mine: me, found, takesOver: false }, now), platform);
  }
});
