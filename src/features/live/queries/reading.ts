import { sql, type Selectable } from 'kysely';
import type { Db, Tables } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import { textList } from './arrays.ts';

export type SessionRow = Selectable<Tables['live_sessions']> & {
  has_later: boolean;
  /** Of the minutes that were measured. */
  average_viewers: number | null;
  measured: number;
};
/** Averages are of minutes, each alike; only the page's own are read. */
export const shown = sql`s.*, exists (select from live_sessions l where l.creator_id = s.creator_id and l.platform = s.platform and l.from_at > s.from_at) as has_later,
  m.average_viewers, m.measured`;
export const measured = sql`left join lateral (
  select round(avg(viewers_sum::numeric / samples))::bigint as average_viewers, count(*)::int as measured
  from live_minutes where creator_id = s.creator_id and session_id = s.session_id and samples > 0) m on true`;

/** Newest first. */
export const listOf = async (
  db: Db,
  creatorId: string,
  range: { from?: string | undefined; to?: string | undefined; since?: Date | undefined },
  after: { from: string; id: string } | undefined,
  limit: number,
): Promise<SessionRow[]> =>
  (
    await sql<SessionRow>`
      select ${shown} from (
        select * from live_sessions where creator_id = ${creatorId}
          ${range.from === undefined ? sql`` : sql`and to_at >= ${range.from}::date::timestamp at time zone 'UTC'`}
          ${range.since === undefined ? sql`` : sql`and to_at >= ${range.since}`}
          ${range.to === undefined ? sql`` : sql`and from_at < (${range.to}::date + 1)::timestamp at time zone 'UTC'`}
          ${after ? sql`and (from_at, session_id) < (${after.from}::timestamptz, ${after.id}::uuid)` : sql``}
        order by from_at desc, session_id desc limit ${limit + 1}) s ${measured}
      order by s.from_at desc, s.session_id desc`.execute(db)
  ).rows;
export const findOf = async (db: Db, creatorId: string, sessionId: string, since?: Date): Promise<SessionRow | undefined> =>
  (
    await sql<SessionRow>`select ${shown} from live_sessions s ${measured}
      where s.creator_id = ${creatorId} and s.session_id = ${sessionId}
      ${since === undefined ? sql`` : sql`and s.to_at >= ${since}`}`.execute(db)
  ).rows[0];

/** `viewers`: on average. */
export type MinuteRow = Omit<Selectable<Tables['live_minutes']>, 'creator_id' | 'session_id' | 'viewers_sum'> & { viewers: number | null };
const minuteShown = sql`minute, samples, case when samples > 0 then round(viewers_sum::numeric / samples)::bigint end as viewers, viewers_max, likes_total,
  diamonds, open_diamonds, gifts, follows, shares, chats, subscriptions`;
/** In order; as many as a fortnight has. */
export const listMinutes = async (db: Db, creatorId: string, sessionId: string): Promise<MinuteRow[]> =>
  (
    await sql<MinuteRow>`
      select ${minuteShown} from live_minutes where creator_id = ${creatorId} and session_id = ${sessionId} order by minute limit 20160`.execute(
      db,
    )
  ).rows;

export interface Named {
  creatorId: string;
  sessionId: string;
}
const namedList = (of: readonly Named[]) =>
  sql`unnest(${textList(of.map((one) => one.creatorId))}::uuid[], ${textList(of.map((one) => one.sessionId))}::uuid[]) n(creator_id, session_id)`;

/** Of any creators: whoever asks was let in before. */
export const listNamedEverywhere = async (db: Db, of: readonly Named[]): Promise<SessionRow[]> =>
  (
    await sql<SessionRow>`
      select ${shown} from ${namedList(of)} join live_sessions s using (creator_id, session_id) ${measured}`.execute(db)
  ).rows;
export const listMinutesEverywhere = async (db: Db, of: readonly Named[]): Promise<(MinuteRow & { session_id: string })[]> =>
  (
    await sql<MinuteRow & { session_id: string }>`
      select session_id, ${minuteShown} from ${namedList(of)} join live_minutes using (creator_id, session_id) order by session_id, minute`.execute(
      db,
    )
  ).rows;

