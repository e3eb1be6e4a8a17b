import type { RuleKey } from '../contract.ts';

/** A rule of the platform as it held from one month to another. The amounts belong to the tiers they were told with: both stand here. */
export interface RankUpRule {
  ruleId: RuleKey;
  version: number;
  platform: 'tiktok';
  /** First month, and the first one in which it no longer holds. */
  validFrom: string;
  validTo: string | null;
  certainty: 'confirmed' | 'reported' | 'inferred';
  source: string;
  /** The column of the report that it is about. */
  task: string;
  /** What the amounts are in. */
  currency: string;
  /** By tier from 1 on: diamonds of a month from which it holds, and the base ratio of a rank-up from it; null: no bonus from there. */
  tiers: readonly { from: number; ratioBps: number | null }[];
  /** The network's own results move every ratio by so much: up as `advanced`, down after a month of low graduation. */
  ratioStepBps: number;
  /** Hours and valid days of one calendar month, both or nothing. */
  gate: { seconds: number; validDays: number };
}

const tiers: RankUpRule['tiers'] = [
  { from: 0, ratioBps: 650 },
  { from: 100_000, ratioBps: 650 },
  { from: 200_000, ratioBps: 650 },
  { from: 300_000, ratioBps: 650 },
  { from: 500_000, ratioBps: 650 },
  { from: 700_000, ratioBps: 550 },
  { from: 1_000_000, ratioBps: 450 },
  { from: 1_600_000, ratioBps: 350 },
  { from: 2_500_000, ratioBps: 300 },
  { from: 5_000_000, ratioBps: null },
];

/**
 * Diamonds of the whole month x $0.01 x the ratio of the starting tier, if the tier rose and the gate was met.
 * Source: rules.md 4 and 3, Backstage 2026 (LR), reported: one agency's public tool that quotes the platform's decks; 804 of 808 tiers agreed.
 */
export const rankUpRules: readonly RankUpRule[] = [
  {
    ruleId: 'rank_up',
    version: 1,
    platform: 'tiktok',
    validFrom: '2026-03',
    validTo: null,
    certainty: 'reported',
    source: 'TikTok LIVE Backstage 2026, by one agency’s public tool',
    task: 'Ranked up',
    currency: 'USD',
    tiers,
    ratioStepBps: 100,
    gate: { seconds: 15 * 3600, validDays: 8 },
  },
];

/** The rule of a month; undefined: none is known, and nothing is reckoned. */
export const rankUpRuleOf = (month: string): RankUpRule | undefined =>
  rankUpRules.find(({ validFrom, validTo }) => validFrom <= month && (validTo === null || month < validTo));

/** The rule of a month as it is kept with what was reckoned by it: whatever was reckoned by another is reckoned anew. */
export const ruleOf = (month: string): string => nameOf(rankUpRuleOf(month));
const nameOf = (rule: RankUpRule | undefined): string => (rule === undefined ? '' : `${rule.ruleId} ${rule.version}`);

/** When each rule holds, from the first day of a month to that of another. */
export const ruleSpans = (): { name: string; from: string; to: string | null }[] =>
  rankUpRules.map((rule) => ({
    name: nameOf(rule),
    from: `${rule.validFrom}-01`,
    to: rule.validTo === null ? null : `${rule.validTo}-01`,
  }));

/** The tier that so many diamonds of a month make, from 1 on. */
export const tierOf = (diamonds: number, { tiers: all }: Pick<RankUpRule, 'tiers'>): number =>
  Math.max(
    0,
    all.findLastIndex(({ from }) => diamonds >= from),
  ) + 1;

/** Whether a column of a report is the one of this rule: whole with whole, for names begin alike (exports.md 3). */
export const isTaskOf = (task: string, rule: RankUpRule | undefined): boolean =>
  rule !== undefined && task.trim().toLowerCase() === rule.task.toLowerCase();
