import { cpus, totalmem } from 'node:os';
import { runningIn } from '#src/infra/db/embedded.ts';

export interface Call {
  operation: string;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}
/** What the command line asks of a bench; left out: its own. */
export interface Options {
  seconds: number;
  creators?: number;
  queries?: number;
  rounds?: number;
  /** One size more, for the curve. */
  curve?: number;
}
export interface Report {
  name: string;
  machine: string;
  size: Record<string, unknown>;
  ours: Record<string, unknown>;
  peers: ({ name: string } & Record<string, unknown>)[];
  ratios: Record<string, unknown>;
  /** What could not be measured, and why. */
  leftOut?: string;
}

export const machine = (): string =>
  `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`;
export const round = (n: number): number => Number(n.toPrecision(4));
export const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

export function callOf(operation: string, ms: number[], seconds: number): Call {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { operation, requestsPerSecond: round(ms.length / seconds), p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** The built-in database of a data folder, as its owner, reached as the program reaches it: its peers have the same way to it. */
export async function ownerUrlOf(dir: string): Promise<string> {
  const url = await runningIn(dir);
  if (url === undefined) throw new Error(`no database answers in ${dir}`);
  return url;
}
