// Files as people, programs and attackers make them: what is read, what is refused and by which code, and that nothing else is harmed.
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { crc32, deflateRawSync } from 'node:zlib';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { SheetFault, type Cell, type SheetFaultCode, type SheetInfo, type SheetReader } from '#src/features/imports/ports.ts';
import { rowFlow } from './flow.ts';
import { sheetLimits, type SheetLimits } from './limits.ts';
import { openSheets } from './open.ts';
import { readTable } from './table.ts';

/** Reads in threads, as the program does. */
const sheets = openSheets();
after(() => sheets.stop());

/** Reads in this thread, for what is in a file: to start a thread takes a hundred times as long as to read a small file. */
const here = (limits: Partial<SheetLimits> = {}): SheetReader => ({
  read: ({ bytes }, onRows) => {
    const all = { ...sheetLimits, ...limits };
    return readTable(
      Buffer.from(bytes),
      all,
      rowFlow(all, async (rows, first) => onRows(rows, first)),
    );
  },
});

const utf8 = (text: string) => Buffer.from(text);

async function readAll(bytes: Uint8Array, name = 'a.csv', reader: SheetReader = here()): Promise<SheetInfo & { cells: Cell[][] }> {
  const cells: Cell[][] = [];
  const info = await reader.read({ bytes, name }, (rows, first) => {
    assert.equal(first, cells.length + 1);
    assert.ok(rows.length > 0 && rows.length <= 500);
    cells.push(...rows);
  });
  assert.equal(info.rows, cells.length);
  return { ...info, cells };
}

async function refused(bytes: Uint8Array, code: SheetFaultCode, { at, reader = here() }: { at?: number; reader?: SheetReader } = {}) {
  const fault = await readAll(bytes, 'a.xlsx', reader).then(
    () => assert.fail(`read, not ${code}`),
    (error: unknown) => error,
  );
  assert.ok(fault instanceof SheetFault, String(fault));
  assert.deepEqual({ code: fault.code, at: fault.at }, { code, at });
  return fault;
}

