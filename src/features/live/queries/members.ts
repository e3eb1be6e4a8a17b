import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';
import { dayOf, later } from '#src/lib/time.ts';
import { plainList } from './arrays.ts';
import { measured, shown, type SessionRow } from './reading.ts';

/** Somebody whose LIVEs are shown from an instant on. */
export interface Shared {
  creatorId: string;
  since: Date;
}
const given = (of: readonly Shared[]) =>
  sql`unnest(${plainList(of.map((one) => one.creatorId))}::uuid[], ${plainList(of.map((one) => one.since.toISOString()))}::timestamptz[]) w(creator_id, since)`;

export type NewestRow = SessionRow & { minute: Date | null; viewers: number | null };
/**
 * The newest LIVEs of several creators, at most three of each, with the last minute that was measured; `heardSince`: only those of which
 * something was heard since then. Whoever asks was let in before.
 */
export const listNewest = async (db: Db, of: readonly Shared[], each: number, heardSince?: Date): Promise<NewestRow[]> =>
  (
    await sql<NewestRow>`
      select ${shown}, l.minute, l.viewers from ${given(of)}
      cross join lateral (select * from (select * from live_sessions where creator_id = w.creator_id order by from_at desc limit ${each}) n
        where n.to_at >= w.since ${heardSince ? sql`and n.to_at > ${heardSince}` : sql``}) s
      ${measured}
      left join lateral (select minute, round(viewers_sum::numeric / samples)::bigint as viewers from live_minutes
        where creator_id = s.creator_id and session_id = s.session_id and samples > 0 order by minute desc limit 1) l on true
      order by s.from_at desc, s.session_id`.execute(db)
  ).rows;

/** The averages of a creator's LIVEs before one, newest first, at most so many and each at least so long. */
export const listAveragesBefore = async (
  db: Db,
  of: readonly { creatorId: string; sessionId: string; since: Date }[],
  { limit, seconds }: { limit: number; seconds: number },
): Promise<{ session_id: string; averages: (number | null)[] }[]> =>
  (
    await sql<{ session_id: string; averages: (number | null)[] }>`
      select w.session_id, array_agg(m.average_viewers::float8) as averages
      from unnest(${plainList(of.map((one) => one.creatorId))}::uuid[], ${plainList(of.map((one) => one.sessionId))}::uuid[],
        ${plainList(of.map((one) => one.since.toISOString()))}::timestamptz[]) w(creator_id, session_id, since)
      join live_sessions o on o.creator_id = w.creator_id and o.session_id = w.session_id
      cross join lateral (select creator_id, session_id from live_sessions where creator_id = w.creator_id and platform = o.platform
        and from_at < o.from_at and to_at <= o.from_at and to_at >= from_at + ${seconds}::int * interval '1 second' and to_at >= w.since
        order by from_at desc, session_id desc limit ${limit}) s
      ${measured} group by w.session_id`.execute(db)
  ).rows;

export interface FiguresRow {
  creator_id: string;
  lives: number;
  seconds: number;
  days: number;
  valid_days: number;
  viewer_minutes: number | null;
  measured: number;
  peak: number | null;
  diamonds: number;
  open_diamonds: number;
  follows: number;
}
/**
 * What several creators' LIVEs came to from one day (UTC) to another, each from the day on which they are shared: amounts by the days'
 * rollups, viewers by the minutes that were measured. `each`: seconds that make a valid day.
 */
export const sumFigures = async (db: Db, of: readonly Shared[], from: Date, to: Date, each: number): Promise<FiguresRow[]> => {
  // Bounds as they are compared: behind the second wall an index takes none that is made of a row first (decision 0033).
  const begin = of.map((one) => later(one.since, from));
  return (
    await sql<FiguresRow>`
      select w.creator_id, s.lives, d.seconds, d.days, d.valid_days, m.viewer_minutes, m.measured, m.peak, d.diamonds, d.open_diamonds, d.follows
      from unnest(${plainList(of.map((one) => one.creatorId))}::uuid[], ${plainList(begin.map((at) => at.toISOString()))}::timestamptz[],
        ${plainList(begin.map(dayOf))}::date[]) w(creator_id, since, since_on)
      cross join lateral (
        select coalesce(sum(seconds), 0)::bigint as seconds, count(*) filter (where seconds > 0)::int as days, count(*) filter (where seconds >= ${each})::int as valid_days,
          coalesce(sum(diamonds), 0)::bigint as diamonds, coalesce(sum(open_diamonds), 0)::bigint as open_diamonds, coalesce(sum(follows), 0)::bigint as follows
        from (select on_day, least(86400, sum(live_seconds)) as seconds, sum(diamonds) as diamonds, sum(open_diamonds) as open_diamonds, sum(follows) as follows
          from live_days where creator_id = w.creator_id and on_day >= w.since_on and on_day <= (${to}::timestamptz at time zone 'UTC')::date
          group by on_day) by_day) d
      cross join lateral (select count(*)::int as lives from live_sessions where creator_id = w.creator_id and from_at <= ${to} and to_at >= w.since) s
      cross join lateral (
        select sum(viewers_sum::numeric / samples)::float8 as viewer_minutes, count(*)::int as measured, max(viewers_max) as peak
        from live_minutes where creator_id = w.creator_id and minute >= w.since and minute <= ${to} and samples > 0) m`.execute(db)
  ).rows;
};
