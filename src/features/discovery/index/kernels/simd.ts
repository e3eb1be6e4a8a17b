import type { FitScan, Kernels, Machine } from './kernels.ts';
import { plainMachine } from './plain.ts';
import { wasm } from './scan.wasm.ts';

interface Exports {
  and(into: number, a: number, b: number, bytes: number): void;
  andNot(into: number, a: number, b: number, bytes: number): void;
  or(into: number, a: number, bytes: number): void;
  count(a: number, bytes: number): number;
  countAnd(a: number, b: number, bytes: number): number;
  countBytes(set: number, bytes: number, column: number, counts: number): void;
  countCodes(set: number, bytes: number, offsets: number, codes: number, counts: number): void;
  countLists(set: number, start: number, values: number, lists: number, counts: number): void;
  scatter(postings: number, bytes: number, table: number, scores: number): void;
  findFrom(postings: number, from: number, bytes: number, set: number): number;
  combine(scores: number, sums: number, rows: number, first: number): void;
  /** The parts of a FitScan one after another, 0 for an array that is not there. */
  fit(...addresses: number[]): void;
  bitsOf(sums: number, rows: number, into: number): void;
  within(set: number, bytes: number, column: number, from: number, to: number, into: number): void;
}

const at = (array: { byteOffset: number } | undefined): number => array?.byteOffset ?? 0;
function addressesOf(scan: FitScan, block: number, worst: number, found: Uint32Array): number[] {
  const { set, blocks, more, activity, activityAs, audience, aim, text, language: l, category: c } = scan;
  const where = [set.byteOffset, block, blocks.length, blocks.byteOffset, worst - more, found.byteOffset, found.length, worst];
  const sizes = [activity.byteOffset, at(activityAs), at(audience), at(aim?.sizes), aim?.centre ?? 0, aim?.width ?? 1, aim?.points ?? 0];
  const words = [at(text?.sums), at(text?.points)];
  const languages = [at(l?.offsets), at(l?.codes), at(l?.flags), l?.flagged ?? 0, l?.other ?? 0];
  const categories = [at(c?.offsets), at(c?.codes), at(c?.flags), at(c?.points), c?.most ?? 0];
  return [...where, ...sizes, ...words, ...languages, ...categories];
}
/** Every array is a view into the memory of the exports: its address is where it begins. */
const kernelsOf = (x: Exports): Kernels => ({
  and: (into, a, b) => x.and(into.byteOffset, a.byteOffset, b.byteOffset, into.byteLength),
  andNot: (into, a, b) => x.andNot(into.byteOffset, a.byteOffset, b.byteOffset, into.byteLength),
  or: (into, a) => x.or(into.byteOffset, a.byteOffset, into.byteLength),
  // Numbers without a sign come out of WebAssembly with one.
  count: (a) => x.count(a.byteOffset, a.byteLength) >>> 0,
  countAnd: (a, b) => x.countAnd(a.byteOffset, b.byteOffset, a.byteLength) >>> 0,
  countBytes: (set, column, counts) => x.countBytes(set.byteOffset, set.byteLength, column.byteOffset, counts.byteOffset),
  countCodes: (set, offsets, codes, counts) =>
    x.countCodes(set.byteOffset, set.byteLength, offsets.byteOffset, codes.byteOffset, counts.byteOffset),
  countLists: (set, start, lists, counts) =>
    x.countLists(set.byteOffset, start.byteOffset, start.length - 1, lists.byteOffset, counts.byteOffset),
  scatter: (postings, table, scores) => x.scatter(postings.byteOffset, postings.byteLength, table.byteOffset, scores.byteOffset),
  find: (postings, from, set) => (x.findFrom(postings.byteOffset, from * 4, postings.byteLength, set.byteOffset) >>> 0) / 4,
  combine: (scores, sums, first) => x.combine(scores.byteOffset, sums.byteOffset, scores.length, first ? 1 : 0),
  fit: (scan, block, worst, found) => x.fit(...addressesOf(scan, block, worst, found)),
  bitsOf: (sums, into) => x.bitsOf(sums.byteOffset, sums.length, into.byteOffset),
  within: (set, column, from, to, into) => x.within(set.byteOffset, set.byteLength, column.byteOffset, from, to, into.byteOffset),
});

const page = 65_536;
const bytesMax = 4 * 1024 ** 3;
const bytes = Buffer.from(wasm, 'base64');
/** Undefined where WebAssembly has no SIMD. */
const program = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;

/** The kernels in WebAssembly. Its memory ends at 4 GiB: above that everything runs on the plain ones. */
export const simdMachine: Machine | undefined = program && {
  name: 'simd',
  open(size) {
    if (size > bytesMax) return plainMachine.open(size);
    const pages = Math.ceil(size / page);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(program, { env: { memory } });
    return { buffer: memory.buffer, kernels: kernelsOf(exports as unknown as Exports) };
  },
};
