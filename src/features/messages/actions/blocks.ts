import { z } from 'zod';
import { loadAgencies, loadAgency, showCard } from '#src/features/agencies/index.ts';
import { deleteBlock, listBlocksOf, saveBlock, saveLifted } from '#src/features/blocks/index.ts';
import { lockCreators } from '#src/features/creators/index.ts';
import { voidInvitesOf } from '#src/features/invites/index.ts';
import { forgetLeadOf } from '#src/features/scouting/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { creatorHerself, nobody } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { addDays, later } from '#src/lib/time.ts';
import { Block } from '../contract.ts';
import { deleteWaitingEverywhere } from '../queries/files.ts';
import { hideOf } from '../queries/threads.ts';
import { no, sweptAtOnce, waitingDays } from '../rules/writing.ts';

/** A block with all that it ends. The caller holds nothing yet; gives how many invitations ended, and whether it is a new one. */
async function blockAt(tx: Tx, ctx: Ctx, key: { creatorId: string; agencyId: string }, at: Date) {
  await lockCreators(tx, [key.creatorId]);
  const isNew = await saveBlock(tx, { creator_id: key.creatorId, agency_id: key.agencyId, blocked_at: at });
  const ended = await voidInvitesOf(tx, ctx, key);
  await forgetLeadOf(tx, key);
  if (isNew) await hideOf(tx, key);
  ctx.about(key);
  return { ended, isNew };
}

/**
 * From its answer on the agency does not find her, invite her, write to her or offer her anything, and what was open ends in this transaction.
 * Never limited, never refused; the agency is told nothing. A membership that runs goes on until she leaves it. It stands in the journal before it is
 * answered, so that no restore of an older backup undoes it.
 */
export const block = act(
  'messages.block',
  Block,
  creatorHerself,
  async (tx, ctx, { agencyId }) => {
    const creatorId = ctx.actor.creatorId!;
    if (!(await loadAgency(tx, agencyId))) throw no('messages.agency_unknown');
    const { ended, isNew } = await blockAt(tx, ctx, { creatorId, agencyId }, ctx.now);
    if (isNew) ctx.remember({ kind: 'blocked', subject: creatorId, what: agencyId, at: ctx.now.toISOString() });
    return { agencyId, blocked: true, invitationsEnded: ended };
  },
  { urgent: true, reach: 'hers' },
);

/** A block that the journal remembers and a restored database does not know, as of the instant at which she made it. */
export const blockAgain = act(
  'messages.blockAgain',
  z.strictObject({ creatorId: id, agencyId: id, at: z.date() }),
  nobody,
  async (tx, ctx, { creatorId, agencyId, at }) => ({ blocked: (await blockAt(tx, ctx, { creatorId, agencyId }, at)).isNew }),
);

/** Takes a block back: hers alone to do. What it ended stays ended, and what it hid stays hidden. */
export const unblock = act('messages.unblock', Block, creatorHerself, async (tx, ctx, { agencyId }) => {
  const creatorId = ctx.actor.creatorId!;
  await lockCreators(tx, [creatorId]);
  const blockedAt = await deleteBlock(tx, creatorId, agencyId);
  if (!blockedAt) throw no('messages.not_blocked');
  // A machine with a slower clock may take back what another has made: it is taken back all the same.
  await saveLifted(tx, { creator_id: creatorId, agency_id: agencyId, lifted_at: later(ctx.now, blockedAt) });
  ctx.about({ creatorId, agencyId });
  return { agencyId, blocked: false, invitationsEnded: 0 };
});

/** Whom she has blocked, the newest first; nobody else sees it. */
export const blocks = view('messages.blocks', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const rows = await listBlocksOf(db, ctx.actor.creatorId!);
  const agencies = new Map(
    (
      await loadAgencies(
        db,
        rows.map((r) => r.agency_id),
      )
    ).map((a) => [a.agency_id, a]),
  );
  return {
    items: rows.map((r) => ({ agency: showCard(agencies.get(r.agency_id)!), blockedAt: r.blocked_at.toISOString() })),
    nextCursor: null,
  };
});

/** Forgets files that were begun and never sent. */
export const sweep = act('messages.sweep', z.strictObject({}), nobody, async (tx, ctx) => ({
  forgotten: await deleteWaitingEverywhere(tx, addDays(ctx.now, -waitingDays), sweptAtOnce),
}));
