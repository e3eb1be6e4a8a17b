import { charsOf, hasUnspaced, typoMin, typoPrefixMin, type MatchSort } from '#src/lib/text.ts';
import { wholeMark } from '../rules.ts';

const encoder = new TextEncoder();
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);
/** Words of a dictionary by their number, `from` included, `to` not, that answer a word of the query alike. */
export interface Span {
  from: number;
  to: number;
  as: MatchSort;
}
type Range = readonly [from: number, to: number];
const charLength = (lead: number) => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);

/**
 * Words in the order of their bytes, numbered from 0; word `i` is `pool` from start[i] up to start[i + 1]. What begins alike stands
 * together, so a beginning is a range found by halving, and one edit is looked for by walking from range to range.
 */
export class Dictionary {
  readonly count: number;
  readonly pool: Uint8Array;
  readonly start: Uint32Array;
  /** For a second character: the ranges of the first two, in words where it stands second. */
  #seconds: Map<string, Range[]> | undefined;
  constructor(pool: Uint8Array, start: Uint32Array, count: number) {
    this.pool = pool;
    this.start = start;
    this.count = count;
  }

  word(i: number): string {
    return Buffer.from(this.pool.buffer, this.pool.byteOffset + this.start[i]!, this.start[i + 1]! - this.start[i]!).toString();
  }
  #length(i: number): number {
    return this.start[i + 1]! - this.start[i]!;
  }
  /** How word `i` from byte `depth` stands to `rest`: before it, begins with it (0), or behind. */
  #compare(i: number, depth: number, rest: Uint8Array): number {
    const from = this.start[i]! + depth;
    const most = Math.min(rest.length, this.start[i + 1]! - from);
    for (let j = 0; j < most; j++) {
      const difference = this.pool[from + j]! - rest[j]!;
      if (difference !== 0) return difference;
    }
    return most < rest.length ? -1 : 0;
  }
  /** The first word of the range that is not before `rest`, or with `behind` the first behind all that begin with it. */
  #bound([from, to]: Range, depth: number, rest: Uint8Array, behind: boolean): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle, depth, rest);
      if (order < 0 || (behind && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  /** Words of a range, alike up to `depth`, that go on with `rest`. */
  #narrow(range: Range, depth: number, rest: Uint8Array): Range {
    if (range[0] >= range[1]) return range;
    const from = this.#bound(range, depth, rest, false);
    if (from >= range[1] || this.#compare(from, depth, rest) !== 0) return [from, from];
    return [from, this.#bound([from, range[1]], depth, rest, true)];
  }
  /** Of words alike up to `depth`: those that go on with `rest` and end there, or with `more` also those that go on. */
  #answer(range: Range, depth: number, rest: Uint8Array, more: boolean): Range {
    if (more) return this.#narrow(range, depth, rest);
    if (range[0] >= range[1]) return range;
    const at = this.#bound(range, depth, rest, false);
    const found = at < range[1] && this.#length(at) === depth + rest.length && this.#compare(at, depth, rest) === 0;
    return [at, found ? at + 1 : at];
  }
  /** Takes the time of the first search before there is one. */
  prepare(): void {
    this.#bySecond();
  }
  find(word: string): number {
    const [from, to] = this.#answer([0, this.count], 0, bytesOf(word), false);
    return from < to ? from : -1;
  }

  /** The ranges that words alike up to `depth` fall into by their next character. */
  #children(range: Range, depth: number): { range: Range; bytes: Uint8Array }[] {
    const children: { range: Range; bytes: Uint8Array }[] = [];
    for (let at = range[0]; at < range[1];) {
      if (this.#length(at) <= depth) {
        at++;
        continue;
      }
      const from = this.start[at]! + depth;
      const bytes = this.pool.subarray(from, from + charLength(this.pool[from]!));
      let step = 1;
      while (at + step < range[1] && this.#compare(at + step, depth, bytes) === 0) step *= 2;
      const to = this.#bound([at, Math.min(range[1], at + step)], depth, bytes, true);
      children.push({ range: [at, to], bytes });
      at = to;
    }
    return children;
  }
  #bySecond(): Map<string, Range[]> {
    if (this.#seconds) return this.#seconds;
    const seconds = new Map<string, Range[]>();
    for (const first of this.#children([0, this.count], 0)) {
      if (String.fromCharCode(first.bytes[0]!) === wholeMark) continue;
      for (const { range, bytes } of this.#children(first.range, first.bytes.length)) {
        const second = Buffer.from(bytes).toString();
        const ranges = seconds.get(second);
        if (ranges) ranges.push(range);
        else seconds.set(second, [range]);
      }
    }
    return (this.#seconds = seconds);
  }

  /** What answers a word of the query, as `matchWord` says: spans that do not overlap. */
  match(query: string): Span[] {
    const typed = this.#narrow([0, this.count], 0, bytesOf(query));
    const spans: Span[] = [];
    const exact = typed[0] < typed[1] && this.#length(typed[0]) === bytesOf(query).length ? 1 : 0;
    if (exact) spans.push({ from: typed[0], to: typed[0] + 1, as: 'exact' });
    if (typed[0] + exact < typed[1]) spans.push({ from: typed[0] + exact, to: typed[1], as: 'prefix' });
    const chars = charsOf(query);
    if (chars.length < typoMin || hasUnspaced(query)) return spans;
    return [...spans, ...merge(this.#typos(chars), typed)];
  }

  /** Words one edit away at character `i`; in longer queries, with the first half as typed, whatever comes behind the edit's end. */
  #typos(chars: string[]): Range[] {
    const found: Range[] = [];
    const half = chars.length >= typoPrefixMin ? Math.floor(chars.length / 2) : Infinity;
    const rest = (from: number) => bytesOf(chars.slice(from).join(''));
    let node: Range = [0, this.count];
    let depth = 0;
    for (let i = 0; i <= chars.length && node[0] < node[1]; i++) {
      const more = i >= half;
      if (i < chars.length) found.push(this.#answer(node, depth, rest(i + 1), more));
      if (i + 1 < chars.length)
        found.push(this.#answer(node, depth, bytesOf([chars[i + 1], chars[i], ...chars.slice(i + 2)].join('')), more));
      if (i === 0) found.push(...this.#atFirst(chars));
      else this.#at(node, depth, rest(i + 1), rest(i), { more, last: i === chars.length }, found);
      if (i === chars.length) break;
      const next = bytesOf(chars[i]!);
      node = this.#narrow(node, depth, next);
      depth += next.length;
    }
    return found.filter(([from, to]) => from < to);
  }
  /** Another character at a place, or one more. */
  #at(
    node: Range,
    depth: number,
    instead: Uint8Array,
    inserted: Uint8Array,
    { more, last }: { more: boolean; last: boolean },
    found: Range[],
  ) {
    for (const { range, bytes } of this.#children(node, depth)) {
      const below = depth + bytes.length;
      if (!last) found.push(this.#answer(range, below, instead, more));
      found.push(this.#answer(range, below, inserted, more));
    }
  }
  /** The same at the first place, where there are too many characters to try each. */
  #atFirst(chars: string[]): Range[] {
    const by = (tail: string[]) => {
      const [second, ...others] = tail;
      const rest = bytesOf(others.join(''));
      return (this.#bySecond().get(second!) ?? []).map((range) => {
        const lead = charLength(this.pool[this.start[range[0]]!]!);
        return this.#answer(range, lead + bytesOf(second!).length, rest, false);
      });
    };
    return [...by(chars.slice(1)), ...by(chars)];
  }
}

/** Ranges in order, joined where they meet, without those of the words as typed. */
function merge(ranges: Range[], [typedFrom, typedTo]: Range): Span[] {
  const apart = ranges
    .flatMap(([from, to]): Range[] => [
      [from, Math.min(to, typedFrom)],
      [Math.max(from, typedTo), to],
    ])
    .filter(([from, to]) => from < to)
    .toSorted((a, b) => a[0] - b[0]);
  const spans: Span[] = [];
  for (const [from, to] of apart) {
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else spans.push({ from, to, as: 'typo' });
  }
  return spans;
}
