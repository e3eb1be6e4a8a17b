import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { NoticeName } from '../contract.ts';
import type { Params } from '../tables.ts';

export type NoticeRow = Selectable<Tables['notices']>;
export type MailRow = Selectable<Tables['mails']>;
export type SettingsRow = Selectable<Tables['notice_settings']>;

type NewNotice = Omit<NoticeRow, 'params' | 'about'> & { params: Params };
/** Adds notices; one that this person has from the same cause is left as it is. Gives the ids of those added. */
export const saveNotices = async (tx: Tx, rows: readonly NewNotice[]): Promise<Set<string>> => {
  if (rows.length === 0) return new Set();
  const { rows: added } = await sql<{ notice_id: string }>`
    insert into notices (person_id, notice_id, name, cause, params, about, at, read_at, in_app)
    select person_id, notice_id, name, cause, params, (params ->> 'creatorId')::uuid, at, read_at, in_app from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(person_id uuid, notice_id uuid, name text, cause text, params jsonb, at timestamptz, read_at timestamptz, in_app boolean)
    on conflict do nothing returning notice_id`.execute(tx);
  return new Set(added.map((r) => r.notice_id));
};

export const listNotices = (
  db: Db,
  personId: string,
  after: { at: string; id: string } | undefined,
  limit: number,
): Promise<NoticeRow[]> => {
  const rows = db
    .selectFrom('notices')
    .selectAll()
    .where('person_id', '=', personId)
    .where('in_app', '=', true)
    .orderBy('at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(limit + 1);
  return (after ? rows.where(sql<boolean>`(at, notice_id) < (${after.at}::timestamptz, ${after.id}::uuid)`) : rows).execute();
};
export const countUnread = async (db: Db, personId: string): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from notices where person_id = ${personId} and in_app and read_at is null`.execute(
      db,
    )
  ).rows[0]!.n;
export const loadNotices = (db: Db, personId: string, noticeIds: readonly string[]): Promise<NoticeRow[]> =>
  noticeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('notices')
        .selectAll()
        .where('person_id', '=', personId)
        .where('notice_id', 'in', [...noticeIds])
        .orderBy('at')
        .execute();

export const saveRead = async (tx: Tx, personId: string, which: { noticeId: string } | { upTo: string }, at: Date): Promise<void> => {
  const unread = tx.updateTable('notices').set({ read_at: at }).where('person_id', '=', personId).where('read_at', 'is', null);
  await (
    'noticeId' in which ? unread.where('notice_id', '=', which.noticeId) : unread.where(sql<boolean>`at <= ${which.upTo}::timestamptz`)
  ).execute();
};
export const hasNotice = async (db: Db | Tx, personId: string, noticeId: string): Promise<boolean> =>
  (await db
    .selectFrom('notices')
    .select('notice_id')
    .where('person_id', '=', personId)
    .where('notice_id', '=', noticeId)
    .executeTakeFirst()) !== undefined;

/** What somebody was told as staff of an agency, of these sorts. */
export const deleteOfAgency = (tx: Tx, personId: string, agencyId: string, names: readonly NoticeName[]) =>
  sql`delete from notices where person_id = ${personId} and params ->> 'agencyId' = ${agencyId} and name = any(${names}::text[])`.execute(
    tx,
  );
export const deletePerson = async (tx: Tx, personId: string): Promise<void> => {
  for (const table of ['mails', 'notices', 'notice_settings'] as const)
    await tx.deleteFrom(table).where('person_id', '=', personId).execute();
};

export const deleteAbout = (tx: Tx, creatorId: string) => tx.deleteFrom('notices').where('about', '=', creatorId).execute();
export const listAllOf = async (db: Db, personId: string) => ({
  notices: await db.selectFrom('notices').selectAll().where('person_id', '=', personId).orderBy('at').execute(),
  settings: await db.selectFrom('notice_settings').selectAll().where('person_id', '=', personId).execute(),
  mails: await db.selectFrom('mails').selectAll().where('person_id', '=', personId).orderBy('made_at').execute(),
});

export const listSettings = (db: Db | Tx, personIds: readonly string[]): Promise<SettingsRow[]> =>
  db
    .selectFrom('notice_settings')
    .selectAll()
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .execute();
export const saveSettings = (tx: Tx, row: SettingsRow) => {
  const { person_id: _key, ...rest } = row;
  return tx
    .insertInto('notice_settings')
    .values(row)
    .onConflict((c) => c.column('person_id').doUpdateSet(rest))
    .execute();
};
/** The zone that a creator has set in her profile. */
export const listZones = async (db: Db | Tx, personIds: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await sql<{ person_id: string; zone: string }>`
        select person_id, zone from creators where person_id = any(${personIds}::uuid[])`.execute(db)
    ).rows.map((r) => [r.person_id, r.zone]),
  );
/** People who are still here, in no order. */
export const listPresent = async (tx: Tx, personIds: readonly string[]): Promise<Set<string>> =>
  new Set((await sql<{ id: string }>`select id from people where id = any(${personIds}::uuid[])`.execute(tx)).rows.map((r) => r.id));

export const lockRound = async (tx: Tx, name: string, now: Date): Promise<Date | undefined> => {
  const { rows } = await sql<{ reached: Date }>`select reached from notice_rounds where name = ${name} for update`.execute(tx);
  if (rows[0]) return rows[0].reached;
  // New here: what lay due before is not made up for.
  await sql`insert into notice_rounds (name, reached) values (${name}, ${now}) on conflict do nothing`.execute(tx);
  return undefined;
};
export const saveRound = (tx: Tx, name: string, reached: Date) =>
  tx.updateTable('notice_rounds').set({ reached }).where('name', '=', name).execute();
