import { z } from 'zod';
import { act, view } from '#src/infra/act.ts';
import { creatorHerself, nobody } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { addMonths, dayOf, startOfDay } from '#src/lib/time.ts';
import { lockReckoning, sumMonths } from '../queries/record.ts';
import { loadRecords, recordOn, reckonRecords } from '../steps/record.ts';

/** What 28 days of her LIVEs came to. */
export const myRecord = view('live.record', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const creatorId = ctx.actor.creatorId!;
  return { record: (await loadRecords(db, [creatorId])).get(creatorId) ?? null };
});

/** Her last twelve whole months, as far as LIVEs of hers were heard. */
export const myMonths = view('live.months', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const before = startOfMonth(ctx.now);
  const rows = await sumMonths(db, ctx.actor.creatorId!, dayOf(addMonths(before, -12)), dayOf(before));
  return {
    asOf: ctx.now.toISOString(),
    items: rows.map((r) => ({
      month: r.month,
      days: r.days,
      liveSeconds: r.live_seconds,
      diamonds: r.diamonds,
      diamondsInferred: r.open_diamonds,
    })),
  };
});
const startOfMonth = (at: Date): Date => startOfDay(`${dayOf(at).slice(0, 7)}-01`);

export const reckonedAtOnce = 200;
/** Reckons the records of some creators as of the last whole day (UTC). */
export const reckon = act(
  'live.reckon',
  z.strictObject({ creatorIds: z.array(id).min(1).max(reckonedAtOnce) }),
  nobody,
  async (tx, ctx, { creatorIds }) => {
    await lockReckoning(tx);
    const changed = await reckonRecords(tx, creatorIds, recordOn(ctx.now), ctx.now);
    if (changed.length > 0) ctx.tell('live.records_changed', { creatorIds: changed });
    return { changed: changed.length };
  },
  { quiet: true },
);
