import { sql, type Selectable, type Updateable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { Given, ImportState } from '../contract.ts';

export type FileRow = Selectable<Tables['import_files']>;
type FileChange = Updateable<Tables['import_files']>;
const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;
export interface FileKey {
  agencyId: string;
  importId: string;
}

export const saveFile = (
  tx: Tx,
  row: Pick<FileRow, 'agency_id' | 'import_id' | 'name' | 'bytes' | 'parts' | 'platform' | 'made_by' | 'made_at'>,
) =>
  tx
    .insertInto('import_files')
    .values({
      ...row,
      state: 'sending',
      refusal: null,
      kind: null,
      language: null,
      range_from: null,
      range_to: null,
      data_on: null,
      mapping: null,
      beat_at: row.made_at,
      read_at: null,
      taken_at: null,
    })
    .execute();

export const lockFile = (tx: Tx, { agencyId, importId }: FileKey): Promise<FileRow | undefined> =>
  tx
    .selectFrom('import_files')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('import_id', '=', importId)
    .forUpdate()
    .executeTakeFirst();

export const loadFile = (db: Db | Tx, { agencyId, importId }: FileKey): Promise<FileRow | undefined> =>
  db.selectFrom('import_files').selectAll().where('agency_id', '=', agencyId).where('import_id', '=', importId).executeTakeFirst();

export const listFiles = (db: Db, agencyId: string, after: { at: string; id: string } | undefined, limit: number): Promise<FileRow[]> => {
  const rows = db.selectFrom('import_files').selectAll().where('agency_id', '=', agencyId);
  const rest = after ? rows.where(sql<boolean>`(made_at, import_id) < (${after.at}::timestamptz, ${after.id}::uuid)`) : rows;
  return rest
    .orderBy('made_at', 'desc')
    .orderBy('import_id', 'desc')
    .limit(limit + 1)
    .execute();
};

/** Files that wait for somebody: being sent, read, looked at, or for the names of their columns. */
export const countOpen = async (tx: Tx, agencyId: string): Promise<number> =>
  (
    await tx
      .selectFrom('import_files')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('agency_id', '=', agencyId)
      .where(sql<boolean>`(state in ('sending', 'reading', 'read', 'taking') or (state = 'refused' and refusal @> '{"mendable": true}'))`)
      .executeTakeFirstOrThrow()
  ).n;

export const changeFile = (
  tx: Tx,
  { agencyId, importId }: FileKey,
  { report, refusal, mapping, ...change }: FileChange & { report?: object; refusal?: object | null; mapping?: Given | null },
) =>
  tx
    .updateTable('import_files')
    .set({
      ...change,
      ...(report !== undefined && { report: json(report) }),
      ...(refusal !== undefined && { refusal: refusal === null ? null : json(refusal) }),
      ...(mapping !== undefined && { mapping: mapping === null ? null : json(mapping) }),
    })
    .where('agency_id', '=', agencyId)
    .where('import_id', '=', importId)
    .execute();

/** Files that wait to be taken in. */
export const listWaiting = async (db: Db, agencyId: string): Promise<string[]> =>
  (await db.selectFrom('import_files').select('import_id').where('agency_id', '=', agencyId).where('state', '=', 'read').execute()).map(
    (r) => r.import_id,
  );

/** One file that waits to be worked on, for whoever asks first; whoever had it has given no sign of life for a while. */
export const claimFileEverywhere = async (tx: Tx, silentSince: Date, now: Date): Promise<FileRow | undefined> =>
  (
    await sql<FileRow>`update import_files set beat_at = ${now} where (agency_id, import_id) = (
        select agency_id, import_id from import_files where state in ('reading', 'taking') and beat_at < ${silentSince}
        order by beat_at, import_id limit 1 for update skip locked)
      returning *`.execute(tx)
  ).rows[0];

export const beat = async (tx: Tx, { agencyId, importId }: FileKey, done: number, now: Date): Promise<ImportState | undefined> =>
  (
    await tx
      .updateTable('import_files')
      .set({ beat_at: now, done })
      .where('agency_id', '=', agencyId)
      .where('import_id', '=', importId)
      .where('state', 'in', ['reading', 'taking'])
      .returning('state')
      .executeTakeFirst()
  )?.state;

/** The state as it is now, also for a transaction that began before it was changed. */
export const loadState = async (tx: Tx, { agencyId, importId }: FileKey): Promise<ImportState | undefined> =>
  (
    await tx
      .selectFrom('import_files')
      .select('state')
      .where('agency_id', '=', agencyId)
      .where('import_id', '=', importId)
      .executeTakeFirst()
  )?.state;

/** Whether another file was taken in since a moment: what was found before may be outdated. */
export const wasTakenSince = async (tx: Tx, agencyId: string, since: Date): Promise<boolean> =>
  (await tx
    .selectFrom('import_files')
    .select('import_id')
    .where('agency_id', '=', agencyId)
    .where('state', '=', 'taken')
    .where('taken_at', '>=', since)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Days of a month that files taken in have told of. */
export const listDaysTold = async (tx: Tx, agencyId: string, monthFrom: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('import_files')
      .select('data_on')
      .distinct()
      .where('agency_id', '=', agencyId)
      .where('state', '=', 'taken')
      .where('kind', '=', 'creator_data')
      .where('range_from', '=', monthFrom)
      .execute()
  ).map((r) => r.data_on!);

export const lastDayTold = async (db: Db | Tx, agencyId: string): Promise<string | null> =>
  (
    await db
      .selectFrom('import_files')
      .select((e) => e.fn.max('data_on').as('on'))
      .where('agency_id', '=', agencyId)
      .where('state', '=', 'taken')
      .where('kind', '=', 'creator_data')
      .executeTakeFirst()
  )?.on ?? null;

export const savePart = (tx: Tx, { agencyId, importId }: FileKey, n: number, body: Buffer) =>
  tx
    .insertInto('import_parts')
    .values({ agency_id: agencyId, import_id: importId, n, body })
    .onConflict((c) => c.columns(['agency_id', 'import_id', 'n']).doUpdateSet({ body }))
    .execute();

export const countParts = async (db: Db | Tx, agencyId: string, importIds: readonly string[]): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('import_parts')
    .select(['import_id', (e) => e.fn.countAll<number>().as('n')])
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`import_id = any(${importIds}::uuid[])`)
    .groupBy('import_id')
    .execute();
  return new Map(rows.map((r) => [r.import_id, r.n]));
};

