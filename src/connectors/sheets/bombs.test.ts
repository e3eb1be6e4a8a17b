// Files as attackers make them: what would fill the memory or the time is refused, and nothing else is harmed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { openSheets } from './open.ts';
import { bookOf, data, main, partsOf, readAll, refused, sheets, utf8, zipOf, type Part } from '#test/sheets.ts';

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
