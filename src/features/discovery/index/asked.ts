import { charsOf, typoMin, type MatchSort } from '#src/lib/text.ts';
import type { WordField } from '../ports.ts';
import { readQuery, weights, type Meant } from '../rules.ts';
import { fieldBit } from './facts.ts';
import { compareText, hundredths, textPoints } from './points.ts';
import type { Store } from './store.ts';
import type { Answers } from './words.ts';

const fields = Object.entries(fieldBit) as [WordField, number][];
/** By sort of match, the best of each combination of fields, in hundredths. */
const tableOf = (as: MatchSort) =>
  Uint8Array.from({ length: 32 }, (_, bits) => Math.max(0, ...fields.map(([field, bit]) => (bits & bit ? hundredths(as, field) : 0))));
const tables: Record<MatchSort, Uint8Array> = { exact: tableOf('exact'), prefix: tableOf('prefix'), typo: tableOf('typo') };
/** Stands above a sum: her handle is the text as a whole. */
const wholeBit = 0x8000;

/** A text as the index answers it. */
export interface Asked {
  /** For each row the best answers of each word added up, in hundredths; 0 where one has none. */
  sums: Uint16Array;
  /** The points for a sum. */
  table: Uint16Array;
  /** Those whose handle is the whole text. */
  whole: readonly number[];
  points(row: number): number;
  /** No more than this, but for those in `whole`. */
  pointsMax: number;
  /** The words of the rows in a set that answer. */
  meant(here: Uint32Array): Meant[];
}

/** Undefined: nothing is asked for by words. Null: nobody has them. */
export function ask(store: Store, text: string): Asked | undefined | null {
  if (text.trim() === '') return undefined;
  const { words, whole } = readQuery(text);
  if (words.length === 0) return null;
  const answers = words.map(({ word }) => answersTo(store, word));
  if (answers.some(({ spans, tail }) => spans.length === 0 && tail.length === 0)) return null;
  const sums = store.arena.u16('sums');
  answers.forEach((answer, i) => score(store, answer, sums, i === 0));
  const wholes = whole === '' ? [] : store.words.rowsWith(whole, fieldBit.handle).filter((row) => sums[row]! > 0);
  for (const row of wholes) sums[row]! |= wholeBit;
  const table = store.arena.u16('textPoints');
  for (let sum = 0; sum <= words.length * 100; sum++) table[sum] = textPoints(sum, words.length);
  return {
    sums,
    table,
    whole: wholes,
    pointsMax: weights.text,
    points: (row) => table[sums[row]! & ~wholeBit]! + (sums[row]! & wholeBit ? weights.wholeHandle : 0),
    meant: (here) => answers.flatMap((answer, token) => meantIn(store, answer, token, here)),
  };
}

/** Three letters are corrected only when nobody has them as typed. */
function answersTo({ words, rows }: Store, word: string): Answers {
  const all = words.match(word);
  if (charsOf(word).length !== typoMin) return all;
  const typed = { spans: all.spans.filter((s) => s.as !== 'typo'), tail: all.tail.filter((t) => t.as !== 'typo') };
  return words.hasOne(typed, (row) => rows.isAlive(row)) ? typed : all;
}

function score({ arena, words }: Store, { spans, tail }: Answers, sums: Uint16Array, first: boolean): void {
  const { kernels } = arena;
  const scores = arena.u8('scores');
  const table = arena.u8('tables');
  for (const as of ['typo', 'prefix', 'exact'] as const) {
    table.set(tables[as]);
    for (const span of spans) if (span.as === as) kernels.scatter(words.postingsIn(span), table, scores);
  }
  for (const { word, as } of tail)
    words.tail.each(word, (p) => {
      scores[p >>> 5] = Math.max(scores[p >>> 5]!, tables[as][p & 31]!);
    });
  kernels.combine(scores, sums, first);
}

/** The words in these spans and of the tail that one of the rows has; `here`: the rows as a set. */
function meantIn({ arena: { kernels }, words }: Store, { spans, tail }: Answers, token: number, here: Uint32Array): Meant[] {
  const meant: Meant[] = [];
  for (const span of spans) {
    const postings = words.postingsIn(span);
    const first = words.start[span.from]!;
    for (let at = kernels.find(postings, 0, here); at < postings.length;) {
      const word = words.wordAt(first + at);
      meant.push({ token, word: words.dictionary.word(word), as: span.as });
      at = kernels.find(postings, words.start[word + 1]! - first, here);
    }
  }
  const known = new Set(meant.map((m) => m.word));
  const isHere = (p: number) => ((here[p >>> 10]! >>> ((p >>> 5) & 31)) & 1) === 1;
  for (const { word, as } of tail) {
    if (!words.tail.some(word, isHere)) continue;
    const text = words.tail.word(word);
    if (!known.has(text)) meant.push({ token, word: text, as });
  }
  return meant.toSorted((a, b) => compareText(a.word, b.word));
}
