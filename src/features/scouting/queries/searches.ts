import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { Question } from '../contract.ts';
import { restHours } from '../rules.ts';

export type SearchRow = Selectable<Tables['saved_searches']>;
const json = (question: Question) => sql<Question>`${JSON.stringify(question)}::jsonb`;

export const saveSearch = (
  tx: Tx,
  row: Pick<SearchRow, 'agency_id' | 'search_id' | 'person_id' | 'name' | 'question' | 'alerts' | 'made_at'>,
) =>
  tx
    .insertInto('saved_searches')
    .values({ ...row, question: json(row.question), due_at: row.made_at, asked_at: null, held_until: null, found: null })
    .execute();
/** One's own searches are kept one after the other: the seat is held until the end of the transaction. */
export const lockSeat = (tx: Tx, agencyId: string, personId: string) =>
  tx
    .selectFrom('agency_seats')
    .select('role')
    .where('agency_id', '=', agencyId)
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
export const countSearches = async (tx: Tx, agencyId: string, personId: string): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from saved_searches where agency_id = ${agencyId} and person_id = ${personId}`.execute(tx)
  ).rows[0]!.n;
/** False: there is no such search of hers. Whoever switches the alerts on is told of who is new from then on. */
export const changeSearch = async (
  tx: Tx,
  of: { agencyId: string; personId: string; searchId: string },
  to: { name?: string | undefined; alerts?: boolean | undefined },
  now: Date,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('saved_searches')
    .set({
      ...(to.name !== undefined && { name: to.name }),
      ...(to.alerts !== undefined && { alerts: to.alerts }),
      ...(to.alerts === true && { due_at: now, asked_at: null, held_until: null }),
      search_id: of.searchId,
    })
    .where('agency_id', '=', of.agencyId)
    .where('search_id', '=', of.searchId)
    .where('person_id', '=', of.personId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};
export const dropSearch = async (tx: Tx, of: { agencyId: string; personId: string; searchId: string }): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('saved_searches')
    .where('agency_id', '=', of.agencyId)
    .where('search_id', '=', of.searchId)
    .where('person_id', '=', of.personId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
};

/** Her own searches, the latest first, each with how many were new to it and can still be found. */
export const listSearches = async (db: Db, agencyId: string, personId: string) =>
  (
    await sql<SearchRow & { fresh: number }>`select s.*, (select count(*)::int from saved_search_hits h where h.agency_id = s.agency_id
        and h.search_id = s.search_id and h.told) as fresh from saved_searches s
      where s.agency_id = ${agencyId} and s.person_id = ${personId} order by s.made_at desc, s.search_id`.execute(db)
  ).rows;
export const listToldOf = async (
  db: Db,
  { agencyId, searchId }: { agencyId: string; searchId: string },
  after: { at: string; creatorId: string } | undefined,
  limit: number,
) =>
  (
    await sql<{ creator_id: string; found_at: Date }>`select creator_id, found_at from saved_search_hits
      where agency_id = ${agencyId} and search_id = ${searchId} and told
        ${after ? sql`and (found_at < ${after.at}::timestamptz or (found_at = ${after.at}::timestamptz and creator_id > ${after.creatorId}::uuid))` : sql``}
      order by found_at desc, creator_id limit ${limit + 1}`.execute(db)
  ).rows;
export const loadSearch = (db: Db | Tx, agencyId: string, searchId: string): Promise<SearchRow | undefined> =>
  db.selectFrom('saved_searches').selectAll().where('agency_id', '=', agencyId).where('search_id', '=', searchId).executeTakeFirst();

/** Takes some that are due. Whoever ends before saying what was found leaves them to the next one, after the lease. */
export const claimDue = async (tx: Tx, now: Date, until: Date, most: number) =>
  (
    await sql<SearchRow>`update saved_searches s set held_until = ${until} from (
        select agency_id, search_id from saved_searches where alerts and due_at <= ${now} and (held_until is null or held_until <= ${now})
        order by due_at limit ${most} for update skip locked) d
      where s.agency_id = d.agency_id and s.search_id = d.search_id returning s.*`.execute(tx)
  ).rows;
/** After a change of creators: each is due some hours after it was asked last, or now. A row is written once for however many changes. */
export const bringForward = (tx: Tx, now: Date) =>
  sql`update saved_searches set due_at = greatest(${now}::timestamptz, asked_at + make_interval(hours => ${restHours}::int))
    where alerts and due_at > greatest(${now}::timestamptz, asked_at + make_interval(hours => ${restHours}::int))`.execute(tx);

/** Which of these the search does not know yet. */
export const listUnknown = async (db: Db | Tx, agencyId: string, searchId: string, creatorIds: readonly string[]): Promise<string[]> =>
  (
    await sql<{ id: string }>`select id::text from unnest(${creatorIds}::uuid[]) id where not exists (select from saved_search_hits h
      where h.agency_id = ${agencyId} and h.search_id = ${searchId} and h.creator_id = id)`.execute(db)
  ).rows.map((r) => r.id);
/** Writes down who was found. */
export const saveHits = (
  tx: Tx,
  { agencyId, searchId }: { agencyId: string; searchId: string },
  creatorIds: readonly string[],
  { told, at }: { told: boolean; at: Date },
) =>
  sql`insert into saved_search_hits (agency_id, search_id, creator_id, found_at, told)
        select ${agencyId}::uuid, ${searchId}::uuid, id, ${at}, ${told} from unnest(${creatorIds}::uuid[]) id on conflict do nothing`.execute(
    tx,
  );
/**
 * Gives everybody who was new since the last asking the instant of this one, and counts them: what was written before a crash belongs to the
 * asking that ends.
 */
export const gatherTold = async (
  tx: Tx,
  { agencyId, searchId }: { agencyId: string; searchId: string },
  after: Date,
  at: Date,
): Promise<number> =>
  (
    await sql`update saved_search_hits set found_at = ${at} where agency_id = ${agencyId} and search_id = ${searchId} and told
      and found_at > ${after} returning creator_id`.execute(tx)
  ).rows.length;
export const saveAsked = (
  tx: Tx,
  { agencyId, searchId }: { agencyId: string; searchId: string },
  to: { asked_at: Date; due_at: Date; found: number; too_wide: boolean },
) =>
  tx
    .updateTable('saved_searches')
    .set({ ...to, held_until: null })
    .where('agency_id', '=', agencyId)
    .where('search_id', '=', searchId)
    .execute();

/** How many of those told of at an instant can still be found, for the notices that tell of them. */
export const countToldEverywhere = async (db: Db, searchIds: readonly string[]) =>
  (
    await sql<{ search_id: string; agency_id: string; name: string; found_at: Date | null; n: number }>`
      select s.search_id, s.agency_id, s.name, h.found_at, count(h.creator_id)::int as n from saved_searches s
      left join saved_search_hits h on h.agency_id = s.agency_id and h.search_id = s.search_id and h.told
      where s.search_id = any(${searchIds}::uuid[]) group by 1, 2, 3, 4`.execute(db)
  ).rows;

export const deleteHitsEverywhere = (tx: Tx, creatorId: string) =>
  tx.deleteFrom('saved_search_hits').where('creator_id', '=', creatorId).execute();
/** Those of one agency. */
export const deleteHits = (tx: Tx, agencyId: string, creatorId: string) =>
  tx.deleteFrom('saved_search_hits').where('agency_id', '=', agencyId).where('creator_id', '=', creatorId).execute();
export const deleteSearchesEverywhere = (tx: Tx, personId: string) =>
  tx.deleteFrom('saved_searches').where('person_id', '=', personId).execute();
export const deleteSearchesOf = (tx: Tx, agencyId: string, personId: string) =>
  tx.deleteFrom('saved_searches').where('agency_id', '=', agencyId).where('person_id', '=', personId).execute();

/** The searches that somebody of the staff keeps. */
export const exportSearches: ExportStep = async (db, { personId }) => {
  if (personId === undefined) return [];
  const { rows } = await sql<object>`select agency_id, name, question, alerts, made_at, asked_at, found from saved_searches
    where person_id = ${personId} order by made_at, search_id`.execute(db);
  return [{ name: 'saved_searches', from: 'saved_searches', rows: rows.map((r) => plainRow(r)) }];
};
