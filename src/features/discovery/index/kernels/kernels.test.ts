// The twins agree, byte for byte, on everything they write.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Arena, Plan } from '../arena.ts';
import type { FitScan, Machine } from './kernels.ts';
import { machines } from './machines.ts';
import { plainMachine } from './plain.ts';

const rows = 256;
const values = 5;
/** The same arrays filled alike on a machine: `noise` says with what. */
function stage(machine: Machine, noise: readonly number[]) {
  const plan = new Plan();
  for (const name of ['a', 'b', 'into']) plan.add(name, 'u32', rows / 32);
  plan.add('offsets', 'u32', rows + 1);
  plan.add('codes', 'u32', rows * 2);
  plan.add('counts', 'u32', 256);
  plan.add('start', 'u32', values + 1);
  plan.add('postings', 'u32', 100);
  for (const name of ['bytes', 'more', 'scores']) plan.add(name, 'u8', rows);
  for (const name of ['table', 'flags', 'points']) plan.add(name, 'u8', 32);
  plan.add('sums', 'u16', rows);
  plan.add('textPoints', 'u16', 0x8000);
  plan.add('blocks', 'u16', rows / 64);
  plan.add('column', 'f64', rows);
  plan.add('found', 'u32', 514);
  const arena = new Arena(plan.sections, plan.bytes, machine);
  let at = 0;
  const next = (below: number) => Math.floor(noise[at++ % noise.length]! * below);
  const fill = (name: string, below: number) => {
    const { kind } = plan.sections[name]!;
    const array = arena[kind](name);
    for (let i = 0; i < array.length; i++) array[i] = next(below);
    return array;
  };
  for (const name of ['a', 'b', 'into']) fill(name, 2 ** 32);
  fill('codes', values);
  for (let i = 0, offsets = arena.u32('offsets'); i < rows; i++) offsets[i + 1] = offsets[i]! + next(3);
  for (let i = 0, start = arena.u32('start'); i < values; i++) start[i + 1] = start[i]! + next(20);
  fill('postings', rows * 32);
  for (const [name, below] of Object.entries({
    bytes: 161,
    more: 121,
    scores: 101,
    table: 101,
    flags: 3,
    points: 121,
    sums: 3,
    textPoints: 441,
    blocks: 300,
  }))
    fill(name, below);
  const column = fill('column', 1000);
  for (let i = 0; i < rows; i += 7) column[i] = NaN;
  return arena;
}

const noises = fc.array(fc.double({ min: 0, max: 0.9999999, noNaN: true }), { minLength: 40, maxLength: 400, size: 'max' });
for (const machine of machines().filter((m) => m !== plainMachine))
  describe(`${machine.name} and plain`, () => {
    const agree = (run: (arena: Arena, x: number) => unknown, numRuns = 60) =>
      fc.assert(
        fc.property(noises, fc.nat(100), (noise, x) => {
          const [one, two] = [machine, plainMachine].map((m) => stage(m, noise)) as [Arena, Arena];
          assert.deepEqual(run(one, x), run(two, x));
          assert.ok(Buffer.from(one.bytes).equals(Buffer.from(two.bytes)));
        }),
        { numRuns },
      );
    const sets = (arena: Arena) => [arena.u32('into'), arena.u32('a'), arena.u32('b')] as const;
    test('and', () => agree((arena) => arena.kernels.and(...sets(arena))));
    test('andNot', () => agree((arena) => arena.kernels.andNot(...sets(arena))));
    test('or', () => agree((arena) => arena.kernels.or(arena.u32('into'), arena.u32('a'))));
    test('count', () => agree((arena) => arena.kernels.count(arena.u32('a'))));
    test('countAnd', () => agree((arena) => arena.kernels.countAnd(arena.u32('a'), arena.u32('b'))));
    test('countBytes', () => agree((arena) => arena.kernels.countBytes(arena.u32('a'), arena.u8('bytes'), arena.u32('counts'))));
    test('countCodes', () =>
      agree((arena) => arena.kernels.countCodes(arena.u32('a'), arena.u32('offsets'), arena.u32('codes'), arena.u32('counts'))));
    test('countLists', () =>
      agree((arena) => arena.kernels.countLists(arena.u32('a'), arena.u32('start'), arena.u32('codes'), arena.u32('counts'))));
    test('scatter', () => agree((arena) => arena.kernels.scatter(arena.u32('postings'), arena.u8('table'), arena.u8('scores'))));
    test('find', () => agree((arena, x) => arena.kernels.find(arena.u32('postings'), x, arena.u32('a'))));
    test('combine', () => {
      agree((arena) => arena.kernels.combine(arena.u8('scores'), arena.u16('sums'), true));
      agree((arena) => arena.kernels.combine(arena.u8('scores'), arena.u16('sums'), false));
    });
    test('bitsOf', () => agree((arena) => arena.kernels.bitsOf(arena.u16('sums'), arena.u32('into'))));
    test('within', () => agree((arena, x) => arena.kernels.within(arena.u32('a'), arena.f64('column'), x * 5, 700, arena.u32('into'))));
    test('fit, with every part and without', () => {
      for (let parts = 0; parts < 64; parts++)
        agree((arena, x) => {
          const lists = { offsets: arena.u32('offsets'), codes: arena.u32('codes'), flags: arena.u8('flags') };
          const scan: FitScan = {
            set: arena.u32('a'),
            blocks: arena.u16('blocks'),
            more: 300,
            activity: arena.u8('more'),
            activityAs: parts & 16 ? arena.u8('scores') : undefined,
            audience: parts & 32 ? undefined : arena.u8('bytes'),
            aim: parts & 1 ? { sizes: arena.f64('column'), centre: 400 + x, width: 150.5, points: 160 } : undefined,
            text: parts & 2 ? { sums: arena.u16('sums'), points: arena.u16('textPoints') } : undefined,
            language: parts & 4 ? { ...lists, flagged: 160, other: 96 } : undefined,
            category: parts & 8 ? { ...lists, points: arena.u8('points'), most: 3 } : undefined,
          };
          arena.kernels.fit(scan, x % 3, x * 4, arena.u32('found'));
        }, 20);
    });
  });
