import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';

export interface ExposureRow {
  creator_id: string;
  exposure_id: string;
  agency_id: string;
  person_id: string;
  surface: 'search' | 'profile';
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
  surface: 'search' | 'profile';
  on_day: string;
  times: number;
  last_at: Date;
  numbers: 'exact' | 'ranges';
}
/** Who saw a creator, one row for agency, surface and day (UTC), newest first. */
export const listSeenDays = async (
  db: Db,
  creatorId: string,
  before: { on: string; agencyId: string; surface: string } | undefined,
  limit: number,
) =>
  (
    await sql<SeenDay>`
      select agency_id, surface, (checked_at at time zone 'UTC')::date as on_day, count(*)::int as times, max(checked_at) as last_at,
        (array_agg(numbers order by checked_at desc))[1] as numbers
      from exposures where creator_id = ${creatorId}
      ${before ? sql`and checked_at < (${before.on}::date + 1)` : sql``}
      group by 1, 2, 3
      ${before ? sql`having ((checked_at at time zone 'UTC')::date, agency_id, surface) < (${before.on}::date, ${before.agencyId}::uuid, ${before.surface})` : sql``}
      order by 3 desc, 1 desc, 2 desc limit ${limit + 1}`.execute(db)
  ).rows;

export const countSeenSince = async (db: Db, creatorId: string, since: Date) =>
  (
    await sql<{ times: number; agencies: number }>`
      select count(*)::int as times, count(distinct agency_id)::int as agencies from exposures
      where creator_id = ${creatorId} and checked_at >= ${since}`.execute(db)
  ).rows[0]!;
