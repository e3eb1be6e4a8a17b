import type { Db } from '#src/infra/db/open.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant } from '#src/lib/shapes.ts';
import type { LiveSession } from '../contract.ts';
import { findOf, listMinutes, listOf, type MinuteRow, type SessionRow } from '../queries/reading.ts';
import { no } from '../rules/refusals.ts';
import { isStartInferred, stateOf } from '../rules/sessions.ts';

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

function showSession(r: SessionRow, now: Date): LiveSession {
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

/** One LIVE of a creator with its minutes; refuses `live.not_found`. */
export async function showByMinute(db: Db, creatorId: string, sessionId: string, now: Date, since?: Date) {
  const row = await findOf(db, creatorId, sessionId, since);
  if (!row) throw no('live.not_found');
  const minutes = await listMinutes(db, creatorId, sessionId);
  return {
    session: showSession(row, now),
    minutes: minutes.map((m) => ({
      minute: m.minute.toISOString(),
      viewers: m.viewers,
      peakViewers: m.viewers_max,
      samples: m.samples,
      likesTotal: m.likes_total,
      ...countersOf(m),
    })),
  };
}
