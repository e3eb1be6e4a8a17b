/** Adults who are alike to a roll-out: the same country, between the same two edges. Bucket 0 lies below the first edge. */
export interface Alike {
  country: string | null;
  /** Null: no figure is known. */
  followers: number | null;
  draw: number;
  opted_in: boolean;
  n: number;
}
export interface Edges {
  followers: readonly number[];
  draw: readonly number[];
}
/** One of those who are alike, for the rule to decide. */
export interface OneOf {
  country: string | null;
  followers: number | null;
  draw: number;
}
const atLeast = (edges: readonly number[], bucket: number) => (bucket === 0 ? -1 : edges[bucket - 1]!);
/** One of those who are alike, as the rule reads her. */
export const oneOf = (edges: Edges, { country, followers, draw }: Alike): OneOf => ({
  country,
  followers: followers === null ? null : atLeast(edges.followers, followers),
  draw: atLeast(edges.draw, draw),
});

/** How many are offered the menu now, and by a draft: the rule itself decides about one of each kind, the rest are counted. */
export function reachOf(rows: readonly Alike[], edges: Edges, now: (one: OneOf) => boolean, draft: ((one: OneOf) => boolean) | null) {
  const all = { adults: 0, offered: 0, optedIn: 0, keptOutside: 0 };
  const drafted = { offered: 0, gained: 0, lost: 0, keptOutside: 0 };
  const countries = new Map<string | null, { country: string | null; adults: number; offered: number; optedIn: number; draft: number }>();
  for (const row of rows) {
    const { country, n } = row;
    const one = oneOf(edges, row);
    const [is, will] = [now(one), draft?.(one) ?? false];
    const here = countries.get(country) ?? { country, adults: 0, offered: 0, optedIn: 0, draft: 0 };
    countries.set(country, here);
    for (const sum of [all, here]) {
      sum.adults += n;
      if (is) sum.offered += n;
      if (row.opted_in) sum.optedIn += n;
    }
    if (row.opted_in && !is) all.keptOutside += n;
    if (will) here.draft += n;
    if (will) drafted.offered += n;
    if (will && !is) drafted.gained += n;
    if (is && !will) drafted.lost += n;
    if (row.opted_in && !will) drafted.keptOutside += n;
  }
  const sorted = [...countries.values()].sort((a, b) => b.adults - a.adults || (a.country ?? '').localeCompare(b.country ?? ''));
  return {
    ...all,
    draft: draft && drafted,
    countries: sorted.map((c) => ({ ...c, draft: draft && c.draft })),
  };
}
