import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx';
import type { Cell } from '#src/lib/csv.ts';

export type { Cell };

/** What a column holds: words, a number, or a day as YYYY-MM-DD. */
export type CellKind = 'text' | 'number' | 'day';

/** The most characters that a cell of a workbook takes. */
const textMost = 32_767;
/** A workbook counts days from the last one of 1899. */
const firstDay = Date.UTC(1899, 11, 30);
const dayMs = 86_400_000;

/** Text stays text, whatever it begins with: it is written as a string in the format of text, never as a formula. */
const textCell = (text: string): CellObject => ({ t: 's', v: text.slice(0, textMost), z: '@' });

function cellOf(cell: Cell, kind: CellKind): CellObject | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (kind === 'number' && typeof cell === 'number' && Number.isFinite(cell)) return { t: 'n', v: cell };
  const at = kind === 'day' && typeof cell === 'string' ? Date.parse(cell) : Number.NaN;
  if (Number.isFinite(at)) return { t: 'n', v: (at - firstDay) / dayMs, z: 'yyyy-mm-dd' };
  return textCell(String(cell));
}

/** A workbook of one sheet (.xlsx): numbers are numbers, days are days, and nothing in it is carried out. */
export function workbookOf(
  head: readonly string[],
  kinds: readonly CellKind[],
  rows: readonly (readonly Cell[])[],
): Uint8Array<ArrayBuffer> {
  const cells = rows.map((row) => row.map((cell, at) => cellOf(cell, kinds[at] ?? 'text')));
  const sheet: WorkSheet = utils.aoa_to_sheet([head.map(textCell), ...cells], { dense: true });
  sheet['!cols'] = head.map((_title, at) => ({ wch: widthOf(head, rows, at) }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Greenroom');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', bookSST: true, compression: true }) as ArrayBuffer);
}

/** As wide as what stands in its first rows. */
function widthOf(head: readonly string[], rows: readonly (readonly Cell[])[], at: number): number {
  const lengths = rows.slice(0, 100).map((row) => String(row[at] ?? '').length);
  return Math.min(40, Math.max(8, (head[at] ?? '').length + 2, ...lengths.map((length) => length + 1)));
}
