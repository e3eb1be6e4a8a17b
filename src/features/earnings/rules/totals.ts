import type { BonusMonth, RuleKey } from '../contract.ts';
import type { Line, MonthTotals, Sums } from '../tables.ts';
import { isDifferent } from './compare.ts';

/** A sum that may pass 2^53; null until something known was added. */
type Sum = bigint | null;
const plus = (sum: Sum, value: number | null): Sum => (value === null ? sum : (sum ?? 0n) + BigInt(value));
const text = (sum: Sum): string | null => (sum === null ? null : sum.toString());

type BonusTask = BonusMonth['tasks'][number];
interface TaskSum {
  task: string;
  rule: RuleKey | null;
  estimated: Sum;
  confirmed: Sum;
  difference: Sum;
  creators: number;
  compared: number;
  differing: number;
}
const emptyTask = (task: string): TaskSum => ({
  task,
  rule: null,
  estimated: null,
  confirmed: null,
  difference: null,
  creators: 0,
  compared: 0,
  differing: 0,
});

const read = (sum: string | null): Sum => (sum === null ? null : BigInt(sum));

const keys = ['comparedEstimated', 'comparedConfirmed', 'difference', 'onlyEstimated', 'onlyConfirmed'] as const satisfies (keyof Sums)[];

const taskOf = ({ estimatedMinor, confirmedMinor, differenceMinor, ...one }: BonusTask): TaskSum => ({
  ...one,
  estimated: read(estimatedMinor),
  confirmed: read(confirmedMinor),
  difference: read(differenceMinor),
});

/** Sums of a month, line by line, in whatever chunks they come: `earlier`, what those before came to. */
export function openTotals(earlier: MonthTotals | null = null) {
  const sums: Record<(typeof keys)[number] | 'confirmed' | 'rest', Sum> = {
    comparedEstimated: read(earlier?.comparedEstimatedMinor ?? null),
    comparedConfirmed: read(earlier?.comparedConfirmedMinor ?? null),
    difference: read(earlier?.differenceMinor ?? null),
    onlyEstimated: read(earlier?.onlyEstimatedMinor ?? null),
    onlyConfirmed: read(earlier?.onlyConfirmedMinor ?? null),
    confirmed: read(earlier?.confirmedMinor ?? null),
    rest: read(earlier?.restMinor ?? null),
  };
  const tasks = new Map((earlier?.tasks ?? []).map((one) => [one.task, taskOf(one)]));
  const counts = { creators: earlier?.creators ?? 0, differing: earlier?.differing ?? 0, unknown: earlier?.unknown ?? 0 };

  function addItems({ items }: Line): void {
    for (const item of items) {
      const one = tasks.get(item.task) ?? emptyTask(item.task);
      tasks.set(item.task, {
        ...one,
        rule: one.rule ?? item.rule,
        estimated: plus(one.estimated, item.estimated),
        confirmed: plus(one.confirmed, item.confirmed),
        difference: plus(one.difference, item.difference),
        creators: one.creators + ((item.confirmed ?? item.estimated ?? 0) === 0 ? 0 : 1),
        compared: one.compared + (item.difference === null ? 0 : 1),
        differing: one.differing + (isDifferent(item) ? 1 : 0),
      });
    }
  }

  return {
    add(line: Line): void {
      for (const key of [...keys, 'confirmed', 'rest'] as const) sums[key] = plus(sums[key], line[key]);
      addItems(line);
      counts.creators++;
      if (line.gap > 0) counts.differing++;
      if (line.difference === null) counts.unknown++;
    },
    /** Amounts as text. Tasks that give most come first. */
    end(): MonthTotals {
      const size = ({ confirmed, estimated }: TaskSum): bigint => confirmed ?? estimated ?? -1n;
      const sorted = [...tasks.values()].toSorted((a, b) => Number(size(b) - size(a)) || (a.task < b.task ? -1 : 1));
      return {
        ...counts,
        comparedEstimatedMinor: text(sums.comparedEstimated),
        comparedConfirmedMinor: text(sums.comparedConfirmed),
        differenceMinor: text(sums.difference),
        onlyEstimatedMinor: text(sums.onlyEstimated),
        onlyConfirmedMinor: text(sums.onlyConfirmed),
        confirmedMinor: text(sums.confirmed),
        restMinor: text(sums.rest),
        tasks: sorted.map(({ estimated, confirmed, difference, ...one }) => ({
          ...one,
          estimatedMinor: text(estimated),
          confirmedMinor: text(confirmed),
          differenceMinor: text(difference),
        })),
      };
    },
  };
}
