import { existsSync, readFileSync } from 'node:fs';
import { Refused, type Line } from './line.ts';
import { files, openProgram } from './program.ts';

export interface Connection {
  /** One call of the API; a refusal is thrown with its problem document. */
  call<T = Record<string, unknown>>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

type Send = (request: Request) => Response | Promise<Response>;

async function runningAt(line: Line): Promise<string | undefined> {
  if (line.config.url !== undefined) return line.config.url;
  const file = files(line.config.dataDir).server;
  if (!existsSync(file)) return undefined;
  const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
  const answer = await fetch(`${url}/healthz`).catch(() => undefined);
  return answer?.ok ? url : undefined;
}

/** The server beside us where one runs; else the same program in this process, spoken to in the same way. */
export async function connect(line: Line): Promise<Connection> {
  const url = await runningAt(line);
  if (url !== undefined)
    return speak(
      line,
      url,
      (request) => fetch(request),
      async () => {},
    );
  const program = await openProgram(line);
  return speak(line, 'http://greenroom.local', program.app.fetch, () => program.stop());
}

function speak(line: Line, base: string, send: Send, close: () => Promise<void>): Connection {
  const key = line.config.key ?? readFileSync(files(line.config.dataDir).key, 'utf8').trim();
  return {
    close,
    async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
      const headers: Record<string, string> = { authorization: `Bearer ${key}` };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const answer = await send(
        new Request(new URL(path, base), { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
      );
      const document = (await answer.json()) as T & { detail?: string };
      if (!answer.ok) throw new Refused(document.detail ?? `The server answered ${answer.status}`, document);
      return document;
    },
  };
}
