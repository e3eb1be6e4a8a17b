export type Cell = string | number | boolean | null | undefined;

/** Marks UTF-8 for spreadsheets that would otherwise guess; stands once, before the first line. */
export const csvMark = '\ufeff';

// What a spreadsheet reads as the start of a formula, the wide forms of East Asian keyboards among it.
const opensFormula = /^[=+\-@\t\r\n＝＋－＠]/u;
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/** The text of a cell as it is written: one that a spreadsheet would carry out begins with an apostrophe, a plain number does not. */
export function safeCell(cell: Cell): string {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return opensFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

const quoted = (text: string): string => (/[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line of RFC 4180 with its CRLF. A row of one empty cell is written as `""`: an empty line would be no row. */
export function csvLine(cells: readonly Cell[]): string {
  const texts = cells.map((cell) => quoted(safeCell(cell)));
  return `${texts.length === 1 && texts[0] === '' ? '""' : texts.join(',')}\r\n`;
}

/** A whole file: the mark, the head, a line for each row. Opening it in a spreadsheet carries nothing out. */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  csvMark + [head, ...rows].map(csvLine).join('');
