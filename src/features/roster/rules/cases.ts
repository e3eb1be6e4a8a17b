import type { Params } from '#src/features/policies/contract.ts';
import type { Refusal } from '#src/lib/errors.ts';
import { addDays, earlier, later } from '#src/lib/time.ts';
import type { CaseKind, CaseState } from '../contract.ts';
import { isRunning, no, stateOf, termsAt, type MembershipFacts } from './memberships.ts';

export interface CaseFacts {
  kind: CaseKind;
  state: CaseState;
  /** Of a removal: when the membership ends. */
  ends_at: Date | null;
  answered_at: Date | null;
  decide_by: Date | null;
  decided_at: Date | null;
}
/** What a membership becomes: its end, by what rule, and what a trial or a complaint leaves in it. */
export type MembershipChange = Partial<Pick<MembershipFacts, 'ends_at' | 'ended_by' | 'trial_until' | 'free_from'>>;

/** Whether an end was told, or she has left: that stands, whatever was on its way at the same instant. */
export interface Told {
  left_at: Date | null;
  closed_at: Date | null;
}

/** A case that nobody has decided in time favours her, whether or not anything has marked it. */
export const caseStateAt = (c: Pick<CaseFacts, 'state' | 'decide_by'>, now: Date): CaseState =>
  c.state === 'open' && c.decide_by !== null && now >= c.decide_by ? 'unheard' : c.state;
const isOpen = (c: CaseFacts, now: Date) => caseStateAt(c, now) === 'open';

/** An agency whose removal came to nothing waits so long with the next one: ours. */
const removalAgainDays = 30;

/** When a membership ends that its agency ends now: after its notice and no less than the rule asks for, never later than its term. */
export const removalEnd = (m: MembershipFacts, exits: Params['exits'], now: Date): Date =>
  earlier(addDays(now, Math.max(termsAt(m, now).noticeDays, exits.removalNoticeDaysMin)), m.term_ends_at);

/** Why an agency cannot end a membership now; undefined: it can. `before`: every case of this membership. */
export function checkRemove(m: MembershipFacts, before: readonly CaseFacts[], now: Date): Refusal | undefined {
  const state = stateOf(m, now);
  if (state === 'ended') return no('roster.ended');
  if (state === 'trial') return no('roster.on_trial');
  if (state === 'leaving') return no('roster.leaving');
  if (before.some((c) => c.kind === 'review' && isOpen(c, now))) return no('roster.on_trial');
  const removals = before.filter((c) => c.kind === 'removal');
  if (removals.some((c) => isOpen(c, now))) return no('roster.case_open');
  const lost = removals.filter((c) => ['granted', 'unheard'].includes(caseStateAt(c, now))).map((c) => c.decided_at ?? c.decide_by!);
  const until = lost.map((at) => addDays(at, removalAgainDays)).find((at) => now < at);
  return until && no('roster.removed_lately', { askAgainAt: until.toISOString() });
}

/** Whether she can contest a removal: throws the reason why not. While the notice runs she can; after it the membership is over. */
export function checkAppeal(c: CaseFacts | undefined, m: MembershipFacts & Pick<Told, 'closed_at'>, now: Date): asserts c is CaseFacts {
  if (!c || c.kind !== 'removal') throw no('roster.case_not_found');
  if (c.state !== 'told') throw no('roster.case_answered');
  if (!isRunning(m, now) || now >= c.ends_at! || m.closed_at !== null) throw no('roster.appeal_late');
  // She has left by herself since, and sooner.
  if (m.ended_by !== 'removal') throw no('roster.leaving');
}
/** What contesting does: the membership goes on until somebody has decided. */
export const contested: MembershipChange = { ends_at: null, ended_by: null };

/** Why she cannot complain now; undefined: she can. */
export function checkComplain(m: MembershipFacts, before: readonly CaseFacts[], now: Date): Refusal | undefined {
  if (!isRunning(m, now)) return no('roster.ended');
  return before.some((c) => c.kind === 'complaint' && isOpen(c, now)) ? no('roster.case_open') : undefined;
}

