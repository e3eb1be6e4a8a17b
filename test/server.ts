// The program as the tests run it: a database of its own, a clock that moves when told, keys instead of passwords.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino, type Logger } from 'pino';
import { openApp, type App, type Given } from '#src/app.ts';
import { openPrinter } from '#src/connectors/pdf/open.ts';
import { openPool } from '#src/infra/db/open.ts';
import { bounds, openGate } from '#src/infra/http/limits.ts';
import { uuidv7 } from '#src/lib/ids.ts';
import { freshDb } from './db.ts';
import { canaries } from './canary.ts';

export interface Answer<T = any> {
  status: number;
  body: T;
  text: string;
  headers: Headers;
}
/** Somebody who calls the API with a key of their own; a visitor without one. */
export interface Caller {
  personId: string;
  key: string | undefined;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
}

export interface TestApp {
  app: App;
  /** May change the schema and everything else: for looking inside, and for sabotage by a negative control. */
  owner: pg.Pool;
  url: string;
  ownerUrl: string;
  now(): Date;
  /** Moves the program's clock; the rest of the machine stays where it is. */
  advance(ms: number): void;
  /** A caller with a fresh key, of a person made now. */
  person(name: string, operator?: 'admin' | 'moderator' | 'analyst'): Promise<Caller>;
  callerOf(personId: string, scopes?: ('read' | 'write')[]): Promise<Caller>;
  visitor: Caller;
  /** Every line that the program logged. */
  logged: string[];
  stop(): Promise<void>;
}

/**
 * Clocks of tests begin at noon, UTC, whatever the hour: what was "two hours ago" lies in the same day. One for all programs of a process, so
 * that a second one does not begin before the first. Ids say the same time.
 */
const toNoon = 12 * 3_600_000 - (Date.now() % 86_400_000);

export const machine = {
  newId: () => uuidv7(Date.now() + toNoon, randomUUID()),
  newSecret: (bytes: number) => randomBytes(bytes).toString('base64url'),
};

/** A logger that keeps its lines, for the tests that read them. */
export function keepLog(): { log: Logger; logged: string[] } {
  const logged: string[] = [];
  return { logged, log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }) };
}

/** One for all apps of a process, which none of them stops, and which waits for as long as it goes on: each start would unpack the fonts again. */
const press = openPrinter({ idle: 3_600_000 });
const printer: NonNullable<Given['printer']> = { ready: () => press.ready(), print: (sheet) => press.print(sheet) };

/** Kept in no time: the real way is slow on purpose. What is about passwords asks for that (`passwords: undefined`), and every program has it. */
const hash = async (password: string) => createHmac('sha256', 'for tests').update(password).digest('hex');
const passwords: NonNullable<Given['passwords']> = { hash, verify: async (it) => it.hash === (await hash(it.password)) };

export async function openTestApp(
  more: Partial<Given> & { db?: { ownerUrl: string; url: string }; relay?: boolean } = {},
): Promise<TestApp> {
  const { db, relay = true, ...given } = more;
  // Nothing here has to survive a power cut; what kills programs starts them as programs.
  const { ownerUrl, url } = db ?? (await freshDb({ hurried: true }));
  const pool = openPool(url, { max: 8 });
  const reserve = openPool(url, { max: 2 });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  owner.on('error', () => {});
  const { log, logged } = keepLog();
  let offset = toNoon;
  const clock = () => new Date(Date.now() + offset);
  const app = openApp({
    ...machine,
    clock,
    log,
    pool,
    reserve,
    secret: 's'.repeat(43),
    origin: () => 'http://greenroom.test',
    strict: true,
    printer,
    passwords,
    // A machine that is slow while it tests turns nobody away.
    gate: openGate(bounds.capacity, Infinity),
    ...given,
  });
  await app.carryOut('creators.publishTexts', {});
  if (relay) await app.relay.start();

  const caller = (personId: string, key: string | undefined): Caller => {
    const send: Caller['send'] = async (method, path, body, headers = {}) => {
      const all = {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      };
      const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const answer = await app.fetch(
        new Request(`http://greenroom.test${path}`, { method, headers: all, ...(body !== undefined && { body: bytes as BodyInit }) }),
      );
      const said = await textOf(answer);
      canaries.scan(personId, `${method} ${path}`, said);
      return { status: answer.status, body: parsed(dataOf(said)), text: said, headers: answer.headers };
    };
    return { personId, key, send, ...verbsOf(send) };
  };
  const callerOf = async (personId: string, scopes: ('read' | 'write')[] = ['read', 'write']) => {
    const { key } = await app.carryOut<{ key: string }>('people.createKey', { name: 'test', scopes }, await app.actorOf(personId));
    return caller(personId, key);
  };
  return {
    app,
    owner,
    url,
    ownerUrl,
    now: clock,
    advance: (ms) => void (offset += ms),
    callerOf,
    person: async (name, operator) => {
      const email = `${name.toLowerCase().replace(/[^a-z]/g, '')}.${machine.newId()}@test.invalid`;
      const { personId } = await app.carryOut<{ personId: string }>('people.enrol', {
        name,
        email,
        operator: operator ?? null,
        passwordHash: null,
      });
      return callerOf(personId);
    },
    visitor: caller('visitor', undefined),
    logged,
    stop: async () => {
      await app.stop();
      await Promise.all([pool.end(), reserve.end(), owner.end()]);
    },
  };
}

/** The usual requests, by whoever sends. */
export const verbsOf = (send: Caller['send']): Pick<Caller, 'get' | 'post' | 'put'> => ({
  get: (path) => send('GET', path),
  post: (path, body = {}, headers) => send('POST', path, body, headers),
  put: (path, body) => send('PUT', path, body),
});

/** What an answer says; of one that goes on its first message, or that there is none. */
export async function textOf(answer: Response): Promise<string> {
  if (!answer.body || !answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  let said = '';
  for (let ended = false; !ended && !/^(data)?:/m.test(said);) {
    const { value, done } = await reader.read();
    said += decoder.decode(value, { stream: true });
    ended = done;
  }
  await reader.cancel();
  return said;
}
const dataOf = (said: string): string => /^data: (.*)$/m.exec(said)?.[1] ?? said;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
