import { figureNames } from '#src/features/creators/contract.ts';
import type { Wishes } from '../ports.ts';
import { unknownKey, weights } from '../rules.ts';
import { wishesFor } from '../rules/wishes.ts';
import type { Arena } from './arena.ts';
import type { Asked } from './asked.ts';
import type { IndexQuery } from './door.ts';
import type { FitScan } from './kernels/kernels.ts';
import { compareIds, readId, valueNames } from './facts.ts';
import { rowsWith } from './filters.ts';
import { activityPoints, categoryPoints, languagePoints, nearPoints, sumOf, type Parts } from './points.ts';
import type { Ranges } from './ranges.ts';
import type { Scratch } from './scratch.ts';
import { categoriesMax, type Store } from './store.ts';

/** The best of the rows offered, by key falling and id rising, behind where the last page ended. */
class Best {
  readonly keys: number[] = [];
  readonly rows: number[] = [];
  /** A key below this one is not among the best; equal ones may be. */
  worst = -Infinity;
  readonly #ids: Uint32Array;
  readonly #limit: number;
  readonly #after: { key: number; id: Uint32Array } | undefined;
  constructor(ids: Uint32Array, { limit, after }: IndexQuery) {
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
  readonly scan: FitScan;
  /** Nobody gets more than this, but for whose handle is the whole text. */
  readonly most: number;
  readonly #asked: Asked | undefined;
  constructor(store: Store, { languages, categories, audience, activity }: Wishes, asked: Asked | undefined, set: Uint32Array) {
    const { rows, arena } = store;
    this.#asked = asked;
    const aim = typeof audience === 'object' ? audience : undefined;
    const flagged = (sort: 'languages' | 'categories', asking: readonly string[]) => {
      const values = store.values[valueNames.indexOf(sort)]!;
      const flags = arena.u8(`flags.${sort}`).fill(0, 0, values.state.values.length);
      for (const value of asking) {
        const code = values.code(value);
        if (code !== undefined) flags[code]!++;
      }
      return { offsets: values.offsets, codes: values.codes, flags };
    };
    const most = Math.min(categories.length, categoriesMax);
    const points = arena.u8('categoryPoints');
    for (let n = 0; n <= most; n++) points[n] = n === 0 ? 0 : categoryPoints(n, categories.length);
    const activityAs = activity === 'size' ? undefined : arena.u8('activityAs');
    for (let n = 0; n <= weights.activity && activityAs; n++) activityAs[n] = activityPoints(activity, n);
    const bySize = { audience: audience === 'size' ? weights.audience : 0, activity: activity === 'size' ? weights.activity : 0 };
    this.most =
      (asked?.pointsMax ?? 0) +
      (languages.length > 0 ? weights.language : 0) +
      (categories.length > 0 ? weights.category : 0) +
      (aim ? weights.audience : bySize.audience) +
      (activityAs ? weights.activityNear : bySize.activity);
    this.scan = {
      set,
      blocks: bySize.audience > 0 ? rows.blockPoints : rows.blockActivity,
      more: this.most - bySize.audience - bySize.activity,
      activity: rows.activity,
      activityAs,
      audience: audience === 'size' ? rows.audience : undefined,
      aim: aim && { ...aim, sizes: rows.size, points: weights.audience },
      text: asked && { sums: asked.sums, points: asked.table },
      language:
        languages.length > 0
          ? { ...flagged('languages', languages), flagged: languagePoints(true), other: languagePoints(false) }
          : undefined,
      category: most > 0 ? { ...flagged('categories', categories), points, most } : undefined,
    };
  }
  parts(row: number): Parts {
    const { activity, activityAs, audience, aim, category: c } = this.scan;
    const size = aim?.sizes[row] ?? 0;
    let asked = 0;
    if (c) for (let at = c.offsets[row]!; at < c.offsets[row + 1]!; at++) asked += c.flags[c.codes[at]!]!;
    return {
      text: this.#asked?.points(row) ?? 0,
      language: this.#language(row),
      category: c ? c.points[Math.min(c.most, asked)]! : 0,
      audience: !aim ? (audience?.[row] ?? 0) : Number.isNaN(size) ? 0 : nearPoints(weights.audience, aim, size),
      activity: activityAs ? activityAs[activity[row]!]! : activity[row]!,
    };
  }
  #language(row: number): number {
    const l = this.scan.language;
    if (!l) return 0;
    const [from, to] = [l.offsets[row]!, l.offsets[row + 1]!];
    for (let at = from; at < to; at++) if (l.flags[l.codes[at]!]!) return at === from ? l.flagged : l.other;
    return 0;
  }
}

