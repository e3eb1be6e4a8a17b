import type { Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';

export type SourceRow = Selectable<Tables['live_sources']>;

export const loadSource = (db: Db | Tx, sourceId: string): Promise<SourceRow | undefined> =>
  db.selectFrom('live_sources').selectAll().where('source_id', '=', sourceId).executeTakeFirst();
export const lockSource = (tx: Tx, sourceId: string): Promise<SourceRow | undefined> =>
  tx.selectFrom('live_sources').selectAll().where('source_id', '=', sourceId).forUpdate().executeTakeFirst();
export const listSources = (db: Db, after: string | undefined, limit: number): Promise<SourceRow[]> =>
  db
    .selectFrom('live_sources')
    .selectAll()
    .where('name', '>', after ?? '')
    .orderBy('name')
    .limit(limit + 1)
    .execute();

type NewSource = Pick<SourceRow, 'source_id' | 'kind' | 'name' | 'secret' | 'made_at'>;
/** False when the name is taken. */
export const saveSource = async (tx: Tx, row: NewSource): Promise<boolean> =>
  (
    await tx
      .insertInto('live_sources')
      .values({
        ...row,
        secret_made_at: row.made_at,
        old_secret: null,
        old_secret_until: null,
        taken_back_at: null,
        heard_at: null,
        refused_at: null,
      })
      .onConflict((c) => c.column('name').doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n;
export const saveChange = (tx: Tx, sourceId: string, change: Partial<SourceRow>) =>
  tx.updateTable('live_sources').set(change).where('source_id', '=', sourceId).execute();
