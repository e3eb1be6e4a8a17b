import { z } from 'zod';
import { act } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { nobody } from '#src/infra/may.ts';
import { day } from '#src/lib/shapes.ts';
import { addMs, dayMs } from '#src/lib/time.ts';
import { fileKind, fileLanguage, ImportReport } from '../contract.ts';
import { lockExports, planForGrowth } from '../queries/creators.ts';
import {
  beat as saveBeat,
  changeFile,
  claimFileEverywhere,
  deleteForgottenEverywhere,
  deleteParts,
  loadFile,
  loadState,
  lockFile,
  wasTakenSince,
  type FileRow,
} from '../queries/files.ts';
import { deleteRows, listRowsToCarry, saveRows, type ReadRow } from '../queries/rows.ts';
import { toConfirm } from '../rules/creators.ts';
import { carryRows } from '../steps/carry.ts';
import { isReadFile, type ReadFile } from '../steps/judge.ts';
import { chunk, judgeFile, reportOn } from '../steps/preview.ts';
import { fileOnly, no } from './files.ts';

/** How long whoever works on a file may be silent before another one begins it anew. */
const silenceMs = 30_000;
const forgottenMs = 7 * dayMs;

/** Tells how far a file has come; called within its transaction, so it must not wait. */
export type OnProgress = (importId: string, done: number) => void;

export const claim = act(
  'imports.claim',
  z.strictObject({}),
  nobody,
  async (tx, ctx): Promise<{ file: FileRow | null }> => {
    const file = await claimFileEverywhere(tx, addMs(ctx.now, -silenceMs), ctx.now);
    // Whoever read it before has left some of its rows.
    if (file?.state === 'reading') await deleteRows(tx, { agencyId: file.agency_id, importId: file.import_id });
    return { file: file ?? null };
  },
  { quiet: true },
);

/** A sign of life; `goOn` is false once somebody has stopped the file. */
export const beat = act(
  'imports.beat',
  fileOnly.extend({ done: z.int() }),
  nobody,
  async (tx, ctx, { done, ...key }) => ({ goOn: (await saveBeat(tx, key, done, ctx.now)) !== undefined }),
  { quiet: true },
);

const Rows = z.custom<ReadRow[]>(Array.isArray);
/** Rows as they were read; nothing of them counts yet. */
export const stage = act(
  'imports.stage',
  fileOnly.extend({ rows: Rows, done: z.int() }),
  nobody,
  async (tx, ctx, { rows, done, ...key }) => {
    const goOn = (await saveBeat(tx, key, done, ctx.now)) === 'reading';
    if (goOn && rows.length > 0) await saveRows(tx, key, rows);
    return { goOn };
  },
  { quiet: true },
);

/** A file that cannot be used, and why. */
export const refuse = act(
  'imports.refuse',
  fileOnly.extend({ refusal: z.looseObject({ code: z.string() }) }),
  nobody,
  async (tx, ctx, { refusal, ...key }) => {
    const state = await loadState(tx, key);
    if (state !== 'reading' && state !== 'taking') return {};
    await deleteRows(tx, key);
    // Only what people can mend is read once more.
    if (refusal['mendable'] !== true) await deleteParts(tx, key);
    await changeFile(tx, key, { state: 'refused', refusal });
    ctx.about({ importId: key.importId, code: refusal.code });
    return {};
  },
);

const Columns = ImportReport.pick({ scope: true, columns: true, unknownColumns: true, missingColumns: true, duplicateColumns: true });
export const makeFinish = (onProgress: OnProgress) =>
  act(
    'imports.finish',
    fileOnly.extend({
      kind: fileKind,
      language: fileLanguage,
      range: z.object({ from: day, to: day }),
      dataOn: day,
      rows: z.int(),
      columns: Columns,
    }),
    nobody,
    async (tx, ctx, { kind, language, range, dataOn, rows, columns, ...key }) => {
      const sent = await loadFile(tx, key);
      if (sent?.state !== 'reading') return {};
      const found = { kind, language, range_from: range.from, range_to: range.to, data_on: dataOn, rows };
      const file: ReadFile = { ...sent, ...found, report: columns };
      await planForGrowth(tx);
      const judged = await judgeFile(tx, file, (done) => onProgress(key.importId, done));
      const report = await reportOn(tx, file, columns, judged);
      // Signs of life are noted in the row of the file: it is written last, and not after somebody has stopped it.
      if ((await lockFile(tx, key))?.state !== 'reading') throw no('imports.wrong_state', { state: 'stopped' });
      await changeFile(tx, key, { ...found, state: 'read', done: rows, read_at: ctx.now, report });
      ctx.about({ importId: key.importId });
      return {};
    },
  );

