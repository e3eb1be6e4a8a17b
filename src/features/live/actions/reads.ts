import { z } from 'zod';
import { view } from '#src/infra/act.ts';
import { wayOf } from '#src/infra/context.ts';
import type { Stream } from '#src/infra/http/sse.ts';
import { creatorHerself, operator } from '#src/infra/may.ts';
import { addMs } from '#src/lib/time.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import { SessionQuery, Totals, WatchQuery } from '../contract.ts';
import { countQuarantinedEverywhere, listQuarantinedEverywhere, sumRooms } from '../queries/reading.ts';
import type { Reading } from '../rules/following.ts';
import { lateMs, silenceMs } from '../rules/sessions.ts';
import { showByMinute, showSessions } from '../steps/showing.ts';

export const mine = view('live.mine', SessionQuery, creatorHerself, (db, ctx, input) =>
  showSessions(db, ctx.actor.creatorId!, input, ctx.now),
);
export const myMinutes = view('live.minutes', z.strictObject({ sessionId: id }), creatorHerself, (db, ctx, { sessionId }) =>
  showByMinute(db, ctx.actor.creatorId!, sessionId, ctx.now),
);

/** One of her LIVEs while it goes on. */
export const makeWatch = (watch: (creatorId: string, sessionId: string, reading: Reading) => Promise<Stream>) =>
  view('live.watch', WatchQuery.extend({ sessionId: id }), creatorHerself, (_db, ctx, { sessionId, after }) =>
    watch(ctx.actor.creatorId!, sessionId, { after, way: wayOf(ctx.actor) }),
  );

/** What several broadcasts add up to; for whoever sends events and wants to know what became of them. */
export const totals = view('live.totals', Totals, operator('admin'), async (db, ctx, { sessions }) => {
  const sums = await sumRooms(db, sessions, addMs(ctx.now, -silenceMs), lateMs);
  return {
    sessions: sums.sessions,
    open: sums.open,
    events: sums.events,
    diamonds: sums.diamonds,
    diamondsInferred: sums.open_diamonds,
    diamondsToGuests: sums.guest_diamonds,
  };
});

/** Accounts whose events wait, for they belong to nobody here. */
export const quarantine = view(
  'live.quarantine',
  pageQuery,
  operator('admin', 'moderator', 'analyst'),
  async (db, _ctx, { cursor, limit }) => {
    const keys = fromCursor(cursor, ['string', 'string']);
    const rows = await listQuarantinedEverywhere(db, keys && { platform: keys[0], account: keys[1] }, limit);
    const page = pageOf(
      rows,
      limit,
      (r) => [r.platform, r.account],
      (r) => ({
        platform: r.platform,
        account: r.account,
        events: r.events,
        firstAt: r.first_at.toISOString(),
        lastAt: r.last_at.toISOString(),
      }),
    );
    return { ...page, ...(await countQuarantinedEverywhere(db)) };
  },
);
