import type { Params, Terms } from '#src/features/policies/contract.ts';
import { refusals } from '#src/lib/errors.ts';
import { addDays, addMonths, dayOf, earlier, startOfDay } from '#src/lib/time.ts';
import { reasons, type LeaveRule } from '../contract.ts';

export const no = refusals(reasons);

export interface MembershipFacts {
  /** As she agreed to them last. */
  terms: Terms;
  /** From when they hold; until then, after a renewal, those before. */
  terms_from: Date;
  terms_before: Terms | null;
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

/** Whether a further term is agreed that has not begun yet. */
export const isRenewed = (m: Pick<MembershipFacts, 'terms_from'>, now: Date): boolean => now < m.terms_from;
/** The terms that hold now. */
export const termsAt = (m: Pick<MembershipFacts, 'terms' | 'terms_from' | 'terms_before'>, now: Date): Terms =>
  isRenewed(m, now) ? (m.terms_before ?? m.terms) : m.terms;
/** The end of the term that runs now; a further one may be agreed. */
const runningTermEnd = (m: MembershipFacts, now: Date): Date => (isRenewed(m, now) ? m.terms_from : m.term_ends_at);

export const termEnd = (since: Date, terms: Terms): Date => addMonths(since, terms.months);
export const coolingOffEnd = (since: Date, terms: Terms): Date => addDays(since, terms.coolingOffDays);

/** LIVE days and hours inside the low-activity window; null: not known, which never counts for or against anybody. */
export interface Activity {
  validDays: number;
  hours: number;
}

/**
 * What leaving now does. It always succeeds: at once inside the cooling-off or a low-activity window, otherwise at the earlier of the
 * end of notice and the end of the term that runs: a further term that has not begun holds nobody. Asking again never moves an end later.
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

/** Whether a quiet time lets her go at once now, if it was one: then it is worth asking. */
export const asksActivity = (m: MembershipFacts, exits: Params['exits'], now: Date): boolean =>
  exits.lowActivity !== null &&
  isRunning(m, now) &&
  now >= coolingOffEnd(m.since, termsAt(m, now)) &&
  now < addDays(m.since, exits.lowActivity.windowDays);

function leaveFrom(m: MembershipFacts, exits: Params['exits'], activity: Activity | null, now: Date): { endsAt: Date; rule: LeaveRule } {
  const terms = termsAt(m, now);
  const termEndsAt = runningTermEnd(m, now);
  if (now < coolingOffEnd(m.since, terms)) return { endsAt: now, rule: 'cooling_off' };
  const low = exits.lowActivity;
  if (low && activity && now < addDays(m.since, low.windowDays) && (activity.validDays < low.validDaysMin || activity.hours < low.hoursMin))
    return { endsAt: now, rule: 'low_activity' };
  const noticeEnd = addDays(now, terms.noticeDays);
  return noticeEnd < termEndsAt ? { endsAt: noticeEnd, rule: 'notice' } : { endsAt: termEndsAt, rule: 'term_end' };
}

/** What decides whether another membership may run beside this one. */
export type Beside = Pick<MembershipFacts, 'terms' | 'terms_from' | 'terms_before'> & { agency_id: string };
/** An exclusive term stands alone; one that is agreed for later counts already. */
export function checkBeside(others: readonly Beside[], terms: Terms, now: Date): void {
  const exclusive = terms.exclusive || others.some((m) => m.terms.exclusive || termsAt(m, now).exclusive);
  if (others.length > 0 && exclusive) throw no('roster.exclusive');
}
/** Whether a creator may join under these terms beside what is running. */
export function checkJoin(running: readonly Beside[], agencyId: string, terms: Terms, now: Date): void {
  if (running.some((m) => m.agency_id === agencyId)) throw no('roster.already_member');
  checkBeside(running, terms, now);
}

/** An agency sees a member's LIVEs from the day (UTC) on which she joined; what was before belongs to her alone. */
export const sharedFrom = (since: Date): Date => startOfDay(dayOf(since));
