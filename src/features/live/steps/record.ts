import { setImmediate } from 'node:timers/promises';
import { keepLiveFigures } from '#src/features/creators/index.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { addDays, dayOf, startOfDay } from '#src/lib/time.ts';
import type { LiveRecord } from '../contract.ts';
import {
  deleteRecords,
  listAllSpans,
  listLives,
  listRecords,
  listSpans,
  saveRecords,
  sumRecords,
  type LiveRow,
  type RecordRow,
  type SumsRow,
} from '../queries/record.ts';
import { activityOf, averageOf, begunBefore, growthOf, recordDays, shareOf, sharesOf, shownOf, timesOf } from '../rules/record.ts';
import { mergedSpans } from '../rules/spans.ts';

/** The last whole day. */
export const recordOn = (now: Date): string => dayOf(addDays(now, -1));
/** The first of the 28 days, the first of the 28 before, and the end of the last. */
export const recordTimes = (on: string) => {
  const to = addDays(startOfDay(on), 1);
  return { before: addDays(to, -2 * recordDays), from: addDays(to, -recordDays), to };
};

type Times = ReturnType<typeof recordTimes>;
function rowOf(sums: SumsRow, lives: readonly LiveRow[], on: string, { from, to }: Times, now: Date): RecordRow {
  const counted = lives.map((r) => ({
    fromAt: r.from_ms,
    toAt: r.to_ms,
    viewersTotal: r.viewers_total,
    viewersReturning: r.viewers_returning,
    gifters: r.gifters,
  }));
  const [start, end] = [from.getTime(), to.getTime()];
  const { liveSeconds, validDays, hours } = timesOf(mergedSpans(counted, start, end));
  const { gifters, returning } = sharesOf(counted, start);
  return {
    creator_id: sums.creator_id,
    as_on: on,
    lives: counted.length,
    live_seconds: liveSeconds,
    valid_days: validDays,
    average_viewers: averageOf(sums.thousandths, sums.measured),
    measured_minutes: sums.measured,
    average_viewers_before: averageOf(sums.thousandths_before, sums.measured_before),
    measured_minutes_before: sums.measured_before,
    diamonds: sums.diamonds,
    open_diamonds: sums.open_diamonds,
    gifters: gifters?.people ?? null,
    gifters_of: gifters?.of ?? null,
    returning_viewers: returning?.people ?? null,
    returning_of: returning?.of ?? null,
    hours,
    reckoned_at: now,
  };
}

/** Reckons the records of several creators as of a day, from what is kept of their LIVEs; gives whose are different now. */
export async function reckonRecords(tx: Tx, creatorIds: readonly string[], on: string, now: Date): Promise<string[]> {
  const times = recordTimes(on);
  const lives = Map.groupBy(await listLives(tx, creatorIds, times.from, times.to), (r) => r.creator_id);
  const sums = await sumRecords(tx, creatorIds, times);
  const [quiet, heard] = [[] as string[], [] as RecordRow[]];
  for (const one of sums) {
    const hers = lives.get(one.creator_id) ?? [];
    if (hers.length === 0 && one.measured_before === 0) quiet.push(one.creator_id);
    else heard.push(rowOf(one, hers, on, times, now));
  }
  const changed = await saveRecords(tx, heard);
  const gone = await deleteRecords(tx, quiet);
  const written = new Set(changed);
  await keepLiveFigures(tx, [
    ...heard.filter((r) => written.has(r.creator_id)).map((r) => ({ creatorId: r.creator_id, figures: shownOf(showRecord(r)) })),
    ...gone.map((creatorId) => ({ creatorId, figures: null })),
  ]);
  return [...changed, ...gone];
}

export function showRecord(r: RecordRow): LiveRecord {
  return {
    from: dayOf(recordTimes(r.as_on).from),
    asOn: r.as_on,
    lives: r.lives,
    liveSeconds: r.live_seconds,
    validDays: r.valid_days,
    averageViewers: r.average_viewers,
    measuredMinutes: r.measured_minutes,
    diamonds: r.diamonds,
    diamondsInferred: r.open_diamonds,
    gifterConversion: shareOf(r.gifters, r.gifters_of),
    returningViewers: shareOf(r.returning_viewers, r.returning_of),
    growthBps: growthOf(
      { viewers: r.average_viewers, minutes: r.measured_minutes },
      { viewers: r.average_viewers_before, minutes: r.measured_minutes_before },
    ),
    hours: r.hours,
    reckonedAt: r.reckoned_at.toISOString(),
  };
}

/** The records of several creators, by id; absent without a LIVE in 56 days. Whoever asks was let in before. */
export const loadRecords = async (db: Db | Tx, creatorIds: readonly string[]): Promise<Map<string, LiveRecord>> =>
  new Map(creatorIds.length === 0 ? [] : (await listRecords(db, creatorIds)).map((r) => [r.creator_id, showRecord(r)]));

/** How much she was on air since each of several instants; null: not known. */
export async function loadActivity(
  db: Db | Tx,
  creatorId: string,
  sinces: readonly Date[],
  now: Date,
): Promise<ReturnType<typeof activityOf>[]> {
  if (sinces.length === 0) return [];
  const first = addDays(new Date(Math.min(...sinces.map((since) => since.getTime()))), -recordDays);
  const spans = (await listSpans(db, creatorId, first, now)).map((r) => ({ fromAt: r.from_ms, toAt: r.to_ms }));
  return sinces.map((since) => activityOf(spans, since, now));
}

/** Reckoned before whoever else waits has a turn: so many creators at once. */
const atOnce = 1000;
/**
 * The same of many creators in one reading: each since an instant of her own, up to each of several instants that are not later than `now`, in the order
 * asked.
 */
export async function loadActivitiesOf(
  db: Db | Tx,
  asked: readonly { creatorId: string; since: Date; at: Date }[],
  now: Date,
): Promise<ReturnType<typeof activityOf>[]> {
  const firsts = new Map<string, Date>();
  for (const { creatorId, since } of asked) {
    const known = firsts.get(creatorId);
    const from = addDays(since, -recordDays);
    if (known === undefined || from.getTime() < known.getTime()) firsts.set(creatorId, from);
  }
  const wanted = [...firsts].map(([creatorId, since]) => ({ creatorId, since }));
  const rows = wanted.length === 0 ? [] : await listAllSpans(db, wanted, now);
  const texts = new Map(rows.map((r) => [r.creator_id, r.spans]));
  const found: ReturnType<typeof activityOf>[] = [];
  for (const { creatorId, since, at } of asked) {
    if (found.length % atOnce === atOnce - 1) await setImmediate();
    found.push(activityOf(begunBefore(readSpans(texts.get(creatorId) ?? ''), at), since, at));
  }
  return found;
}
const readSpans = (text: string) => (text === '' ? [] : text.split(',').map(readSpan));
function readSpan(text: string): { fromAt: number; toAt: number } {
  const [fromAt, toAt] = text.split(' ');
  return { fromAt: Number(fromAt), toAt: Number(toAt) };
}
