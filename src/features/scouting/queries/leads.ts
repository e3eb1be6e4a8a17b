import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { LostWhy, Stage } from '../contract.ts';
import type { Move } from '../rules.ts';

/** The owner of one, kept from losing the seat before this transaction ends. */
export const holdSeat = (tx: Tx, agencyId: string, personId: string) =>
  tx
    .selectFrom('agency_seats')
    .select('role')
    .where('agency_id', '=', agencyId)
    .where('person_id', '=', personId)
    .forKeyShare()
    .executeTakeFirst();
export const listOwners = async (db: Db, agencyId: string, roles: readonly string[]) =>
  (
    await sql<{
      personId: string;
      name: string;
    }>`select s.person_id as "personId", p.name from agency_seats s join people p on p.id = s.person_id
      where s.agency_id = ${agencyId} and s.role = any(${roles}::text[]) order by p.name, s.person_id`.execute(db)
  ).rows;

export const countLeads = async (tx: Tx, agencyId: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from leads where agency_id = ${agencyId}`.execute(tx)).rows[0]!.n;

interface NewLead {
  creator_id: string;
  stage: Stage;
  entry_id: string;
}
/** Saves those who are not there yet; how many that were. */
export const saveLeads = async (
  tx: Tx,
  agencyId: string,
  leads: readonly NewLead[],
  { ownerId, personId, at }: { ownerId: string | null; personId: string; at: Date },
): Promise<number> =>
  (
    await sql`with fresh as (select * from jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) as r(creator_id uuid, stage text, entry_id uuid)),
      saved as (insert into leads (agency_id, creator_id, stage, owner_id, saved_at, moved_at)
        select ${agencyId}::uuid, creator_id, stage, ${ownerId}::uuid, ${at}, ${at} from fresh order by creator_id
        on conflict do nothing returning creator_id)
      insert into lead_entries (agency_id, creator_id, entry_id, kind, stage, person_id, at)
      select ${agencyId}::uuid, f.creator_id, f.entry_id, 'saved', f.stage, ${personId}::uuid, ${at} from fresh f join saved using (creator_id)
      returning entry_id`.execute(tx)
  ).rows.length;

/** Rows of these creators, locked in order: whoever moves several waits here. */
export const lockLeads = (tx: Tx, agencyId: string, creatorIds: readonly string[]): Promise<{ creator_id: string; stage: Stage }[]> =>
  tx
    .selectFrom('leads')
    .select(['creator_id', 'stage'])
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`creator_id = any(${creatorIds}::uuid[])`)
    .orderBy('creator_id')
    .forUpdate()
    .execute();

export const saveOwner = (tx: Tx, agencyId: string, creatorIds: readonly string[], ownerId: string | null) =>
  sql`update leads set owner_id = ${ownerId}::uuid where agency_id = ${agencyId} and creator_id = any(${creatorIds}::uuid[])`.execute(tx);
export const saveStage = (
  tx: Tx,
  agencyId: string,
  creatorIds: readonly string[],
  to: { stage: Stage; lostWhy: LostWhy | null; at: Date },
) =>
  sql`update leads set stage = ${to.stage}, lost_why = ${to.lostWhy}, moved_at = ${to.at}
    where agency_id = ${agencyId} and creator_id = any(${creatorIds}::uuid[])`.execute(tx);
export const saveReminder = async (tx: Tx, agencyId: string, creatorId: string, on: string | null): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('leads')
    .set({ remind_on: on })
    .where('agency_id', '=', agencyId)
    .where('creator_id', '=', creatorId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};
export const dropLeads = async (tx: Tx, agencyId: string, creatorIds: readonly string[]): Promise<number> =>
  Number(
    (
      await tx
        .deleteFrom('leads')
        .where('agency_id', '=', agencyId)
        .where(sql<boolean>`creator_id = any(${creatorIds}::uuid[])`)
        .executeTakeFirstOrThrow()
    ).numDeletedRows,
  );

export type EntryRow = Selectable<Tables['lead_entries']>;
export const saveEntries = (tx: Tx, rows: readonly EntryRow[]) =>
  rows.length === 0 ? Promise.resolve([]) : tx.insertInto('lead_entries').values(rows).execute();

/** Moves that follow from invitations: of those who are saved, and not if somebody moved them since. */
export const saveMoves = (tx: Tx, moves: readonly (Move & { entryId: string })[]) =>
  sql`with told as (select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as r("agencyId" uuid, "creatorId" uuid, stage text,
      "lostWhy" text, "from" text, at timestamptz, "entryId" uuid)),
    moved as (update leads l set stage = t.stage, lost_why = t."lostWhy", moved_at = t.at from told t
      where l.agency_id = t."agencyId" and l.creator_id = t."creatorId" and l.moved_at <= t.at and l.stage <> t.stage
        and (t."from" is null or l.stage = t."from") returning t.*)
    insert into lead_entries (agency_id, creator_id, entry_id, kind, stage, lost_why, at)
    select "agencyId", "creatorId", "entryId", 'moved', stage, "lostWhy", at from moved`.execute(tx);

/** Whoever no longer looks for creators there owns none. */
export const clearOwner = (tx: Tx, agencyId: string, personId: string) =>
  sql`update leads set owner_id = null where agency_id = ${agencyId} and owner_id = ${personId}`.execute(tx);

/** Every agency's row of hers; what was noted goes with it. */
export const deleteOfCreatorEverywhere = (tx: Tx, creatorId: string) =>
  tx.deleteFrom('leads').where('creator_id', '=', creatorId).execute();
/** What one agency has noted of her; the history goes with it. */
export const deleteLead = (tx: Tx, agencyId: string, creatorId: string) =>
  tx.deleteFrom('leads').where('agency_id', '=', agencyId).where('creator_id', '=', creatorId).execute();
export async function forgetPersonEverywhere(tx: Tx, personId: string): Promise<void> {
  await sql`update leads set owner_id = null where owner_id = ${personId}`.execute(tx);
  await sql`update lead_entries set person_id = null where person_id = ${personId}`.execute(tx);
}

/** Marks reminders that are due and whose owner was not told of them, `most` at most; gives how many, and whose they are. */
export const markDueEverywhere = async (tx: Tx, on: string, most: number) => {
  const { rows } = await sql<{ agency_id: string; owner_id: string; n: number }>`
    with due as (select agency_id, creator_id from leads where remind_on <= ${on}::date and owner_id is not null
      and reminded_on is distinct from remind_on order by remind_on limit ${most} for update skip locked),
    told as (update leads l set reminded_on = l.remind_on from due d where l.agency_id = d.agency_id and l.creator_id = d.creator_id
      returning l.agency_id, l.owner_id)
    select agency_id, owner_id, count(*)::int as n from told group by 1, 2`.execute(tx);
  return { marked: rows.reduce((n, r) => n + r.n, 0), of: rows.map((r) => ({ agencyId: r.agency_id, personId: r.owner_id })) };
};
/** How many reminders of somebody's are due, by agency. */
export const countDueOf = async (db: Db, personId: string, agencyIds: readonly string[], on: string): Promise<Map<string, number>> =>
  new Map(
    (
      await sql<{ agency_id: string; n: number }>`select agency_id, count(*)::int as n from leads
        where owner_id = ${personId} and agency_id = any(${agencyIds}::uuid[]) and remind_on <= ${on}::date group by 1`.execute(db)
    ).rows.map((r) => [r.agency_id, r.n]),
  );
