import { matchWord, type MatchSort } from '#src/lib/text.ts';
import { wholeMark } from '../rules.ts';
import type { Arena } from './arena.ts';
import { Dictionary, type Span } from './dictionary.ts';
import { Lexicon, sortWords } from './lexicon.ts';
import { wholePile } from './pile.ts';

/** A posting is a row and the fields in which she has the word. */
export const posting = (row: number, fields: number): number => ((row << 5) | fields) >>> 0;

/** The dictionary of the words in a lexicon, with the lexicon's numbers in the dictionary's order. */
export function sorted(lexicon: Lexicon, count: number): { dictionary: Dictionary; order: Uint32Array } {
  const { pool, start } = lexicon;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  sortWords(pool.all, start.all, order);
  const bytes = new Uint8Array(pool.length);
  const starts = new Uint32Array(count + 1);
  order.forEach((word, i) => {
    const [from, to] = [start.all[word]!, start.all[word + 1]!];
    bytes.set(pool.all.subarray(from, to), starts[i]);
    starts[i + 1] = starts[i]! + to - from;
  });
  return { dictionary: new Dictionary(bytes, starts, count), order };
}

/** A word as it stands in the tail, with how it answers. */
interface Answering {
  word: number;
  as: MatchSort;
}
export interface TailState {
  words: string[];
  head: number[];
  next: Uint32Array;
  postings: Uint32Array;
}

/** The words of the rows that came after the laying out: for each a chain of postings, the newest first. */
export class Tail {
  readonly lexicon = new Lexicon();
  readonly #head = wholePile();
  readonly #next = wholePile();
  readonly #postings = wholePile();
  #sorted: { dictionary: Dictionary; order: Uint32Array } | undefined;
  #recent: string[] = [];

  add(word: string, row: number, fields: number): void {
    const number = this.lexicon.add(word);
    if (number === this.#head.length) {
      this.#head.push(0);
      this.#recent.push(word);
    }
    this.#next.push(this.#head.all[number]!);
    this.#postings.push(posting(row, fields));
    this.#head.all[number] = this.#postings.length;
  }
  /** Whether one of the postings of a word is as asked. */
  some(word: number, is: (p: number) => boolean): boolean {
    for (let at = this.#head.all[word]!; at > 0; at = this.#next.all[at - 1]!) if (is(this.#postings.all[at - 1]!)) return true;
    return false;
  }
  each(word: number, visit: (p: number) => void): void {
    for (let at = this.#head.all[word]!; at > 0; at = this.#next.all[at - 1]!) visit(this.#postings.all[at - 1]!);
  }
  word(word: number): string {
    const { pool, start } = this.lexicon;
    return Buffer.from(pool.all.subarray(start.all[word], start.all[word + 1])).toString();
  }
  find(word: string): number {
    const { dictionary, order } = this.#dictionary();
    const at = dictionary.find(word);
    if (at >= 0) return order[at]!;
    const recent = this.#recent.indexOf(word);
    return recent < 0 ? -1 : order.length + recent;
  }
  match(query: string): Answering[] {
    const { dictionary, order } = this.#dictionary();
    const found: Answering[] = dictionary
      .match(query)
      .flatMap(({ from, to, as }) => Array.from({ length: to - from }, (_, i) => ({ word: order[from + i]!, as })));
    this.#recent.forEach((word, i) => {
      const as = word.startsWith(wholeMark) ? undefined : matchWord(query, word);
      if (as) found.push({ word: order.length + i, as });
    });
    return found;
  }
  /** Sorted anew only when many words are new: until then those few are looked through one by one. */
  #dictionary() {
    const count = this.#head.length;
    if (!this.#sorted || this.#recent.length > 256 + count / 50) {
      this.#sorted = sorted(this.lexicon, count);
      this.#recent = [];
    }
    return this.#sorted;
  }

  save(): TailState {
    const words = Array.from({ length: this.#head.length }, (_, i) => this.word(i));
    const of = (pile: { all: Uint32Array; length: number }) => pile.all.subarray(0, pile.length);
    return { words, head: [...of(this.#head)], next: of(this.#next), postings: of(this.#postings) };
  }
  load({ words, head, next, postings }: TailState): void {
    words.forEach((word, i) => {
      this.lexicon.add(word);
      this.#head.push(head[i]!);
    });
    for (const x of next) this.#next.push(x);
    for (const x of postings) this.#postings.push(x);
  }
}

/** Where a word of the query is answered: spans of the dictionary, and words of the tail. */
export interface Answers {
  spans: Span[];
  tail: Answering[];
}

/** The words of everybody: laid out in the order of their bytes with the postings of each, and a tail. */
export class Words {
  readonly dictionary: Dictionary;
  readonly start: Uint32Array;
  readonly postings: Uint32Array;
  readonly tail = new Tail();
  constructor(arena: Arena, count: number) {
    this.dictionary = new Dictionary(arena.u8('word.pool'), arena.u32('word.start'), count);
    this.start = arena.u32('posting.start');
    this.postings = arena.u32('postings');
  }
  postingsIn({ from, to }: { from: number; to: number }): Uint32Array {
    return this.postings.subarray(this.start[from]!, this.start[to]!);
  }
  /** The word that the posting at a place belongs to. */
  wordAt(place: number): number {
    let [low, high] = [0, this.dictionary.count];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.start[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  match(query: string): Answers {
    return { spans: this.dictionary.match(query), tail: this.tail.match(query) };
  }
  /** Whether somebody who is here has one of these. */
  hasOne({ spans, tail }: Answers, isAlive: (row: number) => boolean): boolean {
    return (
      spans.some((span) => this.postingsIn(span).some((p) => isAlive(p >>> 5))) ||
      tail.some(({ word }) => this.tail.some(word, (p) => isAlive(p >>> 5)))
    );
  }
  /** The rows that have exactly this word in one of the fields. */
  rowsWith(word: string, fields: number): number[] {
    const at = this.dictionary.find(word);
    const late = this.tail.find(word);
    const all = at < 0 ? [] : [...this.postingsIn({ from: at, to: at + 1 })];
    if (late >= 0) this.tail.each(late, (p) => all.push(p));
    return all.filter((p) => (p & fields) !== 0).map((p) => p >>> 5);
  }
}
