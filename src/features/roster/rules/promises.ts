import type { Service, Terms } from '#src/features/policies/contract.ts';
import { addDays, addMonths, earlier } from '#src/lib/time.ts';
import type { PromiseState, PromiseWhat } from '../contract.ts';
import { endOf, no, type MembershipFacts } from './memberships.ts';

/** What is promised, and when it is due. */
export interface Promised {
  what: PromiseWhat;
  hours: number | null;
  due_at: Date;
}
export interface PromiseFacts extends Promised {
  kept_at: Date | null;
  answer: 'kept' | 'not_kept' | null;
  void_at: Date | null;
}
type Span = Record<'from' | 'to', Date>;

/** Coaching by whole months of the term, due at the end of each; what is promised once within its days, never later than the term. */
export function promisesOf(terms: Terms, { from, to }: Span): Promised[] {
  const hours = terms.coachingHoursMonthly;
  const months = hours === 0 ? [] : Array.from({ length: terms.months }, (_, k) => addMonths(from, k + 1));
  const coaching = months.filter((due_at) => due_at <= to).map((due_at): Promised => ({ what: 'coaching', hours, due_at }));
  const once = Object.entries(terms.services ?? {}) as [Service, number][];
  return [...coaching, ...once.map(([what, days]): Promised => ({ what, hours: null, due_at: earlier(addDays(from, days), to) }))];
}

/**
 * What other terms, agreed now, do to promises that are not due: coaching goes on by the months that were begun, with the new hours; what is
 * promised once in both stays as it was, whatever its days; what is new is counted from now. What was due, or said to be kept, stays.
 */
export function promisesAfter<P extends PromiseFacts>(held: readonly P[], terms: Terms, span: Span): { voided: P[]; added: Promised[] } {
  const running = held.filter((p) => p.void_at === null);
  const untouched = (p: P) => p.due_at > span.from && p.kept_at === null && p.answer === null;
  const once = promisesOf(terms, span).filter((p) => p.what !== 'coaching');
  const months = running.filter((p) => p.what === 'coaching').map((p) => p.due_at);
  const coaching =
    terms.coachingHoursMonthly === 0 ? [] : (months.length > 0 ? months : monthsOf(terms, span)).filter((at) => at > span.from);
  const isSame = (p: P) => (p.what === 'coaching' ? p.hours === terms.coachingHoursMonthly : once.some((o) => o.what === p.what));
  const voided = running.filter((p) => untouched(p) && !isSame(p));
  const stays = running.filter((p) => !voided.includes(p));
  const added = [
    ...coaching
      .filter((at) => !stays.some((p) => p.what === 'coaching' && p.due_at.getTime() === at.getTime()))
      .map((due_at): Promised => ({ what: 'coaching', hours: terms.coachingHoursMonthly, due_at })),
    ...once.filter((o) => !stays.some((p) => p.what === o.what)),
  ];
  return { voided, added };
}
const monthsOf = (terms: Terms, { from, to }: Span): Date[] =>
  Array.from({ length: terms.months }, (_, k) => addMonths(from, k + 1)).filter((at) => at <= to);

/** Whether a promise is one: other terms did not take its place, and she was still there on its day. */
export const stands = (p: Pick<PromiseFacts, 'due_at' | 'void_at'>, m: MembershipFacts): boolean =>
  p.void_at === null && p.due_at <= endOf(m);

export function promiseStateAt(p: PromiseFacts, now: Date): PromiseState {
  if (p.answer === 'kept') return 'kept';
  if (p.answer === 'not_kept') return p.kept_at === null ? 'broken' : 'disputed';
  if (p.kept_at !== null) return 'said';
  return now >= p.due_at ? 'overdue' : 'open';
}

/** Whether something can be said of a promise: throws the reason why not. After her answer only her word stands. */
export function checkSaid<P extends PromiseFacts>(
  p: P | undefined,
  m: MembershipFacts | undefined,
  by: 'agency' | 'creator',
): asserts p is P {
  if (!p || !m) throw no('roster.promise_not_found');
  if (!stands(p, m)) throw no('roster.promise_void');
  if (by === 'agency' && p.answer !== null) throw no('roster.promise_answered');
}
