import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { Line, MonthBody, MonthRun } from './tables.ts';

export type MonthRow = Selectable<Tables['bonus_months']>;
export type LineRow = Pick<Selectable<Tables['bonus_lines']>, 'export_id' | 'gap' | 'size' | 'body'>;
export interface MonthKey {
  agencyId: string;
  /** Its first day. */
  month: string;
}

/** A file of this month came in: it is to be reckoned. */
export const saveStale = (tx: Tx, { agencyId, month }: MonthKey, at: Date) =>
  sql`insert into bonus_months (agency_id, month, stale_at) values (${agencyId}, ${month}, ${at})
    on conflict (agency_id, month) do update set stale_at = excluded.stale_at`.execute(tx);

/** A file of a month beside it: reckoned anew where it was reckoned before. */
export const saveStaleKnown = (tx: Tx, agencyId: string, months: readonly string[], at: Date) =>
  sql`update bonus_months set stale_at = ${at} where agency_id = ${agencyId} and month = any(${months}::date[])`.execute(tx);

/** When a rule of the program holds. */
export interface RuleSpan {
  name: string;
  from: string;
  to: string | null;
}
/** Months to reckon, those that wait longest first: a file came in, one is half done, or the program's rule for it is another one now. */
export const listDueEverywhere = async (db: Db, rules: readonly RuleSpan[]): Promise<MonthKey[]> =>
  (
    await sql<MonthKey>`select m.agency_id as "agencyId", m.month from bonus_months m
      left join jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r(name text, "from" date, "to" date)
        on m.month >= r."from" and (r."to" is null or m.month < r."to")
      where m.stale_at is not null or m.going or m.rule <> coalesce(r.name, '')
      order by m.stale_at, m.agency_id, m.month`.execute(db)
  ).rows;

/** One reckons a month at a time; false: somebody else does. Its row stays free, so that a file that comes in meanwhile is noted at once. */
export const lockReckoning = async (tx: Tx, { agencyId, month }: MonthKey): Promise<boolean> =>
  (await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`${agencyId} ${month}`}, 22)) as free`.execute(tx))
    .rows[0]!.free;

export const loadMonth = (db: Db | Tx, { agencyId, month }: MonthKey): Promise<MonthRow | undefined> =>
  db.selectFrom('bonus_months').selectAll().where('agency_id', '=', agencyId).where('month', '=', month).executeTakeFirst();

/** Writes what changed alone: a closed month is reckoned often and stays as it was. */
export const saveLines = (tx: Tx, { agencyId, month }: MonthKey, lines: readonly { id: string; line: Line }[]) => {
  const rows = lines.map(({ id, line }) => ({
    export_id: id,
    gap: line.gap,
    size: Math.max(Math.abs(line.confirmed ?? 0), Math.abs((line.comparedEstimated ?? 0) + (line.onlyEstimated ?? 0))),
    compared: line.difference !== null,
    body: line,
  }));
  return sql`insert into bonus_lines (agency_id, month, export_id, gap, size, compared, body)
    select ${agencyId}::uuid, ${month}::date, r.export_id, r.gap, r.size, r.compared, r.body
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(export_id uuid, gap bigint, size bigint, compared boolean, body jsonb)
    on conflict (agency_id, month, export_id) do update set gap = excluded.gap, size = excluded.size, compared = excluded.compared, body = excluded.body
    where bonus_lines.body is distinct from excluded.body`.execute(tx);
};

/** Of creators whose ids lie after one and up to another those that are not among the given ones. */
export const deleteOthers = (tx: Tx, { agencyId, month }: MonthKey, after: string | null, upTo: string | null, kept: readonly string[]) =>
  sql`delete from bonus_lines l where l.agency_id = ${agencyId} and l.month = ${month}
    ${after === null ? sql`` : sql`and l.export_id > ${after}`} ${upTo === null ? sql`` : sql`and l.export_id <= ${upTo}`}
    and not exists (select from unnest(${kept}::uuid[]) k where k = l.export_id)`.execute(tx);

/** A reckoning begins; a file that comes in from now on marks the month again. Nobody sees of it before it ends but `stale`. */
export const saveBegun = (tx: Tx, { agency_id, month, stale_at }: MonthRow, rule: string, run: MonthRun) =>
  sql`update bonus_months set rule = ${rule}, going = true, after_id = null, run = ${JSON.stringify(run)}::jsonb,
      stale_at = case when date_trunc('milliseconds', stale_at) is distinct from ${stale_at} then stale_at end
    where agency_id = ${agency_id} and month = ${month}`.execute(tx);

export const saveProgress = (tx: Tx, { agency_id, month }: MonthRow, after: string, run: MonthRun) =>
  sql`update bonus_months set after_id = ${after}, run = ${JSON.stringify(run)}::jsonb
    where agency_id = ${agency_id} and month = ${month}`.execute(tx);

export const saveMonth = (
  tx: Tx,
  { agency_id, month }: MonthRow,
  row: Pick<MonthRow, 'reported' | 'closed' | 'creators' | 'differing' | 'unknown'> & { body: MonthBody },
  now: Date,
) =>
  sql`update bonus_months set reckoned_at = ${now}, reported = ${row.reported}, closed = ${row.closed}, creators = ${row.creators},
      differing = ${row.differing}, unknown = ${row.unknown}, body = ${JSON.stringify(row.body)}::jsonb,
      going = false, after_id = null, run = null
    where agency_id = ${agency_id} and month = ${month}`.execute(tx);

export type KnownMonth = Pick<MonthRow, 'month' | 'reckoned_at' | 'reported' | 'closed' | 'creators' | 'differing' | 'unknown'>;
/** The months that any file tells of, newest first; one that was never reckoned is on its way. */
export const listMonths = (db: Db, agencyId: string): Promise<KnownMonth[]> =>
  db
    .selectFrom('bonus_months')
    .select(['month', 'reckoned_at', 'reported', 'closed', 'creators', 'differing', 'unknown'])
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`(creators > 0 or reckoned_at is null)`)
    .orderBy('month', 'desc')
    .limit(240)
    .execute();

export type Shown = 'all' | 'differences' | 'unknown';
const only: Record<Shown, ReturnType<typeof sql>> = { all: sql``, differences: sql`and gap > 0`, unknown: sql`and not compared` };

/** Creators of a month: those of whom most differs first, then those with most. */
export const listLines = async (
  db: Db,
  { agencyId, month }: MonthKey,
  show: Shown,
  after: { gap: string; size: string; id: string } | undefined,
  limit: number,
): Promise<LineRow[]> =>
  (
    await sql<LineRow>`select export_id, gap, size, body from bonus_lines
      where agency_id = ${agencyId} and month = ${month} ${only[show]}
        ${after ? sql`and (gap, size, export_id) < (${after.gap}::bigint, ${after.size}::bigint, ${after.id}::uuid)` : sql``}
      order by gap desc, size desc, export_id desc limit ${limit + 1}`.execute(db)
  ).rows;
