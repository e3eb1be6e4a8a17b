import { createHash } from 'node:crypto';
import { loadNames, saveAgencyUntil } from '#src/features/creators/index.ts';
import type { Terms } from '#src/features/policies/contract.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { pseudonymOf, type ErasureStep } from '#src/infra/owned.ts';
import { deleteCoach, endRunning, findLastEnd, eraseNames, listRunning, saveMembership, type MembershipRow } from './queries/rows.ts';
import { checkJoin, isRunning, termEnd } from './rules.ts';

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
  checkJoin(await listRunning(tx, [from.creatorId], ctx.now), from.agencyId, from.terms);
  const membershipId = ctx.newId();
  await saveMembership(tx, {
    creator_id: from.creatorId,
    membership_id: membershipId,
    agency_id: from.agencyId,
    invite_id: from.inviteId,
    terms: from.terms,
    terms_hash: hashTerms(from.terms),
    ...(await namesOf(tx, from.creatorId)),
    since: ctx.now,
    term_ends_at: termEnd(ctx.now, from.terms),
  });
  await noteAgency(tx, from.creatorId);
  ctx.tell('roster.joined', { membershipId, creatorId: from.creatorId, agencyId: from.agencyId });
  return membershipId;
}

/** Erasing is no harder than leaving: what runs ends at once. The agency keeps terms and dates under a pseudonym, for its books. */
export const eraseMembership: ErasureStep = async (tx, ctx, { creatorId, personId }) => {
  if (personId !== undefined) await deleteCoach(tx, personId);
  if (creatorId === undefined) return;
  for (const { membership_id: membershipId, agency_id: agencyId } of await endRunning(tx, creatorId, ctx.now))
    ctx.tell('roster.left', { membershipId, creatorId, agencyId, rule: 'erasure', endsAt: ctx.now.toISOString() });
  await eraseNames(tx, creatorId, pseudonymOf(creatorId));
};
