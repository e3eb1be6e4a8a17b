import { figureNames } from '#src/features/creators/contract.ts';
import type { EngineQuery } from '../ports.ts';
import { weights } from '../rules.ts';
import type { Asked } from './asked.ts';
import { compareIds, readId, valueNames } from './facts.ts';
import { aimOf, aimPoints, categoryPoints, languagePoints, type Parts } from './points.ts';
import type { Ranges } from './ranges.ts';
import type { Scratch } from './scratch.ts';
import type { Store } from './store.ts';
import type { Values } from './values.ts';

/** The best of the rows offered, by key falling and id rising, behind where the last page ended. */
class Best {
  readonly keys: number[] = [];
  readonly rows: number[] = [];
  /** A key below this one is not among the best; equal ones may be. */
  worst = -Infinity;
  readonly #ids: Uint32Array;
  readonly #limit: number;
  readonly #after: { key: number; id: Uint32Array } | undefined;
  constructor(ids: Uint32Array, { limit, after }: EngineQuery) {
    this.#ids = ids;
    this.#limit = limit;
    if (after) readId(after.creatorId, (this.#after = { key: after.key, id: new Uint32Array(4) }).id);
  }
  offer(key: number, row: number): void {
    if (key < this.worst) return;
    const after = this.#after;
    if (after && (key > after.key || (key === after.key && compareIds(this.#ids, row, after.id, 0) <= 0))) return;
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.keys[middle]!;
      if (key > other || (key === other && compareIds(this.#ids, row, this.#ids, this.rows[middle]!) < 0)) high = middle;
      else low = middle + 1;
    }
    if (low >= this.#limit) return;
    this.keys.splice(low, 0, key);
    this.rows.splice(low, 0, row);
    if (this.keys.length > this.#limit) {
      this.keys.pop();
      this.rows.pop();
    }
    if (this.keys.length === this.#limit) this.worst = this.keys.at(-1)!;
  }
  clear(): void {
    this.keys.length = this.rows.length = 0;
    this.worst = -Infinity;
  }
}

/** What the rows are given points for by one query. */
class Fit {
  readonly #store: Store;
  readonly #asked: Asked | undefined;
  readonly #languages: Set<number> | undefined;
  readonly #categories: { codes: Set<number>; points: number[] } | undefined;
  readonly #aim: ReturnType<typeof aimOf>;
  /** More than this nobody gets beside the points that stand in the blocks. */
  readonly more: number;
  constructor(store: Store, { filters: f }: EngineQuery, asked: Asked | undefined) {
    this.#store = store;
    this.#asked = asked;
    const codes = (sort: 'languages' | 'categories', values: string[]) => {
      const of = store.values[valueNames.indexOf(sort)]!;
      return new Set(values.map((v) => of.code(v)).filter((code) => code !== undefined));
    };
    if (f.languages?.length) this.#languages = codes('languages', f.languages);
    const n = f.categories?.length ?? 0;
    if (n > 0)
      this.#categories = {
        codes: codes('categories', f.categories!),
        points: Array.from({ length: n + 1 }, (_, i) => categoryPoints(i, n)),
      };
    this.#aim = aimOf(f);
    this.more = (asked?.pointsMax ?? 0) + (this.#languages ? weights.language : 0) + (n > 0 ? weights.category : 0);
    if (this.#aim) this.more += weights.audience;
  }
  /** By block, what no query changes. */
  get blocks(): Uint16Array {
    return this.#aim ? this.#store.rows.blockActivity : this.#store.rows.blockPoints;
  }
  parts(row: number): Parts {
    const { rows, values } = this.#store;
    const size = rows.size[row]!;
    return {
      text: this.#asked?.points(row) ?? 0,
      language: this.#languages ? this.#language(values[0]!, row) : 0,
      category: this.#categories ? this.#category(values[2]!, row) : 0,
      audience: !this.#aim ? rows.audience[row]! : Number.isNaN(size) ? 0 : aimPoints(this.#aim, size),
      activity: rows.activity[row]!,
    };
  }
  key(row: number): number {
    const { rows, values } = this.#store;
    let key = rows.activity[row]!;
    if (!this.#aim) key += rows.audience[row]!;
    else if (!Number.isNaN(rows.size[row]!)) key += aimPoints(this.#aim, rows.size[row]!);
    if (this.#asked) key += this.#asked.points(row);
    if (this.#languages) key += this.#language(values[0]!, row);
    if (this.#categories) key += this.#category(values[2]!, row);
    return key;
  }
  #language({ offsets, codes }: Values, row: number): number {
    const has = offsets[row]! < offsets[row + 1]!;
    return languagePoints(has && this.#languages!.has(codes[offsets[row]!]!));
  }
  #category({ offsets, codes }: Values, row: number): number {
    let n = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) if (this.#categories!.codes.has(codes[at]!)) n++;
    return this.#categories!.points[Math.min(n, this.#categories!.points.length - 1)]!;
  }
}

const each = (set: Uint32Array, visit: (row: number) => void) => {
  for (let i = 0; i < set.length; i++) for (let bits = set[i]!; bits !== 0; bits &= bits - 1) visit(i * 32 + 31 - Math.clz32(bits & -bits));
};

/** By fit: a block of 64 rows that cannot reach the worst of the best is passed over. */
function byFit(best: Best, set: Uint32Array, fit: Fit, whole: readonly number[]): void {
  const has = (row: number) => ((set[row >>> 5]! >>> (row & 31)) & 1) === 1;
  const taken = new Set(whole.filter(has));
  for (const row of taken) best.offer(fit.key(row), row);
  const { blocks, more } = fit;
  for (let i = 0; i < set.length; i++) {
    if (set[i] === 0 || blocks[i >>> 1]! + more < best.worst) continue;
    for (let bits = set[i]!; bits !== 0; bits &= bits - 1) {
      const row = i * 32 + 31 - Math.clz32(bits & -bits);
      if (!taken.has(row)) best.offer(fit.key(row), row);
    }
  }
}

/**
 * By a number: from the highest bucket down, until the worst of the best is above everybody in the buckets below. `ranges` never stands
 * below the key of a row.
 */
function byNumber(best: Best, store: Store, set: Uint32Array, ranges: Ranges, key: (row: number) => number, scratch: Scratch): void {
  const { kernels } = store.arena;
  const some = scratch.take();
  for (let i = ranges.sets.length - 1, step = 1; i >= 0; i -= step, step *= 2) {
    kernels.and(some, set, ranges.sets[i]!);
    best.clear();
    each(some, (row) => best.offer(key(row), row));
    if (best.worst >= ranges.thresholds[i]!) return;
  }
  best.clear();
  each(set, (row) => best.offer(key(row), row));
}

/** The rows of a page in their order, each with its key and parts. */
export function topOf(store: Store, query: EngineQuery, set: Uint32Array, asked: Asked | undefined, scratch: Scratch) {
  const { rows } = store;
  const best = new Best(rows.ids, query);
  const fit = new Fit(store, query, asked);
  const { sort } = query;
  if (query.limit < 1) return [];
  if (sort === 'fit') byFit(best, set, fit, asked?.whole ?? []);
  else if (sort === 'newest') byNumber(best, store, set, rows.since, (row) => rows.since.column[row]!, scratch);
  else {
    const [low, high] = [rows.low[figureNames.indexOf(sort)]!, rows.high[figureNames.indexOf(sort)]!];
    const middle = (row: number) => (Number.isNaN(low[row]!) ? -1 : (low[row]! + high[row]!) / 2);
    byNumber(best, store, set, rows.highRanges[figureNames.indexOf(sort)]!, middle, scratch);
  }
  return best.rows.map((row, i) => ({ row, key: best.keys[i]!, parts: fit.parts(row) }));
}
