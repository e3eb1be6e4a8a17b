import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { addDays, dayAfter, firstOf, lastOf, nextFirst } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import { saveCreators, saveHandles, type ExportCreator } from '../queries/creators.ts';
import { listMonths, listTotalsAfter, listTotalsBefore, saveFacts, saveMonths, saveSpans, type TotalRow } from '../queries/facts.ts';
import { wordsAfter, type Words } from '../rules/creators.ts';
import { isSameMonth, monthAfter } from '../rules/months.ts';
import type { MonthRow } from '../tables.ts';
import { closingOf, isRestated, spanBetween, spansAround, type Span, type Total } from '../rules/spans.ts';
import { countsToDate, factKeyOf, judgeRows, type Judged, type ReadFile } from './judge.ts';
import type { StagedRow } from '../queries/rows.ts';

const toWords = (c: ExportCreator): Words => ({
  platformId: c.platform_id,
  handle: c.handle,
  displayName: c.display_name,
  group: c.group_name,
  manager: c.manager,
  joinedAt: c.joined_at?.toISOString() ?? null,
  quitOn: c.quit_on,
  graduation: c.graduation,
  tier: c.tier,
  seenOn: c.seen_on,
  firstOn: c.first_on,
  lastOn: c.last_on,
});
const toRow = (w: Words, { agency_id, platform }: ReadFile, id: string): ExportCreator => ({
  agency_id,
  export_id: id,
  platform,
  platform_id: w.platformId,
  handle: w.handle,
  display_name: w.displayName,
  group_name: w.group,
  manager: w.manager,
  joined_at: w.joinedAt === null ? null : new Date(w.joinedAt),
  quit_on: w.quitOn,
  graduation: w.graduation,
  tier: w.tier,
  seen_on: w.seenOn,
  first_on: w.firstOn,
  last_on: w.lastOn,
});

interface Taken extends Judged {
  id: string;
  after: ExportCreator;
}

const totalOf = (t: TotalRow): Total => ({ on: t.on, figures: t.figures, approx: t.approx });
const joinedOn = ({ after }: Taken): string | null => (after.joined_at === null ? null : dayOf(after.joined_at));

/** Rows as one chunk: creators, names, facts, and the days that follow from them. The caller holds the agency's lock. */
export async function carryRows(tx: Tx, ctx: Ctx, file: ReadFile, rows: readonly StagedRow[]): Promise<void> {
  const taken = (await judgeRows(tx, file, rows))
    .filter(({ verdict }) => verdict !== 'skipped')
    .map((judged): Taken => {
      const { row, creator } = judged;
      const id = creator?.export_id ?? ctx.newId();
      const said = { platformId: row.platform_id, handle: row.handle, quit: row.quit, content: row.content };
      return {
        ...judged,
        id,
        after: toRow(wordsAfter(creator ? toWords(creator) : null, said, file.data_on, file.report.columns ?? []), file, id),
      };
    });
  await saveCreators(
    tx,
    taken.map(({ after }) => after),
  );
  await saveHandles(
    tx,
    taken.flatMap(({ row, id }) =>
      row.handle === null
        ? []
        : [{ agency_id: file.agency_id, platform: file.platform, handle: row.handle, export_id: id, last_on: file.data_on }],
    ),
  );
  const said = taken.filter(({ verdict }) => verdict !== 'unchanged');
  await saveFacts(
    tx,
    file.agency_id,
    factKeyOf(file),
    file.import_id,
    said.map(({ id, versions, row }) => ({ id, version: versions + 1, content: row.content })),
  );
  if (!countsToDate(file)) return;
  await saveDays(tx, file, said);
  await closeMonths(tx, file, taken);
}

/** The days that follow from a file, and those whose difference changes because it came in between. */
async function saveDays(tx: Tx, file: ReadFile, said: readonly Taken[]): Promise<void> {
  const ids = said.map(({ id }) => id);
  const later = new Map(
    (await listTotalsAfter(tx, file.agency_id, file.range_from, file.data_on, ids)).map((t) => [t.export_id, totalOf(t)]),
  );
  const closed = new Map((await listMonths(tx, file.agency_id, firstOf(file.data_on), ids)).map((m) => [m.export_id, m]));
  const spans = said.flatMap((one): (Span & { id: string })[] => {
    const here: Total = { on: file.data_on, figures: one.row.content.figures, approx: one.row.content.approx };
    const next = later.get(one.id) ?? closingBeyond(closed.get(one.id), file.data_on);
    return spansAround(one.before ? totalOf(one.before) : null, here, next, joinedOn(one)).map((span) => ({ ...span, id: one.id }));
  });
  await saveSpans(tx, file.agency_id, spans);
}

const lastDayOf = (month: string): string => addDays(nextFirst(month), -1);
function closingBeyond(month: MonthRow | undefined, on: string): Total | null {
  return month === undefined || lastDayOf(month.month) <= on ? null : closingTotal(month);
}
function closingTotal(m: MonthRow): Total {
  const figures = {
    ...(m.diamonds !== null && { diamonds: m.diamonds }),
    ...(m.live_seconds !== null && { liveSeconds: m.live_seconds }),
    ...(m.valid_days !== null && { validDays: m.valid_days }),
    ...(m.new_followers !== null && { newFollowers: m.new_followers }),
    ...(m.lives !== null && { lives: m.lives }),
  };
  return { on: lastDayOf(m.month), figures, approx: [], closing: true };
}

/** What the export says of the month before: it closes that month, and fills the days at its end that no file told of. */
async function closeMonths(tx: Tx, file: ReadFile, taken: readonly Taken[]): Promise<void> {
  const month = firstOf(lastOf(file.data_on));
  const ids = taken.map(({ id }) => id);
  const known = new Map((await listMonths(tx, file.agency_id, month, ids)).map((m) => [m.export_id, m]));
  const fresh = taken.flatMap((one) => {
    const closing = closingOf(file.data_on, one.row.content.figures, one.row.content.approx);
    const before = known.get(one.id);
    const after = closing && monthAfter(before, closing, month, file.data_on, one.id);
    return after === null || isSameMonth(before, after) ? [] : [{ one, after, closing: closingTotal(after) }];
  });
  if (fresh.length === 0) return;
  const beyond = dayAfter(lastOf(file.data_on));
  const totals = await listTotalsBefore(
    tx,
    file.agency_id,
    month,
    beyond,
    fresh.map(({ one }) => one.id),
  );
  const last = new Map(totals.map((t) => [t.export_id, totalOf(t)]));
  await saveMonths(
    tx,
    file.agency_id,
    fresh.map(({ one, after, closing }) => {
      const own = last.get(one.id);
      return { ...after, restated: own !== undefined && own.on === closing.on && isRestated(own, closing) };
    }),
  );
  const spans = fresh.flatMap(({ one, closing }) => {
    const own = last.get(one.id) ?? null;
    return own !== null && own.on >= closing.on ? [] : [{ ...spanBetween(own, closing, joinedOn(one)), id: one.id }];
  });
  await saveSpans(tx, file.agency_id, spans);
}
