import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Budget } from '../rules/budget.ts';

/** One seat on one day (UTC). */
export interface SeatDay {
  agencyId: string;
  personId: string;
  on: string;
  sort: Budget;
}
export interface Spent {
  /** False: these would be more than the day allows, and nothing was counted. */
  room: boolean;
  used: number;
  /** The limit was met before, on this day. */
  met: boolean;
}
const of = ({ agencyId, personId, on, sort }: SeatDay) =>
  sql`agency_id = ${agencyId}::uuid and person_id = ${personId}::uuid and on_day = ${on}::date and sort = ${sort}`;
const keyOf = ({ agencyId, personId, on, sort }: SeatDay) => sql`${agencyId}::uuid, ${personId}::uuid, ${on}::date, ${sort}::text`;

/** Each is looked up by its key. With figures of before the day began, the planner takes the whole day of the seat to be a row. */
const byKey = sql`offset 0`;
/** Nobody waits for the disk: a power cut may forget what was counted in the last half second, and nothing that was acknowledged. */
const unhurried = sql`set_config('synchronous_commit', 'off', true)`;

/**
 * Counts creators who are about to be shown, each once a day: all of them, or none. In one statement, and nothing is written for whom the
 * seat has seen that day. Rows are written in the order of their ids, so that pages at the same instant wait and do not lock each other; what both
 * took for free is settled by the constraint.
 */
export async function spend(db: Db, seat: SeatDay, creatorIds: readonly string[], most: number): Promise<Spent> {
  try {
    const { rows } = await sql<Spent>`with seat as (select used, met_at from discovery_budgets where ${of(seat)}
      ), fresh as (
        select id from (select distinct unnest(${creatorIds}::uuid[]) as id) asked
        where not exists (select from discovery_shown where ${of(seat)} and creator_id = id ${byKey})
      ), room as (select where coalesce((select used from seat), 0) + (select count(*) from fresh) <= ${most}::int
      ), written as (
        insert into discovery_shown (agency_id, person_id, on_day, sort, creator_id)
        select ${keyOf(seat)}, id from fresh where exists (select from room) and (select ${unhurried}) is not null
        order by id on conflict do nothing returning 1
      ), counted as (
        insert into discovery_budgets (agency_id, person_id, on_day, sort, used, most)
        select ${keyOf(seat)}, n, ${most}::int from (select count(*)::int as n from written) w where n > 0
        on conflict (agency_id, person_id, on_day, sort) do update set used = discovery_budgets.used + excluded.used returning used
      ) select exists (select from room) as room, coalesce((select used from counted), (select used from seat), 0) as used,
        exists (select from seat where met_at is not null) as met`.execute(db);
    return rows[0]!;
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'discovery_budgets_most') throw error;
    return { room: false, used: most, met: false };
  }
}

/** Notes that the limit was met; false: that was noted before. */
export const saveMet = async (db: Db, seat: SeatDay, most: number, at: Date): Promise<boolean> =>
  (
    await sql`insert into discovery_budgets as b (agency_id, person_id, on_day, sort, used, most, met_at)
      values (${keyOf(seat)}, 0, ${most}::int, ${at}) on conflict (agency_id, person_id, on_day, sort) do update set met_at = excluded.met_at
      where b.met_at is null returning 1`.execute(db)
  ).rows.length > 0;

/** Forgets days before one, some seats at a time; gives how many. */
export const deleteDaysBefore = async (tx: Tx, on: string, most: number): Promise<number> =>
  (
    await sql<{ n: number }>`with gone as (
        delete from discovery_budgets b using (select agency_id, person_id, on_day, sort from discovery_budgets where on_day < ${on}::date
          order by on_day limit ${most}::int for update skip locked) o
        where b.agency_id = o.agency_id and b.person_id = o.person_id and b.on_day = o.on_day and b.sort = o.sort
        returning b.agency_id, b.person_id, b.on_day, b.sort
      ), shown as (
        delete from discovery_shown s using gone where s.agency_id = gone.agency_id and s.person_id = gone.person_id
          and s.on_day = gone.on_day and s.sort = gone.sort
      ) select count(*)::int as n from gone`.execute(tx)
  ).rows[0]!.n;
