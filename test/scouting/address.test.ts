import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everybody, figures, lists, questionOf, sorts, writeAddress, type Wish } from '#src/features/discovery/ui/parts/address.ts';
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
