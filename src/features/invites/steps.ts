import { loadAgency } from '#src/features/agencies/index.ts';
import type { Filters } from './contract.ts';
import type { WithdrawalStep } from '#src/features/creators/index.ts';
import { listBlockersEverywhere } from '#src/features/blocks/index.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { pseudonymOf, type ErasureStep } from '#src/infra/owned.ts';
import { listMembersEverywhere, listRunning } from '#src/features/roster/index.ts';
import { deleteFilters, listConditions, type FilterRow } from './queries/filters.ts';
import {
  deleteSender,
  eraseInvites,
  listAskedEverywhere,
  listInvitedEverywhere,
  listStandings,
  voidOpen,
  voidOpenOf,
} from './queries/rows.ts';
import { checkAsker, invitedAfter } from './rules.ts';

/** Runs inside the withdrawal of "be found": her open invitations end in the same transaction. */
export const voidInvites: WithdrawalStep = async (tx, ctx, creatorId, purpose) => {
  if (purpose !== 'discovery') return;
  const ended = await voidOpen(tx, creatorId, ctx.now);
  for (const { invite_id: inviteId, agency_id: agencyId } of ended)
    ctx.tell('invites.withdrawn', { inviteId, agencyId, creatorId, by: 'switch' });
};

/** Runs inside a block: open invitations of that agency end in the same transaction. The agency reads of them what it reads of a switch; how many. */
export async function voidInvitesOf(tx: Tx, ctx: Ctx, { creatorId, agencyId }: { creatorId: string; agencyId: string }): Promise<number> {
  const ended = (await voidOpenOf(tx, creatorId, agencyId, ctx.now)).filter((i) => i.state === 'withdrawn');
  for (const { invite_id: inviteId } of ended) ctx.tell('invites.withdrawn', { inviteId, agencyId, creatorId, by: 'switch' });
  return ended.length;
}

/** Open invitations have ended with the permission; what stays has neither her name nor the words written to her. */
export const eraseInvitations: ErasureStep = async (tx, ctx, { creatorId, personId }) => {
  if (personId !== undefined) await deleteSender(tx, personId);
  if (creatorId === undefined) return;
  await voidInvites(tx, ctx, creatorId, 'discovery');
  await deleteFilters(tx, creatorId);
  await eraseInvites(tx, creatorId, pseudonymOf(creatorId));
};

export const showFilters = (row: FilterRow): Filters => ({
  commissionBpsMax: row.commission_bps_max,
  languages: row.languages,
  verifiedOnly: row.verified_only,
  inboxMax: row.inbox_max,
});

export interface Standing {
  /** `not_asked`: she takes no invitation from an agency like this one. */
  standing: 'open' | 'invited' | 'cooling_down' | 'member' | 'not_asked';
  until: Date | null;
}
/** How an agency stands with several creators: for the lists that it searches. */
export async function standingsOf(db: Db | Tx, agencyId: string, creatorIds: readonly string[], now: Date): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  if (creatorIds.length === 0) return standings;
  const members = await listRunning(db, creatorIds, now, agencyId);
  const asked = await listStandings(db, agencyId, creatorIds, now);
  const conditions = await listConditions(db, creatorIds);
  const agency = conditions.length === 0 ? undefined : await loadAgency(db, agencyId);
  const asker = { languages: agency?.languages ?? [], verified: agency?.verified_at != null };
  for (const { creator_id, languages, verified_only: verifiedOnly } of conditions)
    if (checkAsker({ languages, verifiedOnly }, asker)) standings.set(creator_id, { standing: 'not_asked', until: null });
  for (const a of asked) {
    if (a.open_until) standings.set(a.creator_id, { standing: 'invited', until: a.open_until });
    else if (a.ask_again_at) standings.set(a.creator_id, { standing: 'cooling_down', until: a.ask_again_at });
  }
  for (const m of members) standings.set(m.creator_id, { standing: 'member', until: null });
  return standings;
}

/** Everybody whom an agency cannot invite now: asked, cooling down, or its member. */
const busyWith = async (db: Db, agencyId: string, now: Date): Promise<string[]> => [
  ...new Set([...(await listAskedEverywhere(db, agencyId, now)), ...(await listMembersEverywhere(db, agencyId, now))]),
];

/** What a search can leave out by what has been between an agency and a creator. */
export interface BetweenUs {
  /** Who cannot be invited now. */
  invitable?: boolean | undefined;
  /** Whom the agency has invited in the last 90 days, in whatever state the invitation is. */
  notInvited?: boolean | undefined;
}
/** The creators whom a search of an agency leaves out: those who blocked it, always, and whom it asks to leave out. Some may be named twice. */
export async function leftOutOf(db: Db, agencyId: string, { invitable, notInvited }: BetweenUs, now: Date): Promise<string[]> {
  const busy = invitable ? await busyWith(db, agencyId, now) : [];
  const invited = notInvited ? await listInvitedEverywhere(db, agencyId, invitedAfter(now)) : [];
  return [...(await listBlockersEverywhere(db, agencyId)), ...busy, ...invited];
}
