import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';
import type { LetGo, Remembered } from '#src/infra/journal.ts';
import type { Purpose } from '../contract.ts';

/** Permissions that are off, and profiles and accounts that are erased, since `since`: oldest first, behind the last one known. */
export const listLetGoEverywhere = async (db: Db, since: Date, after: LetGo | undefined, most: number): Promise<LetGo[]> => {
  const from = after?.at ?? since;
  const { rows } = await sql<LetGo>`
    with gone as (
      select 'withdrawn' as kind, creator_id as subject, purpose as what, withdrawn_at as at from consents
        where not granted and withdrawn_at >= ${from}
      union all select 'erased', erased_id, kind, at from erasures where at >= ${from})
    select kind, subject, what, at from gone
      ${after ? sql`where (at, subject, what) > (${after.at}, ${after.subject}::uuid, ${after.what})` : sql``}
      order by at, subject, what limit ${most}`.execute(db);
  return rows;
};

/** Of the remembered erasures those whose profile or account is here. */
export const listUnerased = async (db: Db, entries: readonly Remembered[]) =>
  (
    await sql<{ subject: string; what: 'creator' | 'person' }>`select distinct e.subject, e.what
      from unnest(${entries.map((e) => e.subject)}::uuid[], ${entries.map((e) => e.what)}::text[]) as e(subject, what)
      where (e.what = 'creator' and exists (select from creators c where c.creator_id = e.subject))
         or (e.what = 'person' and exists (select from people p where p.id = e.subject))
      order by e.what`.execute(db)
  ).rows;

/** Of the remembered withdrawals those that this database has not seen: the permission is on, by a grant from before. */
export const listUndone = async (db: Db, entries: readonly Remembered[]) =>
  (
    await sql<{ creatorId: string; purpose: Purpose }>`select distinct c.creator_id as "creatorId", c.purpose
      from unnest(${entries.map((e) => e.subject)}::uuid[], ${entries.map((e) => e.what)}::text[], ${entries.map((e) => e.at)}::timestamptz[])
        as e(subject, what, at)
      join consents c on c.creator_id = e.subject and c.purpose = e.what where c.granted and c.granted_at < e.at`.execute(db)
  ).rows;
