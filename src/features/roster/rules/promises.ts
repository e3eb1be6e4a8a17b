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
 * What other terms, agreed now, do to promises. What both say alike stays as it is, with its day. Otherwise what is not due, and of which nobody
 * has said anything, is void; coaching goes on by the months of the term, what is promised once is counted from now.
 */
export function promisesAfter<P extends PromiseFacts>(
  held: readonly P[],
  { before, after }: Record<'before' | 'after', Terms>,
  span: Span,
): { voided: P[]; added: Promised[] } {
  const isAlike = (what: PromiseWhat) =>
    what === 'coaching' ? before.coachingHoursMonthly === after.coachingHoursMonthly : before.services?.[what] === after.services?.[what];
  const standing = held.filter((p) => p.void_at === null);
  const voided = standing.filter((p) => !isAlike(p.what) && p.due_at > span.from && p.kept_at === null && p.answer === null);
  const stays = standing.filter((p) => !voided.includes(p));
  const hours = after.coachingHoursMonthly;
  const coaching = hours === 0 ? [] : monthsLeft(held, span).map((due_at): Promised => ({ what: 'coaching', hours, due_at }));
  const once = promisesOf(after, span).filter(({ what }) => what !== 'coaching');
  const isThere = (a: Promised) => stays.some((p) => p.what === a.what && p.due_at.getTime() === a.due_at.getTime());
  return { voided, added: [...coaching, ...once].filter((p) => !isAlike(p.what) && !isThere(p)) };
}
/** The ends of the months of coaching that are still to come: those it was promised for once, otherwise counted back from the end of the term. */
function monthsLeft(held: readonly PromiseFacts[], { from, to }: Span): Date[] {
  const known = held.filter((p) => p.what === 'coaching' && p.due_at > from && p.due_at <= to).map((p) => p.due_at.getTime());
  if (known.length > 0) return [...new Set(known)].sort((a, b) => a - b).map((at) => new Date(at));
  const back: Date[] = [];
  for (let k = 0, at = to; at > from; at = addMonths(to, -++k)) back.unshift(at);
  return back;
}

/** What is promised and due after an instant. */
export const promisedFrom = <P extends PromiseFacts>(all: readonly P[], from: Date): P[] =>
  all.filter((p) => p.void_at === null && p.due_at > from);

/** Whether a promise is one: other terms did not take its place, and she was still there on its day. */
export const stands = (p: Pick<PromiseFacts, 'due_at' | 'void_at'>, m: MembershipFacts): boolean =>
  p.void_at === null && p.due_at <= endOf(m);

export function promiseStateAt(p: PromiseFacts, now: Date): PromiseState {
  if (p.answer === 'kept') return 'kept';
  if (p.answer === 'not_kept') return p.kept_at === null ? 'broken' : 'disputed';
  if (p.kept_at !== null) return 'said';
  return now >= p.due_at ? 'overdue' : 'open';
}

/** From when an agency can say that one is kept: of a month of coaching from its beginning; null: as soon as it is promised. */
export const sayableFrom = ({ what, due_at }: Pick<Promised, 'what' | 'due_at'>): Date | null =>
  what === 'coaching' ? addMonths(due_at, -1) : null;

/** Whether something can be said of a promise: throws the reason why not. After her answer only her word stands; an agency keeps no month before it begins. */
export function checkSaid<P extends PromiseFacts>(
  p: P | undefined,
  m: MembershipFacts | undefined,
  by: 'agency' | 'creator',
  now: Date,
): asserts p is P {
  if (!p || !m) throw no('roster.promise_not_found');
  if (!stands(p, m)) throw no('roster.promise_void');
  if (by === 'creator') return;
  if (p.answer !== null) throw no('roster.promise_answered');
  const from = sayableFrom(p);
  if (from !== null && now < from) throw no('roster.promise_early', { askAgainAt: from.toISOString() });
}
