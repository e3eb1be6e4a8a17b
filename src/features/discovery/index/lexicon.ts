import { bytePile, wholePile } from './pile.ts';

const encoder = new TextEncoder();

/** Numbers words in the order in which they come: a table of their bytes, for a Map of JavaScript ends at 16 million. */
export class Lexicon {
  readonly pool = bytePile();
  readonly start = wholePile();
  #slots = new Uint32Array(1024);
  constructor() {
    this.start.push(0);
  }
  get count(): number {
    return this.start.length - 1;
  }

  /** The number of a word, given it now if it had none. */
  add(word: string): number {
    const { pool } = this;
    pool.reserve(word.length * 3);
    const { written } = encoder.encodeInto(word, pool.all.subarray(pool.length));
    const slot = this.#slot(pool.all, pool.length, written);
    const known = this.#slots[slot]!;
    if (known > 0) return known - 1;
    pool.length += written;
    this.start.push(pool.length);
    this.#slots[slot] = this.count;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return this.count - 1;
  }
  #slot(bytes: Uint8Array, at: number, length: number): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[at + i]!, 0x01000193);
    for (let slot = (hash ^ (hash >>> 15)) & (this.#slots.length - 1); ; slot = (slot + 1) & (this.#slots.length - 1)) {
      const known = this.#slots[slot]!;
      if (known === 0 || this.#same(known - 1, bytes, at, length)) return slot;
    }
  }
  #same(word: number, bytes: Uint8Array, at: number, length: number): boolean {
    const from = this.start.all[word]!;
    if (this.start.all[word + 1]! - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.pool.all[from + i] !== bytes[at + i]) return false;
    return true;
  }
  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    for (let word = 0; word < this.count; word++) {
      const from = this.start.all[word]!;
      this.#slots[this.#slot(this.pool.all, from, this.start.all[word + 1]! - from)] = word + 1;
    }
  }
}

/** The numbers of words in the order of their bytes: sorted byte by byte in three parts, before, same and behind. */
export function sortWords(pool: Uint8Array, start: Uint32Array, words: Uint32Array): void {
  const byte = (word: number, depth: number) => {
    const at = start[word]! + depth;
    return at < start[word + 1]! ? pool[at]! : -1;
  };
  const todo: [from: number, to: number, depth: number][] = [[0, words.length, 0]];
  const swap = (a: number, b: number) => {
    const kept = words[a]!;
    words[a] = words[b]!;
    words[b] = kept;
  };
  for (let job = todo.pop(); job; job = todo.pop()) {
    const [from, to, depth] = job;
    if (to - from < 2) continue;
    const pivot = byte(words[(from + to) >>> 1]!, depth);
    let [before, at, behind] = [from, from, to];
    while (at < behind) {
      const b = byte(words[at]!, depth);
      if (b < pivot) swap(before++, at++);
      else if (b > pivot) swap(at, --behind);
      else at++;
    }
    todo.push([from, before, depth], [behind, to, depth]);
    if (pivot >= 0) todo.push([before, behind, depth + 1]);
  }
}
