// The door of the index: what it takes in and gives back. Everything else in this folder is behind it.
import type { SearchAnswer } from '../contract.ts';
import type { EngineItem, EngineQuery, IndexEntry } from '../ports.ts';
export type { IndexEntry } from '../ports.ts';
import type { Meant } from '../rules.ts';
import { indexesOn, type Builder } from './creators.ts';
import { machines } from './kernels/machines.ts';

/** `without` may be packed (`facts.ts`). */
export type IndexQuery = Omit<EngineQuery, 'without'> & { without: readonly string[] | Uint32Array };
export interface Hit {
  creatorId: string;
  key: number;
  parts: EngineItem['parts'];
}
export interface IndexAnswer {
  total: number;
  exactTotal: number;
  hits: Hit[];
  facets: SearchAnswer['facets'];
  /** The words of the hits that answer a word of the query, each with how: with these `matched` is found from a card. */
  meant: Meant[];
}
/** All in memory, one thread, exact: the same answers as the SQL engine over the same entries. */
export interface CreatorIndex {
  /** New, or in place of what was there. */
  put(entries: readonly IndexEntry[]): void;
  /** Gone from the next search; microseconds each. */
  drop(creatorIds: readonly string[]): void;
  /** Who is past findableUntil at query.now is nobody, in totals and facets too. */
  search(query: IndexQuery): IndexAnswer;
  readonly size: number;
  /** The whole state as few large pieces, without copying more than needed: to be written before the next put or drop. */
  save(): Uint8Array[];
}

const indexes = indexesOn(machines()[0]!);
export const emptyIndex = (): CreatorIndex => indexes.empty();
/** What `save` gave, at any address; throws where it is another version's or not whole. */
export const loadIndex = (pieces: readonly Uint8Array[]): CreatorIndex => indexes.load(pieces);
export const buildIndex = (entries: Iterable<IndexEntry>): CreatorIndex => indexes.build(entries);
/** The same for entries that come bit by bit: each is read at once and not kept. */
export const indexBuilder = (): Builder => indexes.builder();
