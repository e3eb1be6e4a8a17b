/** The value below which a share of the sorted values lies, between neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const [a, b] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  return a + (b - a) * (place - low);
}

/** Fewer say nothing about what is usual. */
export const fewest = 5;

/** Between which values eight of ten lay, the outermost tenth at each end left out; null: fewer than five are known. */
export function eightOfTen(values: readonly (number | null)[]): { low: number; high: number } | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  return known.length < fewest ? null : { low: quantile(known, 0.1), high: quantile(known, 0.9) };
}
