import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRoom, reserveBytes } from './room.ts';

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
