import type { WithdrawalStep } from '#src/features/creators/index.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { pseudonymOf, type ErasureStep } from '#src/infra/owned.ts';
import { listMembersEverywhere, listRunning } from '#src/features/roster/index.ts';
import { deleteSender, eraseInvites, listAskedEverywhere, listStandings, voidOpen } from './queries/rows.ts';

/** Runs inside the withdrawal of "be found": her open invitations end in the same transaction. */
export const voidInvites: WithdrawalStep = async (tx, ctx, creatorId, purpose) => {
  if (purpose !== 'discovery') return;
  const ended = await voidOpen(tx, creatorId, ctx.now);
  for (const { invite_id: inviteId, agency_id: agencyId } of ended)
    ctx.tell('invites.withdrawn', { inviteId, agencyId, creatorId, by: 'switch' });
};

/** Open invitations have ended with the permission; what stays has neither her name nor the words written to her. */
export const eraseInvitations: ErasureStep = async (tx, ctx, { creatorId, personId }) => {
  if (personId !== undefined) await deleteSender(tx, personId);
  if (creatorId === undefined) return;
  await voidInvites(tx, ctx, creatorId, 'discovery');
  await eraseInvites(tx, creatorId, pseudonymOf(creatorId));
};

export interface Standing {
  standing: 'open' | 'invited' | 'cooling_down' | 'member';
  until: Date | null;
}
/** How an agency stands with several creators: for the lists that it searches. */
export async function standingsOf(db: Db | Tx, agencyId: string, creatorIds: readonly string[], now: Date): Promise<Map<string, Standing>> {
  const members = await listRunning(db, creatorIds, now, agencyId);
  const asked = await listStandings(db, agencyId, creatorIds, now);
  const standings = new Map<string, Standing>();
  for (const a of asked) {
    if (a.open_until) standings.set(a.creator_id, { standing: 'invited', until: a.open_until });
    else if (a.ask_again_at) standings.set(a.creator_id, { standing: 'cooling_down', until: a.ask_again_at });
  }
  for (const m of members) standings.set(m.creator_id, { standing: 'member', until: null });
  return standings;
}

/** Everybody whom an agency cannot invite now: asked, cooling down, or its member. */
export const busyWith = async (db: Db, agencyId: string, now: Date): Promise<string[]> => [
  ...new Set([...(await listAskedEverywhere(db, agencyId, now)), ...(await listMembersEverywhere(db, agencyId, now))]),
];
