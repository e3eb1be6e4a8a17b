// What is refused, and by which code.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utils } from '@e965/xlsx';
import { bookOf, data, main, partsOf, readAll, refused, sheets, utf8, written, zipOf } from '#test/sheets.ts';

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
