import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { alive } from '#src/infra/db/embedded/machine.ts';
import { Refused, type Line } from './line.ts';
import { files, openProgram } from './open.ts';

export interface Connection {
  /** One call of the API; a refusal is thrown with its problem document. */
  call<T = Record<string, unknown>>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T>;
  /** Lets the server go on with what was asked of it; a program in this process does it now. */
  wait(): Promise<unknown>;
  close(): Promise<void>;
}

type Send = (request: Request) => Response | Promise<Response>;

/** The address of the server that commands go to: the one given, or the one beside us. */
export async function runningAt(line: Line): Promise<string | undefined> {
  if (line.config.url !== undefined) return line.config.url;
  const file = files(line.config.dataDir).server;
  if (!existsSync(file)) return undefined;
  const { url, pid } = JSON.parse(readFileSync(file, 'utf8')) as { url: string; pid: number };
  // After a kill the file stays: whoever listens there now is not sent our key.
  if (!alive(pid)) return undefined;
  const answer = await fetch(`${url}/healthz`).catch(() => undefined);
  return answer?.ok ? url : undefined;
}

/** The server beside us where one runs; else the same program in this process, spoken to in the same way. */
export async function connect(line: Line): Promise<Connection> {
  const url = await runningAt(line);
  if (url !== undefined) return speak(line, url, (request) => fetch(request), { close: async () => {}, wait: () => sleep(150) });
  const program = await openProgram(line);
  return speak(line, 'http://greenroom.local', program.app.fetch, {
    close: () => program.stop(),
    wait: () => program.app.importing.workDue(),
  });
}

async function reach(send: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    throw new Refused(`The server does not answer: ${(error as Error).message}.`);
  }
}

/** Undefined: to ask again would change nothing. */
function retryAfterOf({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const seconds = Number(headers.get('retry-after') ?? 1);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : 1;
}

/** Calls of the API as the operator of the data directory, or with the key that was given. */
export function speak(line: Line, base: string, send: Send, ends: Pick<Connection, 'close' | 'wait'>): Connection {
  const file = files(line.config.dataDir).key;
  if (line.config.key === undefined && !existsSync(file))
    throw new Refused('There is no operator.key in the data directory, and no GREENROOM_KEY.');
  const key = line.config.key ?? readFileSync(file, 'utf8').trim();
  return {
    ...ends,
    async call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
      const headers: Record<string, string> = { authorization: `Bearer ${key}` };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const answer = await reach(() =>
        send(new Request(new URL(path, base), { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })),
      );
      const document = (await answer.json().catch(() => ({ detail: `The server answered ${answer.status}` }))) as T & { detail?: string };
      if (!answer.ok) throw new Refused(document.detail ?? `The server answered ${answer.status}`, document, retryAfterOf(answer));
      return document;
    },
  };
}
