// Texts as people, programs and attackers make them: encodings, separators, halves of files.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import type { Cell } from '#src/features/imports/ports.ts';
import { here, readAll, refused, sheets, utf8 } from '#test/sheets.ts';

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
