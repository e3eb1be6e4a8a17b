/** The least diamonds of each tier from 1 on, and the base ratio of its rank-up bonus in tenths of a percent; the last has none. */
const tiers = [
  [0, 65],
  [100_000, 65],
  [200_000, 65],
  [300_000, 65],
  [500_000, 65],
  [700_000, 55],
  [1_000_000, 45],
  [1_600_000, 35],
  [2_500_000, 30],
  [5_000_000, 0],
] as const;

/** The tier that a month's diamonds make, 1-10. */
export const tierOf = (diamonds: number): number => tiers.findLastIndex(([least]) => diamonds >= least) + 1;

/** What Backstage says while the month runs; who was not there last month starts from tier 1. */
export function tierStatus(now: number, lastMonth: number | null): string {
  const [reached, start] = [tierOf(now), tierOf(lastMonth ?? 0)];
  if (reached > start) return 'Ranked up';
  return reached === start ? 'Tier maintained' : 'Tier not maintained';
}

/** The gate before rank-up money: 15 hours, and more than 7 valid days, in one calendar month. */
export const isActive = (validDays: number, liveSeconds: number): boolean => validDays >= 8 && liveSeconds >= 15 * 3600;

/** Cents: the whole month's diamonds x $0.01 x the ratio of the tier at the start, if the tier rose and the gate was met. */
export function rankUpCents(month: { diamonds: number; valid: number; liveSeconds: number }, lastMonth: number | null): number {
  const start = tierOf(lastMonth ?? 0);
  if (tierOf(month.diamonds) <= start || !isActive(month.valid, month.liveSeconds)) return 0;
  return Math.round((month.diamonds * tiers[start - 1]![1]) / 1000);
}

/** Diamonds of a month from which a newcomer counts as graduated; regional, this is the British one. */
export const graduationAt = 200_000;
