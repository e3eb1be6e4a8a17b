import { sql } from 'kysely';
import type { Tx } from '#src/infra/db/open.ts';
import type { Day, Minute, Part, Streak } from '../rules/fold.ts';
import { dayText, type Session } from '../rules/sessions.ts';
import { ms, plainList, textList } from './arrays.ts';

interface SessionRow {
  creator_id: string;
  session_id: string;
  platform: Session['platform'];
  account: string;
  room: string;
  source: string;
  started: number | null;
  ended: number | null;
  first: number | null;
  last: number | null;
  from_ms: number;
  to_ms: number;
  events: number;
  untimed: number;
  samples: number;
  viewers_max: number | null;
  viewers_total: number | null;
  viewers_returning: number | null;
  likes_total: number | null;
  diamonds: number;
  open_diamonds: number;
  guest_diamonds: number;
  gifts: number;
  follows: number;
  shares: number;
  chats: number;
  subscriptions: number;
  matches: number;
  received: number;
}

/** Several broadcasts as they stand; unknown ones are absent. */
export async function listSessions(tx: Tx, wanted: readonly { creatorId: string; sessionId: string }[]): Promise<Session[]> {
  const { rows } = await sql<SessionRow>`
    select s.creator_id, s.session_id, platform, account, room, source, ${ms('started_at')} as started, ${ms('ended_at')} as ended,
      ${ms('first_at')} as first, ${ms('last_at')} as last, ${ms('from_at')} as from_ms, ${ms('to_at')} as to_ms, events, untimed, samples,
      viewers_max, viewers_total, viewers_returning, likes_total, diamonds, open_diamonds, guest_diamonds, gifts, follows, shares, chats, subscriptions, matches,
      ${ms('first_received_at')} as received
    from unnest(${plainList(wanted.map((w) => w.creatorId))}::uuid[], ${plainList(wanted.map((w) => w.sessionId))}::uuid[]) w(creator_id, session_id)
    join live_sessions s on s.creator_id = w.creator_id and s.session_id = w.session_id`.execute(tx);
  return rows.map((r) => ({
    creatorId: r.creator_id,
    sessionId: r.session_id,
    platform: r.platform,
    account: r.account,
    room: r.room,
    source: r.source,
    startedAt: r.started,
    endedAt: r.ended,
    firstAt: r.first,
    lastAt: r.last,
    fromAt: r.from_ms,
    toAt: r.to_ms,
    events: r.events,
    untimed: r.untimed,
    samples: r.samples,
    viewersMax: r.viewers_max,
    viewersTotal: r.viewers_total,
    viewersReturning: r.viewers_returning,
    likesTotal: r.likes_total,
    diamonds: r.diamonds,
    openDiamonds: r.open_diamonds,
    guestDiamonds: r.guest_diamonds,
    gifts: r.gifts,
    follows: r.follows,
    shares: r.shares,
    chats: r.chats,
    subscriptions: r.subscriptions,
    matches: r.matches,
    firstReceivedAt: r.received,
  }));
}

type StreakRow = { session_id: string; streak: string; cn: number | null; ce: number | null; ca: number | null } & {
  on: number | null;
  oe: number | null;
  oa: number | null;
};
const part = (n: number | null, each: number | null, at: number | null): Part | null => (n === null ? null : { n, each: each!, at: at! });
export async function listStreaks(
  tx: Tx,
  wanted: readonly { creatorId: string; sessionId: string; streakId: string }[],
): Promise<{ sessionId: string; streakId: string; state: Streak }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<StreakRow>`
    select s.session_id, s.streak, closed_n as cn, closed_each as ce, ${ms('closed_at')} as ca, open_n as "on", open_each as oe, ${ms('open_at')} as oa
    from unnest(${plainList(wanted.map((w) => w.creatorId))}::uuid[], ${plainList(wanted.map((w) => w.sessionId))}::uuid[],
        ${plainList(wanted.map((w) => w.streakId))}::uuid[]) w(creator_id, session_id, streak)
    join live_streaks s on s.creator_id = w.creator_id and s.session_id = w.session_id and s.streak = w.streak`.execute(tx);
  return rows.map((r) => ({
    sessionId: r.session_id,
    streakId: r.streak,
    state: { closed: part(r.cn, r.ce, r.ca), open: part(r.on, r.oe, r.oa) },
  }));
}

export interface Extent {
  creatorId: string;
  platform: Session['platform'];
  sessionId: string;
  fromAt: number;
  toAt: number;
}
/**
 * Broadcasts of the same accounts that touch these spans, given in milliseconds. The bounds come as instants: behind the second wall an index takes none
 * that a function has to make of a row first (decision 0033).
 */
