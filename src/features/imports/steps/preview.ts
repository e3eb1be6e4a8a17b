import type { Tx } from '#src/infra/db/open.ts';
import { addDays, daysBetween } from '#src/lib/days.ts';
import type { ImportReport, ImportWarning, RowNote, Verdict } from '../contract.ts';
import { countActive } from '../queries/creators.ts';
import { lastDayTold, listDaysTold } from '../queries/files.ts';
import { listRowsToJudge, saveVerdicts, tallyRows } from '../queries/rows.ts';
import { areStrangers, doubledRows } from '../rules/creators.ts';
import { countsToDate, judgeRows, type Judged, type ReadFile } from './judge.ts';

export const chunk = 1_000;
export const fileKey = (file: ReadFile) => ({ agencyId: file.agency_id, importId: file.import_id });

interface Judgement {
  n: number;
  /** Whom the row is about, also when nobody knew her before. */
  key: string;
  diamonds: number;
  known: boolean;
  verdict: Verdict;
  notes: RowNote[];
}

function keyOf({ row, creator }: Judged, named: Map<string, string>): string {
  const own = creator?.export_id ?? (row.platform_id === null ? undefined : `id ${row.platform_id}`);
  const key = own ?? named.get(row.handle!) ?? `name ${row.handle}`;
  if (row.handle !== null && !named.has(row.handle)) named.set(row.handle, key);
  return key;
}

/** Judges every row of a file against what is known, and keeps what is found with the row. */
export async function judgeFile(tx: Tx, file: ReadFile, onDone: (rows: number) => void): Promise<Judgement[]> {
  const all: Judgement[] = [];
  const named = new Map<string, string>();
  for (let after = 0; ;) {
    const rows = await listRowsToJudge(tx, fileKey(file), after, chunk);
    if (rows.length === 0) break;
    after = rows.at(-1)!.n;
    for (const judged of await judgeRows(tx, file, rows)) {
      const { row, creator, verdict, notes } = judged;
      const diamonds = row.content.figures.diamonds ?? -1;
      const key = verdict === 'skipped' ? `row ${row.n}` : keyOf(judged, named);
      all.push({ n: row.n, key, diamonds, known: creator !== undefined, verdict, notes });
    }
    onDone(after);
  }
  const { kept, dropped } = doubledRows(all.filter((one) => one.verdict !== 'skipped'));
  const judged = all.map((one): Judgement => {
    if (dropped.has(one.n)) return { ...one, verdict: 'skipped', notes: ['doubled', ...one.notes] };
    return kept.has(one.n) ? { ...one, notes: ['regrouped', ...one.notes] } : one;
  });
  for (let i = 0; i < judged.length; i += chunk)
    await saveVerdicts(
      tx,
      fileKey(file),
      judged.slice(i, i + chunk).map(({ n, verdict, notes }) => ({ n, verdict, notes })),
    );
  return judged;
}

/** Days of the month before this file's own that nobody has told of. */
function gapsBefore(file: ReadFile, told: readonly string[]): string[] {
  const days = Array.from({ length: daysBetween(file.range_from, file.data_on) }, (_, i) => addDays(file.range_from, i));
  const last = days.findLast((day) => told.includes(day));
  return last === undefined ? [] : days.filter((day) => day > last);
}

type Columns = Pick<ImportReport, 'scope' | 'columns' | 'unknownColumns' | 'missingColumns' | 'duplicateColumns'>;

/** What a file would do, or did: counts, warnings, gaps. */
export async function reportOn(tx: Tx, file: ReadFile, columns: Columns, judged: readonly Judgement[]): Promise<ImportReport> {
  const { verdicts, notes, badCells, badCellCount } = await tallyRows(tx, fileKey(file));
  const about = new Map(judged.filter((one) => one.verdict !== 'skipped').map((one) => [one.key, one.known]));
  const knownCreators = [...about.values()].filter(Boolean).length;
  const toDate = countsToDate(file);
  const active = await countActive(tx, file.agency_id, file.data_on);
  const told = await lastDayTold(tx, file.agency_id);
  const gapDays = toDate ? gapsBefore(file, await listDaysTold(tx, file.agency_id, file.range_from)) : [];
  const warns: [ImportWarning, boolean][] = [
    ['strangers', areStrangers({ active, known: knownCreators, rows: about.size })],
    ['older', told !== null && file.data_on < told],
    ['own_range', file.kind === 'creator_data' && !toDate],
    ['gap', gapDays.length > 0],
    ['restated', (notes['restated'] ?? 0) > 0],
    ['fell', (notes['fell'] ?? 0) > 0],
    ['bad_cells', badCellCount > 0],
    ['lossy_ids', (notes['lossy_id'] ?? 0) > 0],
    ['quit_unknown', (notes['quit_unknown'] ?? 0) > 0],
  ];
  return {
    ...columns,
    verdicts,
    notes,
    warnings: warns.filter(([, holds]) => holds).map(([name]) => name),
    newCreators: about.size - knownCreators,
    knownCreators,
    missingCreators: Math.max(0, active - knownCreators),
    gapDays,
    badCells,
    badCellCount,
  };
}
