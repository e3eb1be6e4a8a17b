import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
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
export const deleteBlock = async (tx: Tx, creatorId: string, agencyId: string): Promise<boolean> => {
  const done = await tx.deleteFrom('blocks').where('creator_id', '=', creatorId).where('agency_id', '=', agencyId).executeTakeFirst();
  return done.numDeletedRows > 0n;
};
export const deleteBlocks = (tx: Tx, creatorId: string) => tx.deleteFrom('blocks').where('creator_id', '=', creatorId).execute();

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

/** The agencies that she has blocked. */
export const exportBlocks: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select b.*, a.name as agency_name from blocks b left join agencies a using (agency_id)
    where b.creator_id = ${creatorId} order by b.blocked_at`.execute(db);
  return [{ name: 'blocks', from: 'blocks', rows: rows.map((r) => plainRow(r)) }];
};
