import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { RowNote, Verdict } from '../contract.ts';
import type { Content } from '../tables.ts';
import type { FileKey } from './files.ts';

export type StagedRow = Selectable<Tables['import_rows']>;
/** A row as it was read from a file. */
export interface ReadRow {
  n: number;
  platform_id: string | null;
  handle: string | null;
  quit: boolean;
  content: Content;
  bad: { column: string; value: string; why: string }[];
  verdict: 'skipped' | null;
  notes: RowNote[];
}

export const saveRows = (tx: Tx, { agencyId, importId }: FileKey, rows: readonly ReadRow[]) =>
  sql`insert into import_rows (agency_id, import_id, n, platform_id, handle, quit, content, bad, verdict, notes)
    select ${agencyId}::uuid, ${importId}::uuid, r.n, r.platform_id, r.handle, r.quit, r.content, r.bad, r.verdict, r.notes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(n int, platform_id text, handle text, quit boolean, content jsonb, bad jsonb, verdict text, notes text[])`.execute(tx);

export const deleteRows = (tx: Tx, { agencyId, importId }: FileKey) =>
  tx.deleteFrom('import_rows').where('agency_id', '=', agencyId).where('import_id', '=', importId).execute();

const rowsAfter = (tx: Tx, { agencyId, importId }: FileKey, n: number) =>
  tx
    .selectFrom('import_rows')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('import_id', '=', importId)
    .where('n', '>', n)
    .orderBy('n');

/** The next rows that are about somebody, in the order of the file: also those that were skipped when they were judged before. */
export const listRowsToJudge = (tx: Tx, key: FileKey, n: number, limit: number): Promise<StagedRow[]> =>
  rowsAfter(tx, key, n)
    .where(sql<boolean>`not notes && array['empty', 'no_creator', 'no_period', 'total']`)
    .limit(limit)
    .execute();

/** The next rows that count, in the order of the file. */
export const listRowsToCarry = (tx: Tx, key: FileKey, n: number, limit: number): Promise<StagedRow[]> =>
  rowsAfter(tx, key, n)
    .where(sql<boolean>`verdict is distinct from 'skipped'`)
    .limit(limit)
    .execute();

export const saveVerdicts = (
  tx: Tx,
  { agencyId, importId }: FileKey,
  rows: readonly { n: number; verdict: Verdict; notes: readonly string[] }[],
) =>
  sql`update import_rows r set verdict = v.verdict, notes = v.notes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(n int, verdict text, notes text[])
    where r.agency_id = ${agencyId} and r.import_id = ${importId} and r.n = v.n`.execute(tx);

export interface Tally {
  verdicts: Record<string, number>;
  notes: Record<string, number>;
  badCells: { row: number; column: string; value: string; why: string }[];
  badCellCount: number;
}
/** What is said of the rows of a file, counted; the first fifty cells that could not be read. */
export async function tallyRows(tx: Tx, { agencyId, importId }: FileKey): Promise<Tally> {
  const { rows } = await sql<Tally>`with mine as (
      select n, verdict, notes, bad from import_rows where agency_id = ${agencyId} and import_id = ${importId})
    select
      coalesce((select jsonb_object_agg(verdict, c) from (select coalesce(verdict, 'new') as verdict, count(*) as c from mine group by 1) v), '{}') as verdicts,
      coalesce((select jsonb_object_agg(note, c) from (select note, count(*) as c from mine, unnest(notes) note group by 1) t), '{}') as notes,
      coalesce((select jsonb_agg(jsonb_build_object('row', n, 'column', b->>'column', 'value', b->>'value', 'why', b->>'why'))
        from (select n, b from mine, jsonb_array_elements(bad) b order by n limit 50) f), '[]') as "badCells",
      (select coalesce(sum(jsonb_array_length(bad)), 0) from mine) as "badCellCount"`.execute(tx);
  const tally = rows[0]!;
  return { ...tally, badCellCount: Number(tally.badCellCount) };
}

export const listRows = (
  db: Db,
  { agencyId, importId }: FileKey,
  filter: { verdict?: Verdict | undefined; note?: RowNote | undefined },
  after: number,
  limit: number,
): Promise<StagedRow[]> => {
  let rows = db.selectFrom('import_rows').selectAll().where('agency_id', '=', agencyId).where('import_id', '=', importId);
  if (filter.verdict !== undefined) rows = rows.where('verdict', '=', filter.verdict);
  if (filter.note !== undefined) rows = rows.where(sql<boolean>`notes @> ${[filter.note]}::text[]`);
  return rows
    .where('n', '>', after)
    .orderBy('n')
    .limit(limit + 1)
    .execute();
};
