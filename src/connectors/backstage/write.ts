import { crc32, deflateRawSync } from 'node:zlib';
import type { Cell } from '#src/features/imports/ports.ts';

export const encodings = ['utf-8', 'utf-8-bom', 'windows-1252'] as const;
export interface CsvForm {
  encoding: (typeof encodings)[number];
  delimiter: ',' | ';' | '\t';
  eol: '\r\n' | '\n';
}

/**
 * Rows as the vendor's file or a spreadsheet saves them. Unlike our own files (lib/csv) a cell that opens as a formula is left so:
 * `-90%` and `-` are the vendor's.
 */
export function toCsv(rows: readonly (readonly Cell[])[], { encoding, delimiter, eol }: CsvForm): Uint8Array {
  const awkward = delimiter === '\t' ? /["\t\r\n]/u : delimiter === ';' ? /[";\r\n]/u : /[",\r\n]/u;
  const quoted = (text: string): string => (awkward.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = rows.map((row) => row.map((cell) => quoted(csvText(cell))).join(delimiter) + eol).join('');
  return encoding === 'windows-1252' ? toWindows1252(text) : Buffer.from(encoding === 'utf-8-bom' ? `\ufeff${text}` : text, 'utf8');
}

function csvText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'number' ? shown(cell) : cell;
}

/** As a spreadsheet shows a number when it saves CSV: from twelve digits on as `7.12E+18`. */
function shown(value: number): string {
  if (Math.abs(value) < 1e11) return String(value);
  const [digits, power] = value.toExponential(2).split('e') as [string, string];
  return `${digits.replace(/\.?0+$/u, '')}E${power}`;
}

/** What Windows-1252 has in place of the controls 0x80-0x9f, in order; a dot where it has nothing. */
const upper = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';
const upperCodes = new Map(Array.from(upper, (char, i) => [char, 0x80 + i] as const).filter(([char]) => char !== '.'));
const plain = (code: number): boolean => code < 0x80 || (code >= 0xa0 && code <= 0xff);

/** A character that the encoding does not have becomes a question mark, as spreadsheets save it. */
function toWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let size = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    bytes[size++] = plain(code) ? code : (upperCodes.get(char) ?? 0x3f);
  }
  return bytes.subarray(0, size);
}

/** A cell that is worked out, with the value that was stored beside it. */
export interface FormulaCell {
  formula: string;
  value: Cell;
}
export type XlsxCell = Cell | FormulaCell;
export interface XlsxForm {
  /** Days counted from 1904, as old Macs saved them. */
  date1904?: boolean;
  /** Texts in the cells rather than in a table of their own. */
  inlineStrings?: boolean;
  /** Entries of the zip not deflated. */
  stored?: boolean;
  sheet?: string;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageIs = 'http://schemas.openxmlformats.org/package/2006';
const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook with one sheet; same rows, same bytes. */
export function toXlsx(rows: readonly (readonly XlsxCell[])[], form: XlsxForm = {}): Uint8Array {
  const shared = form.inlineStrings ? undefined : openShared();
  const sheet = sheetXml(rows, form.date1904 ?? false, shared);
  const parts: (readonly [string, string | Buffer])[] = [
    ['[Content_Types].xml', contentTypes(shared !== undefined)],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbookXml(form)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'], ...sharedRelation(shared)]),
    ],
    ['xl/styles.xml', styles],
    ['xl/worksheets/sheet1.xml', sheet],
  ];
  if (shared !== undefined) parts.push(['xl/sharedStrings.xml', shared.xml()]);
  return zip(
    parts.map(([name, part]) => [name, typeof part === 'string' ? Buffer.from(part, 'utf8') : part]),
    form.stored ?? false,
  );
}

const sharedRelation = (shared: Shared | undefined): [string, string][] =>
  shared === undefined ? [] : [['sharedStrings', 'sharedStrings.xml']];

function contentTypes(shared: boolean): string {
  const part = (name: string, type: string) => `<Override PartName="/xl/${name}" ContentType="${sheetMl}.${type}+xml"/>`;
  return (
    `${head}<Types xmlns="${packageIs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${part('workbook.xml', 'sheet.main')}${part('worksheets/sheet1.xml', 'worksheet')}` +
    `${part('styles.xml', 'styles')}${shared ? part('sharedStrings.xml', 'sharedStrings') : ''}</Types>`
  );
}

const relations = (all: readonly (readonly [string, string])[]): string =>
  `${head}<Relationships xmlns="${packageIs}/relationships">` +
  `${all.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

const workbookXml = ({ date1904 = false, sheet = 'Sheet1' }: XlsxForm): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}">${date1904 ? '<workbookPr date1904="1"/>' : ''}` +
  `<sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** Two forms of cells: as they come, and moments (the built-in format 22). */
const styles =
  `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

