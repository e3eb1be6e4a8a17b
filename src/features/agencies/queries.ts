import { sql, type Expression } from 'kysely';
import type { Actor } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { AgencyRole } from '#src/features/people/contract.ts';
import type { Terms } from '#src/features/policies/contract.ts';

/** Every agency a person works for: part of who asks, in one question with the person. */
export const seatsOf = (personId: Expression<string>) =>
  sql<Actor['agencies']>`(
    select coalesce(json_agg(json_build_object('agencyId', s.agency_id, 'role', s.role, 'name', a.name) order by a.name), '[]')
    from agency_seats s join agencies a on a.agency_id = s.agency_id where s.person_id = ${personId})`;
export const listSeatsOf = async (db: Db, personId: string): Promise<Actor['agencies']> =>
  (await db.selectNoFrom(seatsOf(sql.val(personId)).as('seats')).executeTakeFirstOrThrow()).seats;

export const countAgencies = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('agencies')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;

export const loadAgency = (db: Db | Tx, agencyId: string) =>
  db.selectFrom('agencies').selectAll().where('agency_id', '=', agencyId).executeTakeFirst();

export const loadAgencies = (db: Db | Tx, agencyIds: string[]) =>
  agencyIds.length === 0 ? Promise.resolve([]) : db.selectFrom('agencies').selectAll().where('agency_id', 'in', agencyIds).execute();

export const listAgencies = (db: Db, after: { name: string; id: string } | undefined, limit: number) => {
  const rows = db
    .selectFrom('agencies')
    .selectAll()
    .select(sql<string>`lower(name)`.as('sorted'))
    .orderBy(sql`lower(name)`)
    .orderBy('agency_id')
    .limit(limit + 1);
  return (after ? rows.where(sql<boolean>`(lower(name), agency_id) > (${after.name}, ${after.id}::uuid)`) : rows).execute();
};

export const saveAgency = (
  tx: Tx,
  row: {
    agency_id: string;
    name: string;
    city: string | null;
    country: string | null;
    languages: string[];
    about: string;
    created_at: Date;
  },
) =>
  tx
    .insertInto('agencies')
    .values({ ...row, verified_at: null, standard_terms: null })
    .execute();

export const saveCard = (
  tx: Tx,
  agencyId: string,
  edits: Partial<{ name: string; city: string | null; country: string | null; languages: string[]; about: string; verified_at: null }>,
) => tx.updateTable('agencies').set(edits).where('agency_id', '=', agencyId).execute();

export const saveTerms = (tx: Tx, agencyId: string, terms: Terms) =>
  sql`update agencies set standard_terms = ${JSON.stringify(terms)}::jsonb where agency_id = ${agencyId}`.execute(tx);

export const saveVerified = (tx: Tx, agencyId: string, at: Date) =>
  tx.updateTable('agencies').set({ verified_at: at }).where('agency_id', '=', agencyId).executeTakeFirst();

/** Seats of one agency change one after the other, so that the last owner stays. */
export const lockSeats = (tx: Tx, agencyId: string) =>
  tx.selectFrom('agencies').select(['agency_id', 'name', 'verified_at']).where('agency_id', '=', agencyId).forUpdate().executeTakeFirst();
export const listSeats = (db: Db | Tx, agencyId: string) =>
  db
    .selectFrom('agency_seats as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['s.person_id', 's.role', 's.since', 'p.name', 'p.email'])
    .where('s.agency_id', '=', agencyId)
    .orderBy('s.since')
    .limit(1000)
    .execute();
/** Who works in each of several agencies, and as what. */
export const listStaffOf = async (db: Db | Tx, agencyIds: readonly string[]) =>
  (
    await sql<{ agencyId: string; personId: string; role: AgencyRole }>`
      select agency_id as "agencyId", person_id as "personId", role from agency_seats where agency_id = any(${agencyIds}::uuid[])`.execute(
      db,
    )
  ).rows;
/** Owners and managers of any agency, each once, in the order of their ids, behind one; null: from the first. */
export const listLeadsAfterEverywhere = async (db: Db | Tx, after: string | null, most: number): Promise<string[]> =>
  (
    await sql<{ person_id: string }>`select distinct person_id from agency_seats where role in ('owner', 'manager')
      ${after === null ? sql`` : sql`and person_id > ${after}`} order by person_id limit ${most}`.execute(db)
  ).rows.map((r) => r.person_id);
export const saveSeat = (tx: Tx, row: { agency_id: string; person_id: string; role: AgencyRole; since: Date }) =>
  tx
    .insertInto('agency_seats')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
export const saveRole = (tx: Tx, agencyId: string, personId: string, role: AgencyRole) =>
  tx.updateTable('agency_seats').set({ role }).where('agency_id', '=', agencyId).where('person_id', '=', personId).execute();
export const deleteSeat = (tx: Tx, agencyId: string, personId: string) =>
  tx.deleteFrom('agency_seats').where('agency_id', '=', agencyId).where('person_id', '=', personId).execute();

/** The agencies that a person owns with nobody beside her. `lock` makes changes of their seats wait. */
export async function listOwnedAlone(db: Db | Tx, personId: string, lock = false): Promise<{ agency_id: string; name: string }[]> {
  if (lock)
    await sql`select a.agency_id from agencies a join agency_seats s using (agency_id) where s.person_id = ${personId} and s.role = 'owner'
      order by a.agency_id for update of a`.execute(db);
  return (
    await sql<{ agency_id: string; name: string }>`
      select a.agency_id, a.name from agencies a join agency_seats s using (agency_id) where s.person_id = ${personId} and s.role = 'owner'
        and not exists (select from agency_seats o where o.agency_id = a.agency_id and o.role = 'owner' and o.person_id <> s.person_id)
      order by a.name`.execute(db)
  ).rows;
}
export const deleteSeatsOf = (tx: Tx, personId: string) =>
  tx.deleteFrom('agency_seats').where('person_id', '=', personId).returning('agency_id').execute();

export const exportSeats: ExportStep = async (db, { personId }) => {
  if (personId === undefined) return [];
  const rows = await db
    .selectFrom('agency_seats as s')
    .innerJoin('agencies as a', 'a.agency_id', 's.agency_id')
    .select(['s.agency_id', 'a.name as agency_name', 's.role', 's.since'])
    .where('s.person_id', '=', personId)
    .execute();
  return [{ name: 'seats', from: 'agency_seats', rows: rows.map((r) => plainRow(r)) }];
};

/** The standard terms of every agency that has its own. */
export const listStandardTerms = async (db: Db | Tx): Promise<{ agency_id: string; terms: Terms }[]> =>
  (
    await sql<{ agency_id: string; terms: Terms }>`
      select agency_id, standard_terms as terms from agencies where standard_terms is not null`.execute(db)
  ).rows;
