import { z } from 'zod';
import { loadAgencies } from '#src/features/agencies/index.ts';
import { listPeopleNames } from '#src/features/people/index.ts';
import { act, forOperators, view, type May } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { staff } from '#src/infra/may.ts';
import { refusals } from '#src/lib/errors.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant, pageQuery } from '#src/lib/shapes.ts';
import { Begin, Part, partBytes, Read, reasons, rowNote, Take, verdict, type RowNote } from '../contract.ts';
import {
  changeFile,
  countOpen,
  countParts,
  deleteParts,
  listFiles,
  loadFile,
  loadMapping,
  lockFile,
  saveFile,
  saveMapping,
  savePart,
  type FileRow,
} from '../queries/files.ts';
import { deleteRows, listRows } from '../queries/rows.ts';
import { toConfirm } from '../rules/creators.ts';
import { isReadFile } from '../steps/judge.ts';

export const no = refusals(reasons);
const openMax = 5;

/** Owners and managers bring the agency's files; the operator does by command, for whoever asks. */
const bringers: May<{ agencyId: string }> = forOperators((actor, input) =>
  actor.kind === 'person' && actor.operator === 'admin' ? undefined : staff('owner', 'manager')(actor, input),
);

export const fileOnly = z.strictObject({ agencyId: id, importId: id });
const agencyOnly = z.strictObject({ agencyId: id });

async function lock(tx: Tx, key: { agencyId: string; importId: string }, ...states: FileRow['state'][]): Promise<FileRow> {
  const file = await lockFile(tx, key);
  if (!file) throw no('imports.not_found');
  if (!states.includes(file.state)) throw no('imports.wrong_state', { state: file.state });
  return file;
}

/** A code of ours as a sentence; what else is known of a refusal travels along. */
function tellRefusal(refusal: FileRow['refusal']) {
  if (refusal === null) return null;
  const { header: _header, mendable: _mendable, standard: _standard, ...rest } = refusal;
  const reason = (reasons as Record<string, { detail: string }>)[refusal.code];
  return { ...rest, detail: reason?.detail ?? '' };
}

const show = (file: FileRow, partsSent: number, given: FileRow['mapping'], maker: string | undefined) => ({
  importId: file.import_id,
  name: file.name,
  bytes: file.bytes,
  platform: file.platform,
  state: file.state,
  partBytes,
  parts: file.parts,
  partsSent,
  refusal: tellRefusal(file.refusal),
  kind: file.kind,
  language: file.language,
  range: file.range_from === null || file.range_to === null ? null : { from: file.range_from, to: file.range_to },
  dataOn: file.data_on,
  rows: file.rows,
  done: file.done,
  report: 'verdicts' in file.report ? (file.report as never) : null,
  header: (file.refusal?.['header'] as string[] | undefined) ?? null,
  given,
  madeBy: file.made_by === null ? null : { personId: file.made_by, name: maker ?? '' },
  madeAt: file.made_at.toISOString(),
  takenAt: file.taken_at?.toISOString() ?? null,
});

async function shown(db: Db | Tx, agencyId: string, files: readonly FileRow[]) {
  const sent = await countParts(
    db,
    agencyId,
    files.filter((f) => f.state === 'sending').map((f) => f.import_id),
  );
  const names = await listPeopleNames(db, [...new Set(files.flatMap((f) => f.made_by ?? []))]);
  return files.map((f) => show(f, f.state === 'sending' ? (sent.get(f.import_id) ?? 0) : f.parts, f.mapping, names.get(f.made_by ?? '')));
}
async function showOne(db: Db | Tx, key: { agencyId: string; importId: string }) {
  const file = (await loadFile(db, key))!;
  const [one] = await shown(db, key.agencyId, [file]);
  const header = file.refusal?.['header'] as string[] | undefined;
  const before = header && file.mapping === null ? await loadMapping(db, key.agencyId, headerText(header)) : undefined;
  return { ...one!, given: file.mapping ?? before ?? null };
}
/** Under which a file's columns are remembered. */
export const headerText = (header: readonly string[]): string => JSON.stringify(header);

/** Begins to bring a file: its bytes follow in parts. Five at most wait at once. */
export const begin = act(
  'imports.begin',
  agencyOnly.extend(Begin.shape),
  bringers,
  async (tx, ctx, { agencyId, name, bytes, platform }) => {
    const [agency] = await loadAgencies(tx, [agencyId]);
    if (!agency) throw no('imports.not_found');
    if ((await countOpen(tx, agencyId)) >= openMax) throw no('imports.busy');
    const importId = ctx.newId();
    await saveFile(tx, {
      agency_id: agencyId,
      import_id: importId,
      name,
      bytes,
      parts: Math.ceil(bytes / partBytes),
      platform,
      made_by: ctx.actor.personId ?? null,
      made_at: ctx.now,
    });
    ctx.about({ importId });
    return showOne(tx, { agencyId, importId });
  },
);

