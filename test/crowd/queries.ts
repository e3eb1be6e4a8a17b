// What agencies ask of a crowd: by filters alone, by text alone, by both; as one types, with a slip, with ranges; from a handful to everybody.
import { charsOf, wordsOf } from '#src/lib/text.ts';
import { figureNames } from '#src/features/creators/contract.ts';
import type { FacetName } from '#src/features/discovery/contract.ts';
import type { EngineQuery } from '#src/features/discovery/ports.ts';
import { diceAt, type Dice } from './dice.ts';
import { categories, cultures } from './lists.ts';
import { crowdNow, memberAt, type Member } from './people.ts';

export const kinds = [
  'everybody',
  'one filter',
  'filters',
  'ranges',
  'narrow',
  'handle',
  'handle with a typo',
  'name',
  'name in another script',
  'start of a word',
  'words of a bio',
  'text and filters',
] as const;
export type Kind = (typeof kinds)[number];
export interface Asking {
  kind: Kind;
  query: EngineQuery;
}
/** Kinds that ask by words: told apart in every table. */
export const byText = (kind: Kind): boolean => kinds.indexOf(kind) >= kinds.indexOf('handle');

export const sixFacets: FacetName[] = ['languages', 'countries', 'categories', 'platforms', 'numbers', 'averageViewers'];

/** So many queries in turn of each kind, about creators of the crowd; the first 20 by fit, six facets. */
export function queriesOf(seed: number, crowd: number, count: number): Asking[] {
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length]!;
    const roll = diceAt(seed ^ 0x5eed, i);
    const { text = '', filters = {} } = make[kind](roll, (fit) => someone(roll, seed, crowd, fit));
    const sort = roll.chance(0.85) ? 'fit' : roll.one(['newest', 'followers', 'averageViewers'] as const);
    return {
      kind,
      query: { text, filters, sort, facets: sixFacets, limit: 20, after: undefined, without: [], now: new Date(crowdNow) },
    };
  });
}

type Wanted = (member: Member) => boolean;
/** Somebody of the crowd who fits; after a while somebody who does not. */
function someone(roll: Dice, seed: number, crowd: number, fits: Wanted = () => true): Member {
  for (let tries = 0; ; tries++) {
    const member = memberAt(seed, roll.below(crowd));
    if (tries > 200 || (member.findableUntil > crowdNow && fits(member))) return member;
  }
}

/** One slip of the fingers: a letter left out, put in, exchanged for another, or two neighbours turned round. */
export const slips = ['left out', 'put in', 'exchanged', 'turned round'] as const;
export type Slip = (typeof slips)[number];
const letters26 = charsOf('abcdefghijklmnopqrstuvwxyz');
/** The word with that slip at a place of chance; never the same word. Undefined where no such slip can be made. */
export function withSlip(roll: Dice, word: string, slip: Slip): string | undefined {
  const chars = charsOf(word);
  const letters = chars.flatMap((c, i) => (/[\p{L}\p{N}]/u.test(c) ? [i] : []));
  const turnable = letters.filter((i) => letters.includes(i + 1) && chars[i] !== chars[i + 1]);
  const places = slip === 'turned round' ? turnable : letters;
  if (places.length === 0 || (slip === 'left out' && letters.length < 2)) return undefined;
  const at = roll.one(places);
  const other = roll.one(letters26.filter((c) => c !== chars[at]!.toLowerCase()));
  if (slip === 'left out') chars.splice(at, 1);
  else if (slip === 'put in') chars.splice(at + roll.below(2), 0, other);
  else if (slip === 'exchanged') chars[at] = other;
  else [chars[at], chars[at + 1]] = [chars[at + 1]!, chars[at]!];
  return chars.join('');
}

const latin = /^[\p{Script=Latin}\p{N}\p{P} ]+$/u;
const start = (roll: Dice, word: string) =>
  charsOf(word)
    .slice(0, 1 + roll.below(6))
    .join('');
const filtersAbout = (roll: Dice, member: Member, least: number): EngineQuery['filters'] => {
  const { card } = member;
  const all: EngineQuery['filters'] = {
    ...(card.languages.length > 0 && { languages: [card.languages[0]!, ...(roll.chance(0.3) ? [roll.zipf(cultures).language] : [])] }),
    ...(card.country !== null && { countries: [card.country] }),
    ...(card.categories.length > 0 && { categories: [card.categories[0]!, ...(roll.chance(0.4) ? [roll.zipf(categories)] : [])] }),
    platforms: [card.platform],
    numbers: [card.numbers],
  };
  const names = Object.keys(all) as (keyof typeof all)[];
  const kept = new Set<string>();
  for (let n = least + roll.below(2); n > 0; n--) kept.add(roll.one(names));
  return Object.fromEntries(Object.entries(all).filter(([name]) => kept.has(name)));
};
function rangesAbout(roll: Dice, { figures }: Member): EngineQuery['filters'] {
  const name = roll.one(figureNames);
  const n = figures[name] ?? 1000;
  const wide = 1.2 + roll.next() * 8;
  const ends = [Math.floor(n / wide), Math.ceil(n * wide)];
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  return { [name]: roll.one([{ min, max }, { min, max }, { min }, { max }]) };
}

type Made = { text?: string; filters?: EngineQuery['filters'] };
const make: Record<Kind, (roll: Dice, some: (fits?: Wanted) => Member) => Made> = {
  everybody: () => ({}),
  'one filter': (roll, some) => ({ filters: filtersAbout(roll, some(), 1) }),
  filters: (roll, some) => ({ filters: filtersAbout(roll, some(), 2) }),
  ranges: (roll, some) => ({ filters: { ...rangesAbout(roll, some()), ...rangesAbout(roll, some()) } }),
  narrow: (roll, some) => {
    const one = some();
    return { filters: { ...filtersAbout(roll, one, 3), ...rangesAbout(roll, one) } };
  },
  handle: (_roll, some) => ({ text: some().card.handle }),
  'handle with a typo': (roll, some) => {
    const { handle } = some().card;
    return { text: withSlip(roll, handle, roll.one(slips)) ?? handle };
  },
  name: (_roll, some) => ({ text: some((m) => latin.test(m.card.displayName)).card.displayName }),
  'name in another script': (_roll, some) => ({ text: some((m) => !latin.test(m.card.displayName)).card.displayName }),
  'start of a word': (roll, some) => {
    const { card } = some();
    return { text: start(roll, roll.one([card.handle, card.displayName, ...wordsOf(card.bio), ...card.tags])) };
  },
  'words of a bio': (roll, some) => {
    const words = wordsOf(some((m) => wordsOf(m.card.bio).length > 1).card.bio);
    return { text: [...new Set([roll.one(words), ...(roll.chance(0.7) ? [roll.one(words)] : [])])].join(' ') };
  },
  'text and filters': (roll, some) => {
    const one = some((m) => wordsOf(m.card.bio).length > 0);
    const word = roll.one([...wordsOf(one.card.bio), ...one.card.tags]);
    const text = roll.chance(0.4) ? (withSlip(roll, word, roll.one(slips)) ?? word) : word;
    return { text, filters: { ...filtersAbout(roll, one, 1), ...(roll.chance(0.5) ? rangesAbout(roll, one) : {}) } };
  },
};