/** The whole file. */
export const loadBytes = async (db: Db, { agencyId, importId }: FileKey): Promise<Buffer> => {
  const rows = await db
    .selectFrom('import_parts')
    .select('body')
    .where('agency_id', '=', agencyId)
    .where('import_id', '=', importId)
    .orderBy('n')
    .execute();
  return Buffer.concat(rows.map((r) => r.body));
};

export const deleteParts = (tx: Tx, { agencyId, importId }: FileKey) =>
  tx.deleteFrom('import_parts').where('agency_id', '=', agencyId).where('import_id', '=', importId).execute();

/** Files that nobody went on with; their bytes and rows go with them. */
export const deleteForgottenEverywhere = (tx: Tx, madeBefore: Date) =>
  tx.deleteFrom('import_files').where('state', 'in', ['sending', 'read', 'refused', 'stopped']).where('made_at', '<', madeBefore).execute();

export const loadMapping = async (db: Db | Tx, agencyId: string, header: string): Promise<Given | undefined> =>
  (
    await db
      .selectFrom('import_mappings')
      .select('mapping')
      .where('agency_id', '=', agencyId)
      .where('header', '=', header)
      .executeTakeFirst()
  )?.mapping;

export const saveMapping = (tx: Tx, agencyId: string, header: string, mapping: Given, at: Date) =>
  tx
    .insertInto('import_mappings')
    .values({ agency_id: agencyId, header, mapping: json(mapping), saved_at: at })
    .onConflict((c) => c.columns(['agency_id', 'header']).doUpdateSet({ mapping: json(mapping), saved_at: at }))
    .execute();
