import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { Cell } from '#src/features/imports/ports.ts';
import { languages } from './columns.ts';
import { creatorData } from './exports.ts';
import { agency, last } from '#test/backstage.ts';
import { toCsv, toXlsx } from './write.ts';

suite('bytes', () => {
  const odd: Cell[][] = [
    ['a', 'b;c', 'd,e', 'f\tg', '"h"'],
    ['two\nlines', ' blank ', '-90%', '=^.^=', '7211111111111111111'],
    [Number('7123456789012345678'), 1.5, true, null, 'ñ€漢'],
  ];

  test('CSV in each encoding comes back', () => {
    for (const delimiter of [',', ';', '\t'] as const)
      for (const eol of ['\r\n', '\n'] as const) {
        const bytes = Buffer.from(toCsv(odd, { encoding: 'utf-8', delimiter, eol }));
        const back = parse(bytes, { delimiter, record_delimiter: eol }) as string[][];
        assert.deepEqual(back.slice(0, 2), odd.slice(0, 2));
        assert.deepEqual(back[2], ['7.12E+18', '1.5', 'TRUE', '', 'ñ€漢']);
      }
    const form = { delimiter: ';', eol: '\r\n' } as const;
    assert.deepEqual([...toCsv([['é']], { ...form, encoding: 'utf-8-bom' })], [0xef, 0xbb, 0xbf, 0xc3, 0xa9, 13, 10]);
    const western = 'áñ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸÿ';
    assert.equal(new TextDecoder('windows-1252').decode(toCsv([[western]], { ...form, encoding: 'windows-1252' })), `${western}\r\n`);
    assert.equal(Buffer.from(toCsv([['漢🍊']], { ...form, encoding: 'windows-1252' })).toString('latin1'), '??\r\n');
  });

  test('xlsx opens in a program that is not ours', () => {
    const moment = new Date('2026-07-06T12:30:00Z');
    const rows = [...odd, [moment, { formula: 'SUM(1,2)', value: 3 }, { formula: 'A1&"<&"', value: 'a<&' }, 'bad\u0000\u0007', 'x\r\ny']];
    for (const form of [{}, { inlineStrings: true }, { stored: true }, { date1904: true }]) {
      const book = read(toXlsx(rows, form), { type: 'array', cellDates: true, UTC: true, cellFormula: true });
      assert.deepEqual(book.SheetNames, ['Sheet1']);
      const sheet = book.Sheets['Sheet1']!;
      const back = utils.sheet_to_json(sheet, { header: 1, raw: true, defval: null, UTC: true }) as unknown[][];
      assert.deepEqual(back.slice(0, 3), odd);
      assert.deepEqual(back[3]!.slice(1, 4), [3, 'a<&', 'bad']);
      assert.equal(String(back[3]![4]).replaceAll('\r\n', '\n'), 'x\ny');
      assert.equal((back[3]![0] as Date).getTime(), moment.getTime());
      assert.deepEqual([sheet['B4'].f, sheet['C4'].f], ['SUM(1,2)', 'A1&"<&"']);
      assert.equal(sheet['E2'].t, 's');
    }
  });

  test('a whole export opens with every cell as it was', () => {
    for (const language of languages) {
      const { rows } = creatorData(agency, { on: last, language, variant: 1, titleRow: true });
      const book = read(toXlsx(rows), { type: 'array' });
      const back = utils.sheet_to_json(book.Sheets['Sheet1']!, { header: 1, raw: true, defval: null }) as unknown[][];
      assert.deepEqual(back.slice(1), rows.slice(1));
    }
  });
});
