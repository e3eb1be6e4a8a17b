import { z } from 'zod';
import type { Reasons } from '#src/lib/errors.ts';
import { count, day, id, instant, limit, orNull, page, platform } from '#src/lib/shapes.ts';

/** Of which month, `2026-07`. */
export const month = z.string().regex(/^[12]\d{3}-(?:0[1-9]|1[0-2])$/, 'is not a month');

/** Hundredths of the month's currency, as text: a sum may pass 2^53. */
const minor = z.string().regex(/^-?\d+$/, 'is not a whole number');
const amount = minor.nullable();

/** Rules of the platform whose amounts can be reckoned from figures; every other task is known by its report alone. */
export const ruleKey = z.enum(['rank_up']);
export type RuleKey = z.infer<typeof ruleKey>;

/** Where an estimate comes from: a rule and the figures, or the platform's own report of the month while it ran. */
export const estimator = z.enum(['rule', 'running_report']);
export type Estimator = z.infer<typeof estimator>;

/**
 * How an estimate stands to what the report confirms. Up to `later_days` both are known; from `month_runs` on one of them is not, and
 * nothing is compared.
 */
export const whys = [
  'same', 'reached_not_given', 'given_tier_not_reached', 'given_gate_missed', 'other_ratio', 'other_figures', 'other_amount', 'later_days',
  'month_runs', 'not_in_report', 'not_said', 'no_rule', 'last_month_unknown', 'diamonds_unknown', 'activity_unknown', 'other_currency',
] as const; // prettier-ignore
export const why = z.enum(whys);
export type Why = z.infer<typeof why>;

/** Whose figures: the next month's export, this month's own, or the task report itself. */
export const figureSource = z.enum(['closing', 'export', 'report']);
export type FigureSource = z.infer<typeof figureSource>;

/** What the figures say of a rank-up. null = not known, never 0. */
export const RankUp = z
  .object({
    lastDiamonds: count.nullable(),
    startTier: z.int().nullable(),
    diamonds: count.nullable(),
    tier: z.int().nullable(),
    validDays: count.nullable(),
    liveSeconds: count.nullable(),
    needDays: count,
    needSeconds: count,
    /** `missed`: too few hours or days; `unknown`: a figure is missing, or it depends on how a part of a month is rounded. */
    gate: z.enum(['met', 'missed', 'unknown']),
    ratioBps: z.int(),
    from: figureSource.nullable(),
    /** The last day that the figures know. */
    figuresOn: day.nullable(),
    /** What the report counts, where it counts something else. */
    reportDiamonds: count.nullable(),
    /** The ratio that the confirmed amount would come from. */
    paidBps: z.int().nullable(),
  })
  .meta({ id: 'RankUp' });
export type RankUp = z.infer<typeof RankUp>;

export const BonusItem = z
  .object({
    /** As the report heads its column. */
    task: z.string(),
    rule: ruleKey.nullable(),
    estimatedMinor: amount,
    estimatedBy: estimator.nullable(),
    /** The last day of data behind the estimate. */
    estimatedOn: day.nullable(),
    confirmedMinor: amount,
    /** Confirmed less estimated; null where one of them is not known. */
    differenceMinor: amount,
    why,
  })
  .meta({ id: 'BonusItem' });

/** Sums of what could be compared, and what stands outside of it. */
const sums = {
  /** Of the tasks for which both are known. */
  comparedEstimatedMinor: amount,
  comparedConfirmedMinor: amount,
  differenceMinor: amount,
  /** Estimates that nothing confirms yet, and confirmed amounts that nothing estimates. */
  onlyEstimatedMinor: amount,
  onlyConfirmedMinor: amount,
};

export const BonusLine = z
  .object({
    exportId: id,
    platform,
    handle: z.string(),
    displayName: z.string().nullable(),
    group: z.string().nullable(),
    ...sums,
    items: z.array(BonusItem),
    rankUp: orNull(RankUp),
  })
  .meta({ id: 'BonusLine' });
export const BonusLines = page(BonusLine).extend({ total: count }).meta({ id: 'BonusLines' });

export const BonusTask = z
  .object({
    task: z.string(),
    rule: ruleKey.nullable(),
    estimatedMinor: amount,
    confirmedMinor: amount,
    /** Over the creators of whom both are known. */
    differenceMinor: amount,
    /** Creators to whom the report, or else the estimate, gives something. */
    creators: count,
    compared: count,
    differing: count,
  })
  .meta({ id: 'BonusTask' });

/** A file that a month was read from. */
const source = z.object({ name: z.string(), /** The last day of its data. */ dataOn: day, takenAt: instant });

export const BonusMonth = z
  .object({
    month,
    /** A report made after the month's end has been brought. */
    closed: z.boolean(),
    /** ISO 4217 as the report writes it, or, without a report, as the rule counts; null: the report names none. */
    currency: z.string().nullable(),
    currencyFrom: z.enum(['report', 'rule']).nullable(),
    /** The report names more than one currency: nothing is compared, and sums would mix them. */
    currencies: z.array(z.string()),
    ...sums,
    /** All that the report confirms, its own totals. */
    confirmedMinor: amount,
    /** What its totals hold beside its columns of tasks. */
    restMinor: amount,
    tasks: z.array(BonusTask),
    creators: count,
    differing: count,
    /** Creators of whom nothing could be compared. */
    unknown: count,
    runningReport: source.nullable(),
    closingReport: source.nullable(),
    /** The last day of the agency's own figures behind the estimates. */
    figuresOn: day.nullable(),
    reckonedAt: instant,
    /** A file came in since: it is being reckoned anew. */
    stale: z.boolean(),
  })
  .meta({ id: 'BonusMonth' });
export type BonusMonth = z.infer<typeof BonusMonth>;

export const Bonus = z
  .object({
    /** Newest first. */
    months: z.array(z.object({ month, reported: z.boolean(), closed: z.boolean(), differing: count })),
    /** The one asked for, else the newest with a task report; null: no file tells of any. */
    chosen: orNull(BonusMonth),
    /** The first reckoning is on its way. */
    waiting: z.boolean(),
  })
  .meta({ id: 'Bonus' });

export const BonusQuery = z.strictObject({ month: month.optional() });
export const show = z.enum(['all', 'differences', 'unknown']);
export const BonusLinesQuery = z.strictObject({
  month: month.optional(),
  show: show.default('all'),
  cursor: z.string().max(2000).optional(),
  limit: limit.default(50),
});

export const reasons = {
  'earnings.month_unknown': { kind: 'not_found', detail: 'No file of this agency tells of bonuses in that month.' },
} as const satisfies Reasons;