/** One part of a file, counted from 0; sending it again changes nothing. */
export const send = act(
  'imports.send',
  fileOnly.extend({ n: z.coerce.number().int().min(0).max(1_000), ...Part.shape }),
  bringers,
  async (tx, ctx, { data, n, ...key }) => {
    const file = await lock(tx, key, 'sending');
    const body = Buffer.from(data, 'base64');
    const due = n === file.parts - 1 ? file.bytes - n * partBytes : partBytes;
    if (n >= file.parts || body.length !== due) throw no('imports.part_unknown', { parts: file.parts, bytes: due });
    await savePart(tx, key, n, body);
    return { importId: key.importId, n };
  },
  { quiet: true },
);

/** Has a file read that is there whole; with the names of its columns where we know none, and once more when they were wrong. */
export const read = act('imports.read', fileOnly.extend(Read.shape), bringers, async (tx, ctx, { given, ...key }) => {
  if (given?.range && given.range.from >= given.range.to) throw no('imports.bad_range');
  const file = await lock(tx, key, 'sending', 'refused', 'read');
  const sent = (await countParts(tx, key.agencyId, [key.importId])).get(key.importId) ?? 0;
  if (sent !== file.parts) throw no('imports.not_whole', { parts: file.parts, sent });
  if (file.state !== 'sending' && given === undefined) throw no('imports.wrong_state', { state: file.state });
  const header = file.refusal?.['header'] as string[] | undefined;
  if (given && header && file.refusal?.['standard'] !== true)
    await saveMapping(tx, key.agencyId, headerText(header), { columns: given.columns }, ctx.now);
  await deleteRows(tx, key);
  await changeFile(tx, key, {
    state: 'reading',
    refusal: null,
    report: {},
    rows: 0,
    done: 0,
    beat_at: new Date(0),
    ...(given && { mapping: given }),
  });
  ctx.about({ importId: key.importId });
  ctx.tell('imports.asked', key);
  return showOne(tx, key);
});

/** Has a file taken in that was read. Another agency's must be confirmed. */
export const take = act('imports.take', fileOnly.extend(Take.shape), bringers, async (tx, ctx, { confirm, ...key }) => {
  const file = await lock(tx, key, 'read');
  const open = toConfirm(file.report.warnings ?? [], confirm);
  if (open.length > 0) throw no('imports.confirm', { confirm: open });
  await changeFile(tx, key, { state: 'taking', done: 0, beat_at: new Date(0), confirmed: confirm });
  ctx.about({ importId: key.importId });
  ctx.tell('imports.asked', key);
  return showOne(tx, key);
});

/** Keeps nothing of a file that has not been taken in, also in the middle of it. */
export const stop = act('imports.stop', fileOnly, bringers, async (tx, ctx, key) => {
  const file = await lock(tx, key, 'sending', 'reading', 'read', 'taking', 'refused', 'stopped');
  if (file.state !== 'stopped') {
    await deleteParts(tx, key);
    await deleteRows(tx, key);
    await changeFile(tx, key, { state: 'stopped', refusal: null, report: {} });
  }
  ctx.about({ importId: key.importId });
  return showOne(tx, key);
});

export const list = view(
  'imports.list',
  pageQuery.extend({ agencyId: id }),
  bringers,
  async (db, _ctx: Ctx, { agencyId, cursor, limit }) => {
    const keys = fromCursor(cursor, [instant, id]);
    const rows = await listFiles(db, agencyId, keys && { at: keys[0], id: keys[1] }, limit);
    const page = pageOf(
      rows,
      limit,
      (r) => [r.made_at.toISOString(), r.import_id],
      (r) => r,
    );
    return { items: await shown(db, agencyId, page.items), nextCursor: page.nextCursor };
  },
);

export const get = view('imports.get', fileOnly, bringers, async (db, _ctx, key) => {
  if (!(await loadFile(db, key))) throw no('imports.not_found');
  return showOne(db, key);
});

export const rowsQuery = pageQuery.extend({ verdict: verdict.optional(), note: rowNote.optional() });
/** What is said of each row of a file that has been read and not been taken in yet. */
export const rows = view(
  'imports.rows',
  rowsQuery.extend(fileOnly.shape),
  bringers,
  async (db, _ctx, { cursor, limit, verdict: one, note, ...key }) => {
    const file = await loadFile(db, key);
    if (!file) throw no('imports.not_found');
    const keys = fromCursor(cursor, ['number']);
    const found = isReadFile(file) ? await listRows(db, key, { verdict: one, note }, keys?.[0] ?? 0, limit) : [];
    return pageOf(
      found,
      limit,
      (r) => [r.n],
      (r) => ({
        row: r.n,
        handle: r.handle,
        platformId: r.platform_id,
        verdict: r.verdict,
        notes: r.notes as RowNote[],
        diamonds: r.content.figures.diamonds ?? null,
        liveSeconds: r.content.figures.liveSeconds ?? null,
        validDays: r.content.figures.validDays ?? null,
        bad: r.bad,
      }),
    );
  },
);
