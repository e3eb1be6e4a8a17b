import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';
import type { Surface } from '../contract.ts';

export interface ExposureRow {
  creator_id: string;
  exposure_id: string;
  agency_id: string;
  person_id: string;
  surface: Surface;
  numbers: 'exact' | 'ranges';
  consent_event_id: string;
  checked_at: Date;
  snapshot: string;
}
export const saveExposures = (db: Db, rows: ExposureRow[]) =>
  db
    .insertInto('exposures')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();

export interface SeenDay {
  agency_id: string;
  surface: Surface;
  on_day: string;
  times: number;
  last_at: Date;
  numbers: 'exact' | 'ranges';
}
export interface SeenFilter {
  agencyId?: string | undefined;
  /** A day, UTC. */
  from?: string | undefined;
}
const fits = (creatorId: string, f: SeenFilter) => sql`creator_id = ${creatorId}
  ${f.agencyId === undefined ? sql`` : sql`and agency_id = ${f.agencyId}`}
  ${f.from === undefined ? sql`` : sql`and checked_at >= ${f.from}::date`}`;
const byDay = sql`agency_id, surface, (checked_at at time zone 'UTC')::date`;

/** Who saw a creator, one row for agency, surface and day (UTC), newest first. */
export const listSeenDays = async (
  db: Db,
  creatorId: string,
  filter: SeenFilter,
  before: { on: string; agencyId: string; surface: string } | undefined,
  limit: number,
) =>
  (
    await sql<SeenDay>`
      select agency_id, surface, (checked_at at time zone 'UTC')::date as on_day, count(*)::int as times, max(checked_at) as last_at,
        (array_agg(numbers order by checked_at desc))[1] as numbers
      from exposures where ${fits(creatorId, filter)}
      ${before ? sql`and checked_at < (${before.on}::date + 1)` : sql``}
      group by 1, 2, 3
      ${before ? sql`having ((checked_at at time zone 'UTC')::date, agency_id, surface) < (${before.on}::date, ${before.agencyId}::uuid, ${before.surface})` : sql``}
      order by 3 desc, 1 desc, 2 desc limit ${limit + 1}`.execute(db)
  ).rows;
export const countSeenDays = async (db: Db, creatorId: string, filter: SeenFilter): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from (select from exposures where ${fits(creatorId, filter)} group by ${byDay}) d`.execute(db)
  ).rows[0]!.n;

/** The agencies that saw her, with how often. */
export const listSeers = async (db: Db, creatorId: string, most: number) =>
  (
    await sql<{ agency_id: string; times: number }>`select agency_id, count(*)::int as times from exposures where creator_id = ${creatorId}
      group by 1 order by 2 desc, 1 limit ${most}`.execute(db)
  ).rows;

export const countSeenSince = async (db: Db, creatorId: string, since: Date) =>
  (
    await sql<{ times: number; agencies: number }>`
      select count(*)::int as times, count(distinct agency_id)::int as agencies from exposures
      where creator_id = ${creatorId} and checked_at >= ${since}`.execute(db)
  ).rows[0]!;
