import { figureNames } from '#src/features/creators/contract.ts';
import type { IndexEntry } from './door.ts';
import { fieldBit, noFacts, readId, valueNames, valuesOf, type Facts } from './facts.ts';
import { Lexicon } from './lexicon.ts';
import { bytePile, doublePile, wholePile } from './pile.ts';

/** Values of one sort, numbered as they come. */
class DraftValues {
  readonly codeOf = new Map<string, number>();
  readonly counts: number[] = [];
  readonly offsets = wholePile();
  readonly codes = wholePile();
  constructor() {
    this.offsets.push(0);
  }
  add(values: readonly string[]): void {
    for (const value of new Set(values)) {
      let code = this.codeOf.get(value);
      if (code === undefined) this.codeOf.set(value, (code = this.counts.push(0) - 1));
      this.counts[code]!++;
      this.codes.push(code);
    }
    this.offsets.push(this.codes.length);
  }
}

/** Puts a word of row `from` on into a list of words and fields, joined where the word is there already. */
export function addWord(
  words: { all: Uint32Array; length: number; push(x: number): void },
  fields: { all: Uint8Array; push(x: number): void },
  from: number,
  word: number,
  bit: number,
): void {
  for (let i = from; i < words.length; i++)
    if (words.all[i] === word) {
      fields.all[i]! |= bit;
      return;
    }
  words.push(word);
  fields.push(bit);
}

/** Creators in the order in which they come, already as numbers: what an index is laid out from. */
export class Draft {
  rows = 0;
  readonly lexicon = new Lexicon();
  readonly values = valueNames.map(() => new DraftValues());
  readonly ids = wholePile();
  readonly until = doublePile();
  readonly since = doublePile();
  readonly exact = bytePile();
  readonly low = figureNames.map(() => doublePile());
  readonly high = figureNames.map(() => doublePile());
  /** Row `r` has the words from wordStart[r] on, each with the bits of its fields. */
  readonly wordStart = wholePile();
  readonly words = wholePile();
  readonly fields = bytePile();
  readonly #facts = noFacts();
  constructor() {
    this.wordStart.push(0);
  }

  add(e: IndexEntry): void {
    const facts = this.#facts;
    fill(facts, e);
    this.addFacts(facts, valuesOf(e));
    for (const { word, field } of e.words) this.addWord(this.lexicon.add(word), fieldBit[field]);
    this.endRow();
  }
  addFacts(f: Facts, values: readonly (readonly string[])[]): void {
    for (const part of f.id) this.ids.push(part);
    this.until.push(f.until);
    this.since.push(f.since);
    this.exact.push(f.exact ? 1 : 0);
    for (let i = 0; i < figureNames.length; i++) {
      this.low[i]!.push(f.low[i]!);
      this.high[i]!.push(f.high[i]!);
    }
    values.forEach((some, i) => this.values[i]!.add(some));
  }
  addWord(word: number, bits: number): void {
    addWord(this.words, this.fields, this.wordStart.all[this.rows]!, word, bits);
  }
  endRow(): void {
    this.rows++;
    this.wordStart.push(this.words.length);
  }

  read(row: number, f: Facts): void {
    f.id.set(this.ids.all.subarray(row * 4, row * 4 + 4));
    f.until = this.until.all[row]!;
    f.since = this.since.all[row]!;
    f.exact = this.exact.all[row] === 1;
    for (let i = 0; i < figureNames.length; i++) {
      f.low[i] = this.low[i]!.all[row]!;
      f.high[i] = this.high[i]!.all[row]!;
    }
    this.values.forEach((v, i) => {
      const codes = f.codes[i]!;
      codes.length = 0;
      for (let at = v.offsets.all[row]!; at < v.offsets.all[row + 1]!; at++) codes.push(v.codes.all[at]!);
    });
  }
}

/** The numbers of an entry; its values are the business of whoever numbers them. */
export function fill(f: Facts, e: IndexEntry): void {
  readId(e.creatorId, f.id);
  f.until = e.findableUntil;
  f.since = e.foundSince;
  f.exact = e.exact;
  figureNames.forEach((name, i) => {
    const bounds = e.bounds[name];
    f.low[i] = bounds ? bounds.low : NaN;
    f.high[i] = bounds ? bounds.high : NaN;
  });
}
