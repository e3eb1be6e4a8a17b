import type { Params, Terms } from '#src/features/policies/contract.ts';
import { refusals } from '#src/lib/errors.ts';
import { addDays, addMonths, dayOf, earlier, later, startOfDay } from '#src/lib/time.ts';
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
  /** Until when it is on trial; null: it is not, and was not. */
  trial_until: Date | null;
  /** From when a complaint that nobody has decided lets her leave at once. */
  free_from: Date | null;
}
/** The instant a membership ends, as far as it is known now. */
export const endOf = (m: MembershipFacts): Date => (m.ends_at === null ? m.term_ends_at : earlier(m.ends_at, m.term_ends_at));

export function stateOf(m: MembershipFacts, now: Date): 'trial' | 'active' | 'leaving' | 'ended' {
  if (now >= endOf(m)) return 'ended';
  if (m.ends_at === null) return 'active';
  return m.ended_by === 'trial' ? 'trial' : 'leaving';
}
export const isRunning = (m: MembershipFacts, now: Date): boolean => stateOf(m, now) !== 'ended';

/** Whether the terms agreed last will hold, or do: whoever leaves before a further term begins never comes into it. */
const comesInto = (m: MembershipFacts): boolean => m.terms_before === null || m.ends_at === null || m.ends_at > m.terms_from;
/** Whether a further term is agreed that has not begun yet. */
export const isRenewed = (m: MembershipFacts, now: Date): boolean => m.terms_before !== null && now < m.terms_from && comesInto(m);
/** The terms that hold now; of an ended membership those that held last. */
export const termsAt = (m: MembershipFacts, now: Date): Terms =>
  m.terms_before !== null && (now < m.terms_from || !comesInto(m)) ? m.terms_before : m.terms;
/** The end of the last term that is agreed and comes to be. */
export const lastTermEnd = (m: MembershipFacts): Date => (comesInto(m) ? m.term_ends_at : m.terms_from);
/** The end of the term that runs now; a further one may be agreed. */
const runningTermEnd = (m: MembershipFacts, now: Date): Date =>
  m.terms_before !== null && now < m.terms_from ? m.terms_from : m.term_ends_at;

/** Terms that hold from an instant on, before another. */
export interface Spell {
  from: Date;
  to: Date;
  terms: Terms;
}
/** The terms of a membership from an instant on, spell by spell. */
export function spellsOf(m: MembershipFacts, from: Date): Spell[] {
  // A trial that passes goes on to the end of the term: whoever stands beside it knows.
  const end = m.ended_by === 'trial' ? m.term_ends_at : endOf(m);
  const all: Spell[] = [
    ...(m.terms_before === null ? [] : [{ from, to: earlier(m.terms_from, end), terms: m.terms_before }]),
    { from: later(from, m.terms_from), to: end, terms: m.terms },
  ];
  return all.filter((spell) => spell.from < spell.to);
}

export const termEnd = (since: Date, terms: Terms): Date => addMonths(since, terms.months);
export const coolingOffEnd = (since: Date, terms: Terms): Date => addDays(since, terms.coolingOffDays);

/** LIVE days and hours inside the low-activity window; null: not known, which never counts for or against anybody. */
export interface Activity {
  validDays: number;
  hours: number;
}

/**
 * What leaving now does. It always succeeds: at once on trial, inside the cooling-off or a low-activity window, or while a complaint of hers
 * is not decided in time; otherwise at the earlier of the end of notice and the end of the term that runs: a further term that has not begun holds nobody. Asking again never moves an end later.
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
  if (m.trial_until !== null && now < m.trial_until) return { endsAt: now, rule: 'trial' };
  if (now < coolingOffEnd(m.since, terms)) return { endsAt: now, rule: 'cooling_off' };
  const low = exits.lowActivity;
  if (low && activity && now < addDays(m.since, low.windowDays) && (activity.validDays < low.validDaysMin || activity.hours < low.hoursMin))
    return { endsAt: now, rule: 'low_activity' };
  if (m.free_from !== null && now >= m.free_from) return { endsAt: now, rule: 'unheard' };
  const noticeEnd = addDays(now, terms.noticeDays);
  return noticeEnd < termEndsAt ? { endsAt: noticeEnd, rule: 'notice' } : { endsAt: termEndsAt, rule: 'term_end' };
}

/** Exclusive terms stand alone, for as long as they hold: now, or from later on. */
export function checkBeside(others: readonly MembershipFacts[], wanted: Spell): void {
  const beside = others.flatMap((m) => spellsOf(m, wanted.from)).filter((spell) => spell.from < wanted.to);
  if (beside.some((spell) => spell.terms.exclusive || wanted.terms.exclusive)) throw no('roster.exclusive');
}
/** Whether a creator may join under these terms beside what is running. */
export function checkJoin(running: readonly (MembershipFacts & { agency_id: string })[], agencyId: string, terms: Terms, now: Date): void {
  if (running.some((m) => m.agency_id === agencyId)) throw no('roster.already_member');
  checkBeside(running, { from: now, to: termEnd(now, terms), terms });
}

/** An agency sees a member's LIVEs from the day (UTC) on which she joined; what was before belongs to her alone. */
export const sharedFrom = (since: Date): Date => startOfDay(dayOf(since));
