import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';

export interface LagRow {
  source: string;
  events: number;
  /** Of those that have a time of their own. */
  timed: number;
  p50: number | null;
  p99: number | null;
  most: number | null;
  received_at: Date;
}
/** How late the newest events came, in milliseconds, by the source that told of their broadcast first. By the index of arrivals. */
export const listLagEverywhere = async (db: Db, since: Date, week: string, most: number): Promise<LagRow[]> =>
  (
    await sql<LagRow>`
      with late as (
        select s.source, e.received_at, case when e.at is not null then greatest(0, (extract(epoch from e.received_at - e.at) * 1000)::bigint) end as ms
        from (select creator_id, session_id, at, received_at from live_events
          where received_at > ${since} and week >= ${week}::date order by received_at desc limit ${most}) e
        join live_sessions s on s.creator_id = e.creator_id and s.session_id = e.session_id)
      select source, count(*)::int as events, count(ms)::int as timed, max(ms) as most, max(received_at) as received_at,
        percentile_disc(0.5) within group (order by ms)::bigint as p50, percentile_disc(0.99) within group (order by ms)::bigint as p99
      from late group by source order by count(*) desc, source limit 200`.execute(db)
  ).rows;

export interface SourceRow {
  source: string;
  lives: number;
  last_at: Date;
}
/** Which sources told of the newest LIVEs, and of what instant the last thing was that each told of. */
export const listSourcesEverywhere = async (db: Db, since: Date, most: number): Promise<SourceRow[]> =>
  (
    await sql<SourceRow>`
      select source, count(*)::int as lives, max(to_at) as last_at
      from (select source, to_at from live_sessions where from_at > ${since} order by from_at desc limit ${most}) s
      group by source order by max(to_at) desc, source limit 200`.execute(db)
  ).rows;

export interface OpenRow {
  creator_id: string;
  session_id: string;
  platform: Platform;
  account: string;
  source: string;
  from_at: Date;
  samples: number;
  minute: Date | null;
}
/** LIVEs on air, newest first, each with the last minute that was measured. One whose told end did not hold is not among them. */
export const listOpenEverywhere = async (db: Db, since: Date, silentSince: Date, most: number): Promise<OpenRow[]> =>
  (
    await sql<OpenRow>`
      select s.*, m.minute from (
        select creator_id, session_id, platform, account, source, from_at, samples from live_sessions o
        where from_at > ${since} and ended_at is null and to_at > ${silentSince}
          and not exists (select from live_sessions l where l.creator_id = o.creator_id and l.platform = o.platform and l.from_at > o.from_at)
        order by from_at desc limit ${most}) s
      left join lateral (select minute from live_minutes where creator_id = s.creator_id and session_id = s.session_id and samples > 0
        order by minute desc limit 1) m on true
      order by s.from_at desc`.execute(db)
  ).rows;

/** Of the newest LIVEs: how many were begun without a start that was told, and how many are over without an end that was told and held. */
export const countUntoldEverywhere = async (db: Db, since: Date, silentSince: Date, lateMs: number, most: number) =>
  (
    await sql<{ lives: number; no_start: number; no_end: number }>`
      select count(*)::int as lives, count(*) filter (where started_at is null or started_at > from_at + ${lateMs}::int * interval '1 millisecond')::int as no_start,
        count(*) filter (where to_at <= ${silentSince} and (ended_at is null or last_at > ended_at + ${lateMs}::int * interval '1 millisecond'))::int as no_end
      from (select started_at, from_at, to_at, ended_at, last_at from live_sessions where from_at > ${since}
        order by from_at desc limit ${most}) s`.execute(db)
  ).rows[0]!;

/** Of the newest LIVEs that are over and went on for five minutes: their whole minutes, and in how many of them a sample came. */
export const countUnmeasuredEverywhere = async (db: Db, since: Date, silentSince: Date, most: number) =>
  (
    await sql<{ lives: number; minutes: number; measured: number }>`
      select count(*)::int as lives, coalesce(sum(extract(epoch from s.until - s.since) / 60), 0)::int as minutes, coalesce(sum(m.measured), 0)::int as measured
      from (
        select creator_id, session_id, date_trunc('minute', from_at + interval '59.999999 seconds') as since, date_trunc('minute', to_at) as until
        from live_sessions where from_at > ${since} and to_at <= ${silentSince} and to_at >= from_at + interval '5 minutes'
        order by from_at desc limit ${most}) s
      cross join lateral (select count(*) as measured from live_minutes where creator_id = s.creator_id and session_id = s.session_id
        and minute >= s.since and minute < s.until and samples > 0) m`.execute(db)
  ).rows[0]!;

/** How many events of one account wait. */
export const countWaiting = async (tx: Tx, { platform, account }: { platform: Platform; account: string }): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from live_quarantine where platform = ${platform} and account = ${account}`.execute(
      tx,
    )
  ).rows[0]!.n;
