import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { ms, plainList, textList } from './arrays.ts';

export type RecordRow = Selectable<Tables['live_figures']>;
const these = (ids: readonly string[]) => sql`unnest(${plainList(ids)}::uuid[]) w(creator_id)`;

/** One reckoning at a time: what was read first is written first. */
export const lockReckoning = (tx: Tx) => sql`select pg_advisory_xact_lock(47002, 0)`.execute(tx);

/**
 * Creators with LIVEs by their ids from one on, and whether their record is of an earlier day than it could be: LIVEs since `since`, or a
 * record that stands.
 */
export const listDueEverywhere = async (db: Db, after: string | null, on: string, since: string, most: number) =>
  (
    await sql<{ creator_id: string; due: boolean }>`
      select c.creator_id, coalesce(f.as_on < ${on}::date, true) and (f.creator_id is not null
        or exists (select from live_days d where d.creator_id = c.creator_id and d.on_day >= ${since}::date)) as due
      from (select distinct creator_id from live_days ${after === null ? sql`` : sql`where creator_id > ${after}::uuid`} order by creator_id limit ${most}) c
      left join live_figures f using (creator_id) order by c.creator_id`.execute(db)
  ).rows;

export interface LiveRow {
  creator_id: string;
  from_ms: number;
  to_ms: number;
  viewers_total: number | null;
  viewers_returning: number | null;
  gifters: number;
}
/** LIVEs of which something lies between two instants, with how many people gave in each. */
export const listLives = async (tx: Tx, ids: readonly string[], from: Date, to: Date): Promise<LiveRow[]> =>
  (
    await sql<LiveRow>`
      select s.creator_id, ${ms('s.from_at')} as from_ms, ${ms('s.to_at')} as to_ms, s.viewers_total, s.viewers_returning, g.gifters
      from ${these(ids)} join live_sessions s on s.creator_id = w.creator_id and s.from_at < ${to} and s.to_at >= ${from}
      cross join lateral (select count(distinct gifter)::int as gifters from live_events e
        where e.creator_id = s.creator_id and e.session_id = s.session_id and e.gifter is not null) g`.execute(tx)
  ).rows;

/** When she was on air, of which something lies between two instants. */
export const listSpans = async (db: Db | Tx, creatorId: string, from: Date, to: Date): Promise<{ from_ms: number; to_ms: number }[]> =>
  (
    await sql<{ from_ms: number; to_ms: number }>`
      select ${ms('from_at')} as from_ms, ${ms('to_at')} as to_ms from live_sessions
      where creator_id = ${creatorId} and from_at < ${to} and to_at >= ${from}`.execute(db)
  ).rows;

/**
 * When each of several creators was on air since an instant of her own and before another, in one text each: a row for every LIVE of twenty
 * thousand creators would take longer to read than to find.
 */
export const listAllSpans = async (db: Db | Tx, of: readonly { creatorId: string; since: Date }[], before: Date) =>
  (
    await sql<{ creator_id: string; spans: string }>`
      select s.creator_id, string_agg(round(date_part('epoch', s.from_at) * 1000)::int8 || ' ' || round(date_part('epoch', s.to_at) * 1000)::int8, ',') as spans
      from unnest(${plainList(of.map((one) => one.creatorId))}::uuid[], ${textList(of.map((one) => one.since.toISOString()))}::timestamptz[]) w(creator_id, since)
      join live_sessions s on s.creator_id = w.creator_id and s.from_at < ${before} and s.to_at >= w.since group by s.creator_id`.execute(
      db,
    )
  ).rows;

export interface MonthRow {
  month: string;
  days: number;
  live_seconds: number;
  diamonds: number;
  open_diamonds: number;
}
/** Her days by calendar month (UTC), newest first, from one day on and before another. */
export const sumMonths = async (db: Db, creatorId: string, from: string, before: string): Promise<MonthRow[]> =>
  (
    await sql<MonthRow>`
      select to_char(on_day, 'YYYY-MM-01') as month, count(distinct on_day)::int as days, sum(live_seconds)::int as live_seconds,
        sum(diamonds)::bigint as diamonds, sum(open_diamonds)::bigint as open_diamonds
      from live_days where creator_id = ${creatorId} and on_day >= ${from}::date and on_day < ${before}::date
      group by 1 order by 1 desc`.execute(db)
  ).rows;

export interface SumsRow {
  creator_id: string;
  diamonds: number;
  open_diamonds: number;
  measured: number;
  thousandths: number;
  measured_before: number;
  thousandths_before: number;
}
/** Diamonds of the days from one on, and viewers of the minutes that were measured, each in thousandths; `before`: of the days before `from`. */
export const sumRecords = async (
  tx: Tx,
  ids: readonly string[],
  { before, from, to }: { before: Date; from: Date; to: Date },
): Promise<SumsRow[]> =>
  (
    await sql<SumsRow>`
      select w.creator_id, d.diamonds, d.open_diamonds, m.* from ${these(ids)}
      cross join lateral (select coalesce(sum(diamonds), 0)::bigint as diamonds, coalesce(sum(open_diamonds), 0)::bigint as open_diamonds from live_days
        where creator_id = w.creator_id and on_day >= (${from}::timestamptz at time zone 'UTC')::date and on_day < (${to}::timestamptz at time zone 'UTC')::date) d
      cross join lateral (
        select count(*) filter (where minute >= ${from})::int as measured, coalesce(sum(viewers_sum * 1000 / samples) filter (where minute >= ${from}), 0)::bigint as thousandths,
          count(*) filter (where minute < ${from})::int as measured_before, coalesce(sum(viewers_sum * 1000 / samples) filter (where minute < ${from}), 0)::bigint as thousandths_before
        from live_minutes where creator_id = w.creator_id and minute >= ${before} and minute < ${to} and samples > 0) m`.execute(tx)
  ).rows;

/** Writes what is new or differs from what stands; gives whose. A record is never put back to an earlier day. */
export async function saveRecords(tx: Tx, rows: readonly RecordRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const columns = Object.keys(rows[0]!) as (keyof RecordRow)[];
  const names = sql.raw(columns.join(', '));
  const differs = columns.filter((c) => c !== 'reckoned_at' && c !== 'creator_id');
  const list = (of: string) => sql.raw(differs.map((c) => `${of}.${c}`).join(', '));
  const { rows: saved } = await sql<{ creator_id: string }>`
    insert into live_figures as t (${names}) select ${names} from jsonb_populate_recordset(null::live_figures, ${JSON.stringify(rows)}::jsonb)
    on conflict (creator_id) do update set ${sql.raw(columns.map((c) => `${c} = excluded.${c}`).join(', '))}
    where t.as_on <= excluded.as_on and (${list('t')}) is distinct from (${list('excluded')}) returning creator_id`.execute(tx);
  return saved.map((r) => r.creator_id);
}
/** Takes away the records of those who were not LIVE for so long; gives whose. */
export const deleteRecords = async (tx: Tx, ids: readonly string[]): Promise<string[]> =>
  (
    await sql<{
      creator_id: string;
    }>`delete from live_figures where creator_id = any(${textList(ids)}::uuid[]) returning creator_id`.execute(tx)
  ).rows.map((r) => r.creator_id);

export const listRecords = async (db: Db | Tx, ids: readonly string[]): Promise<RecordRow[]> =>
  db
    .selectFrom('live_figures')
    .selectAll()
    .where('creator_id', 'in', [...ids])
    .execute();
