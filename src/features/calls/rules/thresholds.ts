import type { ThresholdKind } from '../contract.ts';
import { dayNumber, monthOf } from './days.ts';
import type { CreatorFacts } from './facts.ts';
import { inNetworkFrom } from './series.ts';

export type RoundingWay = 'up' | 'nearest' | 'down';

/** How a pro-rated requirement is rounded: hours in steps of `hourStepSeconds`, days in whole days. The platform does not publish it. */
export interface Rounding {
  hours: RoundingWay;
  hourStepSeconds: number;
  days: RoundingWay;
}

/** Hours AND valid days of one calendar month, both or nothing. */
export interface GateRule {
  name: string;
  hours: number;
  validDays: number;
  prorate: boolean;
  rounding: Rounding;
}

export interface TierRule {
  tier: number;
  /** Diamonds of the whole month from which it holds. */
  from: number;
}

/** Diamonds within a calendar month, in one of the first `attempts` months in the network. */
export interface GraduationRule {
  diamonds: number;
  attempts: number;
}

/** What creator and agency agreed on themselves; what is missing is not asked. */
export interface OwnGoals {
  validDays?: number;
  hours?: number;
  diamonds?: number;
}

/** Data of dated policies; a rule that is missing is not asked. */
export interface ThresholdRules {
  gate?: GateRule;
  tiers?: readonly TierRule[];
  graduation?: GraduationRule;
}

/** What one creator needs in one month; null = not asked. Seconds. */
export interface Threshold {
  kind: ThresholdKind;
  name: string;
  validDays: number | null;
  liveSeconds: number | null;
  diamonds: number | null;
  /** Days in the network and days of the month where it was scaled; null where the joining day is not known and it may be less. */
  prorated: { days: number; of: number } | null;
}

/** Hours to 0.1 up, days up, as one agency's public tool rounds. Source: rules.md 3 (LR), reported; the platform publishes none. */
export const reportedRounding: Rounding = { hours: 'up', hourStepSeconds: 360, days: 'up' };

const round = { up: Math.ceil, nearest: Math.round, down: Math.floor };

/** `value` x `days` / `of`, to a whole number of `step`. Integers throughout: 15 h x 22/30 is 11.0 h and not 11.1. */
function scaled(value: number, days: number, of: number, step: number, way: RoundingWay): number {
  return round[way]((value * days) / (of * step)) * step;
}

/** Days in the network this month, and days of the month; null when the joining day is not known and nothing shows that it lies before. */
function shareOf(facts: CreatorFacts): { days: number; of: number } | null {
  const month = monthOf(facts.dataOn);
  const of = month.end - month.first;
  const before = facts.lastMonth !== null || (facts.spans.length > 0 && dayNumber(facts.spans[0]!.from) < month.first);
  if (facts.joinedOn === null && !before) return null;
  return { days: month.end - inNetworkFrom(facts, month), of };
}

/**
 * The gate for one creator: requirement x days in the network this month / days of the month. With an unknown joining day the full
 * requirement stands and `prorated` is null. A term that ends within the month scales nothing: it may be renewed.
 * Source: rules.md 3, pro-rating (LR), reported.
 */
export function gateFor(facts: CreatorFacts, rule: GateRule): Threshold {
  const seconds = Math.round(rule.hours * 3600);
  const share = rule.prorate ? shareOf(facts) : { days: 1, of: 1 };
  const { days, of } = share ?? { days: 1, of: 1 };
  const whole = days === of;
  return {
    kind: 'gate',
    name: rule.name,
    validDays: whole ? rule.validDays : scaled(rule.validDays, days, of, 1, rule.rounding.days),
    liveSeconds: whole ? seconds : scaled(seconds, days, of, rule.rounding.hourStepSeconds, rule.rounding.hours),
    diamonds: null,
    prorated: share,
  };
}

const whole = { days: 1, of: 1 };
const asked = (kind: ThresholdKind, name: string, want: Partial<Pick<Threshold, 'validDays' | 'liveSeconds' | 'diamonds'>>): Threshold => ({
  kind,
  name,
  validDays: null,
  liveSeconds: null,
  diamonds: null,
  prorated: whole,
  ...want,
});

/** The tier that so many diamonds of a month give; the first where there are none. */
export function tierOf(diamonds: number, tiers: readonly TierRule[]): TierRule | undefined {
  return tiers.findLast((t) => diamonds >= t.from) ?? tiers[0];
}

/**
 * The tier this creator started the month in: by last month's diamonds, the first for those who were not in the network then,
 * null when last month is not known. Source: rules.md 4 (LR), reported.
 */
export function startingTier(facts: CreatorFacts, tiers: readonly TierRule[]): TierRule | null {
  const joined = facts.joinedOn !== null && dayNumber(facts.joinedOn) >= monthOf(facts.dataOn).first;
  const diamonds = joined ? 0 : (facts.lastMonth?.diamonds ?? null);
  return diamonds === null ? null : (tierOf(diamonds, tiers) ?? null);
}

/** The next rank: the first tier above the starting one and above what `diamonds` of this month already reach; null at the top. */
export function tierGoal(facts: CreatorFacts, tiers: readonly TierRule[], diamonds: number): Threshold | null {
  const start = startingTier(facts, tiers);
  const next = start === null ? undefined : tiers.find((t) => t.tier > start.tier && t.from > diamonds);
  return next === undefined ? null : asked('tier', `tier ${next.tier}`, { diamonds: next.from });
}

/** Graduation, as long as attempts are left: the month of joining is the first. Null with an unknown joining day or none left. */
export function graduationFor(facts: CreatorFacts, rule: GraduationRule): Threshold | null {
  if (facts.joinedOn === null || dayNumber(facts.joinedOn) < monthOf(facts.dataOn, 1 - rule.attempts).first) return null;
  return asked('graduation', 'graduation', { diamonds: rule.diamonds });
}

/** Own goals are agreed for the whole month, so they are not scaled. Null when nothing is asked. */
export function ownGoal(goals: OwnGoals): Threshold | null {
  if (goals.validDays === undefined && goals.hours === undefined && goals.diamonds === undefined) return null;
  return asked('own', 'own goal', {
    validDays: goals.validDays ?? null,
    liveSeconds: goals.hours === undefined ? null : Math.round(goals.hours * 3600),
    diamonds: goals.diamonds ?? null,
  });
}

/** Everything that is asked of one creator this month; nothing of who joins after it. `mtdDiamonds` null = not known: the next rank is then the one above the start. */
export function thresholdsFor(facts: CreatorFacts, rules: ThresholdRules, goals: OwnGoals, mtdDiamonds: number | null): Threshold[] {
  const month = monthOf(facts.dataOn);
  if (inNetworkFrom(facts, month) >= month.end) return [];
  return [
    rules.gate && gateFor(facts, rules.gate),
    rules.tiers && tierGoal(facts, rules.tiers, mtdDiamonds ?? 0),
    rules.graduation && graduationFor(facts, rules.graduation),
    ownGoal(goals),
  ].filter((t): t is Threshold => t !== undefined && t !== null);
}
