import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  everybody,
  figures,
  likeMost,
  lists,
  likeThese,
  questionOf,
  readAddress,
  sorts,
  writeAddress,
  type Wish,
} from '#src/features/discovery/ui/parts/address.ts';
import { addressOf } from '#src/features/scouting/ui/searches/address.ts';

test('a saved search leads back to the address that it was kept from: each list, range, order and the words', () => {
  const values = { languages: 'de', countries: 'DE', categories: 'music', platforms: 'twitch', numbers: 'exact', agency: 'independent' };
  const wishes: Partial<Wish>[] = [
    {},
    { q: 'keramik' },
    { invitable: true },
    { top: 10 },
    { at: [0] },
    { at: [18, 20] },
    { notInvited: true },
    ...lists.map((name) => ({ [name]: [values[name]] })),
    ...figures.flatMap((name) => [
      { [name]: { min: 100, max: 400 } },
      { [name]: { min: null, max: 400 } },
      { [name]: { min: 0, max: null } },
    ]),
    ...sorts.map((sort) => ({ sort })),
  ];
  for (const part of wishes) {
    const wish = { ...everybody, ...part } as Wish;
    const { text, filters, sort = 'fit' } = questionOf(wish);
    const question = { ...(text !== undefined && { text }), ...(filters && { filters }), sort };
    assert.deepEqual(addressOf(question as never), writeAddress(wish), JSON.stringify(part));
  }
});

test('the address keeps whom others are to be like: five at most, none twice, and nothing that is no id', () => {
  const ids = Array.from({ length: 7 }, (_, i) => `0197aaaa-0000-7000-8000-00000000000${i}`);
  const like = ids.slice(0, likeMost);
  assert.deepEqual(readAddress(writeAddress({ ...everybody, like })), { ...everybody, like });
  assert.deepEqual(readAddress({ like: [ids[0], ids[0], 'mina', 7, ...ids] }).like, like);
  assert.deepEqual(readAddress({ like: ids[0] }).like, [ids[0]]);
  assert.deepEqual(questionOf({ ...everybody, like }).like, like);
  assert.ok(!('like' in questionOf(everybody)));
  assert.deepEqual(likeThese({ ...everybody, q: 'mina', languages: ['de'], sort: 'newest' }, like), {
    ...everybody,
    languages: ['de'],
    like,
  });
});
