// One connection that is kept: a request, its whole answer, the next request. Costs little beside what it measures.
import { connect, type Socket } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  key?: string | undefined;
  body?: unknown;
  /** A body that is JSON already. */
  raw?: string | undefined;
}
export interface Wire {
  ask(asked: Asked): Promise<{ status: number; text: string }>;
  close(): void;
}

/** So many of them while something runs. */
export async function withWires<T>(url: string, n: number, meanwhile: (wires: Wire[]) => Promise<T>): Promise<T> {
  const wires = await Promise.all(Array.from({ length: n }, () => openWire(url)));
  try {
    return await meanwhile(wires);
  } finally {
    for (const wire of wires) wire.close();
  }
}

async function openWire(url: string): Promise<Wire> {
  const { host } = new URL(url);
  let socket = await dial(url);
  return {
    async ask({ method, path, key, body, raw }) {
      // A server hangs up on a connection that rests for some seconds.
      if (!socket.writable) socket = await dial(url);
      const sent = raw ?? (body === undefined ? '' : JSON.stringify(body));
      const lines = [
        `${method} ${path} HTTP/1.1`,
        `host: ${host}`,
        ...(key === undefined ? [] : [`authorization: Bearer ${key}`]),
        ...(sent === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(sent)}`]),
      ];
      const answer = heard(socket);
      socket.write(`${lines.join('\r\n')}\r\n\r\n${sent}`);
      return answer;
    },
    close: () => void socket.destroy(),
  };
}

async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((ok, no) => socket.once('connect', ok).once('error', no));
  return socket.on('error', () => {});
}

/** The next whole answer. */
function heard(socket: Socket): Promise<{ status: number; text: string }> {
  return new Promise((ok, no) => {
    let read: Buffer | undefined;
    const hangUp = () => no(new Error('the server hung up'));
    const hear = (chunk: Buffer) => {
      const all = read ? Buffer.concat([read, chunk]) : chunk;
      const end = all.indexOf('\r\n\r\n');
      const head = end < 0 ? '' : all.toString('latin1', 0, end);
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      const whole =
        end >= 0 &&
        (length === undefined ? all.toString('latin1', all.length - 5) === '0\r\n\r\n' : all.length >= end + 4 + Number(length));
      read = all;
      if (!whole) return;
      socket.off('data', hear).off('close', hangUp);
      ok({ status: Number(head.slice(9, 12)), text: all.toString('utf8', end + 4) });
    };
    socket.on('data', hear).once('close', hangUp);
  });
}