/** How far each of these broadcasts has come: the number of its events only grows. */
export const listProgressEverywhere = async (db: Db, of: readonly Named[]): Promise<{ session_id: string; events: number }[]> =>
  (
    await sql<{ session_id: string; events: number }>`
      select session_id, events from ${namedList(of)} join live_sessions using (creator_id, session_id)`.execute(db)
  ).rows;

/** Her LIVEs that were over when this one began, of at least so many seconds; newest first. */
export const listBefore = async (
  db: Db,
  { creator_id: creatorId, platform, from_at: from }: Pick<SessionRow, 'creator_id' | 'platform' | 'from_at'>,
  { limit, seconds, since }: { limit: number; seconds: number; since: Date | undefined },
): Promise<SessionRow[]> =>
  (
    await sql<SessionRow>`
      select ${shown} from (
        select * from live_sessions where creator_id = ${creatorId} and platform = ${platform} and from_at < ${from} and to_at <= ${from}
          and to_at >= from_at + ${seconds}::int * interval '1 second' ${since === undefined ? sql`` : sql`and to_at >= ${since}`}
        order by from_at desc, session_id desc limit ${limit}) s ${measured}
      order by s.from_at desc, s.session_id desc`.execute(db)
  ).rows;

export interface OpeningRow {
  session_id: string;
  /** Minutes since the broadcast began. */
  at: number;
  viewers: number;
}
/** Who watched in the first minutes of several broadcasts of one creator, where it was measured. */
export const listOpenings = async (db: Db, creatorId: string, sessionIds: readonly string[], minutes: number): Promise<OpeningRow[]> =>
  (
    await sql<OpeningRow>`
      select s.session_id, (extract(epoch from m.minute - date_trunc('minute', s.from_at)) / 60)::int as at,
        round(m.viewers_sum::numeric / m.samples)::bigint as viewers
      from live_sessions s
      join live_minutes m on m.creator_id = s.creator_id and m.session_id = s.session_id
        and m.minute < s.from_at + ${minutes}::int * interval '1 minute' and m.samples > 0
      where s.creator_id = ${creatorId} and s.session_id = any(${textList(sessionIds)}::uuid[]) order by 1, 2`.execute(db)
  ).rows;

/** Sums over broadcasts by what their platform calls them. */
export const sumRooms = async (
  db: Db,
  rooms: readonly { platform: Platform; account: string; session: string }[],
  silentSince: Date,
  lateMs: number,
) =>
  (
    await sql<{ sessions: number; open: number; events: number; diamonds: number; open_diamonds: number; guest_diamonds: number }>`
      select count(*)::int as sessions, count(*) filter (where (s.ended_at is null or s.last_at > s.ended_at + ${lateMs}::int * interval '1 millisecond') and s.to_at > ${silentSince})::int as open,
        coalesce(sum(events), 0)::bigint as events, coalesce(sum(diamonds), 0)::bigint as diamonds, coalesce(sum(open_diamonds), 0)::bigint as open_diamonds,
        coalesce(sum(guest_diamonds), 0)::bigint as guest_diamonds
      from (select distinct * from unnest(${textList(rooms.map((r) => r.platform))}::text[], ${textList(rooms.map((r) => r.account))}::text[],
          ${textList(rooms.map((r) => r.session))}::text[]) r(platform, account, room)) r
      join creator_handles h on h.platform = r.platform and h.handle = r.account
      join live_sessions s on s.creator_id = h.creator_id and s.platform = r.platform and s.room = r.room`.execute(db)
  ).rows[0]!;

export interface QuarantinedRow {
  platform: Platform;
  account: string;
  events: number;
  first_at: Date;
  last_at: Date;
}
export const listQuarantinedEverywhere = async (
  db: Db,
  after: { platform: string; account: string } | undefined,
  limit: number,
): Promise<QuarantinedRow[]> =>
  (
    await sql<QuarantinedRow>`
      select platform, account, count(*)::int as events, min(received_at) as first_at, max(received_at) as last_at from live_quarantine
      ${after ? sql`where (platform, account) > (${after.platform}, ${after.account})` : sql``}
      group by platform, account order by platform, account limit ${limit + 1}`.execute(db)
  ).rows;
export const countQuarantinedEverywhere = async (db: Db) =>
  (
    await sql<{ events: number; accounts: number }>`
      select count(*)::int as events, count(distinct (platform, account))::int as accounts from live_quarantine`.execute(db)
  ).rows[0]!;
