import { z } from 'zod';
import type { CloudEvent, Subscription, Told } from '#src/features/live/index.ts';
import { act } from '#src/infra/act.ts';
import { nobody } from '#src/infra/may.ts';
import type { Platform } from '#src/lib/shapes.ts';
import { addMs } from '#src/lib/time.ts';
import * as q from './queries/placing.ts';
import { longestMs, spanAt, spanMs, unplacedMs, type Span } from './rules.ts';

/** What is now in a broadcast; those of them that had waited for it, to be forgotten once they are committed. */
export interface Placed {
  events: CloudEvent[];
  waited: string[];
}
const atOnce = 1_000;
const spanOf = (r: q.StreamRow): Span => ({ stream: r.stream, startedAt: r.started_at.getTime(), endedAt: r.ended_at?.getTime() ?? null });
const isEnd = (event: Pick<CloudEvent, 'type'>) => event.type === 'stream.ended';

/**
 * Finds the broadcast that something belongs to, by its instant. What belongs to none that is known waits; a beginning brings what waited
 * for it. Nothing is forgotten here: it is still there when what follows fails.
 */
export const place = act(
  'sources.place',
  z.custom<{ sourceId: string; told: Told }>(),
  nobody,
  async (tx, ctx, { sourceId, told }): Promise<Placed> => {
    const { event } = told;
    const of: q.Of = { sourceId, platform: event.platform as Platform, account: event.subject };
    const at = new Date(told.at);
    await q.lockAccount(tx, of);
    if (told.begins !== undefined) await q.saveStream(tx, of, told.begins, at);
    const spans = (await q.listStreams(tx, of, addMs(at, -longestMs * 2))).map(spanOf);
    const waiting = told.begins === undefined ? [] : await q.listUnplaced(tx, of, atOnce);
    const placed: Placed = { events: [], waited: [] };
    const put = async (one: Told['event'], when: Date): Promise<boolean> => {
      const span = spanAt(spans, when.getTime());
      if (!span) return false;
      if (isEnd(one)) {
        span.endedAt = when.getTime();
        await q.saveEnd(tx, of, span.stream, when);
      }
      placed.events.push({ ...one, session: span.stream });
      return true;
    };
    if (told.begins !== undefined) placed.events.push({ ...event, session: told.begins });
    else if (!(await put(event, at))) await q.saveUnplaced(tx, of, event.id, at, event, ctx.now);
    for (const row of waiting) if (await put(row.event as Told['event'], row.at)) placed.waited.push(row.event_id);
    return placed;
  },
  { quiet: true },
);

/** What waited is in its broadcast. */
export const forget = act(
  'sources.forget',
  z.strictObject({ sourceId: z.string(), account: z.string(), waited: z.array(z.string()) }),
  nobody,
  async (tx, _ctx, { waited, ...of }) => {
    await q.deleteUnplaced(tx, of, waited);
    return {};
  },
  { quiet: true },
);

/** A platform begins to send something, or ends it. */
export const noteSubscription = act(
  'sources.noteSubscription',
  z.custom<{ sourceId: string; subscription: Subscription; status: string; at: string }>(),
  nobody,
  async (tx, ctx, { sourceId, subscription: { id: subscriptionId, type, channel }, status, at }) => {
    await q.saveSubscription(tx, { source_id: sourceId, subscription_id: subscriptionId, type, channel, status, at: new Date(at) });
    ctx.about({ sourceId, type, status });
    return {};
  },
);

export const sweepSources = act(
  'sources.sweep',
  z.strictObject({}),
  nobody,
  async (tx, ctx) => {
    await q.sweepOld(tx, addMs(ctx.now, -spanMs), addMs(ctx.now, -unplacedMs));
    return {};
  },
  { quiet: true },
);
