// What the tests of sheets share: how one is read here or in a thread, and workbooks made by hand.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { SheetFault, type Cell, type SheetFaultCode, type SheetInfo, type SheetReader } from '#src/features/imports/ports.ts';
import { rowFlow } from '#src/connectors/sheets/flow.ts';
import { sheetLimits, type SheetLimits } from '#src/connectors/sheets/limits.ts';
import { openSheets } from '#src/connectors/sheets/open.ts';
import { readTable } from '#src/connectors/sheets/table.ts';

/** Reads in threads, as the program does. */
export const sheets = openSheets();
after(() => sheets.stop());

/** Reads in this thread, for what is in a file: to start a thread takes a hundred times as long as to read a small file. */
export const here = (limits: Partial<SheetLimits> = {}): SheetReader => ({
  read: ({ bytes }, onRows) => {
    const all = { ...sheetLimits, ...limits };
    return readTable(
      Buffer.from(bytes),
      all,
      rowFlow(all, async (rows, first) => onRows(rows, first)),
    );
  },
});

export const utf8 = (text: string) => Buffer.from(text);

export async function readAll(bytes: Uint8Array, name = 'a.csv', reader: SheetReader = here()): Promise<SheetInfo & { cells: Cell[][] }> {
  const cells: Cell[][] = [];
  const info = await reader.read({ bytes, name }, (rows, first) => {
    assert.equal(first, cells.length + 1);
    assert.ok(rows.length > 0 && rows.length <= 500);
    cells.push(...rows);
  });
  assert.equal(info.rows, cells.length);
  return { ...info, cells };
}

export async function refused(
  bytes: Uint8Array,
  code: SheetFaultCode,
  { at, reader = here() }: { at?: number; reader?: SheetReader } = {},
) {
  const fault = await readAll(bytes, 'a.xlsx', reader).then(
    () => assert.fail(`read, not ${code}`),
    (error: unknown) => error,
  );
  assert.ok(fault instanceof SheetFault, String(fault));
  assert.deepEqual({ code: fault.code, at: fault.at }, { code, at });
  return fault;
}

export interface Part {
  name: string;
  data: string | Buffer;
  /** Bytes in the zip and size told of, where they are not what they should be. */
  packed?: Buffer;
  unpacked?: number;
  flags?: number;
  /** Sizes stand in the zip64 extra field, as Apache POI writes them. */
  wide?: boolean;
}

/** A zip by hand, so that it can lie. */
export function zipOf(parts: readonly Part[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data, packed = deflateRawSync(data), unpacked = Buffer.from(data).length, flags = 0, wide } of parts) {
    const facts = Buffer.alloc(26);
    const extra = Buffer.alloc(wide ? 20 : 0);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(wide ? 0xffffffff : packed.length, 14);
    facts.writeUInt32LE(wide ? 0xffffffff : unpacked, 18);
    facts.writeUInt16LE(name.length, 22);
    facts.writeUInt16LE(extra.length, 24);
    if (wide) extra.writeUInt16LE(1, 0);
    if (wide) extra.writeUInt16LE(16, 2);
    if (wide) extra.writeBigUInt64LE(BigInt(unpacked), 4);
    if (wide) extra.writeBigUInt64LE(BigInt(packed.length), 12);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    local.push(Buffer.from('PK\x03\x04'), facts, utf8(name), extra, packed);
    central.push(Buffer.from('PK\x01\x02\x14\x00'), facts, where, utf8(name), extra);
    at += 30 + name.length + extra.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

const schemas = 'http://schemas.openxmlformats.org';
export const main = `xmlns="${schemas}/spreadsheetml/2006/main" xmlns:r="${schemas}/officeDocument/2006/relationships"`;
const type = (what: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${what}+xml`;
const listing = [
  ['workbook', 'sheet.main'],
  ['worksheets/sheet1', 'worksheet'],
  ['worksheets/sheet2', 'worksheet'],
  ['sharedStrings', 'sharedStrings'],
  ['styles', 'styles'],
].map(([part, what = '']) => `<Override PartName="/xl/${part}.xml" ContentType="${type(what)}"/>`);

interface Book {
  sheet: string;
  second?: string;
  strings?: string;
  styles?: string;
  properties?: string;
  more?: Part[];
}

export function partsOf({ sheet, second, strings, styles, properties = '', more = [] }: Book): Part[] {
  const ids = second === undefined ? [1] : [1, 2];
  const tabs = ids.map((id) => `<sheet name="S${id}" sheetId="${id}" r:id="rId${id}"/>`);
  const links = ids.map(
    (id) =>
      `<Relationship Id="rId${id}" Type="${schemas}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${id}.xml"/>`,
  );
  const part = (name: string, data: string | undefined): Part[] => (data === undefined ? [] : [{ name, data }]);
  return [
    { name: '[Content_Types].xml', data: `<Types xmlns="${schemas}/package/2006/content-types">${listing.join('')}</Types>` },
    { name: 'xl/workbook.xml', data: `<workbook ${main}>${properties}<sheets>${tabs.join('')}</sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${schemas}/package/2006/relationships">${links.join('')}</Relationships>`,
    },
    ...part('xl/worksheets/sheet1.xml', sheet),
    ...part('xl/worksheets/sheet2.xml', second),
    ...part('xl/sharedStrings.xml', strings),
    ...part('xl/styles.xml', styles),
    ...more,
  ];
}

export const bookOf = (book: Book) => zipOf(partsOf(book));
export const data = (rows: string, before = '', behind = '') =>
  `<worksheet ${main}>${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;

/** As SheetJS writes it. */
export function written(sheet: WorkSheet, name = 'S'): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name);
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
