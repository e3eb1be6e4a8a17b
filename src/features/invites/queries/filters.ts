import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';

export type FilterRow = Selectable<Tables['invite_filters']>;

export const listFilters = async (db: Db | Tx, creatorIds: readonly string[]): Promise<FilterRow[]> =>
  (await sql<FilterRow>`select * from invite_filters where creator_id = any(${creatorIds}::uuid[])`.execute(db)).rows;

export type ConditionRow = Pick<FilterRow, 'creator_id' | 'languages' | 'verified_only'>;
/** What an agency is judged by before it asks. Her filters themselves are shown to her alone (decision 0033). */
export const listConditions = async (db: Db | Tx, creatorIds: readonly string[]): Promise<ConditionRow[]> =>
  (await sql<ConditionRow>`select * from invite_conditions(${creatorIds}::uuid[])`.execute(db)).rows;

export const saveFilters = (tx: Tx, row: FilterRow) =>
  tx
    .insertInto('invite_filters')
    .values(row)
    .onConflict((c) =>
      c.column('creator_id').doUpdateSet({
        commission_bps_max: row.commission_bps_max,
        languages: row.languages,
        verified_only: row.verified_only,
        inbox_max: row.inbox_max,
        changed_at: row.changed_at,
      }),
    )
    .execute();
export const deleteFilters = (tx: Tx, creatorId: string) => tx.deleteFrom('invite_filters').where('creator_id', '=', creatorId).execute();
