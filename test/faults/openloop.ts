// Load on a real server over real sockets, from a process of its own: a fixed rate that does not wait for answers, or a number of
// connections that do. Bounded in time and in connections; what could not even be sent is counted.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface LoadRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}
export interface LoadKind {
  name: string;
  /** How often, beside the other kinds. */
  share: number;
  /** Sent in turn. */
  requests: LoadRequest[];
}
export interface LoadWish {
  url: string;
  kinds: LoadKind[];
  seconds: number;
  /** Requests a second, whatever is answered; without it each connection sends its next when it has its answer. */
  rate?: number;
  connections: number;
  /** Connections that wait for answers: a share of a core that the sender spends beside its work. */
  ballast?: number;
}
export interface KindReport {
  name: string;
  sent: number;
  ok: number;
  /** Of these, answered before the last one was to be sent. */
  okInTime: number;
  /** 429 or 503; `rude` of them without a word on when to come again. */
  shed: number;
  rude: number;
  other: Record<string, number>;
  failed: number;
  /** Of what was granted, from the instant at which it was to be sent. */
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  shedP99Ms: number;
}
export interface LoadReport {
  kinds: KindReport[];
  /** Never sent: every connection was taken. */
  unsent: number;
  unanswered: number;
  /** From the instant at which a request was to be sent until a connection was free for it: what the sender itself adds. */
  lateP99Ms: number;
  /** How many connections were made. */
  opened: number;
  /** What the sending itself cost. */
  cpuMs: number;
}

export async function sendLoad(wish: LoadWish): Promise<LoadReport> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'loadgen.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(wish));
  const said = await text(child.stdout);
  if (said === '') throw new Error('the load ended without a report');
  return JSON.parse(said) as LoadReport;
}
