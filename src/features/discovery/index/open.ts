import type { Rows } from './rows.ts';

const ahead = 3_600_000;

/**
 * Who can be found at an instant: kept from search to search, and moved on by those whose permission ends in between. Those who end within the
 * next hour are known in their order; only beyond it, or back in time, everybody is looked at.
 */
export class Open {
  readonly bits: Uint32Array;
  readonly #rows: Rows;
  readonly #count: () => number;
  #asOf = Infinity;
  #until = -Infinity;
  #soon: number[] = [];
  constructor(rows: Rows, count: () => number) {
    this.#rows = rows;
    this.#count = count;
    this.bits = new Uint32Array(rows.alive.length);
  }
  put(row: number): void {
    const until = this.#rows.until[row]!;
    if (until <= this.#asOf) return;
    this.bits[row >>> 5]! |= 1 << (row & 31);
    if (until > this.#until) return;
    const at = this.#soon.findIndex((other) => this.#rows.until[other]! > until);
    this.#soon.splice(at < 0 ? this.#soon.length : at, 0, row);
  }
  drop(row: number): void {
    this.bits[row >>> 5]! &= ~(1 << (row & 31));
  }
  at(now: number): Uint32Array {
    if (now < this.#asOf || now >= this.#until) this.#lookAtAll(now);
    const { until } = this.#rows;
    let gone = 0;
    while (gone < this.#soon.length && until[this.#soon[gone]!]! <= now) this.drop(this.#soon[gone++]!);
    this.#soon.splice(0, gone);
    this.#asOf = now;
    return this.bits;
  }
  #lookAtAll(now: number): void {
    const { alive, until } = this.#rows;
    const soon: number[] = [];
    this.bits.set(alive);
    for (let row = 0, count = this.#count(); row < count; row++) {
      if (until[row]! > now + ahead || ((alive[row >>> 5]! >>> (row & 31)) & 1) === 0) continue;
      if (until[row]! > now) soon.push(row);
      else this.drop(row);
    }
    this.#soon = soon.toSorted((a, b) => until[a]! - until[b]!);
    this.#until = now + ahead;
  }
}
