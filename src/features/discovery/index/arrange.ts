import { figureNames } from '#src/features/creators/contract.ts';
import { weights } from '../rules.ts';
import { Plan } from './arena.ts';
import { Draft } from './draft.ts';
import { Ids, noFacts, valueNames } from './facts.ts';
import type { Machine } from './kernels/kernels.ts';
import { pointsBySize, Rows, sizeOf, streamAt, unknownBand, viewersAt, type Thresholds } from './rows.ts';
import { categoriesMax, foundMax, newValuesMax, scratchSets, Store, type Head } from './store.ts';
import { thresholdsOf } from './ranges.ts';
import { Values } from './values.ts';
import { posting, sorted } from './words.ts';

const upTo = (x: number, step: number) => Math.ceil(x / step) * step;
const sampleMax = 40_000;

/** Rows of a draft, the ones with the most points first; of two with the same id the later one counts. */
function orderOf(draft: Draft): Uint32Array {
  const byId = new Ids(draft.ids.all, new Uint32Array(Ids.slotsFor(draft.rows)));
  const points = new Int16Array(draft.rows).fill(-1);
  const most = weights.audience + weights.activity;
  const behind = new Uint32Array(most + 2);
  for (let row = draft.rows - 1; row >= 0; row--) {
    if (byId.find(draft.ids.all, row) >= 0) continue;
    byId.set(row);
    const size = (figure: number) => sizeOf(draft.low[figure]!.all[row]!, draft.high[figure]!.all[row]!);
    points[row] = pointsBySize(weights.audience, size(viewersAt)) + pointsBySize(weights.activity, size(streamAt));
    behind[most - points[row]! + 1]!++;
  }
  for (let i = 1; i < behind.length; i++) behind[i]! += behind[i - 1]!;
  const order = new Uint32Array(behind[most + 1]!);
  for (let row = 0; row < draft.rows; row++) if (points[row]! >= 0) order[behind[most - points[row]!]!++] = row;
  return order;
}

function thresholds(draft: Draft): Thresholds {
  const step = Math.max(1, Math.floor(draft.rows / sampleMax));
  const of = (column: Float64Array) => thresholdsOf(column.subarray(0, draft.rows).filter((_, i) => i % step === 0));
  return { low: draft.low.map((p) => of(p.all)), high: draft.high.map((p) => of(p.all)), since: of(draft.since.all) };
}

function planOf(draft: Draft, count: number, room: number): Head {
  const base = upTo(count, 128);
  const cap = base + upTo(Math.max(room, base / 8), 128);
  const plan = new Plan();
  const parted = thresholds(draft);
  Rows.plan(plan, cap, parted);
  const values = draft.values.map((v, i) => {
    let sets = 0;
    // From here on a set takes less room than a list.
    const dense = v.counts.map((n) => (n * 32 >= cap ? sets++ : -1));
    const listed = v.counts.reduce((sum, n, code) => sum + (dense[code]! < 0 ? n : 0), 0);
    const tail = (cap - base) * Math.max(2, Math.ceil((2 * v.codes.length) / Math.max(1, draft.rows)));
    Values.plan(plan, valueNames[i]!, { rows: cap, codes: v.codes.length + tail, sets, words: cap / 32, lists: v.counts.length, listed });
    return { values: [...v.codeOf.keys()], counts: v.counts.map(() => 0), dense, used: 0 };
  });
  const words = draft.lexicon.count;
  plan.add('word.pool', 'u8', draft.lexicon.pool.length);
  plan.add('word.start', 'u32', words + 1);
  plan.add('posting.start', 'u32', words + 1);
  plan.add('postings', 'u32', draft.words.length);
  for (let i = 0; i < scratchSets; i++) plan.add(`scratch.${i}`, 'u32', cap / 32);
  plan.add('scores', 'u8', cap);
  plan.add('sums', 'u16', cap);
  plan.add('tables', 'u8', 32);
  plan.add('textPoints', 'u16', 1001);
  plan.add('categoryPoints', 'u8', categoriesMax + 1);
  plan.add('activityAs', 'u8', 256);
  plan.add('found', 'u32', foundMax);
  for (const i of [0, 2]) plan.add(`flags.${valueNames[i]}`, 'u8', values[i]!.values.length + newValuesMax);
  plan.add('counts', 'u32', Math.max(256, ...values.map((v) => v.values.length + newValuesMax)));
  const bandCounts = figureNames.map(() => Array.from({ length: unknownBand + 1 }, () => 0));
  return { sections: plan.sections, bytes: plan.bytes, cap, base, rows: 0, size: 0, words, thresholds: parted, values, bandCounts };
}

