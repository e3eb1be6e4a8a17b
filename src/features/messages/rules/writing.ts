import type { Params } from '#src/features/policies/contract.ts';
import { refusals, type Refusal } from '#src/lib/errors.ts';
import { addMonths, dayOf, startOfDay } from '#src/lib/time.ts';
import { reasons } from '../contract.ts';

export const no = refusals(reasons);
export type MessagePolicy = Params['messages'];
export type Role = 'owner' | 'manager' | 'coach' | 'scout' | 'finance';

/** What is known of a creator and an agency at one instant, read under her lock where something is written. */
export interface Between {
  /** She has blocked it. */
  blocked: boolean;
  /** She can be found now. */
  findable: boolean;
  /** An invitation of this agency is open. */
  invited: boolean;
  /** Her membership that runs with it, and who coaches her there. */
  member: { coachId: string | null } | undefined;
  /** She is or was its member. */
  everMember: boolean;
}
export interface Seat {
  role: Role;
  personId: string;
}

/**
 * Whose conversations a seat may read: owners and managers all, scouts those with creators who never were members, coaches those with the
 * members given to them, finance none.
 */
export function sees({ role, personId }: Seat, between: Between): boolean {
  if (role === 'owner' || role === 'manager') return true;
  if (role === 'scout') return !between.everMember;
  return role === 'coach' && between.member?.coachId === personId;
}

/** Whether the agency may reach her at all: she can be found, it has invited her, or she is its member; and she has not blocked it. */
export const isReachable = (b: Between): boolean => !b.blocked && (b.findable || b.invited || b.member !== undefined);

/** Messages left before she answers; null: no limit, for a membership runs. */
export const leftOf = (b: Pick<Between, 'member'>, sentSinceReply: number, policy: MessagePolicy): number | null =>
  b.member ? null : Math.max(0, policy.beforeReplyMax - sentSinceReply);

/** Whether an agency that has written so often in a row to somebody who is no member has to wait for her answer, or for the next month. */
export const hadToWait = (inARow: number, policy: MessagePolicy): boolean => leftOf({ member: undefined }, inARow, policy) === 0;

/** The calendar month in which messages are counted, UTC. */
export const monthStart = (now: Date): Date => startOfDay(`${dayOf(now).slice(0, 7)}-01`);
export const nextMonth = (now: Date): Date => addMonths(monthStart(now), 1);

/** Why this seat of an agency cannot write to her now; undefined: it can. Whoever cannot be reached looks the same as who does not exist. */
export function checkWriting(
  seat: Seat,
  between: Between,
  { sentSinceReply, isSelf }: { sentSinceReply: number; isSelf: boolean },
  policy: MessagePolicy,
  now: Date,
): Refusal | undefined {
  if (!sees(seat, between) || !isReachable(between)) return no('messages.not_reachable');
  if (isSelf) return no('messages.own_profile');
  if (leftOf(between, sentSinceReply, policy) === 0) return no('messages.await_reply', { askAgainAt: nextMonth(now).toISOString() });
  return undefined;
}

/**
 * Why she cannot write to an agency now; undefined: she can. Where a conversation is she always answers; she begins one with her agency, or
 * with one whose invitation is open. Only a block of her own stands before it.
 */
export function checkAnswering(between: Pick<Between, 'blocked' | 'invited' | 'member'>, thread: boolean): Refusal | undefined {
  if (!thread && !between.member && !between.invited) return no('messages.not_found');
  return between.blocked ? no('messages.you_blocked') : undefined;
}

/** Whether a message of so many characters (UTF-16) may be sent. */
export const fitsText = (length: number, policy: MessagePolicy): boolean => length <= policy.textMax;
/** A message has words or a file, and no more words than the rule allows. */
export function checkText(text: string, files: number, policy: MessagePolicy): void {
  if (text === '' && files === 0) throw no('messages.empty');
  if (!fitsText(text.length, policy)) throw no('messages.too_long', { most: policy.textMax });
}

/** Whether another file of an agency fits beside those that it has begun and not sent. */
export const fitsWaiting = (waiting: number, bytes: number, policy: MessagePolicy): boolean =>
  waiting + bytes <= policy.waitingMegabytesMax * 1_048_576;

/** Files begun in one conversation by one side in a day. */
export const filesPerDay = 50;
/** What was never sent with a message goes after a day. */
export const waitingDays = 1;
/** So many are forgotten in one transaction. */
export const sweptAtOnce = 500;