export async function listExtents(tx: Tx, spans: readonly Omit<Extent, 'sessionId'>[]): Promise<Extent[]> {
  const { rows } = await sql<{ creator_id: string; platform: Session['platform']; session_id: string; from_ms: number; to_ms: number }>`
    select s.creator_id, s.platform, s.session_id, ${ms('s.from_at')} as from_ms, ${ms('s.to_at')} as to_ms
    from unnest(${plainList(spans.map((w) => w.creatorId))}::uuid[], ${textList(spans.map((w) => w.platform))}::text[],
        ${instants(spans, (w) => w.fromAt)}::timestamptz[], ${instants(spans, (w) => w.toAt)}::timestamptz[]) w(creator_id, platform, lo, hi)
    join live_sessions s on s.creator_id = w.creator_id and s.platform = w.platform and s.from_at <= w.hi and s.to_at >= w.lo`.execute(tx);
  return rows.map((r) => ({ creatorId: r.creator_id, platform: r.platform, sessionId: r.session_id, fromAt: r.from_ms, toAt: r.to_ms }));
}

export interface DayRow extends Omit<Day, 'session' | 'day'> {
  creatorId: string;
  platform: Session['platform'];
  day: number;
  liveSeconds: number;
}
const all = <T>(rows: readonly T[], of: (row: T) => number | string | null) => plainList(rows.map(of));
/** Of instants in milliseconds: few enough to be written out. */
const instants = <T>(rows: readonly T[], of: (row: T) => number | null) =>
  plainList(rows.map(of).map((ms) => (ms === null ? null : new Date(ms).toISOString())));