/** Whether a complaint that nobody heard has let her go already: what comes later takes nothing of that away. */
const isFree = (m: MembershipFacts, now: Date): boolean => m.free_from !== null && m.free_from <= now;
/** What a complaint does: undecided by its day, it lets her go at once. */
export const complained = (m: MembershipFacts, decideBy: Date, now: Date): MembershipChange =>
  isFree(m, now) ? {} : { free_from: decideBy };

/** Whether an agency can answer a complaint: once, while it is open. Throws the reason why not. */
export function checkAnswer<C extends CaseFacts>(c: C | undefined, now: Date): asserts c is C {
  if (!c || c.kind !== 'complaint') throw no('roster.case_not_found');
  if (!isOpen(c, now)) throw no('roster.case_over');
  if (c.answered_at !== null) throw no('roster.case_answered');
}

/** Whether the operator can decide: throws the reason why not. */
export function checkDecide<C extends CaseFacts>(c: C | undefined, now: Date): asserts c is C {
  if (!c) throw no('roster.case_not_found');
  const state = caseStateAt(c, now);
  if (state === 'unheard') throw no('roster.case_unheard');
  if (state !== 'open') throw no(c.state === 'told' ? 'roster.case_not_found' : 'roster.case_over');
}

/** An end that is set now: no later than one that stands. */
function ended(
  m: MembershipFacts & Pick<Told, 'closed_at'>,
  at: Date,
  by: NonNullable<MembershipFacts['ended_by']>,
  now: Date,
): MembershipChange {
  const ends_at = earlier(at, m.term_ends_at);
  const isSooner = isRunning(m, now) && m.closed_at === null && (m.ends_at === null || ends_at < m.ends_at);
  return isSooner ? { ends_at, ended_by: by } : {};
}

/** What becomes of the end: one is set for later, or for now, or taken away; or it stays as it was. */
export function endIn(change: MembershipChange, now: Date): 'set' | 'now' | 'taken' | 'kept' {
  if (change.ends_at === undefined) return 'kept';
  if (change.ends_at === null) return 'taken';
  return change.ends_at <= now ? 'now' : 'set';
}

/** What a decision does to the membership. `grant`: as she wished. */
export function decided(
  c: CaseFacts,
  m: MembershipFacts & Pick<Told, 'closed_at'>,
  decision: 'grant' | 'refuse',
  now: Date,
): MembershipChange {
  const isGranted = decision === 'grant';
  switch (c.kind) {
    case 'removal':
      return isGranted ? {} : ended(m, later(now, c.ends_at!), 'removal', now);
    case 'complaint':
      return { ...(!isFree(m, now) && { free_from: null }), ...(isGranted && ended(m, now, 'breach', now)) };
    case 'review':
      return isGranted ? {} : ended(m, now, 'review', now);
    case 'order':
      return ended(m, now, 'order', now);
  }
}

/** A trial as it is asked when she joins: never longer than the term. Without one all of it is null. */
export function trialOf(since: Date, termEndsAt: Date, isAsked: boolean, policy: Params['terms']) {
  if (!isAsked) return { trial_until: null, trial_minutes: null, trial_review_days: null };
  return {
    trial_until: earlier(addDays(since, policy.trialDays), termEndsAt),
    trial_minutes: policy.trialMinutesMin,
    trial_review_days: policy.review?.reviewDays ?? null,
  };
}

/** Whether the trial LIVE of a membership is awaited: throws the reason why not. */
export function checkTrial(m: MembershipFacts & Told, now: Date): void {
  if (!isAwaited(m, now)) throw no('roster.no_trial');
}
/** Who has left on trial, at the same instant perhaps, has left. */
export const isAwaited = (m: MembershipFacts & Told, now: Date): boolean =>
  stateOf(m, now) === 'trial' && m.left_at === null && m.closed_at === null;
/**
 * What a trial LIVE does: the term goes on, and she may leave at once for as long as she was told when she joined; where the operator is asked, for as
 * long as that takes, too.
 */
export const passed = (m: MembershipFacts, reviewDays: number | null, now: Date): MembershipChange => ({
  ends_at: null,
  ended_by: null,
  ...(reviewDays !== null && { trial_until: later(m.trial_until!, earlier(addDays(now, reviewDays), m.term_ends_at)) }),
});
