import { listCreatorMonths, listTaskReports, type ReportFile } from '#src/features/imports/index.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { deleteOthers, loadMonth, saveLines, saveMonth, type MonthKey } from './queries.ts';
import { rankUpRuleOf } from './rules/bonuses.ts';
import { lineOf } from './rules/compare.ts';
import type { MonthFacts } from './rules/facts.ts';
import { bordersOf, currenciesIn, gathered, monthFactsOf } from './rules/gather.ts';
import { openTotals, type MonthTotals } from './rules/totals.ts';
import type { Line, MonthBody } from './tables.ts';

const chunk = 2_000;

interface Reckoned {
  totals: MonthTotals;
  currencies: string[];
  figuresOn: string | null;
}

/** Goes through the creators of a month in chunks: their lines are saved, those of nobody any more are gone. */
async function reckonLines(tx: Tx, key: MonthKey, facts: MonthFacts): Promise<Reckoned> {
  const rule = rankUpRuleOf(facts.month);
  const totals = openTotals();
  const currencies = new Set<string>();
  let figuresOn: string | null = null;
  for (let after: string | null = null, more = true; more;) {
    const rows = await listCreatorMonths(tx, key.agencyId, bordersOf(key.month), after, chunk);
    const lines = rows.flatMap((row): { id: string; line: Line }[] => {
      const line = lineOf(gathered(row, facts), facts, rule);
      return line === null ? [] : [{ id: row.export_id, line }];
    });
    for (const one of rows.flatMap(currenciesIn)) currencies.add(one);
    for (const { line } of lines) {
      totals.add(line);
      figuresOn = later(figuresOn, line.rankUp?.figuresOn ?? null);
    }
    more = rows.length === chunk;
    const upTo = more ? rows.at(-1)!.export_id : null;
    const ids = lines.map(({ id }) => id);
    await deleteOthers(tx, key, after, upTo, ids);
    if (lines.length > 0) await saveLines(tx, key, lines);
    after = upTo;
  }
  return { totals: totals.end(), currencies: [...currencies].sort(), figuresOn };
}
const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

const sourceOf = (file: ReportFile | undefined): MonthBody['runningReport'] =>
  file === undefined ? null : { name: file.name, dataOn: file.data_on, takenAt: file.taken_at.toISOString() };

/** Reckons a month of an agency anew from the facts of its exports. */
export async function reckonMonth(tx: Tx, ctx: Ctx, key: MonthKey): Promise<void> {
  const known = await loadMonth(tx, key);
  if (known === undefined) return;
  const reports = await listTaskReports(tx, key.agencyId, key.month);
  const facts = monthFactsOf(key.month, reports, []);
  const first = await reckonLines(tx, key, facts);
  // Hardly any report names a currency. Where one does it holds for the whole month, also for rows above the first that said so.
  const named = monthFactsOf(key.month, reports, first.currencies);
  const reckoned = first.currencies.length === 0 ? first : await reckonLines(tx, key, named);
  const { creators, differing, unknown, ...sums } = reckoned.totals;
  const reported = reports.length > 0;
  const currency = reported ? named.currency : (rankUpRuleOf(facts.month)?.currency ?? null);
  const body: MonthBody = {
    ...sums,
    currency,
    currencyFrom: currency === null ? null : reported ? 'report' : 'rule',
    currencies: reckoned.currencies,
    runningReport: sourceOf(reports.find((file) => file.range_to < facts.to)),
    closingReport: sourceOf(reports.find((file) => file.range_to === facts.to)),
    figuresOn: reckoned.figuresOn,
  };
  await saveMonth(tx, known, { reported, closed: facts.closed, creators, differing, unknown, body }, ctx.now);
}
