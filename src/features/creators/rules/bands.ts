import type { FigureName, SeenFigure } from '../contract.ts';

const mantissas = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9];
/** 0, 10, 15, 20, 25 ... 90, 100, 150 ... up to a million million, above every figure that is taken in. */
const counts: readonly number[] = [0, ...Array.from({ length: 11 }, (_, i) => mantissas.map((m) => m * 10 ** (i + 1))).flat(), 1e12];
/** Minutes are banded by whole hours: people read hours. */
const minutes: readonly number[] = counts.map((hours) => hours * 60);

/** Every edge of the published scale of a figure: the same for everybody. */
export const edgesOf = (name: FigureName): readonly number[] => (name === 'watchMinutes' || name === 'streamMinutes' ? minutes : counts);

/** The published band that holds a figure, `from <= n < to`. */
export function bandOf(name: FigureName, n: number): { from: number; to: number } {
  const edges = edgesOf(name);
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= n) low = middle;
    else high = middle;
  }
  return { from: edges[low]!, to: edges[low + 1]! };
}

/** How an agency sees a figure: the number where exact numbers are shared, else its band; unknown stays unknown. */
export function seenFigure(name: FigureName, n: number | null, exact: boolean): SeenFigure {
  if (n === null) return null;
  return exact ? { ink: 'exact', value: n } : { ink: 'range', ...bandOf(name, n) };
}

export type Figures = Record<FigureName, number | null>;
