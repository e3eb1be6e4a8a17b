import { z } from 'zod';
import { listExportNames } from '#src/features/imports/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db } from '#src/infra/db/open.ts';
import { nobody, staff } from '#src/infra/may.ts';
import { refusals } from '#src/lib/errors.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { day, id } from '#src/lib/shapes.ts';
import { BonusLinesQuery, BonusQuery, reasons } from './contract.ts';
import { listLines, listMonths, loadMonth, lockReckoning, type LineRow, type MonthRow } from './queries.ts';
import { ruleOf } from './rules/bonuses.ts';
import { reckonSome } from './steps.ts';
import type { Item, MonthBody, Sums } from './tables.ts';

const no = refusals(reasons);
/** Coaches and scouts see no earnings (decisions). */
const readers = staff('owner', 'manager', 'finance');

const text = (minor: number | null): string | null => (minor === null ? null : String(minor));
const showSums = (sums: Sums) => ({
  comparedEstimatedMinor: text(sums.comparedEstimated),
  comparedConfirmedMinor: text(sums.comparedConfirmed),
  differenceMinor: text(sums.difference),
  onlyEstimatedMinor: text(sums.onlyEstimated),
  onlyConfirmedMinor: text(sums.onlyConfirmed),
});
const showItem = ({ estimated, confirmed, difference, by, on, ...item }: Item) => ({
  ...item,
  estimatedMinor: text(estimated),
  estimatedBy: by,
  estimatedOn: on,
  confirmedMinor: text(confirmed),
  differenceMinor: text(difference),
});
const showMonth = (row: MonthRow, body: MonthBody, reckonedAt: Date) => ({
  ...body,
  month: row.month.slice(0, 7),
  closed: row.closed,
  creators: row.creators,
  differing: row.differing,
  unknown: row.unknown,
  reckonedAt: reckonedAt.toISOString(),
  stale: row.stale_at !== null || row.going || row.rule !== ruleOf(row.month.slice(0, 7)),
});

const firstDay = (month: string): string => `${month}-01`;

/** The month asked for, else the newest with a task report, else the newest; undefined where no file tells of any. */
function chosenOf(known: Awaited<ReturnType<typeof listMonths>>, asked: string | undefined): string | undefined {
  if (asked === undefined) return (known.find(({ reported }) => reported) ?? known[0])?.month;
  if (!known.some((one) => one.month === firstDay(asked))) throw no('earnings.month_unknown');
  return firstDay(asked);
}
const listKnown = async (db: Db, agencyId: string) => (await listMonths(db, agencyId)).filter((one) => one.reckoned_at !== null);

/** The months that files tell of, and one of them. */
export const bonus = view(
  'earnings.bonus',
  BonusQuery.extend({ agencyId: id }),
  readers,
  async (db, _ctx: Ctx, { agencyId, month: asked }) => {
    const months = await listMonths(db, agencyId);
    const known = months.filter((one) => one.reckoned_at !== null);
    const wanted = chosenOf(known, asked);
    const row = wanted === undefined ? undefined : await loadMonth(db, { agencyId, month: wanted });
    return {
      months: known.map((one) => ({ month: one.month.slice(0, 7), reported: one.reported, closed: one.closed, differing: one.differing })),
      chosen: row?.body && row.reckoned_at ? showMonth(row, row.body, row.reckoned_at) : null,
      waiting: months.length > known.length,
    };
  },
);

export const lineQuery = BonusLinesQuery;
const whole = z.string().regex(/^\d{1,18}$/);
/** The creators of a month, those of whom most differs first. */
export const lines = view(
  'earnings.bonusCreators',
  BonusLinesQuery.extend({ agencyId: id }),
  readers,
  async (db, _ctx: Ctx, { agencyId, month, show, cursor, limit }) => {
    const keys = fromCursor(cursor, [whole, whole, id]);
    const chosen = chosenOf(await listKnown(db, agencyId), month);
    const key = { agencyId, month: chosen ?? '' };
    const row = chosen === undefined ? undefined : await loadMonth(db, key);
    if (!row) return { items: [], nextCursor: null, total: 0 };
    const rows = await listLines(db, key, show, keys && { gap: keys[0], size: keys[1], id: keys[2] }, limit);
    const names = await listExportNames(
      db,
      agencyId,
      rows.map((one) => one.export_id),
    );
    const showLine = ({ export_id, body }: LineRow) => ({
      exportId: export_id,
      ...(names.get(export_id) ?? { platform: 'other' as const, handle: '', displayName: null, group: null }),
      ...showSums(body),
      items: body.items.map(showItem),
      rankUp: body.rankUp,
    });
    const total = { all: row.creators, differences: row.differing, unknown: row.unknown }[show];
    return { ...pageOf(rows, limit, (one) => [String(one.gap), String(one.size), one.export_id], showLine), total };
  },
);

/** One step of reckoning a month anew, unless somebody else is at it. It is made of facts that stand elsewhere: nothing of anybody's changes. */
export const reckon = act(
  'earnings.reckon',
  z.strictObject({ agencyId: id, month: day }),
  nobody,
  async (tx, ctx, key) => {
    if (!(await lockReckoning(tx, key))) return { goOn: false };
    return reckonSome(tx, ctx, key);
  },
  { quiet: true },
);
