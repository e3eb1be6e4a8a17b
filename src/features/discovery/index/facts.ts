import { figureNames } from '#src/features/creators/contract.ts';
import type { WordField } from '../ports.ts';
import type { IndexEntry } from './door.ts';

/** The sorts of value that a creator has any number of, in this order everywhere in this folder. */
export const valueNames = ['languages', 'countries', 'categories', 'platforms', 'hours', 'agency'] as const;
export const valuesOf = (e: IndexEntry): readonly (readonly string[])[] => [
  e.languages,
  e.country === null ? [] : [e.country],
  e.categories,
  e.platforms,
  e.hours,
  e.agency === null ? [] : [e.agency],
];
export const fieldBit: Record<WordField, number> = { handle: 1, name: 2, tags: 4, bio: 8, profile: 16 };

/** A creator's numbers, as they go into the columns: one object, filled anew for each. An unknown figure is NaN. */
export interface Facts {
  id: Uint32Array;
  until: number;
  since: number;
  exact: boolean;
  low: Float64Array;
  high: Float64Array;
  /** Codes of her values, by `valueNames`. */
  codes: number[][];
}
export const noFacts = (): Facts => ({
  id: new Uint32Array(4),
  until: 0,
  since: 0,
  exact: false,
  low: new Float64Array(figureNames.length),
  high: new Float64Array(figureNames.length),
  codes: valueNames.map(() => []),
});

/** What a character is worth as a digit of base 16; 16: it is none. */
const digits = new Uint8Array(128).fill(16);
for (let i = 0; i < 16; i++) for (const c of [i.toString(16), i.toString(16).toUpperCase()]) digits[c.charCodeAt(0)] = i;
const dash = 45;
const isDash = (i: number) => i === 8 || i === 13 || i === 18 || i === 23;
/** A UUID as four numbers that compare as its text does. By hand: a search may leave out twenty thousand. */
export function readId(id: string, into: Uint32Array, at = 0): void {
  let right = id.length === 36;
  for (let i = 0, read = 0, number = 0; right && i < 36; i++) {
    const code = id.charCodeAt(i);
    if (isDash(i)) right = code === dash;
    else {
      const digit = digits[code] ?? 16;
      right = digit < 16;
      number = (number << 4) | digit;
      if (++read % 8 === 0) into[at + read / 8 - 1] = number;
    }
  }
  if (!right) throw new Error(`the id of a creator is a UUID, not ${id}`);
}
/** Many of them one after the other: they go from thread to thread as one piece. */
export function packIds(ids: readonly string[]): Uint32Array {
  const packed = new Uint32Array(ids.length * 4);
  ids.forEach((id, i) => readId(id, packed, i * 4));
  return packed;
}
export function writeId(ids: Uint32Array, row: number): string {
  let hex = '';
  for (let i = 0; i < 4; i++) hex += ids[row * 4 + i]!.toString(16).padStart(8, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
export const unpackIds = (ids: Uint32Array): string[] => Array.from({ length: ids.length / 4 }, (_, i) => writeId(ids, i));
/** Less than 0 where the id of a row of `a` stands before that of a row of `b`. */
export function compareIds(a: Uint32Array, row: number, b: Uint32Array, other: number): number {
  for (let i = 0; i < 4; i++) {
    const [x, y] = [a[row * 4 + i]!, b[other * 4 + i]!];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** Where rows are found by their id; a row that is gone keeps its place until the id comes again. */
export class Ids {
  readonly #ids: Uint32Array;
  readonly #slots: Uint32Array;
  /** `slots`: a power of two, larger than the number of rows, empty at first. */
  constructor(ids: Uint32Array, slots: Uint32Array) {
    this.#ids = ids;
    this.#slots = slots;
  }
  static slotsFor(rows: number): number {
    return 2 ** Math.ceil(Math.log2(Math.max(64, rows * 1.34)));
  }
  #slot(id: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    let hash = 0;
    for (let i = 0; i < 4; i++) hash = Math.imul((hash ^ id[at * 4 + i]!) + (hash >>> 15), 0x9e3779b1);
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot]!;
      if (row === 0 || compareIds(this.#ids, row - 1, id, at) === 0) return slot;
    }
  }
  /** The last row with this id, or -1. */
  find(id: Uint32Array, at = 0): number {
    return this.#slots[this.#slot(id, at)]! - 1;
  }
  set(row: number): void {
    this.#slots[this.#slot(this.#ids, row)] = row + 1;
  }
}
