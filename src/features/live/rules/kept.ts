import { eightOfTen } from './quantile.ts';

/** Who watches in this minute, counted from 0, is a first viewer. */
export const firstMinute = 4;
/** For so many minutes afterwards it is told who can have stayed. */
export const keptMinutes = 60;

/** Viewers by the minute since the start; null: not measured. */
export type ByMinute = readonly (number | null)[];

export interface Kept {
  /** Who was watching at the end of the opening. */
  starters: number;
  /** From which minute on it is counted. */
  since: number;
  /** By the minute after that: the largest share of them that can still have been there, in parts per ten thousand. */
  atMostBps: number[];
}

/**
 * How many of the first viewers can have stayed. Platforms tell how many are watching, not who: whoever leaves may be replaced by somebody
 * new. So it is a bound and no count: at no time were more of the first ones there than were watching then, and nobody comes back in
 * (a first viewer who left and returned counts as left). What was not measured changes nothing. Null: nobody was measured in the opening.
 */
export function keptOf(viewers: ByMinute): Kept | null {
  const since = viewers.findLastIndex((value, i) => i <= firstMinute && value !== null && value > 0);
  const starters = since < 0 ? null : viewers[since]!;
  if (starters === null) return null;
  let least = 10_000;
  const atMostBps = viewers.slice(since, since + keptMinutes + 1).map((value) => {
    if (value !== null) least = Math.min(least, Math.round((10_000 * value) / starters));
    return least;
  });
  return { starters, since, atMostBps };
}

/** The minute after which at most half can have been there; null: that was never so. */
export function halfAfter({ atMostBps }: Pick<Kept, 'atMostBps'>): number | null {
  const at = atMostBps.findIndex((bps) => bps <= 5_000);
  return at < 0 ? null : at;
}

/** Between which shares eight of ten of her LIVEs lay, by the minute, as far as enough of them went on. */
export function keptUsually(curves: readonly Kept[]): { low: number; high: number }[] {
  const band: { low: number; high: number }[] = [];
  for (let at = 0; at <= keptMinutes; at++) {
    const found = eightOfTen(curves.map(({ atMostBps }) => atMostBps[at] ?? null));
    if (!found) return band;
    band.push({ low: Math.round(found.low), high: Math.round(found.high) });
  }
  return band;
}
