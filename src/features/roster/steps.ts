import { createHash } from 'node:crypto';
import { loadNames, saveAgencyUntil } from '#src/features/creators/index.ts';
import { loadActivity } from '#src/features/live/index.ts';
import type { Params, Terms } from '#src/features/policies/contract.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { pseudonymOf, type ErasureStep } from '#src/infra/owned.ts';
import type { Offer } from './contract.ts';
import { deleteOfferSender, eraseOffers, type OfferRow } from './queries/offers.ts';
import { deleteCoach, endRunning, findLastEnd, eraseNames, listRunning, saveMembership, type MembershipRow } from './queries/rows.ts';
import {
  asksActivity,
  checkJoin,
  coolingOffEnd,
  isRenewed,
  isRunning,
  lastTermEnd,
  stateOf,
  termEnd,
  termsAt,
  type Activity,
} from './rules/memberships.ts';
import { offerStateAt } from './rules/offers.ts';

/** The same terms give the same hash, whatever the order of their fields. */
export const hashTerms = (terms: Terms): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex');

/** How an agency calls a member: a running one by the name of today, who has left as she was called then. */
export const callMember = (r: MembershipRow, names: Awaited<ReturnType<typeof loadNames>>, now: Date) =>
  (isRunning(r, now) ? names.get(r.creator_id) : undefined) ?? { handle: r.handle, platform: r.platform, displayName: r.display_name };

/** How a creator is called now, for the membership to keep. */
export async function namesOf(tx: Tx, creatorId: string) {
  const { handle, platform, displayName } = (await loadNames(tx, [creatorId])).get(creatorId)!;
  return { handle, platform, display_name: displayName };
}

/** Until when she is with an agency stands in her profile: whether she is may be seen in a search. */
export const noteAgency = async (tx: Tx, creatorId: string) => saveAgencyUntil(tx, creatorId, await findLastEnd(tx, creatorId));

/** Starts a membership from an accepted invitation, its terms frozen. The caller holds the creator's lock. */
export async function startMembership(
  tx: Tx,
  ctx: Ctx,
  from: { creatorId: string; agencyId: string; inviteId: string; terms: Terms },
): Promise<string> {
  checkJoin(await listRunning(tx, [from.creatorId], ctx.now), from.agencyId, from.terms, ctx.now);
  const membershipId = ctx.newId();
  await saveMembership(tx, {
    creator_id: from.creatorId,
    membership_id: membershipId,
    agency_id: from.agencyId,
    invite_id: from.inviteId,
    terms: from.terms,
    terms_hash: hashTerms(from.terms),
    terms_from: ctx.now,
    ...(await namesOf(tx, from.creatorId)),
    since: ctx.now,
    term_ends_at: termEnd(ctx.now, from.terms),
  });
  await noteAgency(tx, from.creatorId);
  ctx.tell('roster.joined', { membershipId, creatorId: from.creatorId, agencyId: from.agencyId });
  return membershipId;
}

/** What was heard of her LIVEs since each of these memberships began, where a quiet time would let her go at once; null: not known, or not asked. */
export async function loadActivities(
  db: Db | Tx,
  memberships: readonly MembershipRow[],
  exits: Params['exits'],
  now: Date,
): Promise<Map<string, Activity | null>> {
  const asked = memberships.filter((m) => asksActivity(m, exits, now));
  const found = asked[0]
    ? await loadActivity(
        db,
        asked[0].creator_id,
        asked.map((m) => m.since),
        now,
      )
    : [];
  return new Map(asked.map((m, i) => [m.membership_id, found[i] ?? null]));
}

/** Erasing is no harder than leaving: what runs ends at once. The agency keeps terms and dates under a pseudonym, for its books. */
export const eraseMembership: ErasureStep = async (tx, ctx, { creatorId, personId }) => {
  if (personId !== undefined) {
    await deleteCoach(tx, personId);
    await deleteOfferSender(tx, personId);
  }
  if (creatorId === undefined) return;
  for (const { membership_id: membershipId, agency_id: agencyId } of await endRunning(tx, creatorId, ctx.now))
    ctx.tell('roster.left', { membershipId, creatorId, agencyId, rule: 'erasure', endsAt: ctx.now.toISOString() });
  await eraseNames(tx, creatorId, pseudonymOf(creatorId));
  await eraseOffers(tx, creatorId, ctx.now);
};

export const showOffer = (o: OfferRow, now: Date): Offer => ({
  offerId: o.offer_id,
  membershipId: o.membership_id,
  kind: o.kind,
  state: offerStateAt(o, now),
  terms: o.terms,
  message: o.message,
  from: o.terms_from?.toISOString() ?? null,
  termEndsAt: o.term_ends_at.toISOString(),
  sentAt: o.sent_at.toISOString(),
  expiresAt: o.expires_at.toISOString(),
  answeredAt: o.answered_at?.toISOString() ?? null,
  withdrawnBy: o.withdrawn_by,
});

/** A membership as both sides read it. `offers`: those that are open. */
export function showMembership(m: MembershipRow, offers: readonly OfferRow[], now: Date) {
  const held = termsAt(m, now);
  const renewed = isRenewed(m, now);
  const offer = offers.find((o) => o.membership_id === m.membership_id);
  return {
    membershipId: m.membership_id,
    state: stateOf(m, now),
    terms: held,
    termsHash: held === m.terms ? m.terms_hash : hashTerms(held),
    since: m.since.toISOString(),
    termEndsAt: lastTermEnd(m).toISOString(),
    next: renewed ? { terms: m.terms, termsHash: m.terms_hash, from: m.terms_from.toISOString() } : null,
    offer: offer ? showOffer(offer, now) : null,
    coolingOffUntil: coolingOffEnd(m.since, held).toISOString(),
    ...(m.ends_at && { endsAt: m.ends_at.toISOString() }),
    ...(!m.ends_at && !isRunning(m, now) && { endsAt: m.term_ends_at.toISOString() }),
    ...(m.ended_by && { endedBy: m.ended_by }),
  };
}
