import { serve as listen, type ServerType } from '@hono/node-server';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { Server as Listener, type AddressInfo, type Socket } from 'node:net';
import { rawProblem } from '#src/infra/http/errors.ts';
import { openQueue } from '#src/infra/jobs/queue.ts';
import type { Line } from './line.ts';
import type { Program } from './open.ts';

/** Supervisors give ten seconds before they kill; the database takes its part of them. */
const drainMs = 7_500;
/** Long enough for a request that is on its way over a connection kept alive. */
const quietMs = 250;

/** The relay and the schedules. */
export async function startJobs({ app, pools }: Program, { machine }: Line) {
  await app.relay.start();
  return openQueue(pools.main, machine.log, app.jobs);
}

export interface Door {
  address: string;
  close(): Promise<void>;
}

/** Listens, with bounds on slow and on hostile senders. */
export async function openDoor({ config, machine }: Line, { app }: Program): Promise<Door> {
  const server = await new Promise<ServerType>((yes, no) => {
    // How often slow senders are looked for; the limits themselves follow.
    const serverOptions = { connectionsCheckingInterval: 2_000 };
    const withPorch = ((options: object, inside: Parameters<typeof app.porch.inside>[0]) =>
      createServer(options, app.porch.inside(inside))) as never;
    const where = { hostname: config.host, port: config.port };
    const s = listen({ fetch: app.fetch as never, ...where, serverOptions, createServer: withPorch }, () => yes(s));
    s.once('error', no);
  });
  const http = server as Server;
  app.porch.doorstep(http);
  // Slow senders are cut off: headers within ten seconds, the whole request within fifteen.
  http.headersTimeout = 10_000;
  http.requestTimeout = 15_000;
  http.maxConnections = 5_000;
  http.keepAliveTimeout = 5_000;
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(rawProblem(error.code, machine.newId()));
  });
  const close = drainOf(http);
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { address: `http://${host}:${port}`, close };
}

/**
 * Gives the end of a server: no new connection; whatever was accepted is answered to its last byte, with the word that the connection
 * ends; what is left after `drainMs` is cut. Node's own end cuts an answer that its reader has not taken in yet.
 */
function drainOf(server: Server): () => Promise<void> {
  const answering = new Map<Socket, Set<ServerResponse>>();
  let draining = false;
  server.on('connection', (socket: Socket) => {
    answering.set(socket, new Set());
    socket.once('close', () => answering.delete(socket));
  });
  server.prependListener('request', ({ socket }, answer) => {
    if (draining) answer.shouldKeepAlive = false;
    const open = answering.get(socket);
    open?.add(answer);
    answer.once('close', () => open?.delete(answer));
  });
  return async () => {
    draining = true;
    const ended = new Promise<void>((ok) => Listener.prototype.close.call(server, () => ok()));
    for (const open of answering.values()) for (const answer of open) if (!answer.headersSent) answer.shouldKeepAlive = false;
    const heard = new Map<Socket, { bytes: number; at: number }>();
    const sweep = setInterval(() => {
      const now = performance.now();
      for (const [socket, open] of answering) {
        const last = heard.get(socket);
        if (open.size > 0 || last?.bytes !== socket.bytesRead) heard.set(socket, { bytes: socket.bytesRead, at: now });
        else if (now - last.at >= quietMs) socket.destroySoon();
      }
    }, 50);
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    await ended;
    clearInterval(sweep);
    clearTimeout(cut);
  };
}
