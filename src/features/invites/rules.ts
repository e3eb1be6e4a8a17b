import type { Params } from '#src/features/policies/contract.ts';
import { refusals, type Refusal } from '#src/lib/errors.ts';
import { addDays } from '#src/lib/time.ts';
import { reasons, type Filters, type InviteState } from './contract.ts';

export const no = refusals(reasons);
export type InvitePolicy = Params['invitations'];

export interface InviteFacts {
  state: InviteState;
  expires_at: Date;
}
/** An invitation past its end is expired, whether or not the job has come by. */
export const stateAt = (invite: InviteFacts, now: Date): InviteState =>
  invite.state === 'sent' && now >= invite.expires_at ? 'expired' : invite.state;

/** Whether an invitation can still be answered or withdrawn: throws the reason why not. */
export function checkOpen(invite: InviteFacts | undefined, now: Date): void {
  if (!invite) throw no('invites.not_found');
  const state = stateAt(invite, now);
  if (state === 'expired') throw no('invites.lapsed');
  if (state === 'withdrawn') throw no('invites.withdrawn');
  if (state !== 'sent') throw no('invites.already_answered');
}

export const inviteExpiry = (policy: InvitePolicy, now: Date): Date => addDays(now, policy.expiryDays);
/** Days for which a search can leave out whom an agency has invited. */
export const invitedDays = 90;
/** An invitation sent at this instant or before no longer leaves anybody out. */
export const invitedAfter = (now: Date): Date => addDays(now, -invitedDays);
export const coolDownEnd = (policy: InvitePolicy, now: Date): Date => addDays(now, policy.coolDownDays);

/** An invitation taken back may be sent anew a day later (Dub: every 24 hours). */
export const resendFrom = (now: Date): Date => addDays(now, 1);

/** What is known of one creator when an agency asks her. */
export interface TargetFacts {
  findable: boolean;
  isSelf: boolean;
  isMember: boolean;
  openFromUs: boolean;
  askAgainAt: Date | null;
  openInvites: number;
  /** Her own conditions; none: whatever the policy allows. */
  filters: Filters | undefined;
}
/** The agency that asks, and the share that it asks for. */
export interface AskerFacts {
  languages: readonly string[];
  verified: boolean;
  commissionBps: number;
}

/** Conditions that no other terms would meet: the agency itself is not one she takes invitations from. */
export function checkAsker(
  filters: Pick<Filters, 'languages' | 'verifiedOnly'> | undefined,
  asker: Pick<AskerFacts, 'languages' | 'verified'>,
): Refusal | undefined {
  if (!filters) return undefined;
  if (filters.verifiedOnly && !asker.verified) return no('invites.verified_only');
  if (filters.languages.length > 0 && !filters.languages.some((one) => asker.languages.includes(one)))
    return no('invites.other_language', { languages: filters.languages });
  return undefined;
}
/** The share that she takes at most, and whether her inbox, as large as she wants it, has room. */
function checkOffer(filters: Filters | undefined, commissionBps: number, openInvites: number): Refusal | undefined {
  if (!filters) return undefined;
  if (filters.commissionBpsMax !== null && commissionBps > filters.commissionBpsMax)
    return no('invites.share_too_high', { commissionBpsMax: filters.commissionBpsMax });
  if (filters.inboxMax !== null && openInvites >= filters.inboxMax) return no('invites.own_limit');
  return undefined;
}

/** A limit of her own is never above the policy's. */
export function checkFilters(filters: Filters, policy: InvitePolicy): void {
  if (filters.inboxMax !== null && filters.inboxMax > policy.inboxMax) throw no('invites.above_policy', { most: policy.inboxMax });
}

/** An inbox takes so many open invitations and no more. */
export const isInboxFull = (openInvites: number, policy: InvitePolicy): boolean => openInvites >= policy.inboxMax;
/** Whether a message of so many characters (UTF-16) may be sent. */
export const fitsMessage = (length: number, policy: InvitePolicy): boolean => length <= policy.messageMax;
/** Whether a day on which so many were sent would have met the cap of the agency, of the seat, or of elite ones. */
export function meetsCap(of: 'agency' | 'seat' | 'elite', sent: number, policy: InvitePolicy): boolean {
  const free = { agencyPerDay: sent, seatPerDay: sent, elitePerDay: sent };
  const alone = { ...policy, ...free, [`${of}PerDay`]: policy[`${of}PerDay`] };
  return fitCaps(sent, { agency: 0, seat: 0, elite: 0 }, of === 'elite' ? 'elite' : 'regular', alone).fit < sent;
}

/**
 * Why this creator cannot be invited now; undefined: she can. Who is not open to invitations looks the same as who does not exist, but
 * for the agency's own members, whom it knows. Her own conditions are told plainly, as every other reason is.
 */
export function checkTarget(t: TargetFacts, asker: AskerFacts, policy: InvitePolicy, now: Date): Refusal | undefined {
  if (t.isMember) return no('invites.already_member');
  if (!t.findable) return no('invites.not_findable');
  if (t.isSelf) return no('invites.own_profile');
  if (t.openFromUs) return no('invites.open_already');
  if (t.askAgainAt !== null && now < t.askAgainAt) return no('invites.cooling_down', { askAgainAt: t.askAgainAt.toISOString() });
  if (isInboxFull(t.openInvites, policy)) return no('invites.inbox_full');
  return checkAsker(t.filters, asker) ?? checkOffer(t.filters, asker.commissionBps, t.openInvites);
}

/** How many of the creators that may be asked fit under the caps, and the reason for the rest. */
export function fitCaps(
  asked: number,
  used: { agency: number; seat: number; elite: number },
  kind: 'regular' | 'elite',
  policy: InvitePolicy,
): { fit: number; refusal: Refusal | undefined } {
  const caps: [number, Refusal][] = [
    [policy.agencyPerDay - used.agency, no('invites.agency_quota')],
    [policy.seatPerDay - used.seat, no('invites.seat_quota')],
  ];
  if (kind === 'elite') caps.push([policy.elitePerDay - used.elite, no('invites.elite_quota')]);
  const [left, refusal] = caps.reduce((a, b) => (b[0] < a[0] ? b : a));
  const fit = Math.max(0, Math.min(asked, left));
  return { fit, refusal: fit < asked ? refusal : undefined };
}

/** Refuses what concerns the whole request, before any creator is looked at. */
export function checkRequest(creatorIds: string[], message: string, policy: InvitePolicy): void {
  if (new Set(creatorIds).size !== creatorIds.length) throw no('invites.named_twice');
  if (creatorIds.length > policy.bulkMax) throw no('invites.too_many_at_once', { most: policy.bulkMax });
  if (!fitsMessage(message.length, policy)) throw no('invites.message_too_long', { most: policy.messageMax });
}
