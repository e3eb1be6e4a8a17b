import { i18n } from '@lingui/core';
import { ahead, takeAhead } from './ahead.ts';
import { hearClock } from './clock.ts';
import { hearScripts } from './scripts.ts';
import { operations, type OperationId, type Ops } from './client.gen.ts';

/** A refusal or a fault as the server words it (application/problem+json). `code` is stable, `detail` is a sentence for people. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly errors: { path: string; message: string }[];
  /** What a day holds, and when the next one begins: a limit of the day was met. */
  readonly day: { most: number; goesOnAt: string } | undefined;

  constructor(
    status: number,
    body: {
      code?: string;
      detail?: string;
      title?: string;
      requestId?: string;
      errors?: { path: string; message: string }[];
      most?: number;
      goesOnAt?: string;
    },
  ) {
    const detail = body.detail ?? body.title ?? '';
    super(detail);
    this.status = status;
    this.code = body.code ?? `http.${status}`;
    this.detail = detail;
    this.requestId = body.requestId;
    this.errors = body.errors ?? [];
    this.day = body.most !== undefined && body.goesOnAt !== undefined ? { most: body.most, goesOnAt: body.goesOnAt } : undefined;
  }
}

/** No answer came: the network, or nobody at the other end. The only failure that is tried again by itself. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

type Parts = 'path' | 'query' | 'body';
type Part<O extends OperationId, K extends string> = K extends keyof Ops[O] ? Ops[O][K] : undefined;
// A query whose every name may be left out may be left out whole; a body may not, for the server reads one.
type MayMiss<O extends OperationId, K extends Parts> =
  undefined extends Part<O, K> ? true : K extends 'query' ? (object extends Part<O, K> ? true : false) : false;
type Needed<O extends OperationId> = { [K in Parts as MayMiss<O, K> extends true ? never : K]: Part<O, K> };
type Spare<O extends OperationId> = { [K in Parts as MayMiss<O, K> extends true ? K : never]?: Part<O, K> | undefined };
export type Given<O extends OperationId> = Needed<O> & Spare<O> & { idempotencyKey?: string | undefined; signal?: AbortSignal | undefined };
type Rest<O extends OperationId> = keyof Needed<O> extends never ? [given?: Given<O>] : [given: Given<O>];

/** The answer of an operation. */
export type Answer<O extends OperationId> = Part<O, 'answer'>;

/** A key for one submission. Keep it while the person presses again after a failure; take a new one when what they send has changed. */
export function submissionKey(): string {
  // Outside https (an address in a home network) browsers hide randomUUID but not getRandomValues.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Calls an operation of the published document by its id. Throws Problem or NoAnswer. */
export async function call<O extends OperationId>(operation: O, ...[given]: Rest<O>): Promise<Answer<O>> {
  const { method, path } = operations[operation];
  const parts = (given ?? {}) as {
    path?: Record<string, string>;
    query?: Record<string, unknown>;
    body?: unknown;
    idempotencyKey?: string;
    signal?: AbortSignal;
  };
  // The language of the page: texts that are agreed to come in the words that are read.
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': i18n.locale };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  if (method.toUpperCase() === 'POST') headers['idempotency-key'] = parts.idempotencyKey ?? submissionKey();
  const request: RequestInit = {
    method: method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    ...(parts.signal ? { signal: parts.signal } : {}),
  };
  try {
    return (await send(address(path, parts.path ?? {}, parts.query ?? {}), request)) as Answer<O>;
  } catch (error) {
    // Who one is, is asked by the frames, which know the way to the door themselves.
    if (error instanceof Problem && error.status === 401 && operation !== 'people.me') sessionEnded();
    throw error;
  }
}

/** What a file of this build holds. Throws NoAnswer: a server with another build has it no more than one that is silent. */
export async function built<T>(address: string): Promise<T> {
  try {
    const response = await (takeAhead(address) ?? fetch(address));
    if (response.ok) return (await response.json()) as T;
  } catch (cause) {
    throw new NoAnswer('no answer', { cause });
  }
  throw new NoAnswer(`${address} is not there`);
}

type AuthPage = 'sign-in/email' | 'sign-up/email' | 'sign-out' | 'request-password-reset' | 'reset-password' | 'change-password';
/** Sign-in, sign-up, sign-out and passwords live outside the published document. */
export async function auth(page: AuthPage, body: Record<string, unknown> = {}): Promise<unknown> {
  return send(`/auth/${page}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  });
}

function address(path: string, names: Record<string, string>, query: Record<string, unknown>): string {
  const filled = path.replace(/[{:](\w+)\}?/gu, (_all, name: string) => encodeURIComponent(names[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

async function send(url: string, request: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await (askedAhead(url, request) ?? fetch(url, request));
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NoAnswer('no answer', { cause });
  }
  hearClock(response.headers.get('date'));
  const text = await response.text();
  hearScripts(text);
  const body: unknown = text === '' ? undefined : readJson(text);
  if (response.ok) return body;
  throw new Problem(response.status, (typeof body === 'object' && body !== null ? body : {}) as object);
}

/** What first.js asked at the start, if it asked in the language of the page. */
function askedAhead(url: string, { method }: RequestInit): Promise<Response> | undefined {
  const answer = method === 'GET' ? takeAhead(url) : undefined;
  return ahead?.language === i18n.locale ? answer : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

let sessionEnded = (): void => {};

/** What happens when an answer says that nobody is signed in any more. */
export function whenSessionEnds(then: () => void): void {
  sessionEnded = then;
}
