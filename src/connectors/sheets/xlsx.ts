// SheetJS never sees the file: it gets a zip made anew of the few parts that hold a table, each unpacked and measured here.
import { read, SSF, type CellObject, type WorkBook } from '@e965/xlsx';
import { SheetFault, type Cell, type SheetInfo } from '#src/features/imports/ports.ts';
import type { RowFlow } from './flow.ts';
import type { SheetLimits } from './limits.ts';
import { entriesOf, plainZip, unpack } from './zip.ts';

interface Part {
  name: string;
  data: Buffer;
}

const types = '[content_types].xml';
const book = 'xl/workbook.xml';
/** A sheet's own bounds; what stands beyond is looked at no further. */
const excel = { rows: 1_048_576, columns: 16_384 };
const wanted =
  /^(?:\[content_types\]\.xml|_rels\/\.rels|xl\/_rels\/workbook\.xml\.rels|xl\/(?:workbook|styles|sharedstrings|[a-z]+sheets\/[^/]+)\.xml)$/i;
const isSheet = (name: string) => /^xl\/worksheets\//i.test(name);
const isStrings = (name: string) => name.toLowerCase() === 'xl/sharedstrings.xml';

/** Reads the first sheet that has any rows. */
export async function readXlsx(bytes: Buffer, limits: SheetLimits, flow: RowFlow): Promise<SheetInfo> {
  const { zip, skipped } = tableParts(bytes, limits);
  const { SheetNames: names } = parsed(zip, { bookSheets: true });
  for (const [i, name] of names.entries()) {
    const { Sheets, Workbook } = parsed(zip, { sheets: i });
    const sheet = Sheets[name];
    if (sheet === undefined) throw skipped ?? new SheetFault('broken');
    const rows = (sheet['!data'] ?? []) as (CellObject[] | undefined)[];
    const last = rows.length > excel.rows ? rows.length - 1 : rows.findLastIndex((row) => row?.some((cell) => valueOf(cell) !== null));
    if (last >= limits.rows) throw new SheetFault('too_many_rows', last + 1);
    if (last < 0) continue;
    for (let at = 0; at <= last; at += 1) await flow.add(rowOf(rows[at], Workbook?.WBProps?.date1904 === true, limits, at));
    return { format: 'xlsx', rows: await flow.end() };
  }
  throw new SheetFault('empty');
}

function parsed(zip: Buffer, only: { bookSheets: true } | { sheets: number }): WorkBook {
  try {
    const values = { cellFormula: true, sheetStubs: true, cellNF: true, cellText: false, cellHTML: false, cellDates: false };
    return read(zip, { type: 'buffer', dense: true, nodim: true, ...values, ...only });
  } catch (error) {
    throw new SheetFault(error instanceof RangeError ? 'too_large' : 'broken');
  }
}

/** Only what a table needs; `skipped` is the fault of a sheet left out because it is too large, should it be the one to read. */
function tableParts(bytes: Buffer, limits: SheetLimits): { zip: Buffer; skipped?: SheetFault } {
  const entries = entriesOf(bytes, limits);
  if (!entries.some(({ name }) => name.toLowerCase() === book)) throw new SheetFault('not_a_sheet');
  const kept = entries.filter(({ name }) => wanted.test(name));
  if (kept.some(({ name, unpacked }) => unpacked > limits.partBytes && !isSheet(name) && !isStrings(name)))
    throw new SheetFault('too_large');
  if (kept.reduce((sum, { unpacked }) => sum + unpacked, 0) > limits.tableBytes) throw new SheetFault('too_large');
  let skipped: SheetFault | undefined;
  const parts = kept.flatMap((entry): Part[] => {
    const made = prepared({ name: entry.name, data: unpack(bytes, entry) }, limits);
    if (!(made instanceof SheetFault)) return [made];
    skipped ??= made;
    return [];
  });
  const names = new Set(parts.map(({ name }) => name.toLowerCase()));
  for (const part of parts) if (part.name.toLowerCase() === types) part.data = onlyListing(part.data, names);
  return { zip: plainZip(parts), ...(skipped && { skipped }) };
}

/** Each part is looked at as if it held rows: a workbook may name any of its parts as a sheet. */
function prepared(part: Part, limits: SheetLimits): Part | SheetFault {
  // Two bytes a character: allowed, written by nobody, and a way past the looks below.
  if (part.data.subarray(0, 3).some((byte) => byte >= 0xfe)) throw new SheetFault('broken');
  if (isSheet(part.name)) return onlyCells(part, limits);
  if (hasLinks(part.data)) throw new SheetFault('broken');
  if (part.name.toLowerCase() === 'xl/styles.xml') return { ...part, data: withEastAsianDates(part.data) };
  if (!isStrings(part.name)) return part;
  const { cells, strings, run } = measured(part.data);
  if (cells > limits.cells || strings > limits.strings || run > limits.runBytes) throw new SheetFault('too_large');
  return part;
}

