import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { LetGo, Remembered } from '#src/infra/journal.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';

export type BlockRow = Selectable<Tables['blocks']>;

/** Whether it was not there before. The caller holds the creator's lock. */
export const saveBlock = async (tx: Tx, row: BlockRow): Promise<boolean> => {
  const done = await tx
    .insertInto('blocks')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
};
/** Takes a block away, and gives the instant in which it was made; undefined: there was none. */
export const deleteBlock = async (tx: Tx, creatorId: string, agencyId: string): Promise<Date | undefined> =>
  (
    await tx
      .deleteFrom('blocks')
      .where('creator_id', '=', creatorId)
      .where('agency_id', '=', agencyId)
      .returning('blocked_at')
      .executeTakeFirst()
  )?.blocked_at;
export const saveLifted = (tx: Tx, row: Tables['blocks_lifted']) =>
  tx
    .insertInto('blocks_lifted')
    .values(row)
    .onConflict((c) => c.columns(['creator_id', 'agency_id']).doUpdateSet({ lifted_at: row.lifted_at }))
    .execute();
export const deleteBlocks = async (tx: Tx, creatorId: string): Promise<void> => {
  for (const table of ['blocks', 'blocks_lifted'] as const) await tx.deleteFrom(table).where('creator_id', '=', creatorId).execute();
};

/** Blocks since `since`, oldest first, behind the last one known: what the journal is kept whole by. */
export const listBlockedEverywhere = async (db: Db, since: Date, after: LetGo | undefined, most: number): Promise<LetGo[]> =>
  (
    await sql<LetGo>`select 'blocked' as kind, creator_id as subject, agency_id::text as what, blocked_at as at from blocks
      where blocked_at >= ${after?.at ?? since}
      ${after ? sql`and (blocked_at, creator_id, agency_id) > (${after.at}, ${after.subject}::uuid, ${after.what}::uuid)` : sql``}
      order by blocked_at, creator_id, agency_id limit ${most}`.execute(db)
  ).rows;

/** Of the remembered blocks those that this database does not know, with the instant of the last: neither standing, nor taken back since. */
export const listUnblocked = async (db: Db, entries: readonly Remembered[]) =>
  (
    await sql<{ creatorId: string; agencyId: string; at: Date }>`
      select e.creator_id as "creatorId", e.agency_id as "agencyId", max(e.at) as at
      from unnest(${entries.map((e) => e.subject)}::uuid[], ${entries.map((e) => e.what)}::uuid[], ${entries.map((e) => e.at)}::timestamptz[])
        as e(creator_id, agency_id, at)
      join creators using (creator_id) join agencies using (agency_id)
      where not exists (select from blocks b where b.creator_id = e.creator_id and b.agency_id = e.agency_id)
        and not exists (select from blocks_lifted l where l.creator_id = e.creator_id and l.agency_id = e.agency_id and l.lifted_at >= e.at)
      group by e.creator_id, e.agency_id`.execute(db)
  ).rows;

/** Her list, the newest first. */
export const listBlocksOf = (db: Db | Tx, creatorId: string): Promise<BlockRow[]> =>
  db.selectFrom('blocks').selectAll().where('creator_id', '=', creatorId).orderBy('blocked_at', 'desc').orderBy('agency_id').execute();

/** Those of some creators who have blocked an agency. */
export const listBlockersAmong = async (db: Db | Tx, agencyId: string, creatorIds: readonly string[]): Promise<Set<string>> => {
  if (creatorIds.length === 0) return new Set();
  const { rows } = await sql<{ creator_id: string }>`select creator_id from blocks
    where creator_id = any(${creatorIds}::uuid[]) and agency_id = ${agencyId}`.execute(db);
  return new Set(rows.map((r) => r.creator_id));
};

/** Everybody who has blocked an agency: whom it searches, it searches without them. */
export const listBlockersEverywhere = async (db: Db | Tx, agencyId: string): Promise<string[]> =>
  (await db.selectFrom('blocks').select('creator_id').where('agency_id', '=', agencyId).execute()).map((r) => r.creator_id);

/** The agencies that she has blocked, and since when she has taken one back. */
export const exportBlocks: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select b.*, a.name as agency_name from blocks b left join agencies a using (agency_id)
    where b.creator_id = ${creatorId} order by b.blocked_at`.execute(db);
  const { rows: lifted } = await sql<object>`select b.*, a.name as agency_name from blocks_lifted b left join agencies a using (agency_id)
    where b.creator_id = ${creatorId} order by b.lifted_at`.execute(db);
  return [
    { name: 'blocks', from: 'blocks', rows: rows.map((r) => plainRow(r)) },
    { name: 'blocks_taken_back', from: 'blocks_lifted', rows: lifted.map((r) => plainRow(r)) },
  ];
};
