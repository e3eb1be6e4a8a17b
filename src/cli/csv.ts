import { parse } from 'csv-parse/sync';
import { createReadStream } from 'node:fs';

/** One row of a CSV file by its number, counted from 1: its cells, or why it cannot be read. */
export type CsvRow = { row: number; cells: string[]; reason?: never } | { row: number; reason: string; cells?: never };

const linesMax = 200;
const charsMax = 20_000;

/** Lines of any ending. One that never ends is cut, a little over the bound, so that it is seen to be too long. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?=[^\n])/);
    rest = lines.pop()!.slice(0, charsMax + 1);
    yield* lines;
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

const options = { relax_column_count: true, skip_empty_lines: false } as const;

/** The cells of one row; `open` when it ends inside a quotation, `broken` when a quotation ends in the middle of a cell. */
function cellsOf(text: string): string[] | 'open' | 'broken' {
  if (text === '') return [''];
  try {
    return parse(text, options)[0]!;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'CSV_QUOTE_NOT_CLOSED') return 'open';
    if (code !== 'INVALID_OPENING_QUOTE') return 'broken';
  }
  try {
    // An inch mark inside a bare cell is a character like any other.
    return parse(text, { ...options, relax_quotes: true })[0]!;
  } catch {
    return 'broken';
  }
}

/** What no cell may hold: it would cost the whole batch that it travels in. */
function unusable(text: string): string | undefined {
  if (text.length > charsMax) return 'row: is too long';
  if (text.includes('\0')) return 'row: holds a NUL, which is not text';
  return text.includes('\ufffd') ? 'row: is not UTF-8 text' : undefined;
}

/**
 * Reads row by row. A quotation may go over several lines; one that is never closed costs its own line only, and reading goes on with the
 * next, because a parser of the whole file would swallow everything after it.
 */
export async function* readCsv(file: string): AsyncGenerator<CsvRow> {
  const source = linesOf(file);
  const lines: string[] = [];
  const has = async (n: number) => {
    while (lines.length < n) {
      const next = await source.next();
      if (next.done) return false;
      lines.push(next.value);
    }
    return true;
  };
  for (let row = 1; await has(1); row++) {
    if (row === 1) lines[0] = lines[0]!.replace(/^\ufeff/, '');
    let text = lines[0]!;
    let used = 1;
    let cells = cellsOf(text);
    while (cells === 'open' && used < linesMax && text.length <= charsMax && (await has(used + 1))) {
      const line = lines[used++]!;
      text += `\n${line}`;
      if (line.includes('"')) cells = cellsOf(text);
    }
    const read = typeof cells !== 'string';
    const reason = unusable(read ? text : lines[0]!) ?? (read ? undefined : 'row: a quotation mark is not closed, or closed inside a cell');
    lines.splice(0, read ? used : 1);
    yield reason === undefined ? { row, cells: cells as string[] } : { row, reason };
  }
}
