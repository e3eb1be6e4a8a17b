import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';
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
 * level only if turning ten away costs less than serving one.
 */
export function openPorch({ gate, metrics, ranks, newId }: Parts) {
  const { body: plain, status } = problemOf(overloaded(), '');
  const [before, after] = JSON.stringify({ ...plain, requestId: '@' }).split('@') as [string, string];
  const requestIds = idsFrom(newId);
  // Made by the first refusal: the document of the API is read where there is no world.
  let length: string | undefined;
  const counters = new Map<string, () => void>();
  const count = (rank: Rank, operation: string) => {
    let add = counters.get(operation);
    if (!add) {
      const [shed, answered] = [metrics.shed.labels({ rank }), metrics.requests.labels({ operation, status: String(status) })];
      counters.set(operation, (add = () => (shed.inc(), answered.inc())));
    }
    add();
  };
  return (inside: Listener): Listener =>
    (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      if (!path.startsWith('/v1/') && !path.startsWith('/auth/')) return inside(incoming, outgoing);
      const query = path.indexOf('?');
      const { rank, name } = ranks(incoming.method ?? 'GET', query < 0 ? path : path.slice(0, query));
      if (!gate.full(rank)) {
        if (rank !== 'urgent') expect(gate, incoming, outgoing);
        return inside(incoming, outgoing);
      }
      count(rank, name);
      const requestId = requestIds();
      outgoing.writeHead(status, [
        'content-type',
        'application/problem+json',
        'content-length',
        (length ??= String(before.length + requestId.length + after.length)),
        'cache-control',
        'no-store',
        'x-content-type-options',
        'nosniff',
        'x-request-id',
        requestId,
        'retry-after',
        '1',
        // What was going to be sent is not waited for: small bodies are read past, others end the connection.
        ...(isLarge(incoming) ? ['connection', 'close'] : []),
      ]);
      outgoing.end(before + requestId + after, 'latin1');
    };
}

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
