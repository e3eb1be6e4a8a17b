// The crowd that benchmarks and tests search in: the same for a seed, no handle twice, and as uneven as real ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeenCreator } from '#src/features/creators/contract.ts';
import { readQuery } from '#src/features/discovery/rules.ts';
import { diceAt } from './dice.ts';
import { memberAt, placeOf } from './people.ts';
import { byText, kinds, queriesOf, slips, withSlip } from './queries.ts';
import { oneEditApart } from '#src/lib/text.ts';

const seed = 11;
const many = Array.from({ length: 20_000 }, (_, i) => memberAt(seed, i));
const share = (fits: (m: (typeof many)[number]) => boolean) => many.filter(fits).length / many.length;

test('a creator depends on the seed and her place alone, and her card is one that the product takes', () => {
  assert.deepEqual(memberAt(seed, 777), many[777]);
  assert.notDeepEqual(
    memberAt(seed + 1, 777).card.displayName + memberAt(seed + 1, 777).card.bio,
    many[777]!.card.displayName + many[777]!.card.bio,
  );
  for (const { card } of many.slice(0, 500)) SeenCreator.parse(card);
  assert.ok(many.every((m, i) => placeOf(m.card.creatorId) === i));
});

test('no handle and no id twice, far up in the crowd as well', () => {
  const far = [...many, ...Array.from({ length: 20_000 }, (_, i) => memberAt(seed, 9_900_000 + i))];
  assert.equal(new Set(far.map((m) => m.card.handle)).size, far.length);
  assert.equal(new Set(far.map((m) => m.card.creatorId)).size, far.length);
});

test('shares are uneven, figures spread, much is not known, names are in many scripts', () => {
  const english = share((m) => m.card.languages.includes('en'));
  const greek = share((m) => m.card.languages.includes('el'));
  assert.ok(english > 0.15 && english < 0.4 && greek > 0.005 && greek < english / 4, `${english}, ${greek}`);
  const exact = share((m) => m.exact);
  assert.ok(exact > 0.35 && exact < 0.45, `${exact}`);
  const unknown = share((m) => m.figures.averageViewers === null);
  assert.ok(unknown > 0.1 && unknown < 0.25, `${unknown}`);
  const followers = many.flatMap((m) => m.figures.followers ?? []).toSorted((a, b) => a - b);
  assert.ok(followers[Math.floor(followers.length / 100)]! < 60 && followers[Math.floor(followers.length * 0.99)]! > 80_000);
  for (const script of ['Latin', 'Han', 'Hangul', 'Cyrillic', 'Arabic', 'Thai', 'Devanagari', 'Greek', 'Hiragana'])
    assert.ok(share((m) => new RegExp(`\\p{Script=${script}}`, 'u').test(m.card.displayName)) > 0.002, script);
});

test('every kind of question is asked, and those by text have one', () => {
  const asked = queriesOf(seed, many.length, 300);
  assert.deepEqual([...new Set(asked.map((a) => a.kind))], [...kinds]);
  for (const { kind, query } of asked) assert.equal(readQuery(query.text).words.length > 0, byText(kind), `${kind}: ${query.text}`);
  assert.deepEqual(queriesOf(seed, many.length, 300), asked);
});

test('a slip of each kind is one edit away, and never none', () => {
  const roll = diceAt(seed, 1);
  for (const { card } of many.slice(0, 300))
    for (const slip of slips) {
      const slipped = withSlip(roll, card.handle, slip);
      assert.ok(
        slipped !== undefined && slipped !== card.handle && oneEditApart(slipped, card.handle),
        `${slip}: ${card.handle} ${slipped}`,
      );
    }
});
