import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { SheetFault, type SheetInfo } from '#src/features/imports/ports.ts';
import type { RowFlow } from './flow.ts';

const piece = 256 << 10;
const sampled = 64 << 10;
const sampledRows = 20;
const separators = [',', ';', '\t'] as const;
const lineEnds = ['\r\n', '\n', '\r'];

interface Coding {
  encoding: string;
  /** Bytes of the mark that tells of it. */
  skip: number;
  /** The last character is not whole. */
  cut: boolean;
}

/** Reads text as people and programs save it; every cell is a text. */
export async function readCsv(bytes: Buffer, flow: RowFlow): Promise<SheetInfo> {
  const coding = codingOf(bytes);
  const head = decoded(bytes.subarray(0, coding.skip + sampled), coding).next().value ?? '';
  if (isOtherText(head)) throw new SheetFault('not_a_sheet');
  const told = /^sep=([,;\t|])(?:\r\n|\n|\r|$)/i.exec(head);
  const delimiter = told?.[1] ?? delimiterOf(head.slice(told?.[0].length ?? 0));
  await readRows(decoded(bytes, coding, told?.[0].length), delimiter, coding.cut, flow);
  return { format: 'csv', encoding: coding.encoding, delimiter, rows: await flow.end() };
}

async function readRows(texts: Generator<string>, delimiter: string, cut: boolean, flow: RowFlow): Promise<void> {
  let last = '';
  const watched = function* () {
    for (const text of texts) {
      last = text.at(-1) ?? last;
      yield text;
    }
  };
  const parser = parse({ delimiter, record_delimiter: lineEnds, relax_quotes: true, relax_column_count: true });
  // What goes wrong in the texts ends the parser, and so the loop below.
  pipeline(Readable.from(watched()), parser, () => undefined);
  const widths: number[] = [];
  let count = 0;
  let held: string[] | undefined;
  try {
    // One behind: of the last row it has to be known that it is whole.
    for await (const row of parser as AsyncIterable<string[]>) {
      if (held) await flow.add(held);
      held = row;
      count += 1;
      widths.push(row.length);
      if (widths.length > 3) widths.shift();
    }
  } catch (error) {
    throw faultOf(error);
  }
  const ended = last === '\n' || last === '\r';
  if (cut || (!ended && isShort(widths))) throw new SheetFault('broken', ended ? count + 1 : count);
  if (held) await flow.add(held);
}

/** With its row: a quotation that never ends began in the one after those that were read. */
function faultOf(error: unknown): unknown {
  return error instanceof CsvError ? new SheetFault('broken', Number(error['records']) + 1) : error;
}

/** A last row without a line's end and with fewer cells than both before it: the file was cut in the middle. */
const isShort = ([one, two, last]: number[]) => last !== undefined && one === two && last < two!;

/** Text of another sort that would pass for a table of one column. */
function isOtherText(head: string): boolean {
  return /^\s*(?:<(?:!doctype|\?xml|html|table|svg)\b|%PDF-|\{\\rtf|\{\s*"|\[\s*[{[])/i.test(head);
}

/** A mark says it; without one it is UTF-8 when all of it is valid, else GB18030 or Windows-1252. */
function codingOf(bytes: Buffer): Coding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', skip: 2, cut: bytes.length % 2 === 1 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', skip: 2, cut: bytes.length % 2 === 1 };
  const whole = bytes.length - halfOf(bytes);
  const skip = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (isUtf8(bytes.subarray(0, whole))) return { encoding: 'utf-8', skip, cut: whole < bytes.length };
  if (skip > 0) throw new SheetFault('broken');
  if (!isChinese(bytes)) return { encoding: 'windows-1252', skip, cut: false };
  return { encoding: 'gb18030', skip, cut: !isValid(bytes, { encoding: 'gb18030', skip, cut: false }) };
}

/** How many bytes at the end begin a character of UTF-8 and do not finish it. */
function halfOf(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/**
 * GB18030 when it is valid as such and more than half of its pairs have both bytes from A1 on: there the characters in daily use stand. In
 * Western text an accented letter is mostly followed by a plain one, which makes a valid pair too, but one of a rare character.
 */
function isChinese(bytes: Buffer): boolean {
  let common = 0;
  let rare = 0;
  for (let at = 0; at < Math.min(bytes.length, 1 << 20); at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const next = bytes[(at += 1)] ?? 0;
    if (next >= 0x30 && next <= 0x39) at += 2;
    else if (next >= 0xa1 && (bytes[at - 1] ?? 0) >= 0xa1) common += 1;
    else rare += 1;
  }
  return common > rare && isValid(bytes, { encoding: 'gb18030', skip: 0, cut: true });
}

function isValid(bytes: Buffer, coding: Coding): boolean {
  try {
    for (const _ of decoded(bytes, coding)) continue;
    return true;
  } catch {
    return false;
  }
}

/** The text by pieces, the first `skip` characters left out; a last character that is not whole too when it is `cut`. */
function* decoded(bytes: Buffer, coding: Coding, skip = 0): Generator<string> {
  const decoder = new TextDecoder(coding.encoding, { fatal: true, ignoreBOM: true });
  for (let at = coding.skip; at < bytes.length; at += piece) {
    const text = strict(() => decoder.decode(bytes.subarray(at, at + piece), { stream: true }));
    yield at === coding.skip ? text.slice(skip) : text;
  }
  if (!coding.cut) strict(() => decoder.decode());
}

function strict(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new SheetFault('broken');
  }
}

/** The one that gives most rows the same number of cells; of equals, the one with more cells. */
function delimiterOf(head: string): string {
  const scored = separators.map((separator) => ({ separator, ...steadiness(widthsOf(head, separator)) }));
  return scored.reduce((best, it) => (it.rows > best.rows || (it.rows === best.rows && it.width > best.width) ? it : best)).separator;
}

/** The commonest number of separators in a row, none apart, and how many rows have it. */
function steadiness(widths: readonly number[]): { rows: number; width: number } {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 0) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = { rows: 0, width: 0 };
  for (const [width, rows] of counts) if (rows > best.rows || (rows === best.rows && width > best.width)) best = { rows, width };
  return best;
}

/** Separators outside quotations, row by row. */
function widthsOf(head: string, separator: string): number[] {
  const widths: number[] = [];
  let [width, quoted, fresh] = [0, false, true];
  for (let at = 0; at < head.length && widths.length < sampledRows; at += 1) {
    const char = head.charAt(at);
    if (quoted) {
      quoted = char !== '"';
    } else if (char === separator) {
      width += 1;
    } else if (char === '\n' || char === '\r') {
      widths.push(width);
      width = 0;
    } else if (char === '"') {
      // A quotation begins with a cell; a doubled quote closes one and opens it again.
      quoted = fresh || head.charAt(at - 1) === '"';
    }
    fresh = char === separator || char === '\n' || char === '\r';
  }
  return head.length < sampled && widths.length < sampledRows ? [...widths, width] : widths;
}
