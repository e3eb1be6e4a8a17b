import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { CallKind, ReasonKind } from '../contract.ts';

/** A seat, kept from ending before this transaction does: who is given creators still works here then. */
export const holdSeat = (tx: Tx, agencyId: string, personId: string) =>
  tx
    .selectFrom('agency_seats')
    .select('role')
    .where('agency_id', '=', agencyId)
    .where('person_id', '=', personId)
    .forKeyShare()
    .executeTakeFirst();

/** Gives creators a coach, or none; how many changed. Ids that are nobody's of this agency change nothing. */
export const saveCoach = async (tx: Tx, agencyId: string, exportIds: readonly string[], coachId: string | null): Promise<number> => {
  const { numAffectedRows } = await sql`insert into call_creators (agency_id, export_id, coach_id)
    select agency_id, export_id, ${coachId}::uuid from export_creators where agency_id = ${agencyId} and export_id = any(${exportIds}::uuid[])
    on conflict (agency_id, export_id) do update set coach_id = excluded.coach_id
      where call_creators.coach_id is distinct from excluded.coach_id`.execute(tx);
  return Number(numAffectedRows ?? 0);
};
/** Whoever no longer works in an agency coaches nobody there. */
export const clearCoach = (tx: Tx, agencyId: string, personId: string) =>
  sql`update call_creators set coach_id = null where agency_id = ${agencyId} and coach_id = ${personId}`.execute(tx);

export const saveRest = (tx: Tx, agencyId: string, exportId: string, until: string | null, reasons: readonly ReasonKind[]) =>
  sql`insert into call_creators (agency_id, export_id, rests_until, rests_for)
    values (${agencyId}, ${exportId}, ${until}::date, ${reasons}::text[])
    on conflict (agency_id, export_id) do update set rests_until = excluded.rests_until, rests_for = excluded.rests_for`.execute(tx);
export const saveDates = (tx: Tx, agencyId: string, exportId: string, termEndsOn: string | null, appealClosesOn: string | null) =>
  sql`insert into call_creators (agency_id, export_id, term_ends_on, appeal_closes_on)
    values (${agencyId}, ${exportId}, ${termEndsOn}::date, ${appealClosesOn}::date)
    on conflict (agency_id, export_id) do update set term_ends_on = excluded.term_ends_on, appeal_closes_on = excluded.appeal_closes_on`.execute(
    tx,
  );
type Dates = Pick<Selectable<Tables['call_creators']>, 'export_id' | 'term_ends_on' | 'appeal_closes_on'>;
export const listDates = (db: Db | Tx, agencyId: string, exportIds: readonly string[]): Promise<Dates[]> =>
  db
    .selectFrom('call_creators')
    .select(['export_id', 'term_ends_on', 'appeal_closes_on'])
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`export_id = any(${exportIds}::uuid[])`)
    .execute();

export interface Entry {
  entry_id: string;
  kind: CallKind;
  at: Date;
  person_id: string | null;
  person_name: string | null;
  note: string;
  reasons: ReasonKind[];
  until_on: string | null;
}
export const saveEntry = (tx: Tx, row: Omit<Entry, 'person_name'> & { agency_id: string; export_id: string }) =>
  tx.insertInto('call_entries').values(row).execute();
/** What was done about her, newest first. */
export const listEntries = async (db: Db, agencyId: string, exportId: string): Promise<Entry[]> =>
  (
    await sql<Entry>`select e.*, p.name as person_name from call_entries e left join people p on p.id = e.person_id
      where e.agency_id = ${agencyId} and e.export_id = ${exportId} order by e.at desc, e.entry_id desc limit 100`.execute(db)
  ).rows;

export type GoalsRow = Selectable<Tables['call_goals']>;
export const listGoals = (db: Db | Tx, agencyId: string): Promise<GoalsRow[]> =>
  db.selectFrom('call_goals').selectAll().where('agency_id', '=', agencyId).execute();
export const saveGoals = (tx: Tx, row: GoalsRow) =>
  tx
    .insertInto('call_goals')
    .values(row)
    .onConflict((c) => c.columns(['agency_id', 'group_name']).doUpdateSet(row))
    .execute();
export const dropGoals = (tx: Tx, agencyId: string, group: string) =>
  tx.deleteFrom('call_goals').where('agency_id', '=', agencyId).where('group_name', '=', group).execute();

export type ViewRow = Selectable<Tables['call_views']>;
export const listViews = (db: Db | Tx, agencyId: string, personId: string): Promise<ViewRow[]> =>
  db
    .selectFrom('call_views')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('person_id', '=', personId)
    .orderBy('name')
    .orderBy('view_id')
    .execute();
export const saveView = (tx: Tx, { query, ...row }: ViewRow) =>
  tx
    .insertInto('call_views')
    .values({ ...row, query: sql<ViewRow['query']>`${JSON.stringify(query)}::jsonb` })
    .execute();
export const dropView = (tx: Tx, agencyId: string, personId: string, viewId: string) =>
  tx
    .deleteFrom('call_views')
    .where('agency_id', '=', agencyId)
    .where('person_id', '=', personId)
    .where('view_id', '=', viewId)
    .executeTakeFirst();