/** Broadcasts and days' seconds are written as they are now; amounts of minutes and days are added. One statement, one round trip. */
export function saveFolded(tx: Tx, f: { sessions: readonly Session[]; minutes: readonly Minute[]; days: readonly DayRow[] }) {
  const { sessions: s, minutes: m, days: d } = f;
  return sql`with sessions as (
      insert into live_sessions (creator_id, session_id, platform, account, room, source, started_at, ended_at, first_at, last_at, from_at, to_at,
        events, untimed, samples, viewers_max, viewers_total, viewers_returning, likes_total, diamonds, open_diamonds, guest_diamonds, gifts, follows, shares, chats,
        subscriptions, matches, first_received_at)
      select * from unnest(${all(s, (r) => r.creatorId)}::uuid[], ${all(s, (r) => r.sessionId)}::uuid[], ${textList(s.map((r) => r.platform))}::text[],
        ${textList(s.map((r) => r.account))}::text[], ${textList(s.map((r) => r.room))}::text[], ${textList(s.map((r) => r.source))}::text[],
        ${instants(s, (r) => r.startedAt)}::timestamptz[], ${instants(s, (r) => r.endedAt)}::timestamptz[], ${instants(s, (r) => r.firstAt)}::timestamptz[],
        ${instants(s, (r) => r.lastAt)}::timestamptz[], ${instants(s, (r) => r.fromAt)}::timestamptz[], ${instants(s, (r) => r.toAt)}::timestamptz[],
        ${all(s, (r) => r.events)}::bigint[], ${all(s, (r) => r.untimed)}::bigint[], ${all(s, (r) => r.samples)}::bigint[], ${all(s, (r) => r.viewersMax)}::int[],
        ${all(s, (r) => r.viewersTotal)}::bigint[], ${all(s, (r) => r.viewersReturning)}::int[], ${all(s, (r) => r.likesTotal)}::bigint[], ${all(s, (r) => r.diamonds)}::bigint[],
        ${all(s, (r) => r.openDiamonds)}::bigint[], ${all(s, (r) => r.guestDiamonds)}::bigint[], ${all(s, (r) => r.gifts)}::bigint[],
        ${all(s, (r) => r.follows)}::bigint[], ${all(s, (r) => r.shares)}::bigint[], ${all(s, (r) => r.chats)}::bigint[],
        ${all(s, (r) => r.subscriptions)}::bigint[], ${all(s, (r) => r.matches)}::bigint[], ${instants(s, (r) => r.firstReceivedAt)}::timestamptz[])
      on conflict (creator_id, session_id) do update set started_at = excluded.started_at, ended_at = excluded.ended_at, first_at = excluded.first_at,
        last_at = excluded.last_at, from_at = excluded.from_at, to_at = excluded.to_at, events = excluded.events, untimed = excluded.untimed,
        samples = excluded.samples, viewers_max = excluded.viewers_max, viewers_total = excluded.viewers_total, viewers_returning = excluded.viewers_returning, likes_total = excluded.likes_total,
        diamonds = excluded.diamonds, open_diamonds = excluded.open_diamonds, guest_diamonds = excluded.guest_diamonds, gifts = excluded.gifts,
        follows = excluded.follows, shares = excluded.shares, chats = excluded.chats, subscriptions = excluded.subscriptions, matches = excluded.matches
    ), minutes as (
      insert into live_minutes as t (creator_id, session_id, minute, samples, viewers_sum, viewers_max, likes_total, diamonds, open_diamonds, gifts,
        follows, shares, chats, subscriptions)
      select * from unnest(${all(m, (r) => r.session.creatorId)}::uuid[], ${all(m, (r) => r.session.sessionId)}::uuid[],
        ${instants(m, (r) => r.minute)}::timestamptz[], ${all(m, (r) => r.samples)}::int[], ${all(m, (r) => r.viewersSum)}::bigint[],
        ${all(m, (r) => r.viewersMax)}::int[], ${all(m, (r) => r.likesTotal)}::bigint[], ${all(m, (r) => r.diamonds)}::bigint[],
        ${all(m, (r) => r.openDiamonds)}::bigint[], ${all(m, (r) => r.gifts)}::bigint[], ${all(m, (r) => r.follows)}::int[],
        ${all(m, (r) => r.shares)}::int[], ${all(m, (r) => r.chats)}::int[], ${all(m, (r) => r.subscriptions)}::int[])
      on conflict (creator_id, session_id, minute) do update set samples = t.samples + excluded.samples, viewers_sum = t.viewers_sum + excluded.viewers_sum,
        viewers_max = greatest(t.viewers_max, excluded.viewers_max), likes_total = greatest(t.likes_total, excluded.likes_total),
        diamonds = t.diamonds + excluded.diamonds, open_diamonds = t.open_diamonds + excluded.open_diamonds, gifts = t.gifts + excluded.gifts,
        follows = t.follows + excluded.follows, shares = t.shares + excluded.shares, chats = t.chats + excluded.chats,
        subscriptions = t.subscriptions + excluded.subscriptions
    )
    insert into live_days as t (creator_id, platform, on_day, live_seconds, viewers_max, diamonds, open_diamonds, gifts, follows, shares, chats, subscriptions)
    select * from unnest(${all(d, (r) => r.creatorId)}::uuid[], ${textList(d.map((r) => r.platform))}::text[], ${all(d, (r) => dayText(r.day))}::date[],
      ${all(d, (r) => r.liveSeconds)}::int[], ${all(d, (r) => r.viewersMax)}::int[], ${all(d, (r) => r.diamonds)}::bigint[],
      ${all(d, (r) => r.openDiamonds)}::bigint[], ${all(d, (r) => r.gifts)}::bigint[], ${all(d, (r) => r.follows)}::bigint[],
      ${all(d, (r) => r.shares)}::bigint[], ${all(d, (r) => r.chats)}::bigint[], ${all(d, (r) => r.subscriptions)}::bigint[])
    on conflict (creator_id, platform, on_day) do update set live_seconds = excluded.live_seconds, viewers_max = greatest(t.viewers_max, excluded.viewers_max),
      diamonds = t.diamonds + excluded.diamonds, open_diamonds = t.open_diamonds + excluded.open_diamonds, gifts = t.gifts + excluded.gifts,
      follows = t.follows + excluded.follows, shares = t.shares + excluded.shares, chats = t.chats + excluded.chats,
      subscriptions = t.subscriptions + excluded.subscriptions`.execute(tx);
}

export function saveStreaks(tx: Tx, streaks: readonly { session: Session; streak: string; state: Streak }[]) {
  if (streaks.length === 0) return Promise.resolve();
  const s = streaks;
  return sql`insert into live_streaks (creator_id, session_id, streak, closed_n, closed_each, closed_at, open_n, open_each, open_at)
    select * from unnest(${all(s, (r) => r.session.creatorId)}::uuid[], ${all(s, (r) => r.session.sessionId)}::uuid[], ${all(s, (r) => r.streak)}::uuid[],
      ${all(s, (r) => r.state.closed?.n ?? null)}::int[], ${all(s, (r) => r.state.closed?.each ?? null)}::int[],
      ${instants(s, (r) => r.state.closed?.at ?? null)}::timestamptz[], ${all(s, (r) => r.state.open?.n ?? null)}::int[],
      ${all(s, (r) => r.state.open?.each ?? null)}::int[], ${instants(s, (r) => r.state.open?.at ?? null)}::timestamptz[])
    on conflict (creator_id, session_id, streak) do update set closed_n = excluded.closed_n, closed_each = excluded.closed_each,
      closed_at = excluded.closed_at, open_n = excluded.open_n, open_each = excluded.open_each, open_at = excluded.open_at`.execute(tx);
}
