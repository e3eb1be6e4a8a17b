import { serve as listen, type ServerType } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rawProblem } from '#src/infra/http/errors.ts';
import { openQueue } from '#src/infra/jobs/queue.ts';
import type { Line } from './line.ts';
import type { Program } from './open.ts';

const drainMs = 10_000;

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
    const withPorch = ((options: object, inside: Parameters<typeof app.porch>[0]) => createServer(options, app.porch(inside))) as never;
    const where = { hostname: config.host, port: config.port };
    const s = listen({ fetch: app.fetch as never, ...where, serverOptions, createServer: withPorch }, () => yes(s));
    s.once('error', no);
  });
  const http = server as Server;
  // Slow senders are cut off: headers within ten seconds, the whole request within fifteen.
  http.headersTimeout = 10_000;
  http.requestTimeout = 15_000;
  http.maxConnections = 5_000;
  http.keepAliveTimeout = 5_000;
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(rawProblem(error.code, machine.newId()));
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { address: `http://${host}:${port}`, close: () => drain(http) };
}

/** Takes no new connection, lets what was accepted finish, and cuts what is left after ten seconds. */
async function drain(server: Server) {
  const ended = new Promise<void>((ok) => server.close(() => ok()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await ended;
  clearInterval(sweep);
  clearTimeout(cut);
}
