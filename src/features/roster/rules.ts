import type { Params, Terms } from '#src/features/policies/contract.ts';
import { refusals } from '#src/lib/errors.ts';
import { addDays, addMonths, dayOf, earlier, startOfDay } from '#src/lib/time.ts';
import { reasons, type LeaveRule } from './contract.ts';

export const no = refusals(reasons);

export interface MembershipFacts {
  terms: Terms;
  since: Date;
  term_ends_at: Date;
  ends_at: Date | null;
  ended_by: LeaveRule | null;
}
/** The instant a membership ends, as far as it is known now. */
export const endOf = (m: MembershipFacts): Date => (m.ends_at === null ? m.term_ends_at : earlier(m.ends_at, m.term_ends_at));

export function stateOf(m: MembershipFacts, now: Date): 'active' | 'leaving' | 'ended' {
  if (now >= endOf(m)) return 'ended';
  return m.ends_at === null ? 'active' : 'leaving';
}
export const isRunning = (m: MembershipFacts, now: Date): boolean => stateOf(m, now) !== 'ended';

export const termEnd = (since: Date, terms: Terms): Date => addMonths(since, terms.months);
export const coolingOffEnd = (since: Date, terms: Terms): Date => addDays(since, terms.coolingOffDays);

/** LIVE days and hours inside the low-activity window; null: not known, which never counts for or against anybody. */
export interface Activity {
  validDays: number;
  hours: number;
}

/**
 * What leaving now does. It always succeeds: at once inside the cooling-off or a low-activity window, otherwise at the earlier of the
 * end of notice and the end of the term. Asking again never moves an end later.
 */
export function leaveNow(
  m: MembershipFacts,
  exits: Params['exits'],
  activity: Activity | null,
  now: Date,
): { endsAt: Date; rule: LeaveRule } {
  const fresh = leaveFrom(m, exits, activity, now);
  return m.ends_at !== null && m.ended_by !== null && m.ends_at <= fresh.endsAt ? { endsAt: m.ends_at, rule: m.ended_by } : fresh;
}

function leaveFrom(m: MembershipFacts, exits: Params['exits'], activity: Activity | null, now: Date): { endsAt: Date; rule: LeaveRule } {
  if (now < coolingOffEnd(m.since, m.terms)) return { endsAt: now, rule: 'cooling_off' };
  const low = exits.lowActivity;
  if (low && activity && now < addDays(m.since, low.windowDays) && (activity.validDays < low.validDaysMin || activity.hours < low.hoursMin))
    return { endsAt: now, rule: 'low_activity' };
  const noticeEnd = addDays(now, m.terms.noticeDays);
  return noticeEnd < m.term_ends_at ? { endsAt: noticeEnd, rule: 'notice' } : { endsAt: m.term_ends_at, rule: 'term_end' };
}

/** Whether a creator may join under these terms beside what is running: an exclusive term stands alone. */
export function checkJoin(running: { agency_id: string; terms: Terms }[], agencyId: string, terms: Terms): void {
  if (running.some((m) => m.agency_id === agencyId)) throw no('roster.already_member');
  if (running.length > 0 && (terms.exclusive || running.some((m) => m.terms.exclusive))) throw no('roster.exclusive');
}

/** An agency sees a member's LIVEs from the day (UTC) on which she joined; what was before belongs to her alone. */
export const sharedFrom = (since: Date): Date => startOfDay(dayOf(since));