/** Postings of each word in the order of the rows. */
function layWords(store: Store, draft: Draft, order: Uint32Array): void {
  const { dictionary, order: wordOrder } = sorted(draft.lexicon, draft.lexicon.count);
  const { words } = store;
  words.dictionary.pool.set(dictionary.pool);
  words.dictionary.start.set(dictionary.start);
  const place = new Uint32Array(wordOrder.length);
  wordOrder.forEach((word, i) => (place[word] = i));
  const { wordStart, words: wordOf, fields } = draft;
  for (const row of order)
    for (let at = wordStart.all[row]!; at < wordStart.all[row + 1]!; at++) words.start[place[wordOf.all[at]!]! + 1]!++;
  for (let i = 1; i < words.start.length; i++) words.start[i]! += words.start[i - 1]!;
  const next = words.start.slice();
  order.forEach((row, to) => {
    for (let at = wordStart.all[row]!; at < wordStart.all[row + 1]!; at++)
      words.postings[next[place[wordOf.all[at]!]!]!++] = posting(to, fields.all[at]!);
  });
}

/** Lays a draft out: rows by their points, sets, lists, the dictionary; with room for an eighth more, at least for `room`. */
export function arrange(draft: Draft, machine: Machine, room: number): Store {
  const order = orderOf(draft);
  const head = planOf(draft, order.length, room);
  const store = new Store(head, machine);
  const facts = noFacts();
  order.forEach((from, row) => {
    draft.read(from, facts);
    store.rows.place(row, facts);
    store.values.forEach((v, i) => v.place(row, facts.codes[i]!));
    store.counted(row);
  });
  for (let row = order.length; row < head.base; row++) for (const v of store.values) v.place(row, []);
  head.rows = head.base;
  for (const v of store.values) v.list(order.length);
  layWords(store, draft, order);
  return store;
}

/** Who is still here, as a draft to be laid out anew. */
export function draftOf(store: Store): Draft {
  const { rows, values, words, head } = store;
  const draft = new Draft();
  const [starts, found, fields] = wordsByRow(store);
  const numbers = Uint32Array.from({ length: head.words }, () => 0);
  const facts = noFacts();
  for (let row = 0; row < head.rows; row++) {
    if (!rows.isAlive(row)) continue;
    facts.id.set(rows.ids.subarray(row * 4, row * 4 + 4));
    facts.until = rows.until[row]!;
    facts.since = rows.since.column[row]!;
    facts.exact = ((rows.exact[row >>> 5]! >>> (row & 31)) & 1) === 1;
    figureNames.forEach((_, i) => {
      facts.low[i] = rows.low[i]![row]!;
      facts.high[i] = rows.high[i]![row]!;
    });
    draft.addFacts(
      facts,
      values.map((v) => Array.from(v.codes.subarray(v.offsets[row], v.offsets[row + 1]), (code) => v.state.values[code]!)),
    );
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const word = found[at]!;
      const late = word - head.words;
      // A number in the draft, plus one, once the word has been read.
      if (late < 0 && numbers[word] === 0) numbers[word] = draft.lexicon.add(words.dictionary.word(word)) + 1;
      draft.addWord(late < 0 ? numbers[word]! - 1 : draft.lexicon.add(words.tail.word(late)), fields[at]!);
    }
    draft.endRow();
  }
  return draft;
}

/** The words of each row: those of the tail numbered behind those of the dictionary. */
function wordsByRow({ words, head }: Store): [starts: Uint32Array, words: Uint32Array, fields: Uint8Array] {
  const starts = new Uint32Array(head.rows + 1);
  const each = (visit: (word: number, p: number) => void) => {
    for (let word = 0; word < head.words; word++)
      for (let at = words.start[word]!; at < words.start[word + 1]!; at++) visit(word, words.postings[at]!);
    for (let late = 0; late < words.tail.lexicon.count; late++) words.tail.each(late, (p) => visit(head.words + late, p));
  };
  each((_, p) => starts[(p >>> 5) + 1]!++);
  for (let row = 1; row < starts.length; row++) starts[row]! += starts[row - 1]!;
  const next = starts.slice();
  const [found, fields] = [new Uint32Array(starts[head.rows]!), new Uint8Array(starts[head.rows]!)];
  each((word, p) => {
    const at = next[p >>> 5]!++;
    found[at] = word;
    fields[at] = p & 31;
  });
  return [starts, found, fields];
}
