import type { Params, Terms } from '#src/features/policies/contract.ts';
import { asksActivity, endOf, leaveNow, type Activity, type MembershipFacts } from './memberships.ts';

/** A membership as it stood at an instant that has gone: an end that was set later was not known then. */
export const asOf = <M extends MembershipFacts & { left_at: Date | null }>(m: M, at: Date): M => ({
  ...m,
  ...(m.left_at !== null && m.left_at > at && { ends_at: null, ended_by: null }),
});
export const ranAt = (m: MembershipFacts, at: Date): boolean => m.since <= at && at < endOf(m);

/** Whether a quiet time lets her go at once, by the rule of leaving itself; null: it would be asked, and nobody knows. */
export function goesAtOnce(m: MembershipFacts, exits: Params['exits'], activity: Activity | null, now: Date): boolean | null {
  if (activity === null && asksActivity(m, exits, now)) return null;
  return leaveNow(m, exits, activity, now).rule === 'low_activity';
}

/** The terms that held when something was offered; null: not known any more, for others were agreed since. */
export const heldAt = (m: { terms: Terms; terms_before: Terms | null; terms_from: Date }, at: Date): Terms | null =>
  m.terms_from <= at ? m.terms : m.terms_before;
