import { isBlocked } from '#src/features/blocks/index.ts';
import { loadFindable, loadNames, type WithdrawalStep } from '#src/features/creators/index.ts';
import { standingsOf } from '#src/features/invites/index.ts';
import { listEverMembers, listRunning } from '#src/features/roster/index.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteThreads, deleteWriter, hideFromStrangers, type Key } from '../queries/threads.ts';
import type { Between, Seat } from '../rules/writing.ts';

/** What is between a creator and an agency at an instant, read on the primary. Where something is written the caller holds her lock. */
export async function loadBetween(db: Db | Tx, { creatorId, agencyId }: Key, now: Date): Promise<Between> {
  const [member] = await listRunning(db, [creatorId], now, agencyId);
  return {
    blocked: await isBlocked(db, agencyId, creatorId),
    findable: (await loadFindable(db, [creatorId], now)).length > 0,
    invited: (await standingsOf(db, agencyId, [creatorId], now)).get(creatorId)?.standing === 'invited',
    member: member && { coachId: member.coach_id },
    everMember: (await listEverMembers(db, agencyId, [creatorId])).has(creatorId),
  };
}

/** How the agency may call her now. */
export const nameOf = async (db: Db | Tx, creatorId: string) => (await loadNames(db, [creatorId])).get(creatorId);

/** The seat of whoever asks; that there is one was seen by the door. */
export function seatOf({ actor }: Ctx, agencyId: string): Seat {
  const seat = actor.agencies.find((a) => a.agencyId === agencyId)!;
  return { role: seat.role, personId: actor.personId! };
}

/** Runs inside the withdrawal of "be found": to her the conversations stay; agencies whose member she is not keep what they wrote themselves. */
export const hideMessages: WithdrawalStep = async (tx, ctx, creatorId, purpose) => {
  if (purpose === 'discovery') await hideFromStrangers(tx, creatorId, ctx.now);
};

/** Of some creators those who cannot be found now: agencies whose member they are not read no more of what they wrote. */
export async function hideWhereUnfound(tx: Tx, creatorIds: readonly string[], now: Date): Promise<void> {
  const found = new Set((await loadFindable(tx, creatorIds, now)).map((one) => one.creatorId));
  for (const creatorId of creatorIds) if (!found.has(creatorId)) await hideFromStrangers(tx, creatorId, now);
}

/** Of a creator every conversation goes, with what both sides wrote; of somebody of the staff only who it was. */
export const eraseMessages: ErasureStep = async (tx, _ctx, { creatorId, personId }) => {
  if (creatorId !== undefined) await deleteThreads(tx, creatorId);
  if (personId !== undefined) await deleteWriter(tx, personId);
};
