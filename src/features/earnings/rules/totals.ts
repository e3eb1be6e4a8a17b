import type { RuleKey } from '../contract.ts';
import type { Line, Sums } from '../tables.ts';
import { isDifferent } from './compare.ts';

/** A sum that may pass 2^53; null until something known was added. */
type Sum = bigint | null;
const plus = (sum: Sum, value: number | null): Sum => (value === null ? sum : (sum ?? 0n) + BigInt(value));
const text = (sum: Sum): string | null => (sum === null ? null : sum.toString());

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

const keys = ['comparedEstimated', 'comparedConfirmed', 'difference', 'onlyEstimated', 'onlyConfirmed'] as const satisfies (keyof Sums)[];

/** Sums of a month, line by line, in whatever chunks they come. */
export function openTotals() {
  const sums: Record<(typeof keys)[number] | 'confirmed' | 'rest', Sum> = {
    comparedEstimated: null,
    comparedConfirmed: null,
    difference: null,
    onlyEstimated: null,
    onlyConfirmed: null,
    confirmed: null,
    rest: null,
  };
  const tasks = new Map<string, TaskSum>();
  const counts = { creators: 0, differing: 0, unknown: 0 };

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
    end() {
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
export type MonthTotals = ReturnType<ReturnType<typeof openTotals>['end']>;
