import { figureNames } from '#src/features/creators/contract.ts';
import { Arena, type Section } from './arena.ts';
import type { IndexEntry } from './door.ts';
import { fill } from './draft.ts';
import { fieldBit, noFacts, readId, valueNames, valuesOf } from './facts.ts';
import type { Machine } from './kernels/kernels.ts';
import { Open } from './open.ts';
import { Rows, type Thresholds } from './rows.ts';
import { Values, type ValuesState } from './values.ts';
import { Words } from './words.ts';

/** What of an index is not in its arena: a few numbers, the values, the thresholds. */
export interface Head {
  sections: Record<string, Section>;
  bytes: number;
  cap: number;
  /** Rows laid out in the order of their points; those behind `base` came later. */
  base: number;
  rows: number;
  size: number;
  words: number;
  thresholds: Thresholds;
  values: ValuesState[];
  /** By figure and band how many rows that are not gone. */
  bandCounts: number[][];
}
/** The most values of one sort that may be new since the laying out. */
export const newValuesMax = 4096;
export const scratchSets = 30;
/** No creator has as many categories. */
export const categoriesMax = 255;
/** Rows that a scan by fit gives back at a time, each with its points, behind two numbers. */
export const foundMax = 2 + 2 * 256;

/** All of an index, laid out in one arena. */
export class Store {
  readonly head: Head;
  readonly arena: Arena;
  readonly rows: Rows;
  readonly values: readonly Values[];
  readonly words: Words;
  readonly open: Open;
  readonly #valuesAtFirst: readonly number[];
  readonly #facts = noFacts();
  constructor(head: Head, machine: Machine, bytes?: Uint8Array) {
    this.head = head;
    this.arena = new Arena(head.sections, head.bytes, machine);
    if (bytes) this.arena.bytes.set(bytes);
    this.rows = new Rows(this.arena, head.cap, head.thresholds);
    this.values = valueNames.map((name, i) => new Values(this.arena, name, head.values[i]!));
    this.words = new Words(this.arena, head.words);
    this.open = new Open(this.rows, () => head.rows);
    this.#valuesAtFirst = this.values.map((v) => v.listStart.length - 1);
  }

  /** Whether one more row fits; if not, all has to be laid out anew. */
  hasRoom(e: IndexEntry): boolean {
    const some = valuesOf(e);
    return (
      this.head.rows < this.head.cap &&
      this.values.every(
        (v, i) => v.hasRoom(some[i]!.length) && v.state.values.length + some[i]!.length - this.#valuesAtFirst[i]! <= newValuesMax,
      )
    );
  }
  put(e: IndexEntry): void {
    const { head, rows } = this;
    const facts = this.#facts;
    fill(facts, e);
    this.#leave(rows.byId.find(facts.id));
    const row = head.rows++;
    rows.place(row, facts);
    const some = valuesOf(e);
    this.values.forEach((v, i) =>
      v.place(
        row,
        [...new Set(some[i])].map((value) => v.codeFor(value)),
      ),
    );
    this.#count(row, 1);
    this.open.put(row);
    const fields = new Map<string, number>();
    for (const { word, field } of e.words) fields.set(word, (fields.get(word) ?? 0) | fieldBit[field]);
    for (const [word, bits] of fields) this.words.tail.add(word, row, bits);
  }
  drop(creatorId: string): void {
    readId(creatorId, this.#facts.id);
    this.#leave(this.rows.byId.find(this.#facts.id));
  }
  #leave(row: number): void {
    if (row < 0 || !this.rows.isAlive(row)) return;
    this.rows.alive[row >>> 5]! &= ~(1 << (row & 31));
    this.open.drop(row);
    for (const v of this.values) v.leave(row);
    this.#count(row, -1);
  }
  #count(row: number, by: 1 | -1): void {
    this.head.size += by;
    figureNames.forEach((_, i) => (this.head.bandCounts[i]![this.rows.bands[i]![row]!]! += by));
  }
  /** A row that is laid out from the beginning. */
  counted(row: number): void {
    this.#count(row, 1);
  }
}