interface Part {
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
function zipOf(parts: readonly Part[]): Buffer {
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
const main = `xmlns="${schemas}/spreadsheetml/2006/main" xmlns:r="${schemas}/officeDocument/2006/relationships"`;
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

function partsOf({ sheet, second, strings, styles, properties = '', more = [] }: Book): Part[] {
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

const bookOf = (book: Book) => zipOf(partsOf(book));
const data = (rows: string, before = '', behind = '') => `<worksheet ${main}>${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;
const stylesOf = (ids: number[], formats = '') =>
  `<styleSheet ${main}>${formats}<cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;

/** As SheetJS writes it. */
function written(sheet: WorkSheet, name = 'S'): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name);
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** 29 columns of ids, names, counts and times. */
const cellAt = (row: number, column: number): string | number =>
  column % 3 === 0 ? `71234567890${row} ${column}` : column % 3 === 1 ? row * column : '2023-08-05 00:11:00 (UTC+0)';

function bigBook(rows: number, columns: number): Buffer {
  const texts = new Map<string, number>();
  const ref = (text: string) => texts.get(text) ?? (texts.set(text, texts.size), texts.size - 1);
  const cell = (row: number, column: number) => {
    const value = cellAt(row, column);
    const at = `r="${letters(column)}${row}"`;
    return typeof value === 'number' ? `<c ${at}><v>${value}</v></c>` : `<c ${at} t="s"><v>${ref(value)}</v></c>`;
  };
  const lines = Array.from(
    { length: rows },
    (_, i) => `<row r="${i + 1}">${Array.from({ length: columns }, (_c, c) => cell(i + 1, c)).join('')}</row>`,
  );
  return bookOf({
    sheet: data(lines.join('')),
    strings: `<sst ${main}>${[...texts.keys()].map((t) => `<si><t>${t}</t></si>`).join('')}</sst>`,
  });
}

describe('csv', () => {
  const spectrum = resolve(import.meta.dirname, '../../../../shared/data/formats/csv-spectrum');
  test('csv-spectrum, the cases that people write', { skip: existsSync(spectrum) ? false : `${spectrum} is missing` }, async () => {
    for (const file of readdirSync(join(spectrum, 'csvs'))) {
      const { cells } = await readAll(readFileSync(join(spectrum, 'csvs', file)), file);
      const [head = [], ...rows] = cells;
      const read = rows.map((row) => Object.fromEntries(head.map((name, i) => [String(name), row[i] ?? ''])));
      const want = [JSON.parse(readFileSync(join(spectrum, 'json', file.replace('.csv', '.json')), 'utf8')) as object].flat();
      // In this one the list itself tells of another telephone number than its file.
      if (file === 'location_coordinates.csv')
        for (const row of [...read, ...want]) delete (row as Record<string, unknown>)['Contact Phone Number'];
      assert.deepEqual(read, want, file);
    }
  });

  const cases: [string, string, Cell[][]][] = [
    [
      'commas in quotations',
      'a,b\nJohn,"Anytown, WW"\n',
      [
        ['a', 'b'],
        ['John', 'Anytown, WW'],
      ],
    ],
    ['empty quotations', 'a,b,c\n1,"",""\n2,3,4', [['a', 'b', 'c'], ['1'], ['2', '3', '4']]],
    [
      'empty cells in between',
      'a,b,c\n,,3\n',
      [
        ['a', 'b', 'c'],
        [null, null, '3'],
      ],
    ],
    [
      'doubled quotes',
      'a,b\n1,"ha ""ha"" ha"\n',
      [
        ['a', 'b'],
        ['1', 'ha "ha" ha'],
      ],
    ],
    [
      'JSON',
      'k,v\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n',
      [
        ['k', 'v'],
        ['1', '{"type": "Point", "at": [102.0, 0.5]}'],
      ],
    ],
    [
      'line breaks',
      'a,b\n"Once upon \na time",5\r\n"x\r\ny",6\r\n',
      [
        ['a', 'b'],
        ['Once upon \na time', '5'],
        ['x\r\ny', '6'],
      ],
    ],
    [
      'quotes and line breaks',
      'a,b\n1,"ha \n""ha"" \nha"\n3,4\n',
      [
        ['a', 'b'],
        ['1', 'ha \n"ha" \nha'],
        ['3', '4'],
      ],
    ],
    [
      'LF, CRLF and CR in one',
      'a,b\n1,2\r\n3,4\r5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'a quote in a bare cell',
      'a,b\n5" disc,37°36\'37.8"N\n',
      [
        ['a', 'b'],
        ['5" disc', '37°36\'37.8"N'],
      ],
    ],
    ['a title above', 'Exported at 2026-07-06\na,b,c\n1,2,3\n', [['Exported at 2026-07-06'], ['a', 'b', 'c'], ['1', '2', '3']]],
    ['empty rows', 'a,b\n\n1,2\n\n\n', [['a', 'b'], [], ['1', '2']]],
    ['one column', 'handle\nana\nbea\n', [['handle'], ['ana'], ['bea']]],
    ['one cell', 'handle', [['handle']]],
    [
      'semicolons and decimal commas',
      'a;b\n1,5;2,5\n3,5;4,5\n',
      [
        ['a', 'b'],
        ['1,5', '2,5'],
        ['3,5', '4,5'],
      ],
    ],
    [
      'semicolons, more commas than they',
      'a;b\n1;x, y, z and w\n2;y\n',
      [
        ['a', 'b'],
        ['1', 'x, y, z and w'],
        ['2', 'y'],
      ],
    ],
    [
      'commas inside quotations',
      'a;b\n"1,2,3,4,5";2\n"1,2,3,4,5";4\n',
      [
        ['a', 'b'],
        ['1,2,3,4,5', '2'],
        ['1,2,3,4,5', '4'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2,3\n',
      [
        ['a', 'b'],
        ['1', '2,3'],
      ],
    ],
    [
      'sep= tells',
      'sep=;\r\na;b,c,d\r\n1;2\r\n',
      [
        ['a', 'b,c,d'],
        ['1', '2'],
      ],
    ],
    [
      'a byte order mark',
      '\ufeffa,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a mark, then sep=', '\ufeffsep=|\na|b\n', [['a', 'b']]],
    ['ids keep their digits', 'id\n7123456789012345678\n0012\n', [['id'], ['7123456789012345678'], ['0012']]],
    ['formulas are texts', 'a\n=1+1\n', [['a'], ['=1+1']]],
  ];
  for (const [name, text, cells] of cases)
    test(name, async () => {
      const got = await readAll(utf8(text));
      assert.deepEqual(got.cells, cells);
      assert.deepEqual([got.format, got.encoding], ['csv', 'utf-8']);
    });

  const chinese = Buffer.from('b4b4d7f7d5df49442cd3d0d0a7bfaab2a5cceccafd0d0a372cb6fe0d0a', 'hex');
  test('encodings', async () => {
    const wide = Buffer.from('\ufeffa,直播\r\n1,ñ\r\n', 'utf16le');
    const want = [
      ['a', '直播'],
      ['1', 'ñ'],
    ];
    assert.deepEqual((await readAll(wide)).cells, want);
    assert.equal((await readAll(wide, 'a.csv', sheets)).encoding, 'utf-16le');
    assert.deepEqual((await readAll(Buffer.from(wide).swap16())).cells, want);
    const gb = await readAll(chinese);
    assert.deepEqual(
      [gb.encoding, gb.cells],
      [
        'gb18030',
        [
          ['创作者ID', '有效开播天数'],
          ['7', '二'],
        ],
      ],
    );
    for (const text of [
      'Periodo de datos,ID del creador,Duración de LIVE,Días válidos,Diamantes en el último mes,Año\n',
      'Gültige LIVE-Tage;Größe;Übersicht;Straße\n',
      'Créateur;Durée;Été;Noël;“Déjà” – 5 €\n',
      'Criação,Inelegível,Pendência,Ações\n',
    ]) {
      const got = await readAll(western(text));
      assert.deepEqual([got.encoding, got.cells], ['windows-1252', [text.trim().split(got.delimiter ?? '')]]);
    }
  });

  test('large files, in every encoding, across the borders of pieces', async () => {
    const rows = 9_000;
    const lines = Array.from({ length: rows }, (_, i) => `${'字é'.repeat(20)}${i},"直播,\n${i}"`).join('\n');
    for (const bytes of [utf8(lines), Buffer.from(`\ufeff${lines}`, 'utf16le')]) {
      const { cells } = await readAll(bytes);
      assert.equal(cells.length, rows);
      assert.deepEqual(cells[rows - 1], [`${'字é'.repeat(20)}${rows - 1}`, `直播,\n${rows - 1}`]);
    }
  });

  test('half a file', async () => {
    await refused(utf8('a,b\n1,2\n3,"4'), 'broken', { at: 3, reader: sheets });
    await refused(utf8('a,b,c\n1,2,3\n4,5'), 'broken', { at: 3 });
    await refused(utf8('a,b\n1,2\n3,é').subarray(0, -1), 'broken', { at: 3 });
    await refused(Buffer.concat([chinese, Buffer.from([0xb6])]), 'broken', { at: 3 });
    await refused(Buffer.from('\ufeffa,b\n1,2', 'utf16le').subarray(0, -1), 'broken', { at: 2 });
  });

  test('an unclosed quotation, however long', async () => {
    await refused(utf8('a,b\n1,2\n"'), 'broken', { at: 3 });
    await refused(utf8(`a,b\n"${'1,2\n'.repeat(2_000_000)}`), 'broken', { at: 2 });
  });

  test('limits', async () => {
    await refused(utf8('a\n'.repeat(11)), 'too_many_rows', { at: 11, reader: here({ rows: 10 }) });
    await refused(utf8(`a\n${'b,'.repeat(10)}c`), 'too_many_columns', { at: 2, reader: here({ columns: 10 }) });
    assert.deepEqual((await readAll(utf8(`a${','.repeat(5_000)}\n`))).cells, [['a']]);
    const { cells } = await readAll(utf8(`${'x'.repeat(32_766)}😀y,b\n`));
    assert.deepEqual(cells, [['x'.repeat(32_766), 'b']]);
  });
});

/** As Windows-1252, which Node reads but does not write. */
function western(text: string): Buffer {
  const special = new Map([
    ['“', 0x93],
    ['”', 0x94],
    ['–', 0x96],
    ['€', 0x80],
  ]);
  return Buffer.from(Array.from(text, (char) => special.get(char) ?? char.charCodeAt(0)));
}

describe('xlsx', () => {
  test('texts stay texts, numbers numbers', async () => {
    const rows: Cell[][] = [
      ['Exported at 2026-07-06'],
      ['Creator ID', 'Name', 'Diamonds', 'Is', 'Time'],
      ['7123456789012345678', 'Ana & <b> 直播 😀', 1068, true, '2023-08-05 00:11:00 (UTC+0)'],
      [],
      [7.12e18, null, -0.5, false],
    ];
    const sheet = utils.aoa_to_sheet(rows);
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 4 } }];
    const got = await readAll(written(sheet), 'Creator_data.csv');
    assert.deepEqual(got, { format: 'xlsx', rows: 5, cells: rows });
  });

  test('shared, rich and inline texts', async () => {
    const strings = `<sst ${main}><si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r></si></sst>`;
    const sheet = data('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>in&amp;line</t></is></c></row>');
    assert.deepEqual((await readAll(bookOf({ sheet, strings }))).cells, [['plain', 'rich ', 'in&line']]);
    await refused(bookOf({ sheet: data('<row><c t="s"><v>5</v></c></row>'), strings }), 'broken');
  });

  test('values of formulas, their text where none is kept, errors', async () => {
    const sheet = data(
      '<row><c><f>1+1</f><v>2</v></c><c><f>SUM(A1:A2)</f></c><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c><f>0</f><v>0</v></c>' +
        '<c t="e"><f>A0</f><v>#REF!</v></c><c t="e"><v>#N/A</v></c><c t="e"><v>#SPILL!</v></c><c t="b"><f>1=1</f><v>1</v></c></row>',
    );
    assert.deepEqual((await readAll(bookOf({ sheet }))).cells, [[2, '=SUM(A1:A2)', 'ab', 0, '#REF!', '#N/A', '#ERROR!', true]]);
  });

  test('dates of both calendars, stretches of time, East Asian formats', async () => {
    const own = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>';
    const styles = stylesOf([0, 14, 164, 46, 31, 57, 2], own);
    const cell = (style: number, value: number) => `<c s="${style}"><v>${value}</v></c>`;
    const sheet = data(
      `<row>${cell(1, 1)}${cell(1, 59)}${cell(1, 60)}${cell(1, 61)}${cell(2, 45_143.007638888892)}${cell(3, 6.5)}${cell(4, 45_143)}${cell(5, 45_143)}${cell(6, 45_143)}` +
        `<c t="d" s="1"><v>2023-08-05T00:11:00</v></c>${cell(1, -5)}${cell(1, 9e9)}</row>`,
    );
    const date = (text: string) => new Date(`${text}Z`);
    assert.deepEqual((await readAll(bookOf({ sheet, styles }), 'a.xlsx', sheets)).cells, [
      [
        date('1900-01-01T00:00'),
        date('1900-02-28T00:00'),
        60,
        date('1900-03-01T00:00'),
        date('2023-08-05T00:11:00'),
        '156h 0m 0s',
        date('2023-08-05T00:00'),
        date('2023-08-05T00:00'),
        45_143,
        date('2023-08-05T00:11:00'),
        -5,
        9e9,
      ],
    ]);
    const mac = data(`<row>${cell(1, 0)}${cell(2, 43_681.007638888892)}<c t="d" s="1"><v>2023-08-05T00:11:00</v></c></row>`);
    const got = await readAll(bookOf({ sheet: mac, styles, properties: '<workbookPr date1904="1"/>' }));
    assert.deepEqual(got.cells, [[date('1904-01-01T00:00'), date('2023-08-05T00:11:00'), date('2023-08-05T00:11:00')]]);
    assert.deepEqual(
      (await readAll(bookOf({ sheet, styles: stylesOf([0, 14, 22, 46, 31, 57, 2]) }))).cells[0]?.[6],
      date('2023-08-05T00:00'),
    );
  });

  test('the first sheet with rows; parts that are no table are left out', async () => {
    const second = data('<row r="2"><c r="B2"><v>7</v></c></row>');
    for (const sheet of [data(''), `<worksheet ${main}><sheetData/></worksheet>`, data('<row><c s="1"/></row>')])
      assert.deepEqual((await readAll(bookOf({ sheet, second }))).cells, [[], [null, 7]]);
    const more = [{ name: 'xl/media/image1.png', data: Buffer.alloc(100, 7), packed: Buffer.from('not deflated') }];
    assert.equal((await readAll(bookOf({ sheet: second, more }))).rows, 2);
  });

  test('prefixes of a namespace, sizes in the zip64 field, backslashes in names', async () => {
    const sheet = '<x:worksheet><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const parts = partsOf({ sheet });
    assert.deepEqual((await readAll(zipOf(parts))).cells, [[7]]);
    assert.deepEqual((await readAll(zipOf(parts.map((part) => ({ ...part, wide: true }))))).cells, [[7]]);
    assert.deepEqual((await readAll(zipOf(parts.map((part) => ({ ...part, name: part.name.replaceAll('/', '\\') }))))).cells, [[7]]);
  });

  test('a declared size costs nothing, nor do cells far away', async () => {
    const cells = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><row r="9"><c r="B9"><v>2</v></c></row>';
    const sheet = data(cells, '<dimension ref="A1:XFD1048576"/>', '<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>');
    const got = await readAll(bookOf({ sheet }));
    assert.deepEqual([got.rows, got.cells[0], got.cells[8]], [9, [1, null, 3], [null, 2]]);
    await refused(bookOf({ sheet: data('<row r="1048576"><c r="A1048576"><v>1</v></c></row>') }), 'too_many_rows', { at: 1_048_576 });
    await refused(bookOf({ sheet: data('<row r="1"><c r="XFD1"><v>1</v></c></row>') }), 'too_many_columns', { at: 1 });
    await refused(bookOf({ sheet: data('<row r="999999999"><c r="ZZZZZZ999999999"><v>1</v></c></row>') }), 'too_many_rows', {
      at: 999_999_999,
    });
    await refused(bookOf({ sheet: data(`${cells}<hyperlink ref="A1:XFD1048576"/>`) }), 'broken');
    const links = data(cells, '', '<x:hyperlink ref="A1:XFD1048576" display="x"/>');
    await refused(bookOf({ sheet: `\ufeff${links}`, strings: links }), 'broken');
    const wide = Buffer.from(`\ufeff${links}`, 'utf16le');
    await refused(zipOf(partsOf({ sheet }).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, data: wide } : part))), 'broken');
    const named = data('<row><c t="inlineStr"><is><t>a hyperlink, x:hyperlink</t></is></c></row>');
    assert.deepEqual((await readAll(bookOf({ sheet: named }))).cells, [['a hyperlink, x:hyperlink']]);
  });
});

