import type { Arena, Plan } from './arena.ts';
import { compareText } from './points.ts';

/** What of a list of values is not in the arena. */
export interface ValuesState {
  values: string[];
  /** How many rows that are not gone have each value. */
  counts: number[];
  /** For each value the number of its set, or -1. */
  dense: number[];
  used: number;
}
export interface ValuesSize {
  rows: number;
  codes: number;
  sets: number;
  words: number;
  lists: number;
  listed: number;
}

/**
 * One sort of value (languages, countries, categories, platforms). Forwards: the codes of each row. Backwards: a set of rows for each value
 * that many have, a list of rows for each other. Rows that came after the laying out are in the sets, but not in the lists.
 */
export class Values {
  readonly state: ValuesState;
  readonly offsets: Uint32Array;
  readonly codes: Uint32Array;
  readonly sets: readonly Uint32Array[];
  readonly listStart: Uint32Array;
  readonly lists: Uint32Array;
  readonly #codeOf: Map<string, number>;
  #order: number[] = [];

  static plan(plan: Plan, name: string, size: ValuesSize): void {
    plan.add(`${name}.offsets`, 'u32', size.rows + 1);
    plan.add(`${name}.codes`, 'u32', size.codes);
    for (let i = 0; i < size.sets; i++) plan.add(`${name}.set.${i}`, 'u32', size.words);
    plan.add(`${name}.start`, 'u32', size.lists + 1);
    plan.add(`${name}.lists`, 'u32', size.listed);
  }
  constructor(arena: Arena, name: string, state: ValuesState) {
    this.state = state;
    this.offsets = arena.u32(`${name}.offsets`);
    this.codes = arena.u32(`${name}.codes`);
    this.sets = Array.from({ length: Math.max(-1, ...state.dense) + 1 }, (_, i) => arena.u32(`${name}.set.${i}`));
    this.listStart = arena.u32(`${name}.start`);
    this.lists = arena.u32(`${name}.lists`);
    this.#codeOf = new Map(state.values.map((v, code) => [v, code]));
  }

  code(value: string): number | undefined {
    return this.#codeOf.get(value);
  }
  codeFor(value: string): number {
    const known = this.#codeOf.get(value);
    if (known !== undefined) return known;
    const { values, counts, dense } = this.state;
    this.#codeOf.set(value, values.length);
    counts.push(0);
    dense.push(-1);
    return values.push(value) - 1;
  }
  /** The codes in the order of their texts. */
  inOrder(): readonly number[] {
    const { values } = this.state;
    if (this.#order.length < values.length)
      this.#order = values.map((_, code) => code).toSorted((a, b) => compareText(values[a]!, values[b]!));
    return this.#order;
  }
  hasRoom(more: number): boolean {
    return this.state.used + more <= this.codes.length;
  }
  /** Rows are placed in their order, one after another. */
  place(row: number, codes: readonly number[]): void {
    const { state } = this;
    for (const code of codes) {
      this.codes[state.used++] = code;
      state.counts[code]!++;
      const set = state.dense[code]!;
      if (set >= 0) this.sets[set]![row >>> 5]! |= 1 << (row & 31);
    }
    this.offsets[row + 1] = state.used;
  }
  /** Uncounts a row that goes. */
  leave(row: number): void {
    for (let at = this.offsets[row]!; at < this.offsets[row + 1]!; at++) this.state.counts[this.codes[at]!]!--;
  }
  /** Fills the lists from the rows placed so far. */
  list(rows: number): void {
    const { dense } = this.state;
    for (let at = 0; at < this.offsets[rows]!; at++) if (dense[this.codes[at]!]! < 0) this.listStart[this.codes[at]! + 1]!++;
    for (let code = 1; code < this.listStart.length; code++) this.listStart[code]! += this.listStart[code - 1]!;
    const next = this.listStart.slice();
    for (let row = 0; row < rows; row++)
      for (let at = this.offsets[row]!; at < this.offsets[row + 1]!; at++) {
        const code = this.codes[at]!;
        if (dense[code]! < 0) this.lists[next[code]!++] = row;
      }
  }
  listOf(code: number): Uint32Array {
    return code + 1 < this.listStart.length
      ? this.lists.subarray(this.listStart[code]!, this.listStart[code + 1]!)
      : this.lists.subarray(0, 0);
  }
  /** Puts the rows that have one of the codes into a set; `base`: where the rows begin that no list has, `rows`: how many there are. */
  mark(codes: readonly number[], into: Uint32Array, base: number, rows: number, or: (into: Uint32Array, set: Uint32Array) => void): void {
    const rare = new Set<number>();
    for (const code of codes) {
      const set = this.state.dense[code]!;
      if (set >= 0) or(into, this.sets[set]!);
      else rare.add(code);
    }
    for (const code of rare) for (const row of this.listOf(code)) into[row >>> 5]! |= 1 << (row & 31);
    if (rare.size === 0) return;
    for (let row = base; row < rows; row++)
      for (let at = this.offsets[row]!; at < this.offsets[row + 1]!; at++)
        if (rare.has(this.codes[at]!)) into[row >>> 5]! |= 1 << (row & 31);
  }
}
