import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { FileKind, Side } from '../contract.ts';
import type { Key } from './threads.ts';

type Whole = Selectable<Tables['message_files']>;
/** Without its bytes. */
export type FileRow = Omit<Whole, 'content'>;
const facts = [
  'creator_id',
  'file_id',
  'agency_id',
  'message_seq',
  'side',
  'kind',
  'name',
  'bytes',
  'parts',
  'made_by',
  'made_at',
] as const;

export const saveFile = (tx: Tx, row: FileRow) =>
  tx
    .insertInto('message_files')
    .values({ ...row, content: null })
    .execute();
/** Files that one side began in a conversation since an instant. Exact under her lock. */
export const countFilesSince = async (tx: Tx, { creatorId, agencyId }: Key, side: Side, since: Date): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from message_files where creator_id = ${creatorId} and agency_id = ${agencyId}
      and side = ${side} and made_at > ${since}`.execute(tx)
  ).rows[0]!.n;

/** Bytes of the files that an agency has begun and not sent, as they were announced; until this transaction ends no other one of it begins any. */
export const lockWaitingBytesEverywhere = async (tx: Tx, agencyId: string): Promise<number> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`files ${agencyId}`}))`.execute(tx);
  const { rows } = await sql<{ n: number }>`select coalesce(sum(bytes), 0)::float8 as n from message_files
    where agency_id = ${agencyId} and side = 'agency' and message_seq is null`.execute(tx);
  return rows[0]!.n;
};

/** One that was not sent yet, locked. */
export const lockWaiting = (tx: Tx, { creatorId, agencyId }: Key, fileId: string): Promise<FileRow | undefined> =>
  tx
    .selectFrom('message_files')
    .select(facts)
    .where('creator_id', '=', creatorId)
    .where('file_id', '=', fileId)
    .where('agency_id', '=', agencyId)
    .where('message_seq', 'is', null)
    .forUpdate()
    .executeTakeFirst();
export const savePart = (tx: Tx, row: Selectable<Tables['message_parts']>) =>
  tx
    .insertInto('message_parts')
    .values(row)
    .onConflict((c) => c.columns(['creator_id', 'file_id', 'n']).doUpdateSet({ body: row.body }))
    .execute();
export const countParts = async (tx: Tx, creatorId: string, fileId: string): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from message_parts where creator_id = ${creatorId} and file_id = ${fileId}`.execute(
      tx,
    )
  ).rows[0]!.n;
export const listParts = (tx: Tx, creatorId: string, fileId: string): Promise<{ n: number; body: Buffer }[]> =>
  tx
    .selectFrom('message_parts')
    .select(['n', 'body'])
    .where('creator_id', '=', creatorId)
    .where('file_id', '=', fileId)
    .orderBy('n')
    .execute();
/** The whole in place of its parts. */
export async function saveContent(tx: Tx, { creator_id, file_id, name }: FileRow, kind: FileKind, content: Buffer): Promise<void> {
  await tx
    .updateTable('message_files')
    .set({ kind, name, content })
    .where('creator_id', '=', creator_id)
    .where('file_id', '=', file_id)
    .execute();
  await tx.deleteFrom('message_parts').where('creator_id', '=', creator_id).where('file_id', '=', file_id).execute();
}
/** Gives whole files that wait to a message; how many that were. */
export const saveSent = async (tx: Tx, { creatorId, agencyId }: Key, side: Side, by: string, fileIds: readonly string[], seq: number) => {
  const done = await tx
    .updateTable('message_files')
    .set({ message_seq: seq })
    .where('creator_id', '=', creatorId)
    .where(sql<boolean>`file_id = any(${fileIds}::uuid[])`)
    .where('agency_id', '=', agencyId)
    .where('side', '=', side)
    .where('made_by', '=', by)
    .where('message_seq', 'is', null)
    .where('content', 'is not', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
};

/** What went along with some messages. */
export const listFiles = (db: Db, { creatorId, agencyId }: Key, seqs: readonly number[]) =>
  db
    .selectFrom('message_files')
    .select(['file_id', 'message_seq', 'name', 'kind', 'bytes'])
    .where('creator_id', '=', creatorId)
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`message_seq = any(${seqs}::int[])`)
    .orderBy('file_id')
    .execute();
/** A file that was sent, with its bytes. */
export const loadSent = (db: Db, { creatorId, agencyId }: Key, fileId: string) =>
  db
    .selectFrom('message_files')
    .select(['name', 'kind', 'content', 'side', 'message_seq'])
    .where('creator_id', '=', creatorId)
    .where('file_id', '=', fileId)
    .where('agency_id', '=', agencyId)
    .where('message_seq', 'is not', null)
    .executeTakeFirst();

/** Files that were begun before an instant and never sent. */
export const deleteWaitingEverywhere = async (tx: Tx, before: Date, most: number): Promise<number> => {
  const { numAffectedRows } = await sql`delete from message_files where (creator_id, file_id) in (
    select creator_id, file_id from message_files where message_seq is null and made_at < ${before} limit ${most} for update skip locked)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
};