describe('what is no table', () => {
  const rows = data('<row><c><v>1</v></c></row>');
  test('empty', async () => {
    await refused(utf8(''), 'empty', { reader: sheets });
    for (const text of ['\ufeff', '\n\n\r\n', ',,,\n,,\n', '""\n', 'sep=;\n']) await refused(utf8(text), 'empty');
    await refused(bookOf({ sheet: data('') }), 'empty');
  });

  test('other files', async () => {
    const binary = [
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      Buffer.from('PK\x05\x06' + '\0'.repeat(18)),
      Buffer.from('a,b\0c\n'),
    ];
    const texts = ['%PDF-1.7\n', '<!DOCTYPE html><table>', '<?xml version="1.0"?>', '[{"a": 1}]', '{"a": 1}', '{\\rtf1 a}'];
    for (const bytes of [...binary, ...texts.map(utf8)]) await refused(bytes, 'not_a_sheet');
    await refused(zipOf([{ name: 'word/document.xml', data: '<a/>' }]), 'not_a_sheet');
    await refused(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'not_a_sheet');
  });

  test('a text that is called xlsx is read as text', async () => {
    assert.deepEqual((await readAll(utf8('a,b\n1,2\n'), 'a.xlsx')).cells, [
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('encrypted', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]);
    await refused(ole, 'encrypted');
    await refused(zipOf(partsOf({ sheet: rows }).map((part) => ({ ...part, flags: 1 }))), 'encrypted');
  });

  test('broken', async () => {
    const whole = bookOf({ sheet: rows });
    for (const length of [4, 30, 200, whole.length >> 1, whole.length - 30, whole.length - 1])
      await refused(whole.subarray(0, length), 'broken');
    const bent = Buffer.from(whole);
    bent.writeUInt32LE(whole.length - 30, whole.length - 6);
    await refused(bent, 'broken');
    const parts = partsOf({ sheet: rows });
    await refused(zipOf([...parts, ...parts.slice(0, 1)]), 'broken');
    await refused(zipOf(parts.map((part) => ({ ...part, packed: Buffer.from('not deflated') }))), 'broken');
    await refused(zipOf(parts.map((part) => ({ ...part, unpacked: 10_000 }))), 'broken');
    await refused(zipOf(parts.filter(({ name }) => !name.includes('sheet1'))), 'broken');
    await refused(bookOf({ sheet: `<worksheet ${main}><sheetData><row><c><v>1</v></c></row>` }), 'broken');
  });

  test('half of a file that SheetJS wrote', async () => {
    const whole = written(utils.aoa_to_sheet(Array.from({ length: 200 }, (_, i) => [i, `row ${i}`])));
    await refused(whole.subarray(0, whole.length >> 1), 'broken');
  });
});

describe('bombs', () => {
  const apart = { reader: sheets };
  const sheet = data('<row><c><v>1</v></c></row>');
  const withPart = (part: Partial<Part>, name = 'xl/worksheets/sheet1.xml') =>
    zipOf(partsOf({ sheet }).map((it) => (it.name === name ? { ...it, ...part } : it)));

  test('sizes that are told: four gigabytes, a thousand times, very many entries, no end of them', async () => {
    await refused(withPart({ unpacked: 0xfffffffe }), 'too_large', apart);
    await refused(withPart({ unpacked: 0xffffffffff, wide: true }), 'too_large', apart);
    await refused(withPart({ data: Buffer.alloc(64 << 20, 0x20) }), 'too_large', apart);
    await refused(bookOf({ sheet, more: [{ name: 'xl/media/a.bin', data: Buffer.alloc(8 << 20) }] }), 'too_large', apart);
    const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `a${i}`, data: '' }));
    await refused(bookOf({ sheet, more: many }), 'too_large', apart);
    const huge = bookOf({ sheet });
    huge.writeUInt32LE(0xffffffff, huge.length - 6);
    await refused(huge, 'too_large', apart);
  });

  test('sizes that lie', async () => {
    await refused(withPart({ data: Buffer.alloc(64 << 20, 0x20), unpacked: 900_000 }), 'too_large', apart);
  });

  test('parts that would fill the memory', async () => {
    const most = { ratio: 10_000 };
    const reader = openSheets(most);
    await refused(bookOf({ sheet: data(`<row>${'<c/>'.repeat(3_000_001)}</row>`) }), 'too_large', { reader });
    await refused(bookOf({ sheet: data('<row><c/></row>'.repeat(50_001)) }), 'too_many_rows', {
      reader: openSheets({ ...most, cells: 50_000, rows: 9 }),
    });
    await refused(bookOf({ sheet, strings: `<sst>${'<si/>'.repeat(1_500_001)}</sst>` }), 'too_large', { reader });
    await refused(bookOf({ sheet, strings: `<sst><si><t>${'&amp;'.repeat(300_000)}</t></si></sst>` }), 'too_large', { reader });
    await refused(bookOf({ sheet, styles: `<styleSheet>${'<xf/>'.repeat(2_000_000)}</styleSheet>` }), 'too_large', { reader });
  });

  test('a billion laughs stay unlaughed', async () => {
    const entities = Array.from({ length: 10 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`);
    const dtd = `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY lol0 "lol"><!ENTITY file SYSTEM "file:///etc/hostname">${entities.join('')}]>`;
    const strings = `${dtd}<sst ${main}><si><t>&lol9;</t></si><si><t>&file;</t></si></sst>`;
    const cells = data('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>');
    assert.deepEqual((await readAll(bookOf({ sheet: cells, strings }), 'a.xlsx', sheets)).cells, [['&lol9;', '&file;']]);
  });

  // In a process of its own: V8 may answer an exhausted heap by ending the process, which is why the bounds above never let it come to that.
  test('a heap that is too small ends the worker', async () => {
    const bytes = bookOf({ sheet: data(`<row>${'<c><v>1.5</v></c>'.repeat(1_000_000)}</row>`) });
    const open = JSON.stringify(new URL('./open.ts', import.meta.url));
    const script = `
      const { openSheets } = await import(${open});
      const { buffer } = await import('node:stream/consumers');
      const reading = openSheets({ heapMb: 64, ratio: 10_000 }).read({ bytes: await buffer(process.stdin), name: '' }, () => undefined);
      await reading.catch((fault) => console.log(fault.code, fault.cause.code));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'], env: {} });
    child.stdin.end(bytes);
    assert.equal((await text(child.stdout)).trim(), 'too_large ERR_WORKER_OUT_OF_MEMORY');
  });

  test('too many bytes, too much time', async () => {
    await refused(Buffer.alloc((32 << 20) + 1, 'a'), 'too_large', apart);
    await refused(utf8('a,b\n'), 'took_too_long', { reader: openSheets({ milliseconds: 1 }) });
  });
});

