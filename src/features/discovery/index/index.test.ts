// The index against the plain one, which reads everybody: the same answers to random questions about random creators, whatever came and went.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bandOf } from '#src/features/creators/index.ts';
import { figureNames, type FigureName } from '#src/features/creators/contract.ts';
import { wordsOf, wordsOfHandle } from '#src/lib/text.ts';
import { facetName, sort } from '../contract.ts';
import type { EngineQuery, Wishes, WordField } from '../ports.ts';
import { unknownKey } from '../rules.ts';
import { indexesOn } from './creators.ts';
import type { CreatorIndex, IndexEntry } from './door.ts';
import { packIds } from './facts.ts';
import { machines } from './kernels/machines.ts';
import { plainIndex } from './plain.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 1);
const languages = ['en', 'de', 'ja', 'fr', 'tr'];
const countries = ['DE', 'JP', 'US', 'TR'];
const categories = ['Music', 'Pottery', 'Just Chatting', 'Chess', '\u{1f3b8}', '\uff21'];
const platforms = ['twitch', 'tiktok', 'youtube', 'other'];
const vocabulary = [
  'pottery',
  'pot',
  'pottre',
  'potter',
  'kiln',
  'glaze',
  'music',
  'musik',
  'chess',
  'ches',
  'cat',
  'cats',
  'cot',
  'tea',
  'te',
  '陶芸',
  '音楽',
  'готовка',
  'готовк',
  'émigré',
  'a',
  'ab',
];
const hours = [0, 7, 19, 20, 23];
const syllables = ['ka', 'mi', 'no', 'lu', 'ster', 'pix', 'esl', 'cs', 'go', '陶', 'ж'];

const idOf = (n: number) =>
  `0197${((n * 2_654_435_761) % 2 ** 32)
    .toString(16)
    .padStart(8, '0')
    .replace(/(.{4})(.{4})/, '$1-$2')}-7000-8000-${n.toString(16).padStart(12, '0')}`;
const some = <T>(of: readonly T[], most: number) => fc.uniqueArray(fc.constantFrom(...of), { maxLength: most });
const size = fc.oneof(fc.constantFrom(0, 9, 10, 99, 100, 600, 100_000, 2 ** 33), fc.nat(300), fc.nat(300_000));
/** Growth may be none, and less than none. */
const change = fc.oneof(fc.constantFrom(-10_000, -1, 0, 1, 10_000), fc.integer({ min: -10_000, max: 3000 }));
const sizeOf = (name: FigureName) => (name === 'growth' ? change : size);
const bounds = fc.tuple(
  ...figureNames.map((name) =>
    fc.option(
      sizeOf(name).map((n) => ({ name, n })),
      { freq: 4 },
    ),
  ),
);
const handle = fc.array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 3 });

const entry = (people: number): fc.Arbitrary<IndexEntry> =>
  fc
    .record({
      n: fc.nat(people),
      until: fc.oneof(fc.integer({ min: -48, max: 240 }), fc.double({ min: -1, max: 2, noNaN: true })),
      since: fc.nat(50),
      exact: fc.boolean(),
      languages: some(languages, 3),
      country: fc.option(fc.constantFrom(...countries)),
      categories: some(categories, 3),
      platforms: some(platforms, 2),
      hours: some(hours, 4).map((all) => all.map(String)),
      agency: fc.option(fc.constantFrom('independent', 'with_agency')),
      bounds,
      handle: fc.tuple(handle, fc.constantFrom('', '_', '.')).map(([parts, between]) => parts.join(between)),
      bio: some(vocabulary, 4),
      tags: some(vocabulary, 2),
    })
    .map(({ n, until, since, exact, bounds: all, handle: h, bio, tags, ...rest }) => ({
      ...rest,
      creatorId: idOf(n),
      findableUntil: start + until * hour,
      foundSince: 1_700_000_000 + since / 4,
      exact,
      bounds: Object.fromEntries(
        figureNames.map((name, i) => {
          const figure = all[i];
          if (!figure) return [name, null];
          const band = bandOf(name, figure.n);
          return [name, exact ? { low: figure.n, high: figure.n } : { low: band.from, high: band.to - 1 }];
        }),
      ) as IndexEntry['bounds'],
      words: [
        ...words('handle', [...wordsOfHandle(h), `@${h.replaceAll(/[_.]/g, '')}`]),
        ...words('tags', tags),
        ...words('bio', bio.flatMap(wordsOf)),
      ],
    }));
const words = (field: WordField, all: string[]) => [...new Set(all)].map((word) => ({ word, field }));

const rangeOf = (end: fc.Arbitrary<number>) =>
  fc.oneof(
    fc.tuple(end, end).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    end.map((min) => ({ min })),
    end.map((max) => ({ max })),
    fc.constant({}),
  );
