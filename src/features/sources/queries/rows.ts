import { sql, type Selectable } from 'kysely';
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

/** Those accounts whose creators permit now that somebody listens. */
export const listConsented = async (db: Db, accounts: readonly { platform: string; account: string }[], now: Date) =>
  (
    await sql<{ platform: string; account: string }>`
      select a.platform, a.account from unnest(${accounts.map((a) => a.platform)}::text[], ${accounts.map((a) => a.account)}::text[]) a(platform, account)
      join creator_handles h on h.platform = a.platform and h.handle = a.account
      join consents c on c.creator_id = h.creator_id and c.purpose = 'listening' and c.granted and c.expires_at > ${now}`.execute(db)
  ).rows;
