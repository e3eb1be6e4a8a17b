import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';

export type ClaimRow = Selectable<Tables['call_claims']>;

/** Links to one exported creator are made, and claims ended, one after the other. */
export const lockClaim = (tx: Tx, exportId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${exportId}, 23))`.execute(tx);

export const loadClaim = (db: Db | Tx, agencyId: string, exportId: string): Promise<ClaimRow | undefined> =>
  db.selectFrom('call_claims').selectAll().where('agency_id', '=', agencyId).where('export_id', '=', exportId).executeTakeFirst();

/** False: somebody's claim stands. One that has ended makes room. */
export const saveClaim = async (tx: Tx, row: Pick<ClaimRow, 'agency_id' | 'export_id' | 'creator_id' | 'claimed_at'>): Promise<boolean> => {
  const { numAffectedRows } = await sql`insert into call_claims (agency_id, export_id, creator_id, claimed_at)
    values (${row.agency_id}, ${row.export_id}, ${row.creator_id}, ${row.claimed_at})
    on conflict (agency_id, export_id) do update set creator_id = excluded.creator_id, claimed_at = excluded.claimed_at, ended_at = null,
      ended_by = null where call_claims.ended_at is not null`.execute(tx);
  return numAffectedRows === 1n;
};

/** False: there was none, or it had ended; `creatorId` where only her own may be. */
export const saveClaimEnded = async (
  tx: Tx,
  { agencyId, exportId, creatorId }: { agencyId: string; exportId: string; creatorId?: string },
  by: 'creator' | 'agency',
  at: Date,
): Promise<boolean> => {
  const ended = tx
    .updateTable('call_claims')
    .set({ ended_at: at, ended_by: by })
    .where('agency_id', '=', agencyId)
    .where('export_id', '=', exportId)
    .where('ended_at', 'is', null);
  const { numUpdatedRows } = await (creatorId === undefined ? ended : ended.where('creator_id', '=', creatorId)).executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Every claim of a creator, ended ones too. */
export const listClaimsEverywhere = (db: Db | Tx, creatorId: string): Promise<ClaimRow[]> =>
  db.selectFrom('call_claims').selectAll().where('creator_id', '=', creatorId).orderBy('claimed_at').orderBy('export_id').execute();

/** She is gone: what ran has ended, and no row leads to her. */
export const eraseClaimsEverywhere = (tx: Tx, creatorId: string, at: Date) =>
  sql`update call_claims set creator_id = null, ended_at = coalesce(ended_at, ${at}), ended_by = coalesce(ended_by, 'creator')
    where creator_id = ${creatorId}`.execute(tx);