const typed = fc.oneof(
  { arbitrary: fc.constant(''), weight: 3 },
  fc.constantFrom(' ', '!!!', '@', 'qqqqq'),
  handle.map((parts) => parts.join('')),
  handle.map((parts) => `@${parts.join('_').toUpperCase()}`),
  fc.constantFrom(...vocabulary),
  fc.tuple(fc.constantFrom(...vocabulary), fc.nat(8)).map(([word, n]) => word.slice(0, 1 + n)),
  fc
    .tuple(fc.constantFrom(...vocabulary), fc.nat(8), fc.constantFrom('', 'q', 'a'))
    .map(([word, n, c]) => word.slice(0, n) + c + word.slice(n + 1)),
  fc.tuple(fc.constantFrom(...vocabulary), fc.nat(8)).map(
    ([word, n]) =>
      word.slice(0, n) +
      word
        .slice(n, n + 2)
        .split('')
        .reverse()
        .join('') +
      word.slice(n + 2),
  ),
);
const off = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 1 });
const rarely = <T>(of: fc.Arbitrary<T>) => fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, of);
const toward = (centreMax: number, width: { min: number; max: number }) =>
  fc.oneof(
    fc.constantFrom('size' as const, 'none' as const),
    fc.record({ centre: fc.double({ min: 0, max: centreMax, noNaN: true }), width: fc.double({ ...width, noNaN: true }) }),
    // Where halves are exact.
    fc.record({ centre: fc.nat(Math.floor(centreMax) * 2).map((n) => n / 2), width: fc.constantFrom(5, 6, 7.5) }),
  );
const wishes: fc.Arbitrary<Wishes> = fc.record({
  languages: some([...languages, 'qq'], 3),
  categories: fc.array(fc.constantFrom(...categories, 'Nothing'), { maxLength: 8 }),
  audience: toward(12, { min: 0.1, max: 3 }),
  activity: toward(120, { min: 0.5, max: 40 }),
});
const query = (people: number): fc.Arbitrary<EngineQuery> =>
  fc
    .record({
      text: fc.oneof(
        typed,
        fc.tuple(typed, typed).map((two) => two.join(' ')),
      ),
      filters: fc.record({
        languages: rarely(some(languages, 3)),
        countries: rarely(some(countries, 2)),
        categories: rarely(some([...categories, 'Nothing'], 3)),
        platforms: rarely(some(platforms, 2)),
        numbers: rarely(some(['exact', 'ranges'] as const, 2)),
        hours: rarely(some(hours, 3)),
        agency: rarely(some(['independent', 'with_agency'] as const, 2)),
        growthTop: rarely(fc.integer({ min: 1, max: 100 })),
        ...(Object.fromEntries(figureNames.map((name) => [name, rarely(rangeOf(sizeOf(name)))])) as Record<
          'followers',
          fc.Arbitrary<{ min?: number } | undefined>
        >),
      }),
      wishes: off(wishes),
      sort: fc.constantFrom(...sort.options),
      facets: some(facetName.options, 10),
      limit: fc.constantFrom(1, 3, 20, 201),
      after: off(fc.record({ key: fc.oneof(fc.nat(400), fc.constantFrom(-1, unknownKey)), creatorId: fc.nat(people).map(idOf) })),
      without: rarely(fc.array(fc.nat(people).map(idOf), { maxLength: 5 })).map((ids) => ids ?? []),
      now: fc.oneof(fc.integer({ min: -72, max: 264 }), fc.double({ min: -1, max: 2, noNaN: true })).map((n) => new Date(start + n * hour)),
    })
    .map((q) => q as EngineQuery);

type Step = { put: IndexEntry[] } | { drop: number[] } | { ask: EngineQuery } | { again: 'save' };
const step = (people: number): fc.Arbitrary<Step> =>
  fc.oneof(
    { arbitrary: query(people).map((ask) => ({ ask })), weight: 6 },
    { arbitrary: fc.array(entry(people), { minLength: 1, maxLength: 6 }).map((put) => ({ put })), weight: 2 },
    { arbitrary: fc.array(fc.nat(people), { maxLength: 4 }).map((drop) => ({ drop })), weight: 2 },
    { arbitrary: fc.constant({ again: 'save' as const }), weight: 1 },
  );

/** Every page, by the cursor of the one before. */
function walk(index: CreatorIndex, asked: EngineQuery): string[] {
  const ids: string[] = [];
  for (let after = asked.after; ;) {
    const { hits } = index.search({ ...asked, after, facets: [] });
    ids.push(...hits.map((h) => h.creatorId));
    const last = hits.at(-1);
    if (hits.length < asked.limit || !last) return ids;
    after = { key: last.key, creatorId: last.creatorId };
  }
}

