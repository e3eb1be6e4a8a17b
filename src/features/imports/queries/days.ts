import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { ExportCreator } from './creators.ts';

/** A span as a list: from, to, diamonds, LIVE seconds, valid days, LIVEs, new followers, new fans, total fans, active fans. */
export type SpanTuple = [string, string, ...(number | null)[]];
export interface CreatorDays {
  creator: ExportCreator;
  /** Ascending. */
  spans: SpanTuple[];
  /** Months as the exports of the next one called them: first day, diamonds, LIVE seconds, valid days. */
  months: [string, number | null, number | null, number | null][];
}

/** Of one creator `c`: her days from `since` on, and the months closed since. */
const daysOf = (since: string) => sql`
  lateral (select coalesce(json_agg(json_build_array(s.from_on, s.to_on, s.diamonds, s.live_seconds, s.valid_days, s.lives, s.new_followers,
      s.new_fans, s.total_fans, s.active_fans) order by s.from_on), '[]') as spans
    from export_spans s where s.agency_id = c.agency_id and s.export_id = c.export_id and s.to_on > ${since}::date) d,
  lateral (select coalesce(json_agg(json_build_array(m.month, m.diamonds, m.live_seconds, m.valid_days) order by m.month), '[]') as months
    from export_months m where m.agency_id = c.agency_id and m.export_id = c.export_id
      and m.month >= date_trunc('month', ${since}::date)) m`;

/**
 * Creators of an agency's exports after an id, each with the days from `since` on and the closed months: what rules are reckoned from. One
 * statement; lists come as JSON, which is read many times quicker than rows.
 */
export const listCreatorDays = async (
  db: Db | Tx,
  agencyId: string,
  after: string | null,
  limit: number,
  since: string,
): Promise<CreatorDays[]> =>
  (
    await sql<CreatorDays>`select row_to_json(c) as creator, d.spans, m.months
      from (select * from export_creators where agency_id = ${agencyId} and (${after}::uuid is null or export_id > ${after}::uuid)
        order by export_id limit ${limit}) c, ${daysOf(since)} order by c.export_id`.execute(db)
  ).rows;

/** One creator with her days; undefined where the agency's exports know nobody by this id. */
export const loadCreatorDays = async (db: Db | Tx, agencyId: string, exportId: string, since: string): Promise<CreatorDays | undefined> =>
  (
    await sql<CreatorDays>`select row_to_json(c) as creator, d.spans, m.months
      from (select * from export_creators where agency_id = ${agencyId} and export_id = ${exportId}) c, ${daysOf(since)}`.execute(db)
  ).rows[0];

/**
 * How many creators the agency's exports know, and the latest day that any figure is of: files of other kinds are often younger. A span that
 * ends last does not begin long before the one that begins last.
 */
export const countCreators = async (db: Db | Tx, agencyId: string): Promise<{ n: number; dataOn: string | null }> =>
  (
    await sql<{ n: number; dataOn: string | null }>`select count(*)::int as n, coalesce(
        (select max(to_on) - 1 from export_spans where agency_id = ${agencyId}
          and from_on >= (select max(from_on) - 31 from export_spans where agency_id = ${agencyId})), max(last_on)) as "dataOn"
      from export_creators where agency_id = ${agencyId}`.execute(db)
  ).rows[0]!;
/** Some creators who were in an export of a day or later, from all over the agency. */
export const sampleCreatorDays = async (
  db: Db | Tx,
  agencyId: string,
  seenSince: string,
  limit: number,
  since: string,
): Promise<CreatorDays[]> =>
  (
    await sql<CreatorDays>`select row_to_json(c) as creator, d.spans, m.months
      from (select * from export_creators where agency_id = ${agencyId} and last_on >= ${seenSince}::date
        order by hashtextextended(export_id::text, 0) limit ${limit}) c, ${daysOf(since)}`.execute(db)
  ).rows;

/** How many files each agency has taken in. */
export const countTakenEverywhere = async (db: Db | Tx): Promise<{ agency_id: string; files: number }[]> =>
  (
    await sql<{
      agency_id: string;
      files: number;
    }>`select agency_id, count(*)::int as files from import_files where state = 'taken' group by 1`.execute(db)
  ).rows;
export const countTaken = async (db: Db | Tx, agencyId: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from import_files where agency_id = ${agencyId} and state = 'taken'`.execute(db))
    .rows[0]!.n;

export interface ClosedRow {
  agency_id: string;
  joined_on: string | null;
  diamonds: number | null;
  live_seconds: number | null;
  valid_days: number | null;
  /** Of the month before. */
  last_diamonds: number | null;
  /** So many are alike to it. */
  n: number;
}
/** What the exports of every agency tell of a month, by its first day, of whom they named in it: a month that nobody has closed is null, never 0. */
export const countClosedEverywhere = async (
  db: Db,
  { before, from, to }: { before: string; from: string; to: string },
): Promise<ClosedRow[]> =>
  (
    await sql<ClosedRow>`
      select c.agency_id, case when c.joined_at >= ${before}::date - 730 then to_char(c.joined_at at time zone 'UTC', 'YYYY-MM-DD')
          when c.joined_at is not null then to_char(${before}::date - 730, 'YYYY-MM-DD') end as joined_on,
        m.diamonds, m.live_seconds, m.valid_days, l.diamonds as last_diamonds, count(*)::int as n
      from export_creators c
      left join export_months m on m.agency_id = c.agency_id and m.export_id = c.export_id and m.month = ${from}::date
      left join export_months l on l.agency_id = c.agency_id and l.export_id = c.export_id and l.month = ${before}::date
      where c.first_on < ${to}::date and c.last_on >= ${from}::date group by 1, 2, 3, 4, 5, 6`.execute(db)
  ).rows;
