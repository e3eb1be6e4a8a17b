import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { figureNames, type SeenCreator, type SeenFigure } from '#src/features/creators/contract.ts';
import { nearPoints } from '../index/points.ts';
import type { Aim } from '../ports.ts';
import { weights } from '../rules.ts';
import { likenessOf, wishesFor } from './wishes.ts';

const nothing = Object.fromEntries(figureNames.map((name) => [name, null])) as SeenCreator['figures'];
const exact = (value: number | null): SeenFigure => (value === null ? null : { ink: 'exact', value });
type Part = Partial<Pick<SeenCreator, 'languages' | 'categories'>> & { viewers?: SeenFigure; minutes?: SeenFigure };
const card = ({ viewers = null, minutes = null, ...more }: Part): SeenCreator => ({
  creatorId: '00000000-0000-7000-8000-000000000001',
  handle: 'mina',
  platform: 'twitch',
  displayName: 'Mina',
  handles: [{ platform: 'twitch', handle: 'mina' }],
  bio: '',
  languages: [],
  country: null,
  categories: [],
  tags: [],
  numbers: 'exact',
  figures: { ...nothing, averageViewers: viewers, streamMinutes: minutes },
  figuresAsOf: null,
  figuresSource: null,
  liveAsOn: null,
  hours: [],
  withAgency: null,
  ...more,
});
const points = (by: unknown, viewers: number) => nearPoints(weights.audience, by as Aim, Math.log(1 + viewers));

test('filters wish for what they ask; a range with both ends has a middle', () => {
  assert.deepEqual(wishesFor({ filters: {} }), { languages: [], categories: [], audience: 'size', activity: 'size' });
  const { languages, categories, audience } = wishesFor({
    filters: { languages: ['de'], categories: ['Music', 'Chess', 'Music'], averageViewers: { min: 99, max: 399 } },
  });
  assert.deepEqual([languages, categories], [['de'], ['Music', 'Chess']]);
  for (const [viewers, share] of [
    [199, 1],
    [99, 0.5],
    [399, 0.5],
    [49, 0],
  ] as const)
    assert.equal(points(audience, viewers), weights.audience * share, String(viewers));
  assert.equal(wishesFor({ filters: { averageViewers: { min: 99 } } }).audience, 'size');
});

test('likeness to one: her size, half the points at half and at twice of it, none at a quarter and at four times', () => {
  const { audience } = likenessOf([card({ viewers: exact(199) })]);
  for (const [viewers, share] of [
    [199, 1],
    [99, 0.5],
    [399, 0.5],
    [49, 0],
    [799, 0],
    [90_000, 0],
  ] as const)
    assert.equal(points(audience, viewers), weights.audience * share, String(viewers));
});

test('likeness to several: all their languages, categories as often as they have them, sizes from the smallest to the largest', () => {
  const { languages, categories, audience } = likenessOf([
    card({ languages: ['de', 'en'], categories: ['Music', 'Pottery'], viewers: exact(99) }),
    card({ languages: ['de', 'fr'], categories: ['Music'], viewers: exact(9_999) }),
    card({ languages: [], categories: [] }),
  ]);
  assert.deepEqual(
    [languages, categories],
    [
      ['de', 'en', 'fr'],
      ['Music', 'Pottery', 'Music'],
    ],
  );
  assert.deepEqual(
    [99, 999, 9_999].map((n) => points(audience, n)),
    [80, 160, 80],
  );
});

test('what is known of none of them counts for nobody, however large', () => {
  const { audience, activity } = likenessOf([card({ languages: ['de'] })]);
  assert.deepEqual([audience, activity], ['none', 'none']);
  assert.equal(likenessOf([card({ minutes: exact(0) })]).activity, 'none');
  assert.deepEqual(
    likenessOf([card({ minutes: exact(0) }), card({ minutes: exact(3000) })]).activity,
    likenessOf([card({ minutes: exact(3000) })]).activity,
  );
});

const band = fc
  .tuple(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }))
  .map(([from, more]) => ({ ink: 'range' as const, from, to: from + more }));
test('a band counts as its middle; the order of those chosen changes nothing; each of them is as alike as their spread allows', () => {
  const figure = fc.oneof(band, fc.nat(1_000_000).map(exact), fc.constant(null));
  const some = fc.array(fc.record({ viewers: figure, minutes: figure, categories: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')) }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(some, (parts) => {
      const wishes = likenessOf(parts.map(card));
      const again = likenessOf(parts.toReversed().map(card));
      assert.deepEqual(
        [again.audience, again.activity, again.categories.toSorted()],
        [wishes.audience, wishes.activity, wishes.categories.toSorted()],
      );
      for (const { viewers } of parts) {
        if (viewers === null || viewers === undefined) continue;
        const middle = viewers.ink === 'exact' ? viewers.value : (viewers.from + viewers.to - 1) / 2;
        assert.ok(points(wishes.audience, middle) >= weights.audience / 2 - 1, 'those chosen are among those who fit');
      }
    }),
  );
});

test('hours alone never stand above a language in common', () => {
  assert.ok(weights.activityNear < Math.round(weights.language * 0.6));
});
