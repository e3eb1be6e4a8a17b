import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { judgeRoom, openRoom, reserveBytes } from './room.ts';

const mb = 1024 * 1024;
test('the reserve and the word that the disk is full, by what is free', () => {
  const cases: [string, number, [boolean, boolean], [boolean, boolean]][] = [
    ['much room: the reserve is taken', 1000 * mb, [false, false], [true, false]],
    ['room enough', 40 * mb, [true, false], [true, false]],
    ['below the bound, the reserve stays', 31 * mb, [true, false], [true, true]],
    ['a little more than the bound is not yet well again', 40 * mb, [true, true], [true, true]],
    ['twice the bound is', 64 * mb, [true, true], [true, false]],
    ['next to nothing: the reserve is given back', 7 * mb, [true, true], [false, true]],
    ['what it gave back is no room', reserveBytes + 7 * mb, [false, true], [false, true]],
    ['a small disk that has never held it: writing goes on above the bound', reserveBytes + 40 * mb, [false, false], [false, false]],
    ['room for the reserve and more: it is taken again', reserveBytes + 64 * mb, [false, true], [true, false]],
  ];
  for (const [what, free, [held, full], [holds, is]] of cases)
    assert.deepEqual(judgeRoom(free, { held, full }), { held: holds, full: is }, what);
});

test('whoever met the end of the disk is given the reserve, whatever the last look saw', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-room-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'reserve');
  writeFileSync(file, '');
  truncateSync(file, reserveBytes);
  const room = openRoom(dir, () => {});
  assert.ok(existsSync(file));
  await Promise.all([room.make(), room.make()]);
  assert.ok(!existsSync(file));
  await room.stop();
});
