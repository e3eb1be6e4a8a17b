import type { Tx } from '#src/infra/db/open.ts';
import type { RowNote, Verdict } from '../contract.ts';
import { listKnown, type ExportCreator } from '../queries/creators.ts';
import { listLatest, listTotalsBefore, type TotalRow } from '../queries/facts.ts';
import type { FileRow } from '../queries/files.ts';
import type { StagedRow } from '../queries/rows.ts';
import { matchRow, type Known, type KnownCreator } from '../rules/match.ts';
import { isToDate } from '../rules/period.ts';

/** A file whose rows have been read. */
export type ReadFile = FileRow & { kind: NonNullable<FileRow['kind']>; range_from: string; range_to: string; data_on: string };
export const isReadFile = (file: FileRow): file is ReadFile => file.kind !== null && file.range_from !== null && file.data_on !== null;

/** Days follow from this file by difference: it counts from the first of a month. */
export const countsToDate = (file: ReadFile): boolean =>
  file.kind === 'creator_data' && isToDate({ from: file.range_from, to: file.range_to });
export const scopeOf = (file: ReadFile): string => (file.kind === 'activity_rank' ? (file.report.scope ?? '') : '');
export const factKeyOf = (file: ReadFile) => ({ kind: file.kind, scope: scopeOf(file), from: file.range_from, to: file.range_to });

export interface Judged {
  row: StagedRow;
  creator: ExportCreator | undefined;
  verdict: Verdict;
  notes: RowNote[];
  /** Of the fact that the row is about: how many versions there are. */
  versions: number;
  /** The month-to-date total before this file's day. */
  before: TotalRow | undefined;
}

async function knownFor(tx: Tx, { agency_id, platform }: ReadFile, rows: readonly StagedRow[]) {
  const found = await listKnown(
    tx,
    agency_id,
    platform,
    rows.flatMap((r) => r.platform_id ?? []),
    rows.flatMap((r) => r.handle ?? []),
  );
  const byId = new Map(found.map((c) => [c.export_id, c]));
  const plain = (c: ExportCreator): KnownCreator => ({ id: c.export_id, platformId: c.platform_id, handle: c.handle });
  const byHandle = new Map<string, KnownCreator[]>();
  for (const c of found) for (const name of c.names) byHandle.set(name, [...(byHandle.get(name) ?? []), plain(c)]);
  const byPlatformId = new Map(found.flatMap((c) => (c.platform_id === null ? [] : [[c.platform_id, plain(c)] as const])));
  return { byId, known: { byPlatformId, byHandle } satisfies Known };
}

/** What was found when the row was read; the rest is found anew. */
const ofReading: readonly RowNote[] = ['quit', 'lossy_id', 'bad_cells'];

/** What taking these rows in would do: whom each is about, and whether it says anything new of her. */
export async function judgeRows(tx: Tx, file: ReadFile, rows: readonly StagedRow[]): Promise<Judged[]> {
  const { byId, known } = await knownFor(tx, file, rows);
  const matched = rows.map((row) => ({
    row,
    match: matchRow({ platformId: row.platform_id, handle: row.handle, quit: row.quit }, known),
  }));
  const about = matched.flatMap(({ row, match }) => (match.is === 'known' ? [{ id: match.creator.id, content: row.content }] : []));
  const latest = await listLatest(tx, file.agency_id, factKeyOf(file), about);
  const totals = countsToDate(file)
    ? await listTotalsBefore(
        tx,
        file.agency_id,
        file.range_from,
        file.data_on,
        about.map(({ id }) => id),
      )
    : [];
  const before = new Map(totals.map((t) => [t.export_id, t]));
  return matched.map(({ row, match }) => {
    const notes = (row.notes as RowNote[]).filter((note) => ofReading.includes(note));
    if (match.is === 'skipped')
      return { row, creator: undefined, verdict: 'skipped', notes: [match.why, ...notes], versions: 0, before: undefined };
    if (match.is === 'new')
      return { row, creator: undefined, verdict: 'new', notes: ['new_creator', ...notes], versions: 0, before: undefined };
    const fact = latest.get(match.creator.id);
    const total = before.get(match.creator.id);
    const verdict = fact === undefined ? 'new' : fact.same ? 'unchanged' : 'changed';
    const more: RowNote[] = [];
    if (match.renamed) more.push('renamed');
    if (verdict === 'changed' && !fact!.counted_alike) more.push('restated');
    if (total && fell(total, row)) more.push('fell');
    return {
      row,
      creator: byId.get(match.creator.id),
      verdict,
      notes: [...more, ...notes],
      versions: fact?.version ?? 0,
      before: total,
    };
  });
}

/** A month-to-date total never falls; where it did, an earlier day was restated. */
const fell = (total: TotalRow, { content }: StagedRow): boolean =>
  (['diamonds', 'liveSeconds', 'validDays'] as const).some(
    (key) =>
      content.figures[key] !== undefined &&
      total.figures[key] !== undefined &&
      content.figures[key] < total.figures[key] &&
      !content.approx.includes(key),
  );
