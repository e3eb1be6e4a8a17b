/**
 * The inner loops of a search. Two twins fulfil it with identical answers: plain TypeScript, and WebAssembly with SIMD. Every array is a
 * view into the one memory that the kernels were made with. Bit `r` of a set is `set[r >> 5] >>> (r & 31)`; sets have a multiple of 128 bits.
 */
export interface Kernels {
  /** into = a and b */
  and(into: Uint32Array, a: Uint32Array, b: Uint32Array): void;
  /** into = a without b */
  andNot(into: Uint32Array, a: Uint32Array, b: Uint32Array): void;
  /** into = into or a */
  or(into: Uint32Array, a: Uint32Array): void;
  count(a: Uint32Array): number;
  countAnd(a: Uint32Array, b: Uint32Array): number;
  /** counts[column[r]]++ for each r of the set. */
  countBytes(set: Uint32Array, column: Uint8Array, counts: Uint32Array): void;
  /** counts[c]++ for each c of codes[offsets[r]] up to codes[offsets[r + 1]], for each r of the set. */
  countCodes(set: Uint32Array, offsets: Uint32Array, codes: Uint32Array, counts: Uint32Array): void;
  /** counts[c] += the rows of lists[start[c]] up to lists[start[c + 1]] that are in the set, for each c. */
  countLists(set: Uint32Array, start: Uint32Array, lists: Uint32Array, counts: Uint32Array): void;
  /** A posting is `row << 5 | fields`: scores[row] = max(scores[row], table[fields]). */
  scatter(postings: Uint32Array, table: Uint8Array, scores: Uint8Array): void;
  /** The place of the first posting, from a place on, whose row is in the set; their number where none is. */
  find(postings: Uint32Array, from: number, set: Uint32Array): number;
  /** sums[r] += scores[r] where both have something, else 0; the first time sums[r] = scores[r]. Leaves scores empty. */
  combine(scores: Uint8Array, sums: Uint16Array, first: boolean): void;
  /**
   * Rows of the set with at least `worst` points, from a block of 64 rows on, until `found` could be full: in found[0] the next block to
   * look at, in found[1] how many they are, then pairs of row and points.
   */
  fit(scan: FitScan, block: number, worst: number, found: Uint32Array): void;
  /** The rows whose sum is not 0. */
  bitsOf(sums: Uint16Array, into: Uint32Array): void;
  /** Of the rows in `set`, those with `from <= column[r] <= to` are put into `into`, which keeps what it has. */
  within(set: Uint32Array, column: Float64Array, from: number, to: number, into: Uint32Array): void;
}
/** What a search by fit gives points for; what is not asked for is undefined. Tables of flags and points are read by code, sum or number. */
export interface FitScan {
  set: Uint32Array;
  /** By 64 rows: nobody there gets more than this and `more`. */
  blocks: Uint16Array;
  more: number;
  activity: Uint8Array;
  /** What points of activity count for, where that is not themselves. */
  activityAs: Uint8Array | undefined;
  audience: Uint8Array | undefined;
  /** In place of `audience`. */
  aim: { sizes: Float64Array; centre: number; width: number; points: number } | undefined;
  /** Rows whose sum has its highest bit set are passed over. */
  text: { sums: Uint16Array; points: Uint16Array } | undefined;
  /** The first code of a row is flagged, or another of them. */
  language: { offsets: Uint32Array; codes: Uint32Array; flags: Uint8Array; flagged: number; other: number } | undefined;
  /** By the flags of a row's codes added up. */
  category: { offsets: Uint32Array; codes: Uint32Array; flags: Uint8Array; points: Uint8Array; most: number } | undefined;
}
/** Where an index lives: memory, and the kernels that work in it. */
export interface Machine {
  name: string;
  open(bytes: number): { buffer: ArrayBuffer; kernels: Kernels };
}
