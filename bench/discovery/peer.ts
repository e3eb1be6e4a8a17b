import type { Asking } from '#test/crowd/queries.ts';
import type { Answering, Shape } from './statement.ts';

/** A row of the statement: what, value, count or key. */
export type Said = readonly [string, number | bigint | string, number | bigint, ...unknown[]];

/** What answers the same queries in the same run. */
export interface Peer {
  name: string;
  /** What to know of it when reading its figures. */
  note: string;
  /** From the rows at hand to ready. */
  loadSeconds: number;
  /** Fewer creators than the others, where so many do not fit. */
  creators?: number;
  /** Asks once; the rows as they come are made sense of afterwards, off the clock. */
  ask(asking: Asking, shape: Shape): Promise<readonly Said[]>;
  shapes: readonly Shape[];
  close(): Promise<void>;
}
/** What of the words is meant, found by PostgreSQL as part of its time; handed to DuckDB, which has no search for typos. */
export interface Meaning {
  answering: Answering[];
  tokens: number;
  whole: number | undefined;
}