/** The list of parts, without those left out: SheetJS fails on a part that is listed and missing. */
function onlyListing(list: Buffer, names: ReadonlySet<string>): Buffer {
  const listed = (tag: string) => names.has((/\bPartName\s*=\s*["']\/?([^"']*)/.exec(tag)?.[1] ?? '').toLowerCase());
  return Buffer.from(list.toString('utf8').replace(/<(?:\w+:)?Override\b[^<>]*>/g, (tag) => (listed(tag) ? tag : '')));
}

/** A sheet cut down to its cells: a range of links, or a declared size, would make SheetJS fill in millions of them. */
function onlyCells({ name, data }: Part, limits: SheetLimits): Part | SheetFault {
  const word = data.indexOf('sheetData');
  if (word < 0) return { name, data: Buffer.from('<worksheet/>') };
  const start = data.lastIndexOf('<', word);
  const end = data.lastIndexOf('sheetData>') + 'sheetData>'.length;
  const closed = /^<(?:\w+:)?sheetData\b[^<>]*\/>/.test(data.toString('latin1', start, start + 200));
  if (closed) return { name, data: Buffer.from('<worksheet/>') };
  if (data[data.lastIndexOf('<', end - 1) + 1] !== 0x2f) throw new SheetFault('broken');
  const cells = Buffer.concat([Buffer.from('<worksheet>'), data.subarray(start, end), Buffer.from('</worksheet>')]);
  // A link among the cells, where none belongs, would be filled in as well.
  if (hasLinks(cells)) throw new SheetFault('broken');
  const found = measured(cells);
  if (found.cells <= limits.cells && found.run <= limits.runBytes) return { name, data: cells };
  return new SheetFault(found.rows > limits.rows ? 'too_many_rows' : 'too_large');
}

function hasLinks(xml: Buffer): boolean {
  for (let at = xml.indexOf('hyperlink'); at >= 0; at = xml.indexOf('hyperlink', at + 1))
    if (/^<(?:\w+:)?$/.test(xml.toString('latin1', xml.lastIndexOf('<', at), at))) return true;
  return false;
}

/** How many cells, rows and texts begin in a part, with a namespace's prefix or without, and the longest way from one tag to the next. */
function measured(xml: Buffer): { cells: number; rows: number; strings: number; run: number } {
  const found = { cells: 0, rows: 0, strings: 0, run: 0 };
  let [open, name] = [0, 0];
  for (let at = 0; at <= xml.length; at += 1) {
    const byte = xml[at] ?? byteOf.open;
    if (byte === byteOf.open) {
      found.run = Math.max(found.run, at - open);
      [open, name] = [at, at + 1];
    } else if (byte === byteOf.colon) {
      name = at + 1;
    } else if (name > 0 && (byte <= byteOf.space || byte === byteOf.close || byte === byteOf.slash)) {
      if (at > name) count(found, xml, name, at - name);
      name = 0;
    }
  }
  return found;
}

const byteOf = { space: 0x20, slash: 0x2f, colon: 0x3a, open: 0x3c, close: 0x3e, c: 0x63, i: 0x69, r: 0x72, s: 0x73 };

function count(found: { cells: number; rows: number; strings: number }, xml: Buffer, at: number, length: number): void {
  const first = xml[at];
  if (length === 1 && first === byteOf.c) found.cells += 1;
  else if (length === 2 && first === byteOf.s && xml[at + 1] === byteOf.i) found.strings += 1;
  else if (length === 3 && first === byteOf.r) found.rows += 1;
}

/** Excel in Chinese, Japanese and Korean names dates by numbers that no file explains. Which date it is does not matter, only that it is one. */
function withEastAsianDates(styles: Buffer): Buffer {
  const ids = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
  const formats = ids.map((id) => `<numFmt numFmtId="${id}" formatCode="yyyy-mm-dd"/>`).join('');
  const text = styles.toString('latin1');
  const own = /<(?:\w+:)?numFmts\b[^<>]*[^/<>]>/;
  if (own.test(text))
    return Buffer.from(
      text.replace(own, (tag) => tag + formats),
      'latin1',
    );
  return Buffer.from(
    text.replace(/<(?:\w+:)?styleSheet\b[^<>]*>/, (tag) => `${tag}<numFmts>${formats}</numFmts>`),
    'latin1',
  );
}

function rowOf(cells: CellObject[] | undefined, from1904: boolean, limits: SheetLimits, at: number): Cell[] {
  if (cells && cells.length > excel.columns) throw new SheetFault('too_many_columns', at + 1);
  const row: Cell[] = [];
  // Only the cells that are there: a row may have one in column 16,384.
  cells?.forEach((cell, column) => {
    const value = valueOf(cell, from1904);
    if (value === null) return;
    if (column >= limits.columns) throw new SheetFault('too_many_columns', at + 1);
    row[column] = value;
  });
  return Array.from(row, (value) => value ?? null);
}

const errors = new Map<unknown, string>([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

function valueOf(cell: CellObject, from1904 = false): Cell {
  switch (cell.t) {
    case 'z':
      return cell.f ? `=${cell.f}` : null;
    case 'e':
      return errors.get(cell.v) ?? '#ERROR!';
    case 'n':
      return numberOf(Number(cell.v), String(cell.z ?? ''), from1904);
    case 'b':
    case 'd':
    case 's':
      return cell.v === undefined || cell.v === '' ? null : cell.v;
    default:
      return cell.v === undefined ? null : String(cell.v);
  }
}

const day = 86_400_000;
const isDate = new Map<string, boolean>();

function numberOf(value: number, format: string, from1904: boolean): Cell {
  if (!Number.isFinite(value)) return '#NUM!';
  if (!isDate.has(format)) isDate.set(format, SSF.is_date(format) as boolean);
  if (!isDate.get(format)) return value;
  return /\[[hms]+\]/i.test(format) ? elapsed(value) : (dateOf(value, from1904) ?? value);
}

/** A stretch of time, `[h]:mm:ss`, is no date: in the words of the platforms' own exports. */
function elapsed(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const text = `${Math.floor(seconds / 3_600)}h ${Math.floor(seconds / 60) % 60}m ${seconds % 60}s`;
  return days < 0 ? `-${text}` : text;
}

/** Excel's calendar of 1900 has a 29 February that never was: day 60, and no date. */
function dateOf(days: number, from1904: boolean): Date | undefined {
  if (days < 0 || days >= 2_958_466 || (!from1904 && days >= 60 && days < 61)) return undefined;
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(start + Math.round(days * day));
}
