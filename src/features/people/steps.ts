import { createHash } from 'node:crypto';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import type { AgencyRole, IssuedLink, LinkKind } from './contract.ts';
import { deleteClaimLinks, deletePerson, endOpenLinks, lockLink, saveLink, saveLinkUsed, saveOperator } from './queries/rows.ts';
import { checkLink, linkExpiry } from './rules.ts';

/** Makes somebody an operator. */
export const makeOperator = (tx: Tx, personId: string) => saveOperator(tx, personId, 'admin');

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const pathOf: Record<LinkKind, string> = { operator: 'start', house: 'start', staff: 'join', claim: 'claim', figures: 'see' };

/** Makes a one-time link, good for seven days. Only its hash is kept: the address is shown once, here. */
export async function issueLink(
  tx: Tx,
  ctx: Ctx,
  link: { kind: LinkKind; subject: string; agencyId?: string; role?: AgencyRole; creatorId?: string; exportId?: string; handle?: string },
): Promise<IssuedLink> {
  const token = ctx.newSecret(24);
  const expiresAt = linkExpiry(ctx.now);
  if (link.kind !== 'staff') await endOpenLinks(tx, link.kind, link, ctx.now);
  await saveLink(tx, {
    link_id: ctx.newId(),
    hash: hashSecret(token),
    kind: link.kind,
    subject: link.subject,
    agency_id: link.agencyId ?? null,
    role: link.role ?? null,
    creator_id: link.creatorId ?? null,
    export_id: link.exportId ?? null,
    handle: link.handle ?? null,
    issued_by: ctx.actor.personId ?? null,
    created_at: ctx.now,
    expires_at: expiresAt,
  });
  return { url: `${ctx.origin()}/${pathOf[link.kind]}/${token}`, expiresAt: expiresAt.toISOString() };
}

/** Uses up a link: of two at once, one gets it, the other is told that it was used. */
export async function redeemLink(tx: Tx, ctx: Ctx, token: string, kind: LinkKind) {
  const link = await lockLink(tx, hashSecret(token));
  checkLink(link, kind, ctx.now);
  await saveLinkUsed(tx, link!.link_id, ctx.actor.personId!, ctx.now);
  return link!;
}

/** The account with its sign-in, sessions, keys and links; a profile's claim links. */
export const erasePeople: ErasureStep = async (tx, _ctx, { creatorId, personId }) => {
  if (creatorId !== undefined) await deleteClaimLinks(tx, creatorId);
  if (personId !== undefined) await deletePerson(tx, personId);
};