const each = (set: Uint32Array, visit: (row: number) => void) => {
  for (let i = 0; i < set.length; i++) for (let bits = set[i]!; bits !== 0; bits &= bits - 1) visit(i * 32 + 31 - Math.clz32(bits & -bits));
};

/** Rows that stay so many points below the most that anybody can get. */
interface Piece {
  set: Uint32Array;
  less: number;
}
/**
 * The rows by what they share: a language and a category, one of them, neither. Where points are for likeness the best are in the first piece, and
 * the blocks, which stand by size, say nothing. Each piece holds until the next is taken.
 */
function* piecesOf(store: Store, { languages, categories }: Wishes, all: Uint32Array, scratch: Scratch): Generator<Piece> {
  const { kernels } = store.arena;
  const [byLanguage, byCategory] = [rowsWith(store, 'languages', languages, scratch), rowsWith(store, 'categories', categories, scratch)];
  const [language, category] = [languages.length > 0 ? weights.language : 0, categories.length > 0 ? weights.category : 0];
  const set = scratch.take();
  kernels.and(set, all, byLanguage);
  kernels.and(set, set, byCategory);
  yield { set, less: 0 };
  kernels.and(set, all, byLanguage);
  kernels.andNot(set, set, byCategory);
  yield { set, less: category };
  kernels.and(set, all, byCategory);
  kernels.andNot(set, set, byLanguage);
  yield { set, less: language };
  kernels.andNot(set, all, byLanguage);
  kernels.andNot(set, set, byCategory);
  yield { set, less: language + category };
}

/** By fit: a piece, or a block of 64 rows, that cannot reach the worst of the best is passed over. */
function byFit(best: Best, { arena }: Store, fit: Fit, whole: readonly number[], pieces: Iterable<Piece>): void {
  const { scan } = fit;
  for (const row of new Set(whole)) if ((scan.set[row >>> 5]! >>> (row & 31)) & 1) best.offer(sumOf(fit.parts(row)), row);
  for (const { set, less } of pieces) if (fit.most - less >= best.worst) scanBlocks(best, arena, { ...scan, set });
}
function scanBlocks(best: Best, arena: Arena, scan: FitScan): void {
  const found = arena.u32('found');
  for (let block = 0; block < scan.blocks.length; block = found[0]!) {
    // Points are never below 0.
    arena.kernels.fit(scan, block, Math.max(0, best.worst), found);
    for (let i = 0; i < found[1]!; i++) best.offer(found[i * 2 + 3]!, found[i * 2 + 2]!);
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
export function topOf(store: Store, query: IndexQuery, set: Uint32Array, asked: Asked | undefined, scratch: Scratch) {
  const { rows } = store;
  const best = new Best(rows.ids, query);
  const wishes = wishesFor(query);
  const fit = new Fit(store, wishes, asked, set);
  const { sort } = query;
  if (query.limit < 1) return [];
  if (sort === 'fit') {
    const pieces = wishes.activity === 'size' ? [{ set, less: 0 }] : piecesOf(store, wishes, set, scratch);
    byFit(best, store, fit, asked?.whole ?? [], pieces);
  } else if (sort === 'newest') byNumber(best, store, set, rows.since, (row) => rows.since.column[row]!, scratch);
  else {
    const [low, high] = [rows.low[figureNames.indexOf(sort)]!, rows.high[figureNames.indexOf(sort)]!];
    const middle = (row: number) => (Number.isNaN(low[row]!) ? unknownKey : (low[row]! + high[row]!) / 2);
    byNumber(best, store, set, rows.highRanges[figureNames.indexOf(sort)]!, middle, scratch);
  }
  return best.rows.map((row, i) => ({ row, key: best.keys[i]!, parts: fit.parts(row) }));
}
