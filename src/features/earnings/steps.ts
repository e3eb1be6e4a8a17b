import { listCreatorMonths, listReportCurrencies, listTaskReports, planForGrowth, type ReportFile } from '#src/features/imports/index.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { deleteOthers, loadMonth, saveBegun, saveLines, saveMonth, saveProgress, type MonthKey, type MonthRow } from './queries.ts';
import { rankUpRuleOf, ruleOf } from './rules/bonuses.ts';
import { lineOf } from './rules/compare.ts';
import { bordersOf, currenciesOf, gathered, monthFactsOf } from './rules/gather.ts';
import { openTotals } from './rules/totals.ts';
import type { Line, MonthBody, MonthRun, MonthTotals } from './tables.ts';

/** Creators of one step: its transaction is short, so that events committed meanwhile are soon handed on, and a stop does not wait. */
const atOnce = 300;

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

const sourceOf = (file: ReportFile | undefined): MonthBody['runningReport'] =>
  file === undefined ? null : { name: file.name, dataOn: file.data_on, takenAt: file.taken_at.toISOString() };

/**
 * One step of reckoning a month of an agency anew from the facts of its exports: it begins where a file came in or the rule is another one, or
 * goes on with the next creators. The caller holds the month. `goOn`: there is more to do.
 */
export async function reckonSome(tx: Tx, ctx: Ctx, key: MonthKey): Promise<{ goOn: boolean }> {
  const row = await loadMonth(tx, key);
  if (row === undefined) return { goOn: false };
  const rule = ruleOf(row.month.slice(0, 7));
  await planForGrowth(tx);
  if (row.stale_at !== null || row.rule !== rule) {
    await saveBegun(tx, row, rule, await begin(tx, key));
    return { goOn: true };
  }
  return { goOn: row.run !== null && (await goThrough(tx, ctx, row, row.run)) };
}

/** What holds for every creator of the month is read once: a file that comes in later begins it anew. */
async function begin(tx: Tx, { agencyId, month }: MonthKey): Promise<MonthRun> {
  const reports = await listTaskReports(tx, agencyId, month);
  // Hardly any report names a currency. Where one does it holds for the whole month, also for rows above the first that said so.
  const currencies = reports.length === 0 ? [] : currenciesOf(await listReportCurrencies(tx, agencyId, bordersOf(month)));
  const facts = monthFactsOf(month, reports, currencies);
  return {
    facts,
    reported: reports.length > 0,
    currencies,
    runningReport: sourceOf(reports.find((file) => file.range_to < facts.to)),
    closingReport: sourceOf(reports.find((file) => file.range_to === facts.to)),
    figuresOn: null,
    totals: null,
  };
}

/** Reckons the next creators: their lines are saved, those of nobody any more are gone. False: these were the last. */
async function goThrough(tx: Tx, ctx: Ctx, row: MonthRow, run: MonthRun): Promise<boolean> {
  const key = { agencyId: row.agency_id, month: row.month };
  const { facts } = run;
  const rule = rankUpRuleOf(facts.month);
  const rows = await listCreatorMonths(tx, key.agencyId, bordersOf(key.month), row.after_id, atOnce);
  const lines = rows.flatMap((one): { id: string; line: Line }[] => {
    const line = lineOf(gathered(one, facts), facts, rule);
    return line === null ? [] : [{ id: one.export_id, line }];
  });
  const sums = openTotals(run.totals);
  for (const { line } of lines) sums.add(line);
  const totals = sums.end();
  const figuresOn = lines.reduce((on, { line }) => later(on, line.rankUp?.figuresOn ?? null), run.figuresOn);
  const upTo = rows.length === atOnce ? rows.at(-1)!.export_id : null;
  await deleteOthers(
    tx,
    key,
    row.after_id,
    upTo,
    lines.map(({ id }) => id),
  );
  if (lines.length > 0) await saveLines(tx, key, lines);
  if (upTo !== null) {
    await saveProgress(tx, row, upTo, { ...run, figuresOn, totals });
    return true;
  }
  await saveMonth(tx, row, monthRow({ ...run, figuresOn }, totals), ctx.now);
  return false;
}

function monthRow({ facts, reported, currencies, runningReport, closingReport, figuresOn }: MonthRun, totals: MonthTotals) {
  const { creators, differing, unknown, ...sums } = totals;
  const currency = reported ? facts.currency : (rankUpRuleOf(facts.month)?.currency ?? null);
  const currencyFrom = currency === null ? null : reported ? ('report' as const) : ('rule' as const);
  const body: MonthBody = { ...sums, currency, currencyFrom, currencies, runningReport, closingReport, figuresOn };
  return { reported, closed: facts.closed, creators, differing, unknown, body };
}
