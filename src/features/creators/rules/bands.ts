import type { FigureName, SeenFigure } from '../contract.ts';

const mantissas = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9];
/** Every edge of the published scale: 0, 10, 15, 20, 25 ... 90, 100, 150, ... up to 9 followed by fourteen digits. */
export const edges: readonly number[] = [0, ...Array.from({ length: 14 }, (_, i) => mantissas.map((m) => m * 10 ** (i + 1))).flat(), 1e15];

/** The published band that holds a figure, `from <= n < to`. The same scale for every figure and everybody. */
export function bandOf(n: number): { from: number; to: number } {
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
export function seenFigure(n: number | null, exact: boolean): SeenFigure {
  if (n === null) return null;
  return exact ? { ink: 'exact', value: n } : { ink: 'range', ...bandOf(n) };
}

export type Figures = Record<FigureName, number | null>;
