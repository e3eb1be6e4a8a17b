import type { Chance } from '../backstage/chance.ts';

/** A gift of the catalogue: its id, what one is worth in diamonds, whether it is repeated as a streak. */
export interface Gift {
  giftId: string;
  diamonds: number;
  streaks: boolean;
}
const streaks = true;
/** By how often they are given; ids and prices as the catalogue of the captures has them (gifts below 100 diamonds can be repeated). */
const catalogue: readonly (readonly [Gift, number])[] = [
  [{ giftId: '5655', diamonds: 1, streaks }, 52],
  [{ giftId: '7934', diamonds: 1, streaks }, 14],
  [{ giftId: '5269', diamonds: 1, streaks }, 9],
  [{ giftId: '5827', diamonds: 1, streaks }, 5],
  [{ giftId: '5487', diamonds: 5, streaks }, 8],
  [{ giftId: '8913', diamonds: 10, streaks }, 4],
  [{ giftId: '5658', diamonds: 20, streaks }, 2.5],
  [{ giftId: '5879', diamonds: 30, streaks }, 2],
  [{ giftId: '6427', diamonds: 99, streaks }, 0.9],
  [{ giftId: '5660', diamonds: 100, streaks: false }, 0.8],
  [{ giftId: '6267', diamonds: 299, streaks: false }, 0.3],
  [{ giftId: '7168', diamonds: 500, streaks: false }, 0.15],
  [{ giftId: '5886', diamonds: 1000, streaks: false }, 0.08],
  [{ giftId: '6149', diamonds: 10000, streaks: false }, 0.006],
];
const dear: readonly (readonly [Gift, number])[] = catalogue.filter(([gift]) => gift.diamonds >= 20);
/** From this place down in the order of gifters nobody gives the dearest. */
const whales = 5;

export interface Given {
  from: string;
  gift: Gift;
  /** How often it is repeated; 1 for a gift that cannot be. */
  count: number;
}
export interface Gifters {
  draw(): Given;
}

/** Nineteen digits, as the platform's ids are: more than a number can hold. */
export const platformId = (chance: Chance): string => `7${chance.whole(100_000_000, 999_999_999)}${chance.whole(100_000_000, 999_999_999)}`;

/** Those who give in one room, with a heavy tail: the first gives half as often again as the second, and most give once. */
export function openGifters(chance: Chance, count: number): Gifters {
  const ids = Array.from({ length: Math.max(3, count) }, () => platformId(chance));
  // Zipf by the inverse of its sum: as many draws as there are gifters would be too slow for each gift.
  const reach = Math.log(ids.length + 1);
  const place = () => Math.min(ids.length - 1, Math.floor(Math.exp(chance.between(0, reach)) - 1));
  return {
    draw() {
      const who = place();
      const gift = weighted(chance, who < whales && chance.chance(0.2) ? dear : catalogue);
      const longest = gift.diamonds >= 20 ? 12 : who < whales ? 300 : 60;
      const count = gift.streaks ? Math.min(longest, Math.max(1, Math.round(chance.skewed(who < whales ? 7 : 2, 1)))) : 1;
      return { from: ids[who]!, gift, count };
    },
  };
}

function weighted<T>(chance: Chance, from: readonly (readonly [T, number])[]): T {
  let left = chance.between(
    0,
    from.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [one, weight] of from) if ((left -= weight) < 0) return one;
  return from.at(-1)![0];
}
