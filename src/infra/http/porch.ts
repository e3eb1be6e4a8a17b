import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';
import { standAt } from './doorstep.ts';
import { problemOf } from './errors.ts';
import { overloaded, type Gate, type Rank } from './limits.ts';

/** How long a sender may take over a request that was let in before its place is given to another. */
const readingMs = 250;
const entering = new WeakMap<IncomingMessage, () => void>();

/** The request has come to the gate itself: its place is counted there from now on. */
export function arrived(incoming: IncomingMessage | undefined): void {
  if (incoming) entering.get(incoming)?.();
}

interface Parts {
  gate: Gate;
  metrics: Metrics;
  ranks: (method: string, path: string) => { rank: Rank; name: string };
  newId: () => string;
}
type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Stands before everything else. Under overload a request is refused here, unread, with bytes that are nearly ready: the gate can hold its
 * level only if turning ten away costs less than serving one. `inside`: around the listener of a server; `doorstep`: before its parser.
 */
export function openPorch({ gate, metrics, ranks, newId }: Parts) {
  const { body: plain, status } = problemOf(overloaded(), '');
  const [before, after] = JSON.stringify({ ...plain, requestId: '@' }).split('@') as [string, string];
  const requestIds = idsFrom(newId);
  const counters = new Map<string, () => void>();
  const count = (rank: Rank, operation: string) => {
    let add = counters.get(operation);
    if (!add) {
      const [shed, answered] = [metrics.shed.labels({ rank }), metrics.requests.labels({ operation, status: String(status) })];
      counters.set(operation, (add = () => (shed.inc(), answered.inc())));
    }
    add();
  };
  /** The rank of a request that may be turned away, and whether it is: then it is counted. */
  const look = (method: string, url: string): { rank: Rank; full: boolean } | undefined => {
    if (!url.startsWith('/v1/') && !url.startsWith('/auth/')) return undefined;
    const query = url.indexOf('?');
    const { rank, name } = ranks(method, query < 0 ? url : url.slice(0, query));
    const full = gate.full(rank);
    if (full) count(rank, name);
    return { rank, full };
  };
  const headersOf = (requestId: string) => [
    'content-type',
    'application/problem+json',
    'content-length',
    String(before.length + requestId.length + after.length),
    'cache-control',
    'no-store',
    'x-content-type-options',
    'nosniff',
    'x-request-id',
    requestId,
    'retry-after',
    '1',
  ];
  const inside =
    (next: Listener): Listener =>
    (incoming, outgoing) => {
      const seen = look(incoming.method ?? 'GET', incoming.url ?? '/');
      if (!seen?.full) {
        if (seen && seen.rank !== 'urgent') expect(gate, incoming, outgoing);
        return next(incoming, outgoing);
      }
      const requestId = requestIds();
      // What was going to be sent is not waited for: small bodies are read past, others end the connection.
      outgoing.writeHead(status, [...headersOf(requestId), ...(isLarge(incoming) ? ['connection', 'close'] : [])]);
      outgoing.end(before + requestId + after, 'latin1');
    };
  let ready: [string, string] | undefined;
  /** The same as bytes, for a request that came whole; undefined: it is let in. */
  const refuse = (method: string, url: string): string | undefined => {
    if (!look(method, url)?.full) return undefined;
    const requestId = requestIds();
    ready ??= asText(status, headersOf(requestId)).split(requestId) as [string, string];
    return ready.join(requestId) + before + requestId + after;
  };
  return { inside, doorstep: (server: Server) => standAt(server, refuse) };
}

const asText = (status: number, headers: readonly string[]) =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.map((it, i) => it + (i % 2 === 0 ? ': ' : '\r\n')).join('')}\r\n`;

const isLarge = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 65_536;

/** Request ids that cost little: one of the program's own for every 4,096, its last digits counted. */
function idsFrom(newId: () => string): () => string {
  let [base, n] = ['', 4096];
  return () => {
    if (n === 4096) [base, n] = [newId().slice(0, -3), 0];
    return base + (n++).toString(16).padStart(3, '0');
  };
}

function expect(gate: Gate, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const leave = gate.expect();
  // A slow sender holds a connection of its own, never a place; one that only we are slow to read keeps it.
  const timer = setTimeout(() => void (incoming.complete || leave()), readingMs);
  const done = () => {
    clearTimeout(timer);
    leave();
  };
  entering.set(incoming, done);
  outgoing.once('close', done);
}
