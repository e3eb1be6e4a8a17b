import type { LiveMonths, Terms } from '#src/web/client.gen.ts';

/** How the months of a creator would have come out under some terms, in diamonds. */
export interface Applied {
  months: number;
  /** What the median month leaves her, and takes from her part. */
  median: number;
  share: number;
  /** Between these lie eight of ten months; null: fewer than six, too few to say. */
  likely: [number, number] | null;
  /** Worst and best. */
  possible: [number, number];
}
/** So many months say where eight of ten lie. */
export const monthsEnough = 6;

/** The value below which a share of the sorted values lies, between two of them by their distance. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** What a share takes from her part of a month's gifts: nothing where the platform pays it. Never more than the share says. */
export const takenOf = (diamonds: number, { commissionBps, paidFrom }: Pick<Terms, 'commissionBps' | 'paidFrom'>): number =>
  paidFrom === 'platform' ? 0 : Math.floor((diamonds * commissionBps) / 10_000);

/** Her own months, each with these terms applied; null: none is known. What the agency would do for her is not in it. */
export function appliedTo(months: LiveMonths['items'], terms: Pick<Terms, 'commissionBps' | 'paidFrom'>): Applied | null {
  if (months.length === 0) return null;
  const gifts = months.map((one) => one.diamonds + one.diamondsInferred);
  const kept = gifts.map((all) => all - takenOf(all, terms)).toSorted((a, b) => a - b);
  const taken = gifts.map((all) => takenOf(all, terms)).toSorted((a, b) => a - b);
  const whole = (share: number) => Math.round(quantile(kept, share));
  return {
    months: kept.length,
    median: whole(0.5),
    share: Math.round(quantile(taken, 0.5)),
    likely: kept.length < monthsEnough ? null : [whole(0.1), whole(0.9)],
    possible: [kept[0]!, kept.at(-1)!],
  };
}
