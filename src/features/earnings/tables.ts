import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { BonusMonth, Estimator, RankUp, RuleKey, Why } from './contract.ts';

/** One task of one creator, in hundredths. */
export interface Item {
  task: string;
  rule: RuleKey | null;
  estimated: number | null;
  by: Estimator | null;
  /** The last day of data behind the estimate. */
  on: string | null;
  confirmed: number | null;
  difference: number | null;
  why: Why;
}
/** Sums of what could be compared, and what stands outside of it. */
export interface Sums {
  comparedEstimated: number | null;
  comparedConfirmed: number | null;
  difference: number | null;
  onlyEstimated: number | null;
  onlyConfirmed: number | null;
}
/** A creator's month. */
export interface Line extends Sums {
  items: Item[];
  rankUp: RankUp | null;
  /** All that the report confirms: its own total, else its columns. */
  confirmed: number | null;
  /** What the report's total holds beside its columns; null without one. */
  rest: number | null;
  /** How much differs, whatever the sign, so that two differences do not hide each other. */
  gap: number;
}
/** What is stored of a month as it is answered. */
export type MonthBody = Omit<BonusMonth, 'month' | 'closed' | 'creators' | 'differing' | 'unknown' | 'reckonedAt' | 'stale'>;

/** What holds for the month as a whole. */
export interface MonthFacts {
  /** `2026-07`. */
  month: string;
  /** Its first day and the first of the next one. */
  from: string;
  to: string;
  /** A report made after its end was brought. */
  closed: boolean;
  /** As the reports write it; null: they name none. `mixed`: they name several. */
  currency: string | null;
  mixed: boolean;
}
/** Counts and sums of a month. */
export type MonthTotals = Pick<BonusMonth, TotalKey>;
type TotalKey =
  | 'creators' | 'differing' | 'unknown' | 'tasks' | 'comparedEstimatedMinor' | 'comparedConfirmedMinor' | 'differenceMinor'
  | 'onlyEstimatedMinor' | 'onlyConfirmedMinor' | 'confirmedMinor' | 'restMinor'; // prettier-ignore
/** A reckoning on its way: what holds for the month since it began, and the sums of the creators done so far. */
export interface MonthRun extends Pick<MonthBody, 'currencies' | 'runningReport' | 'closingReport' | 'figuresOn'> {
  facts: MonthFacts;
  reported: boolean;
  totals: MonthTotals | null;
}

declare module '#src/infra/db/open.ts' {
  interface Tables {
    bonus_months: {
      agency_id: string;
      month: string;
      stale_at: Date | null;
      reckoned_at: Date | null;
      reported: Generated<boolean>;
      closed: Generated<boolean>;
      creators: Generated<number>;
      differing: Generated<number>;
      unknown: Generated<number>;
      body: MonthBody | null;
      rule: Generated<string>;
      going: Generated<boolean>;
      after_id: string | null;
      run: MonthRun | null;
    };
    bonus_lines: {
      agency_id: string;
      month: string;
      export_id: string;
      gap: number;
      size: number;
      compared: boolean;
      body: Line;
    };
  }
}
// Private to one agency, and of people as its own export calls them.
export const places = {
  bonus_months: { shard: 'agency_id', wall: ['agency_id'] },
  bonus_lines: { shard: 'agency_id', wall: ['agency_id'] },
} as const satisfies Record<string, Place>;
