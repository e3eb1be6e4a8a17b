import { z } from 'zod';
import { loadAgency } from '#src/features/agencies/index.ts';
import { settleProfile } from '#src/features/creators/index.ts';
import { loadExported } from '#src/features/imports/index.ts';
import { issueLink, redeemLink, saveLinkCreator, withdrawFiguresLink } from '#src/features/people/index.ts';
import { act, view } from '#src/infra/act.ts';
import { creatorHerself, signedIn, staff } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { dayOf } from '#src/lib/time.ts';
import { ClaimFigures } from '../contract.ts';
import { holdSeat } from '../queries/care.ts';
import { loadClaim, lockClaim, saveClaim, saveClaimEnded } from '../queries/claims.ts';
import { claimedNow, claimsOf } from '../steps/claims.ts';
import { figuresOf } from '../steps/whole.ts';
import { no } from './show.ts';

const one = z.strictObject({ agencyId: id, exportId: id });

/** A link with which the creator whom an export tells of sees the same figures. Only the newest one works; nobody's claim is taken over. */
export const claimLink = act(
  'calls.claimLink',
  one,
  staff('owner'),
  async (tx, ctx, { agencyId, exportId }) => {
    await lockClaim(tx, exportId);
    const named = await loadExported(tx, agencyId, exportId);
    if (!named) throw no('calls.not_found');
    // The older link ends first: whoever is using it this moment has claimed, or no longer can.
    const agency = (await loadAgency(tx, agencyId))!;
    const link = await issueLink(tx, ctx, { kind: 'figures', subject: agency.name, agencyId, exportId, handle: named.handle });
    const claim = await loadClaim(tx, agencyId, exportId);
    if (claim && claim.ended_at === null) throw no('calls.claimed');
    ctx.about({ agencyId, exportId });
    return link;
  },
  { showsSecret: true },
);

/** The agency takes back a link that is open, or ends what was claimed: for a link that reached the wrong person. */
export const endClaim = act('calls.endClaim', one, staff('owner'), async (tx, ctx, { agencyId, exportId }) => {
  await lockClaim(tx, exportId);
  if (!(await loadExported(tx, agencyId, exportId))) throw no('calls.not_found');
  const open = await withdrawFiguresLink(tx, agencyId, exportId, ctx.now);
  const claimed = await saveClaimEnded(tx, { agencyId, exportId }, 'agency', ctx.now);
  if (!open && !claimed) throw no('calls.nothing_to_end');
  ctx.about({ agencyId, exportId, claimed });
  if (claimed) ctx.tell('calls.claim_ended', { agencyId, exportId, by: 'agency' });
  return { exportId, claim: await claimedNow(tx, agencyId, exportId, ctx.now) };
});

/**
 * The person who opens the link sees what the agency's exports say of her. `house`: there the owner may hand over a profile that an import
 * made; elsewhere that is the operator's. No consent, no membership, nothing searchable; a refusal leaves the link unused.
 */
export const makeClaim = (house: boolean) =>
  act(
    'calls.claim',
    ClaimFigures,
    signedIn,
    async (tx, ctx, { token, birthDate }) => {
      const link = await redeemLink(tx, ctx, token, 'figures');
      const [agencyId, exportId] = [link.agency_id!, link.export_id!];
      const maker = link.issued_by === null ? undefined : await holdSeat(tx, agencyId, link.issued_by);
      if (maker?.role !== 'owner') throw no('calls.link_ended');
      const named = (await loadExported(tx, agencyId, exportId))!;
      const who = { platform: named.platform, platformId: named.platform_id, handle: named.handle, displayName: named.display_name };
      const creatorId = await settleProfile(tx, ctx, who, birthDate, house);
      const claim = { agency_id: agencyId, export_id: exportId, creator_id: creatorId, claimed_at: ctx.now };
      if (!(await saveClaim(tx, claim))) throw no('calls.claimed');
      await saveLinkCreator(tx, link.link_id, creatorId);
      ctx.about({ agencyId, exportId, creatorId });
      ctx.tell('calls.claimed', { agencyId, exportId, creatorId });
      return { creatorId, agencyId, exportId };
    },
    { reach: 'across' },
  );

/** What agencies' exports say of her, of those that she has claimed: the same figures as they see. */
export const mine = view(
  'calls.mine',
  z.strictObject({}),
  creatorHerself,
  async (db, ctx) => {
    const items = [];
    for (const c of await claimsOf(db, ctx.actor.creatorId!)) {
      if (c.ended_at !== null) continue;
      items.push({
        agencyId: c.agency_id,
        agencyName: c.agencyName,
        exportId: c.export_id,
        platform: c.platform,
        handle: c.handle,
        since: c.claimed_at.toISOString(),
        figures: await figuresOf(db, c.agency_id, c.export_id, dayOf(ctx.now)),
      });
    }
    return { items };
  },
  { reach: 'across' },
);

/** She ends it, without a reason: the agency is told that it ended, its exports are its own. */
export const leaveClaim = act('calls.leaveClaim', one, creatorHerself, async (tx, ctx, { agencyId, exportId }) => {
  const creatorId = ctx.actor.creatorId!;
  if (!(await saveClaimEnded(tx, { agencyId, exportId, creatorId }, 'creator', ctx.now))) throw no('calls.figures_not_found');
  ctx.about({ agencyId, exportId, creatorId });
  ctx.tell('calls.claim_ended', { agencyId, exportId, by: 'creator' });
  return { agencyId, exportId };
});