describe('beside the server', () => {
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const long = utf8('a,b,c\n'.repeat(5_000));

  test('5,000 rows of 29 columns hold up nobody', async (t) => {
    const rows = 5_000;
    const csv = Array.from({ length: rows }, (_, i) => Array.from({ length: 29 }, (_c, c) => cellAt(i + 1, c)).join(','));
    for (const [name, bytes] of [
      ['xlsx', bigBook(rows, 29)],
      ['csv', utf8(`${csv.join('\n')}\n`)],
    ] as const) {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const [before, began] = [process.memoryUsage.rss(), performance.now()];
      let [most, last, count] = [before, [] as Cell[], 0];
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 25);
      delay.enable();
      const info = await sheets.read({ bytes, name }, (chunk) => {
        count += chunk.length;
        last = chunk.at(-1) ?? [];
      });
      delay.disable();
      clearInterval(watch);
      const want = Array.from({ length: 29 }, (_, c) => cellAt(rows, c));
      assert.deepEqual([info.rows, count, last], [rows, rows, name === 'csv' ? want.map(String) : want]);
      const figures = [performance.now() - began, delay.max / 1e6, (most - before) / (1 << 20)].map((figure) => Math.round(figure));
      t.diagnostic(`${name}: ${bytes.length >> 10} KB, ${figures[0]} ms, longest delay ${figures[1]} ms, ${figures[2]} MB more at most`);
      assert.ok(delay.max < 200e6, `the thread that serves was held up for ${delay.max / 1e6} ms`);
    }
  });

  test('the next chunk waits, and waiting is no work', async () => {
    let [busy, chunks] = [0, 0];
    const patient = openSheets({ milliseconds: 4_000 });
    await patient.read({ bytes: long, name: '' }, async (rows) => {
      assert.equal((busy += 1), 1);
      chunks += 1;
      assert.equal(rows.length, 500);
      await sleep(chunks === 2 ? 4_200 : 5);
      busy -= 1;
    });
    assert.equal(chunks, 10);
  });

  test('wide rows make smaller chunks', async () => {
    const sizes: number[] = [];
    await sheets.read({ bytes: utf8(`${'a,'.repeat(299)}a\n`.repeat(200)), name: '' }, (rows) => void sizes.push(rows.length));
    assert.deepEqual(sizes, [50, 50, 50, 50]);
  });

  test('ended in the middle, before, and while waiting', async () => {
    const [threadsBefore, timersBefore] = [threads(), timers()];
    const reason = new Error('the person closed the page');
    const ending = new AbortController();
    let chunks = 0;
    const cut = sheets.read({ bytes: long, name: '' }, () => void (++chunks === 2 && ending.abort(reason)), ending.signal);
    await assert.rejects(cut, (error) => error === reason);
    await sleep(50);
    assert.equal(chunks, 2);
    await assert.rejects(
      sheets.read({ bytes: long, name: '' }, () => assert.fail('read'), ending.signal),
      (error) => error === reason,
    );
    assert.deepEqual([threads(), timers()], [threadsBefore, timersBefore]);
  });

  test('ended in the middle of one long step', async () => {
    const ending = new AbortController();
    const bytes = bookOf({ sheet: data(`<row>${'<c><f t="array" ref="A1:B2">1</f><v>1</v></c>'.repeat(100_000)}</row>`) });
    const reading = openSheets({ ratio: 1_000 }).read({ bytes, name: '' }, () => undefined, ending.signal);
    await sleep(1_500);
    const began = performance.now();
    ending.abort();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.ok(performance.now() - began < 1_000);
  });

  test('what the taker throws comes out', async () => {
    const before = threads();
    const reason = new Error('no room');
    const thrower = () => {
      throw reason;
    };
    for (const taker of [thrower, () => Promise.reject(reason)])
      await assert.rejects(sheets.read({ bytes: long, name: '' }, taker), (error) => error === reason);
    assert.equal(threads(), before);
  });

  test('two at once, the third waits; one that waits can be ended; stop ends all', async () => {
    const before = threads();
    const reader = openSheets();
    const begun: string[] = [];
    const doors = new Map<string, () => void>();
    const open = (name: string, signal?: AbortSignal) =>
      reader.read(
        { bytes: utf8('a\n'), name },
        () => {
          begun.push(name);
          return new Promise((done) => doors.set(name, done));
        },
        signal,
      );
    const until = async (count: number) => {
      while (begun.length < count) await sleep(5);
    };
    const ending = new AbortController();
    const [one, two] = [open('one'), open('two')];
    const bored = open('bored', ending.signal);
    const [three, four] = [open('three'), open('four')];
    await until(2);
    await sleep(300);
    assert.deepEqual(begun.toSorted(), ['one', 'two']);
    ending.abort();
    await assert.rejects(bored, { name: 'AbortError' });
    doors.get('one')?.();
    assert.equal((await one).rows, 1);
    await until(3);
    assert.equal(begun[2], 'three');
    const left = Promise.allSettled([two, three, four]);
    await reader.stop();
    assert.deepEqual(
      (await left).map((end) => end.status === 'rejected' && (end.reason as Error).name),
      ['AbortError', 'AbortError', 'AbortError'],
    );
    assert.equal(threads(), before);
    await assert.rejects(open('late'), { name: 'AbortError' });
  });

  test('the bytes stay with the caller, also those of a shared pool', async () => {
    const bytes = Buffer.from('a,b\n1,2\n');
    await readAll(bytes, 'a.csv', sheets);
    assert.equal(bytes.toString(), 'a,b\n1,2\n');
  });

  test('a thread that read a small file well reads the next one of the same owner, and of nobody else', async () => {
    const reader = openSheets({ keptBytes: 100_000 });
    const files = [
      { bytes: utf8('a,b\n1,2\n'), name: 'a.csv' },
      { bytes: bookOf({ sheet: data('<row><c><v>7</v></c></row>') }), name: 'b.xlsx' },
    ];
    const begun: string[] = [];
    const hook = (worker: Worker) => void begun.push(String(worker.threadId));
    process.on('worker', hook);
    const read = async (of: string | undefined, { bytes, name } = files[0]!) => {
      const cells: Cell[][] = [];
      await reader.read({ bytes, name, of }, (rows) => void cells.push(...rows));
      return cells;
    };
    try {
      const alone = [await read(undefined, files[0]), await read(undefined, files[1])];
      assert.equal(begun.length, 2, 'without an owner each has its own');
      assert.deepEqual([await read('x', files[0]), await read('x', files[1]), await read('x', files[0])], [...alone, alone[0]]);
      assert.equal(begun.length, 3);
      await read('y');
      assert.equal(begun.length, 4, 'another owner');
      await Promise.all([read('x'), read('x')]);
      assert.equal(begun.length, 5, 'side by side they are two, of which one stays');
      await assert.rejects(read('x', { bytes: utf8('a\0b'), name: 'no.csv' }), SheetFault);
      await read('x');
      assert.equal(begun.length, 6, 'none after a fault');
      await read('x', { bytes: Buffer.alloc(200_000, 'a,b\n'), name: 'large.csv' });
      await read('x');
      assert.equal(begun.length, 7, 'none after a large file');
    } finally {
      process.off('worker', hook);
      await reader.stop();
    }
    await assert.rejects(read('x'), { name: 'AbortError' });
  });

  test('a thread that reads file after file keeps nothing of the ones before', async () => {
    const reader = openSheets();
    const warned: string[] = [];
    const hear = ({ name }: Error) => void warned.push(name);
    process.on('warning', hear);
    for (let n = 0; n < 14; n++) await reader.read({ bytes: utf8('a\n'), name: '', of: 'x' }, () => undefined);
    // Warnings come with the next turn.
    await new Promise((done) => setImmediate(done));
    process.off('warning', hear);
    await reader.stop();
    assert.deepEqual(warned, []);
  });

  test('what the taker does stays in the surroundings of its own file', async () => {
    const reader = openSheets();
    const around = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    for (const where of ['first', 'second'])
      await around.run(where, () => reader.read({ bytes: utf8('a\n'), name: '', of: 'x' }, () => void seen.push(around.getStore())));
    await reader.stop();
    assert.deepEqual(seen, ['first', 'second']);
  });
});
