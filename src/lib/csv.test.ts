import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, csvMark, csvOf, safeCell } from './csv.ts';

const read = (text: string) => parse(text, { bom: true, relax_column_count: true }) as string[][];
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', "'", ' ', '1', '.', 'a', 'é', '＝') }),
  fc.integer().map(String),
);

test('what is written comes back through a reader of the standard', () => {
  const row = fc.array(awkward, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(row, fc.array(row, { maxLength: 5 }), (head, rows) => {
      const text = csvOf(head, rows);
      assert.ok(text.startsWith(csvMark));
      assert.ok(text.endsWith('\r\n'));
      assert.deepEqual(
        read(text),
        [head, ...rows].map((cells) => cells.map(safeCell)),
      );
    }),
    { numRuns: 1000 },
  );
});

/** What a spreadsheet would carry out. */
const runs = (cell: string) => /^[=+\-@\t\r\n＝＋－＠]/u.test(cell) && !Number.isFinite(Number(cell));

test('no cell of any text opens as a formula, and a text that does not is left alone', () => {
  fc.assert(
    fc.property(awkward, awkward, (a, b) => {
      for (const cell of read(csvOf([a], [[b, a]])).flat()) assert.equal(runs(cell), false, cell);
      if (!runs(a)) assert.equal(safeCell(a).replace(/^'/u, ''), a.replace(/^'/u, ''));
    }),
    { numRuns: 1000 },
  );
  // The control: without the apostrophe the same check finds formulas.
  assert.ok(runs(read('=1+1\r\n')[0]![0]!));
});

test('a table of cells', () => {
  for (const [cell, written] of [
    ['=1+1', "'=1+1"],
    ['@handle', "'@handle"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-2+3', "'-2+3"],
    ['-12', '-12'],
    ['+3.5', '+3.5'],
    ['-', "'-"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['＝1', "'＝1"],
    ['say "so"', '"say ""so"""'],
    [' a', '" a"'],
    [-7, '-7'],
    [1e21, '1e+21'],
    [true, 'true'],
    [null, ''],
    [undefined, ''],
  ] as const)
    assert.equal(csvLine([cell, 'x']), `${written},x\r\n`);
  assert.equal(csvLine(['']), '""\r\n');
});
