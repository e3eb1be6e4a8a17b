import { inSnapshot, type Db } from '#src/infra/db/open.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant } from '#src/lib/shapes.ts';
import type { KeptViewers, LiveMinute, LiveSession, LiveSessionByMinute } from '../contract.ts';
import {
  findOf,
  listBefore,
  listMinutes,
  listMinutesEverywhere,
  listNamedEverywhere,
  listOf,
  listOpenings,
  type MinuteRow,
  type Named,
  type OpeningRow,
  type SessionRow,
} from '../queries/reading.ts';
import { firstMinute, halfAfter, keptMinutes, keptOf, keptUsually } from '../rules/kept.ts';
import { momentsOf } from '../rules/moments.ts';
import { no } from '../rules/refusals.ts';
import { isStartInferred, stateOf } from '../rules/sessions.ts';
import { reckonUsual, usualOf, usualSeconds } from '../rules/usual.ts';

const msOf = (at: Date | null) => at?.getTime() ?? null;
const told = (r: SessionRow) => ({
  startedAt: msOf(r.started_at),
  endedAt: msOf(r.ended_at),
  firstAt: msOf(r.first_at),
  lastAt: msOf(r.last_at),
  fromAt: r.from_at.getTime(),
  toAt: r.to_at.getTime(),
});
const countersOf = (r: SessionRow | MinuteRow) => ({
  diamonds: r.diamonds,
  diamondsInferred: r.open_diamonds,
  gifts: r.gifts,
  follows: r.follows,
  shares: r.shares,
  chats: r.chats,
  subscriptions: r.subscriptions,
});

/** A broadcast as it stands at an instant. */
export function showSession(r: SessionRow, now: Date): LiveSession {
  const facts = told(r);
  const state = stateOf(facts, r.has_later, now.getTime());
  return {
    sessionId: r.session_id,
    platform: r.platform,
    account: r.account,
    state,
    startedAt: r.from_at.toISOString(),
    startInferred: isStartInferred(facts),
    endedAt: state === 'live' ? null : r.to_at.toISOString(),
    liveSeconds: Math.floor((facts.toAt - facts.fromAt) / 1000),
    averageViewers: r.average_viewers,
    measuredMinutes: r.measured,
    peakViewers: r.viewers_max,
    viewersTotal: r.viewers_total,
    viewersReturning: r.viewers_returning,
    likesTotal: r.likes_total,
    ...countersOf(r),
    diamondsToGuests: r.guest_diamonds,
    matches: r.matches,
    events: r.events,
    untimed: r.untimed,
    source: r.source,
    asOf: now.toISOString(),
  };
}

export interface Asked {
  cursor?: string | undefined;
  limit: number;
  from?: string | undefined;
  to?: string | undefined;
  /** Nothing that had ended before. */
  since?: Date | undefined;
}
/** A creator's LIVEs, newest first. Whoever asks was let in before. */
export async function showSessions(db: Db, creatorId: string, { cursor, limit, from, to, since }: Asked, now: Date) {
  const keys = fromCursor(cursor, [instant, id]);
  const rows = await listOf(db, creatorId, { from, to, since }, keys && { from: keys[0], id: keys[1] }, limit);
  return pageOf(
    rows,
    limit,
    (r) => [r.from_at.toISOString(), r.session_id],
    (r) => showSession(r, now),
  );
}

const showMinute = (m: MinuteRow): LiveMinute => ({
  minute: m.minute.toISOString(),
  viewers: m.viewers,
  peakViewers: m.viewers_max,
  samples: m.samples,
  likesTotal: m.likes_total,
  ...countersOf(m),
});

/** One LIVE of a creator with its minutes and what was usual before; refuses `live.not_found`. */
export async function showByMinute(db: Db, creatorId: string, sessionId: string, now: Date, since?: Date): Promise<LiveSessionByMinute> {
  const row = await findOf(db, creatorId, sessionId, since);
  if (!row) throw no('live.not_found');
  const rows = await listMinutes(db, creatorId, sessionId);
  const before = await listBefore(db, row, { limit: usualOf, seconds: usualSeconds, since });
  const session = showSession(row, now);
  const minutes = rows.map(showMinute);
  const extent = { fromAt: row.from_at.getTime(), toAt: row.to_at.getTime(), ongoing: session.state === 'live' };
  return {
    session,
    minutes,
    moments: momentsOf(minutes, extent),
    usual: reckonUsual(before.map((one) => showSession(one, now))),
    kept: await showKept(db, rows, row, before),
  };
}

/** How LIVEs stand, each with its minutes, all of the same instant; those that are not there are left out. */
export const showNow = (db: Db, of: readonly Named[], now: Date) =>
  inSnapshot(db, async (tx) => {
    const rows = await listNamedEverywhere(tx, of);
    const minutes = Map.groupBy(await listMinutesEverywhere(tx, of), (m) => m.session_id);
    return new Map(
      rows.map((row) => [row.session_id, { session: showSession(row, now), minutes: (minutes.get(row.session_id) ?? []).map(showMinute) }]),
    );
  });

/** How many of the first viewers can have stayed, in this LIVE and in those before. */
async function showKept(
  db: Db,
  minutes: readonly MinuteRow[],
  row: SessionRow,
  before: readonly SessionRow[],
): Promise<KeptViewers | null> {
  const own = keptOf(byMinute(openingOf(row, minutes)));
  if (!own) return null;
  const ids = before.map((one) => one.session_id);
  const rows = Map.groupBy(await listOpenings(db, row.creator_id, ids, openingMinutes), (one) => one.session_id);
  const curves = ids.map((id) => keptOf(byMinute(rows.get(id) ?? []))).filter((one) => one !== null);
  const usually = keptUsually(curves);
  return { ...own, halfAfter: halfAfter(own), usually, usuallyOf: usually.length > 0 ? curves.length : 0 };
}

const openingMinutes = firstMinute + keptMinutes + 1;
const minuteOf = (at: Date) => Math.floor(at.getTime() / 60_000);
function openingOf({ from_at: from }: SessionRow, minutes: readonly MinuteRow[]): Measured[] {
  return minutes
    .flatMap(({ minute, viewers }) => (viewers === null ? [] : [{ at: minuteOf(minute) - minuteOf(from), viewers }]))
    .filter(({ at }) => at < openingMinutes);
}

type Measured = Pick<OpeningRow, 'at' | 'viewers'>;
function byMinute(rows: readonly Measured[]): (number | null)[] {
  const viewers = Array.from({ length: (rows.at(-1)?.at ?? -1) + 1 }, (): number | null => null);
  for (const one of rows) viewers[one.at] = one.viewers;
  return viewers;
}