for (const machine of machines())
  for (const [people, runs] of [
    [40, 300],
    [900, 25],
  ] as const)
    for (const seed of [2718, undefined])
      test(`${machine.name}: up to ${people} creators, ${seed ? 'a fixed seed' : 'a free seed'}`, (t) => {
        const all = fc.array(entry(people), { minLength: 0, maxLength: people, size: 'max' });
        const property = fc.property(
          all,
          fc.array(step(people), { minLength: 1, maxLength: 20, size: 'max' }),
          fc.constantFrom(128, 4096),
          (first, steps, room) => {
            const indexes = indexesOn(machine, room);
            let index = indexes.build(first);
            const plain = plainIndex(first);
            for (const s of steps) {
              if ('put' in s) for (const i of [index, plain]) i.put(s.put);
              else if ('drop' in s) for (const i of [index, plain]) i.drop(s.drop.map(idOf));
              else if ('again' in s) index = indexes.load(index.save().map((piece) => piece.slice()));
              else {
                assert.deepEqual(index.search(s.ask), plain.search(s.ask));
                assert.deepEqual(
                  plain.search({ ...s.ask, without: packIds(s.ask.without) }),
                  index.search({ ...s.ask, without: packIds(s.ask.without) }),
                );
                assert.deepEqual(walk(index, s.ask).length, new Set(walk(index, s.ask)).size);
              }
              assert.equal(index.size, plain.size);
            }
          },
        );
        const parameters = { numRuns: runs, ...(seed === undefined ? {} : { seed }) };
        const told = fc.check(property, parameters);
        t.diagnostic(`seed ${told.seed}`);
        if (told.failed) assert.fail(fc.defaultReportMessage(told) ?? 'it failed');
      });

const nothing = Object.fromEntries(figureNames.map((name) => [name, null])) as IndexEntry['bounds'];
for (const machine of machines())
  test(`${machine.name}: by likeness nobody is passed over who belongs on the page`, () => {
    const aim = (centre: number, width: number) => fc.constantFrom({ centre, width }, { centre: centre / 2, width: width * 3 });
    const alike = fc.record({
      languages: some(languages, 2),
      categories: fc.array(fc.constantFrom(...categories), { maxLength: 3 }),
      audience: fc.oneof(aim(6, 0.7), fc.constant('none' as const)),
      activity: fc.oneof(aim(60, 7), fc.constant('none' as const)),
    });
    const asked = fc.array(fc.record({ wishes: alike, limit: fc.constantFrom(1, 2, 5) }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(fc.array(entry(400), { minLength: 20, maxLength: 60, size: 'max' }), asked, (everybody, queries) => {
        const [index, plain] = [indexesOn(machine).build(everybody), plainIndex(everybody)];
        for (const { wishes: wished, limit } of queries) {
          const now = new Date(start);
          const likely: EngineQuery = {
            text: '',
            filters: {},
            wishes: wished,
            sort: 'fit',
            facets: [],
            limit,
            after: undefined,
            without: [],
            now,
          };
          assert.deepEqual(index.search(likely), plain.search(likely));
        }
      }),
      { numRuns: 60 },
    );
  });

/** Somebody with this number of average viewers, or in this band, and nothing else. */
const withViewers = (n: number, low: number, high: number): IndexEntry => ({
  creatorId: idOf(n),
  findableUntil: start + 1000 * hour,
  foundSince: 1_700_000_000,
  exact: low === high,
  languages: [],
  country: null,
  categories: [],
  platforms: [],
  hours: [],
  agency: null,
  bounds: { ...nothing, averageViewers: { low, high } },
  words: [],
});

for (const machine of machines())
  test(`${machine.name}: sorted by a number, the middle of a band stands among exact ones, whatever bucket its ends are in`, () => {
    const everybody = Array.from({ length: 600 }, (_, i) =>
      i % 3 === 0 ? withViewers(i, 100 + i, 2000) : withViewers(i, 800 + i, 800 + i),
    );
    const [index, plain] = [indexesOn(machine).build(everybody), plainIndex(everybody)];
    const asked: EngineQuery = {
      text: '',
      filters: {},
      sort: 'averageViewers',
      facets: [],
      limit: 5,
      after: undefined,
      without: [],
      now: new Date(start),
    };
    for (let after: EngineQuery['after'], seen = 0; seen < everybody.length; seen += asked.limit) {
      const { hits } = index.search({ ...asked, after });
      assert.deepEqual(hits, plain.search({ ...asked, after }).hits);
      after = hits.at(-1)!;
    }
  });

test('an id that is no UUID, and a saved index that is not whole, are refused', () => {
  const indexes = indexesOn(machines()[0]!);
  assert.throws(() => indexes.build([{ ...withViewers(1, 1, 1), creatorId: 'somebody' }]), /is a UUID/);
  const pieces = indexes.build([withViewers(1, 1, 1)]).save();
  assert.equal(indexes.load(pieces).size, 1);
  assert.throws(() => indexes.load(pieces.slice(0, 2)), /four pieces/);
  assert.throws(() => indexes.load([pieces[0]!, pieces[1]!.subarray(64), ...pieces.slice(2)]), /a part of one/);
});
