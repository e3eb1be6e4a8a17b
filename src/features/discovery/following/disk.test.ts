import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readIndexFile, removeHalves, removeIndexFile, writeIndexFile } from './disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'index-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'discovery.index');
const head = { database: '1/2', token: '01900000-0000-7000-8000-000000000000', at: '10:20:' };
const pieces = [new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array(5_000).fill(7)];

test('what was written is read back, each piece at the start of its own memory', () => {
  assert.equal(readIndexFile(folder), undefined);
  writeIndexFile(folder, head, pieces);
  const read = readIndexFile(folder)!;
  assert.ok('head' in read);
  assert.deepEqual([read.head.database, read.head.token, read.head.at], ['1/2', head.token, '10:20:']);
  assert.deepEqual(
    read.pieces.map((p) => [p.byteOffset, Buffer.compare(p, pieces[read.pieces.indexOf(p)]!)]),
    pieces.map(() => [0, 0]),
  );
  assert.deepEqual(readdirSync(folder), ['discovery.index']);
});

test('any byte changed, cut or added is refused', () => {
  const whole = readFileSync(file);
  for (let at = 0; at < whole.byteLength; at += at < 400 ? 1 : 97) {
    const spoilt = Buffer.from(whole);
    spoilt[at]! ^= 1;
    writeFileSync(file, spoilt);
    assert.ok('refused' in readIndexFile(folder)!, `byte ${at}`);
  }
  for (const length of [0, 5, 11, 12, 100, whole.byteLength - 33, whole.byteLength - 1]) {
    writeFileSync(file, whole.subarray(0, length));
    assert.ok('refused' in readIndexFile(folder)!, `${length} bytes`);
  }
  writeFileSync(file, Buffer.concat([whole, Buffer.from([0])]));
  assert.ok('refused' in readIndexFile(folder)!);
  writeFileSync(file, whole);
  assert.ok('head' in readIndexFile(folder)!);
});

test('halves of those who were killed go; one of a process that lives stays', () => {
  writeFileSync(join(folder, `discovery.index.${process.pid}.a.half`), 'x');
  writeFileSync(join(folder, `discovery.index.${process.ppid}.b.half`), 'x');
  writeFileSync(join(folder, 'discovery.index.2147483646.c.half'), 'x');
  removeHalves(folder);
  assert.deepEqual(readdirSync(folder).sort(), ['discovery.index', `discovery.index.${process.ppid}.b.half`].sort());
  removeIndexFile(folder);
  removeIndexFile(folder);
  assert.equal(readIndexFile(folder), undefined);
});