/** In pieces: one text of a large sheet would be copied several times on its way to bytes. */
function sheetXml(rows: readonly (readonly XlsxCell[])[], date1904: boolean, shared: Shared | undefined): Buffer {
  const letters = columnLetters(rows.reduce((most, row) => Math.max(most, row.length), 0));
  const pieces: Buffer[] = [];
  let piece = `${head}<worksheet xmlns="${main}"><sheetData>`;
  for (const [i, row] of rows.entries()) {
    piece += `<row r="${i + 1}">`;
    for (let c = 0; c < row.length; c++) piece += cellXml(row[c]!, letters[c]! + (i + 1), date1904, shared);
    piece += '</row>';
    if (piece.length < 1 << 16) continue;
    pieces.push(Buffer.from(piece, 'utf8'));
    piece = '';
  }
  return Buffer.concat([...pieces, Buffer.from(`${piece}</sheetData></worksheet>`, 'utf8')]);
}

/** A, B ... Z, AA ... */
function columnLetters(count: number): string[] {
  const letterOf = (i: number): string => (i < 26 ? '' : letterOf(Math.floor(i / 26) - 1)) + String.fromCodePoint(65 + (i % 26));
  return Array.from({ length: count }, (_, i) => letterOf(i));
}

function cellXml(cell: XlsxCell, at: string, date1904: boolean, shared: Shared | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'string') {
    if (shared !== undefined) return `<c r="${at}" t="s"><v>${shared.indexOf(cell)}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is>${textXml(cell)}</is></c>`;
  }
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date) return `<c r="${at}" s="1"><v>${serialOf(cell, date1904)}</v></c>`;
  const { formula, value } = cell;
  const kind = typeof value === 'string' ? ' t="str"' : typeof value === 'boolean' ? ' t="b"' : value instanceof Date ? ' s="1"' : '';
  return `<c r="${at}"${kind}><f>${escaped(formula)}</f>${value === null ? '' : `<v>${escaped(storedText(value, date1904))}</v>`}</c>`;
}

const storedText = (value: NonNullable<Cell>, date1904: boolean): string =>
  value instanceof Date ? String(serialOf(value, date1904)) : typeof value === 'boolean' ? (value ? '1' : '0') : String(value);

/** Days since the last day of 1899, less one for the leap day that 1900 did not have; or since 1904. */
const serialOf = (at: Date, date1904: boolean): number => at.getTime() / 86_400_000 + (date1904 ? 24_107 : 25_569);

// Control characters other than tab and line breaks: XML cannot hold them, they are dropped.
const forbidden = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;
const awkwardXml = /[&<>"\r\ufffe\uffff]|[^\P{Cc}\t\n\r]/u;
const escaped = (text: string): string =>
  awkwardXml.test(text)
    ? text
        .replace(forbidden, '')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll('\r', '&#13;')
    : text;
const textXml = (text: string): string => `<t${/^\s|\s$|\n/u.test(text) ? ' xml:space="preserve"' : ''}>${escaped(text)}</t>`;

function openShared() {
  const places = new Map<string, number>();
  let uses = 0;
  return {
    indexOf(text: string): number {
      uses++;
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    xml: (): string =>
      `${head}<sst xmlns="${main}" count="${uses}" uniqueCount="${places.size}">` +
      `${Array.from(places.keys(), (text) => `<si>${textXml(text)}</si>`).join('')}</sst>`,
  };
}
type Shared = ReturnType<typeof openShared>;

/** The first of January 1980, 0:00: the first moment a zip knows; the same for every file. */
const [zipTime, zipDate] = [0, 0x21];

function zip(files: readonly (readonly [string, Uint8Array])[], stored: boolean): Uint8Array {
  const [parts, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of files) {
    const body = stored ? bytes : deflateRawSync(bytes, { level: 1 });
    const label = Buffer.from(name, 'utf8');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    about(local, 4, { method: stored ? 0 : 8, crc: crc32(bytes), packed: body.length, size: bytes.length, label: label.length });
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    local.copy(central, 6, 4, 30);
    central.writeUInt32LE(offset, 42);
    parts.push(local, label, body);
    directory.push(central, label);
    offset += local.length + label.length + body.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

interface Entry {
  method: number;
  crc: number;
  packed: number;
  size: number;
  label: number;
}

/** The fields that an entry's own head and the directory's share, in the same order; names are in UTF-8. */
function about(into: Buffer, at: number, { method, crc, packed, size, label }: Entry): void {
  into.writeUInt16LE(20, at);
  into.writeUInt16LE(0x0800, at + 2);
  into.writeUInt16LE(method, at + 4);
  into.writeUInt16LE(zipTime, at + 6);
  into.writeUInt16LE(zipDate, at + 8);
  into.writeUInt32LE(crc, at + 10);
  into.writeUInt32LE(packed, at + 14);
  into.writeUInt32LE(size, at + 18);
  into.writeUInt16LE(label, at + 22);
}
