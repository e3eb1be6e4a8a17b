import { edgesOf, type FigureName, type ImportedFigure, type LiveFigure, type SeenFigure } from '../contract.ts';

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

/** What an import brought. */
export type Figures = Record<ImportedFigure, number | null>;
/** What 28 days of LIVEs came to, as of the last of them. */
export type LiveFigures = Record<LiveFigure, number | null> & { asOn: string; hours: number[] };
