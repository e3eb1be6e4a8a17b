import type { Asking } from '#test/crowd/queries.ts';
import { linesOfRows } from './agree.ts';
import type { Names } from './rows.ts';
import type { Answering, Shape } from './statement.ts';

/** A row of the statement: what, value, count or key. */
export type Said = readonly [string, number | bigint | string, number | bigint, ...unknown[]];

/** How long a search took; what it says is put into lines on request, off the clock, until the next one is asked. */
export interface Answered {
  ms: number;
  lines(): string[] | Promise<string[]>;
}

/** What answers the same queries in the same run. */
export interface Peer {
  name: string;
  /** What to know of it when reading its figures. */
  note: string;
  /** From the rows at hand to ready. */
  loadSeconds: number;
  /** Fewer creators than the others, where so many do not fit. */
  creators?: number;
  ask(asking: Asking, shape: Shape): Promise<Answered>;
  shapes: readonly Shape[];
  close(): Promise<void>;
}
/** What of the words is meant, found by PostgreSQL as part of its time; handed to DuckDB, which has no search for typos. */
export interface Meaning {
  answering: Answering[];
  tokens: number;
  whole: number | undefined;
}

/** A peer's search by the clock. */
export async function timed(names: Names, ask: () => readonly Said[] | Promise<readonly Said[]>): Promise<Answered> {
  const began = performance.now();
  const rows = await ask();
  const ms = performance.now() - began;
  return { ms, lines: () => linesOfRows(rows, names) };
}
