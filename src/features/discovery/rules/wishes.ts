import type { SeenCreator } from '#src/features/creators/contract.ts';
import type { Aim, EngineQuery, Wishes } from '../ports.ts';
import { boundsOf, weights } from '../rules.ts';

/** The largest size that counts: 100,000 viewers, or minutes of LIVE. */
const full = Math.log(100_001);
/** Half the points are left at half and at twice the size. */
const double = Math.log(2);
/** The same distance in points of activity, which are logarithms too. */
const doubleActivity = (weights.activity * double) / full;

/** What filters give points for. A range of average viewers with both ends has a middle, which is aimed at. */
export function wishesOf({ languages = [], categories = [], averageViewers: r }: EngineQuery['filters']): Wishes {
  const aimed = r?.min !== undefined && r.max !== undefined;
  return {
    languages,
    categories: [...new Set(categories)],
    audience: aimed ? aimAt([Math.log(r.min! + 1), Math.log(r.max! + 1)], 0.1) : 'size',
    activity: 'size',
  };
}

export const wishesFor = ({ wishes, filters }: Pick<EngineQuery, 'wishes' | 'filters'>): Wishes => wishes ?? wishesOf(filters);

/**
 * What makes somebody like these creators, from what an agency sees of them: their languages; their categories, one that two of them have
 * counting twice; average viewers and LIVE hours near to theirs. What is known of none of them gives no points.
 */
export function likenessOf(cards: readonly SeenCreator[]): Wishes {
  const sizes = cards.flatMap(({ figures }) => sizeOf(figures.averageViewers));
  const hours = cards.flatMap(({ figures }) => sizeOf(figures.streamMinutes)).flatMap(activityOf);
  return {
    languages: [...new Set(cards.flatMap((c) => c.languages))],
    categories: cards.flatMap((c) => [...new Set(c.categories)]),
    audience: sizes.length > 0 ? aimAt(sizes, double) : 'none',
    activity: hours.length > 0 ? aimAt(hours, doubleActivity) : 'none',
  };
}

/** ln(1 + n), of a band its middle; nothing where a figure is not known. */
function sizeOf(figure: SeenCreator['figures']['averageViewers']): number[] {
  const { low, high } = boundsOf(figure);
  return low === null || high === null ? [] : [Math.log(1 + (low + high) / 2)];
}
/** As rows have them; none is nothing that somebody could be near to. */
function activityOf(size: number): number[] {
  const points = Math.round(weights.activity * Math.min(1, size / full));
  return points > 0 ? [points] : [];
}

/** From the smallest to the largest, at their ends half the points; `least`: of the width, where they are near to each other. */
function aimAt(sizes: readonly number[], least: number): Aim {
  const [from, to] = [Math.min(...sizes), Math.max(...sizes)];
  return { centre: (from + to) / 2, width: Math.max(least, (to - from) / 2) };
}
