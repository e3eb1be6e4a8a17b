import type { Db } from '#src/infra/db/open.ts';
import { addDays, addMs, dayOf, startOfDay } from '#src/lib/time.ts';
import type { LiveFigures, LiveSession } from '../contract.ts';
import { listAveragesBefore, listNewest, sumFigures, type NewestRow, type Shared } from '../queries/members.ts';
import { eightOfTen } from '../rules/quantile.ts';
import { validDaySeconds } from '../rules/record.ts';
import { silenceMs } from '../rules/sessions.ts';
import { usualOf, usualSeconds } from '../rules/usual.ts';
import { showSession } from './showing.ts';

export interface OnAir {
  creatorId: string;
  session: LiveSession;
  /** The last minute that was measured. */
  now: { minute: string; viewers: number } | null;
  /** Between which values her average lay in eight of ten LIVEs before; null: too few. */
  usualViewers: { low: number; high: number } | null;
  usualOf: number;
}
const whole = (range: { low: number; high: number } | null) => range && { low: Math.round(range.low), high: Math.round(range.high) };
const nowOf = (r: NewestRow) => (r.minute === null ? null : { minute: r.minute.toISOString(), viewers: r.viewers! });

/** Who of several creators is on air, most viewers first, at most `most` of them with their figures. Whoever asks was let in before. */
export async function showOnAir(db: Db, of: readonly Shared[], now: Date, most: number): Promise<{ total: number; items: OnAir[] }> {
  if (of.length === 0) return { total: 0, items: [] };
  const rows = (await listNewest(db, of, 3, addMs(now, -silenceMs)))
    .map((row) => ({ row, session: showSession(row, now) }))
    .filter(({ session }) => session.state === 'live')
    .toSorted((a, b) => (b.row.viewers ?? -1) - (a.row.viewers ?? -1));
  const since = new Map(of.map((one) => [one.creatorId, one.since]));
  const kept = rows.slice(0, most);
  const asked = kept.map(({ row }) => ({ creatorId: row.creator_id, sessionId: row.session_id, since: since.get(row.creator_id)! }));
  const before = await listAveragesBefore(db, asked, { limit: usualOf, seconds: usualSeconds });
  const averages = new Map(before.map((r) => [r.session_id, r.averages]));
  const items = kept.map(({ row, session }) => {
    const hers = averages.get(row.session_id) ?? [];
    return { creatorId: row.creator_id, session, now: nowOf(row), usualViewers: whole(eightOfTen(hers)), usualOf: hers.length };
  });
  return { total: rows.length, items };
}

/** The last LIVE of each of several creators, by her id. Whoever asks was let in before. */
export async function showLatest(db: Db, of: readonly Shared[], now: Date): Promise<Map<string, LiveSession>> {
  const rows = of.length === 0 ? [] : await listNewest(db, of, 1);
  return new Map(rows.map((row) => [row.creator_id, showSession(row, now)]));
}

/** Figures are compared over so many days, today among them. */
export const comparedDays = 28;

/** What each creator's LIVEs came to in the last 28 days (UTC), from the day on which she shares them. Whoever asks was let in before. */
export async function showFigures(db: Db, of: readonly Shared[], now: Date): Promise<{ from: string; figures: Map<string, LiveFigures> }> {
  const from = startOfDay(dayOf(addDays(now, 1 - comparedDays)));
  const since = new Map(of.map((one) => [one.creatorId, one.since > from ? one.since : from]));
  const rows = await sumFigures(db, of, from, now, validDaySeconds);
  const figures = rows.map((r): [string, LiveFigures] => [
    r.creator_id,
    {
      from: since.get(r.creator_id)!.toISOString(),
      lives: r.lives,
      liveSeconds: r.seconds,
      days: r.days,
      validDays: r.valid_days,
      averageViewers: r.measured === 0 ? null : Math.round(r.viewer_minutes! / r.measured),
      measuredMinutes: r.measured,
      peakViewers: r.peak,
      diamonds: r.diamonds,
      diamondsInferred: r.open_diamonds,
      diamondsPerHour: r.seconds === 0 ? null : Math.round((r.diamonds * 3600) / r.seconds),
      follows: r.follows,
    },
  ]);
  return { from: from.toISOString(), figures: new Map(figures) };
}
