import { refusals, type Refusal } from '#src/lib/errors.ts';
import { drawOf } from '#src/lib/ids.ts';
import { reasons, type Cohort, type Params, type Terms } from '../contract.ts';

export const no = refusals(reasons);

/** Asked when terms are written: what was agreed stays readable, whatever list a later program has. */
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether terms stay within the policy: undefined, or the first reason why not. */
export function checkTerms(terms: Terms, policy: Params['terms']): Refusal | undefined {
  if (terms.commissionBps > policy.commissionBpsMax) return no('terms.commission_too_high', { maxBps: policy.commissionBpsMax });
  if (terms.months > policy.monthsMax) return no('terms.too_long', { monthsMax: policy.monthsMax });
  if (terms.coolingOffDays < policy.coolingOffDaysMin) return no('terms.cooling_off_too_short', { daysMin: policy.coolingOffDaysMin });
  if (terms.noticeDays > policy.noticeDaysMax) return no('terms.notice_too_long', { daysMax: policy.noticeDaysMax });
  if (terms.exclusive && !policy.exclusiveAllowed) return no('terms.exclusive_not_allowed');
  if ((terms.brandBps ?? 0) > policy.brandBpsMax) return no('terms.brand_share_too_high', { maxBps: policy.brandBpsMax });
  if ((terms.hoursMonthly ?? 0) > policy.hoursMonthlyMax) return no('terms.hours_too_many', { hoursMax: policy.hoursMonthlyMax });
  if (terms.services && Object.keys(terms.services).length === 0) return no('terms.services_empty');
  if (terms.guarantee && !currencies.has(terms.guarantee.currency)) return no('terms.currency_unknown');
  if ((terms.guarantee?.months ?? 0) > terms.months) return no('terms.guarantee_too_long', { monthsMax: terms.months });
  if (terms.trialLive && !policy.trialLiveAllowed) return no('terms.trial_not_allowed');
  return undefined;
}

export interface RolloutFacts {
  creatorId: string;
  country: string | null;
  followers: number | null;
}

/** The place from 0 to 100 at which a percentage reaches a creator: it stays the same. Kept in a column, so that a count needs no loop. */
export const rolloutDraw = (creatorId: string): number => drawOf(`rollout ${creatorId}`) * 100;

/** What the rule reads of a creator, or of several who are alike to it. */
export type DrawnFacts = Omit<RolloutFacts, 'creatorId'> & { draw: number };

/** A figure or country that is not known fits only a cohort that does not ask for it. */
function fits(cohort: Cohort, facts: DrawnFacts): boolean {
  if (cohort.countries.length > 0 && (facts.country === null || !cohort.countries.includes(facts.country))) return false;
  if (cohort.followersMin !== null && (facts.followers === null || facts.followers < cohort.followersMin)) return false;
  if (cohort.followersMax !== null && (facts.followers === null || facts.followers > cohort.followersMax)) return false;
  return facts.draw < cohort.percentage;
}

/** Whether the menu is offered: no cohorts means everybody. Raising a percentage only ever adds people. */
export const isOfferedAt = (policy: Params['rollout'], facts: DrawnFacts): boolean =>
  policy.cohorts.length === 0 || policy.cohorts.some((cohort) => fits(cohort, facts));
export const isOffered = (policy: Params['rollout'], { creatorId, ...facts }: RolloutFacts): boolean =>
  isOfferedAt(policy, { ...facts, draw: rolloutDraw(creatorId) });

/** The values at which the answer of the rule can change: between two of them all creators of one country are alike to it. */
export function rolloutEdges(policies: readonly Params['rollout'][]): { followers: number[]; draw: number[] } {
  const cohorts = policies.flatMap((p) => p.cohorts);
  const sorted = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);
  return {
    followers: sorted(cohorts.flatMap((c) => [c.followersMin ?? [], c.followersMax === null ? [] : c.followersMax + 1].flat())),
    draw: sorted(cohorts.map((c) => c.percentage)),
  };
}
