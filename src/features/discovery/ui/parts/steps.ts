import type { Ends } from './address.ts';

interface Band {
  from: number;
  to: number;
  count: number;
}

// Edges of the published scale, a choice of them that leaves columns wide enough to see.
const decades = [1, 1.5, 2, 3, 5, 7];
const people = [0, ...Array.from({ length: 9 }, (_, power) => decades.map((part) => part * 10 ** (power + 1))).flat()];
const hours = [0, 10, 15, 25, 40, 50, 70, 100, 150, 250, 500, 700, 1000];
const days = [0, 1, 3, 5, 8, 10, 12, 15, 18, 20, 22, 25, 28];
const percent = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75];
export type Scale = 'people' | 'hours' | 'days' | 'percent';
const scales: Record<Scale, { edges: number[]; size: number }> = {
  people: { edges: people, size: 1 },
  hours: { edges: hours, size: 60 },
  days: { edges: days, size: 1 },
  percent: { edges: percent, size: 100 },
};

/** The histogram under a slider: the server's bands added up between edges that they share, empty ones included. */
export function stepsOf(bands: readonly Band[], ends: Ends | null, scale: Scale): { from: number; count: number }[] {
  const { edges, size } = scales[scale];
  const starts = [...bands.map((band) => band.from / size), ...(ends?.min == null ? [] : [ends.min])];
  const stops = [...bands.map((band) => band.to / size), ...(ends?.max == null ? [] : [ends.max])];
  if (starts.length === 0 && stops.length === 0) return [];
  const low = Math.min(...starts, ...stops);
  const high = Math.max(...starts, ...stops);
  const first = Math.max(
    0,
    edges.findLastIndex((edge) => edge <= low),
  );
  const over = edges.findIndex((edge) => edge >= high);
  // An end that is set needs a step above it: the last thumb position means that there is none.
  const last = over === -1 ? edges.length : ends?.max != null && ends.max >= high ? over + 1 : over;
  return edges.slice(first, Math.max(last, first + 2)).map((from, index) => {
    const to = edges[first + index + 1] ?? Number.POSITIVE_INFINITY;
    const inside = bands.filter((band) => band.from / size >= from && band.from / size < to);
    return { from, count: inside.reduce((sum, band) => sum + band.count, 0) };
  });
}

/** The end of a column's scale: what nineteen of twenty stay under, so that one giant does not flatten everybody. */
export function scaleOf(bands: readonly Band[], ends: Ends | null): number {
  if (ends?.max != null) return ends.max;
  const all = bands.reduce((sum, band) => sum + band.count, 0);
  let seen = 0;
  for (const band of bands) {
    seen += band.count;
    if (seen >= all * 0.95) return band.to;
  }
  return 1000;
}