/** Takes a file in: all of it in one transaction, so that a kill in the middle leaves nothing. */
export const makeCarryIn = (onProgress: OnProgress) =>
  act('imports.carryIn', fileOnly, nobody, async (tx, ctx, key) => {
    if (!(await lockExports(tx, key.agencyId))) return { taken: false };
    await planForGrowth(tx);
    const file = await loadFile(tx, key);
    if (file?.state !== 'taking') return { taken: false };
    if (!isReadFile(file)) throw new Error('a file without days is taken in');
    const report = await reportNow(tx, file);
    const open = toConfirm(report.warnings ?? [], file.confirmed);
    if (open.length > 0) {
      await changeFile(tx, key, { state: 'read', read_at: ctx.now, report });
      return { taken: false };
    }
    await carryAll(tx, ctx, file, onProgress);
    // A stop that came meanwhile has the last word.
    if ((await lockFile(tx, key))?.state !== 'taking') throw no('imports.wrong_state', { state: 'stopped' });
    await deleteParts(tx, key);
    await deleteRows(tx, key);
    await changeFile(tx, key, { state: 'taken', done: file.rows, report, taken_at: ctx.now });
    ctx.about({ importId: key.importId, agencyId: key.agencyId, kind: file.kind, dataOn: file.data_on });
    ctx.tell('imports.taken', { ...key, kind: file.kind, dataOn: file.data_on });
    return { taken: true };
  });

/** A file that waits to be taken in, after another one was: what it would do now. */
export const judgeAgain = act(
  'imports.judgeAgain',
  fileOnly,
  nobody,
  async (tx, ctx, key) => {
    const file = await lockFile(tx, key);
    if (file?.state !== 'read' || !isReadFile(file)) return {};
    await planForGrowth(tx);
    await changeFile(tx, key, { report: await reportNow(tx, file), read_at: ctx.now });
    return {};
  },
  { quiet: true },
);

/** What was found at reading, or, where another file was taken in since, what is found now. */
async function reportNow(tx: Tx, file: ReadFile): Promise<Partial<ImportReport>> {
  if (file.read_at !== null && !(await wasTakenSince(tx, file.agency_id, file.read_at))) return file.report;
  const { scope = '', columns = [], unknownColumns = [], missingColumns = [], duplicateColumns = [] } = file.report;
  const judged = await judgeFile(tx, file, () => {});
  return reportOn(tx, file, { scope, columns, unknownColumns, missingColumns, duplicateColumns }, judged);
}

async function carryAll(tx: Tx, ctx: Ctx, file: ReadFile, onProgress: OnProgress) {
  const key = { agencyId: file.agency_id, importId: file.import_id };
  for (let after = 0; ;) {
    const rows = await listRowsToCarry(tx, key, after, chunk);
    if (rows.length === 0) return;
    after = rows.at(-1)!.n;
    await carryRows(tx, ctx, file, rows);
    onProgress(file.import_id, after);
    if ((await loadState(tx, key)) !== 'taking') throw no('imports.wrong_state', { state: 'stopped' });
  }
}

/** Files that nobody went on with for a week go. */
export const sweep = act('imports.sweep', z.strictObject({}), nobody, async (tx, ctx) => {
  const { numDeletedRows = 0n } = (await deleteForgottenEverywhere(tx, addMs(ctx.now, -forgottenMs)))[0] ?? {};
  return { forgotten: Number(numDeletedRows) };
});
