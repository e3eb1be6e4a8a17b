// What a creator is given points for, as the SQL engine reckons it: the same operations on the same numbers, so that both round alike.
import type { Aim, EngineItem, Wishes, WordField } from '../ports.ts';
import { fieldWeight, matchWeight, weights } from '../rules.ts';
import type { MatchSort } from '#src/lib/text.ts';

export type Parts = EngineItem['parts'];

/** Halves go to the even neighbour, as PostgreSQL rounds a double. */
export function roundEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}

/** How well a word of a creator answers a word of the query, in hundredths: whole numbers, so that their sum is exact in any order. */
export const hundredths = (as: MatchSort, field: WordField): number => Math.round(matchWeight[as] * fieldWeight[field] * 100);
/** `sum`: the best of each word of the query, added up; `words`: how many those are. */
export const textPoints = (sum: number, words: number): number => roundEven(weights.text * (sum / (words * 100)));

/** `first`: her first language is asked for; else another of hers. */
export const languagePoints = (first: boolean): number => (first ? weights.language : Math.round(weights.language * 0.6));
export const categoryPoints = (matching: number, asked: number): number => roundEven(weights.category * (matching / asked));

const full = Math.log(100_001);
/** `size`: ln(1 + n) */
export const sizePoints = (weight: number, size: number): number => roundEven(weight * Math.min(1, size / full));

/** `to`: ln(1 + n), or points of activity. */
export const nearPoints = (weight: number, { centre, width }: Aim, to: number): number =>
  roundEven(weight * Math.max(0, 1 - Math.abs(to - centre) / width / 2));
/** What points of activity count for: themselves, or their closeness to an aim; none give none. */
export function activityPoints(by: Wishes['activity'], plain: number): number {
  if (by === 'size' || plain === 0) return plain;
  return by === 'none' ? 0 : nearPoints(weights.activityNear, by, plain);
}

export const sumOf = (p: Parts): number => p.text + p.language + p.category + p.audience + p.activity;
/** Where a band counts as one number, its middle does. */
export const middleOf = (b: { low: number; high: number }): number => (b.low + b.high) / 2;

/** As the bytes of UTF-8 compare, and PostgreSQL's collation "C". */
export function compareText(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    // Halves of a pair stand for characters above all others.
    const [high, other] = [x >= 0xd800 && x < 0xe000, y >= 0xd800 && y < 0xe000];
    return high === other ? x - y : high ? 1 : -1;
  }
  return a.length - b.length;
}
