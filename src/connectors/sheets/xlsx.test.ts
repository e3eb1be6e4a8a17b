// Workbooks as programs write them: what becomes of each kind of cell.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utils } from '@e965/xlsx';
import type { Cell } from '#src/features/imports/ports.ts';
import { bookOf, data, main, partsOf, readAll, refused, sheets, written, zipOf } from '#test/sheets.ts';

const stylesOf = (ids: number[], formats = '') =>
  `<styleSheet ${main}>${formats}<cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;

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
