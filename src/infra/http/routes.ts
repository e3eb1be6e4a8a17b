import type { ServerResponse } from 'node:http';
import { createRoute, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { Refusal } from '#src/lib/errors.ts';
import { look, perform, type Act, type Door, type View } from '../act.ts';
import type { Ctx } from '../context.ts';
import { Problem } from './errors.ts';
import type { Rank } from './limits.ts';
import { bodyOf as streamBody, type Stream } from './sse.ts';

export interface Env {
  Variables: { ctx: Ctx; requestId: string; operation: string; rank: Rank; isFile?: boolean };
}
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Shape = z.ZodObject;

/** One HTTP word for one verb. Path and query and body together are the verb's input. */
export interface Route {
  method: Method;
  path: string;
  door: Door;
  params?: Shape;
  query?: Shape;
  body?: z.ZodType;
  answer: z.ZodType;
  says: string;
  /** Mail programs send a form along that says nothing: it is not read. */
  bodyUnread?: boolean;
  /** Other types than JSON in which the body may come. It is handed on unread, as `{ body, type }`: its reader says what is wrong with it. */
  bodyAsText?: readonly string[];
  /**
   * The answer goes on as `text/event-stream`; `answer` is the data of a message. The door gives a Stream; where the reader goes on
   * (`Last-Event-ID`, or `after` in the query) comes to it as `after`.
   */
  streams?: boolean;
  /**
   * Sent by a program that signs: the headers that its signature lies in are handed on as `headers`. Its own id of a message stands in place of
   * an idempotency key.
   */
  signedBy?: readonly string[];
  /** The answer is a file, given by a read: it is kept by whoever asks, never shown as a page of ours. */
  serves?: boolean;
  /** A word to be given back bare, where the answer holds one. */
  bareWord?: (output: never) => string | undefined;
}

// oxlint-disable-next-line typescript/no-explicit-any
type AnyDoor = Act<any, any> | View<any, any>;
export const route = (
  method: Method,
  path: string,
  door: AnyDoor,
  says: string,
  more: Pick<Route, 'answer' | 'params' | 'query' | 'body' | 'bodyUnread' | 'bodyAsText' | 'streams' | 'serves' | 'signedBy' | 'bareWord'>,
): Route => ({
  method,
  path,
  door: door as Door,
  says,
  ...more,
});

export const rankOf = (door: Door): Rank => (door.sort === 'act' ? (door.urgent ? 'urgent' : 'write') : door.heavy ? 'search' : 'read');

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });
const streamed = (schema: z.ZodType) => ({
  description: 'Goes on; the schema is the data of a message',
  content: { 'text/event-stream': { schema } },
});
const served = {
  description: 'The file',
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
} as const;
const problem = { description: 'Refused: see `code`', content: { 'application/problem+json': { schema: Problem } } };

function describe(r: Route): RouteConfig {
  const writes = r.door.sort === 'act' && r.method === 'post' && !r.signedBy;
  const headers = z.object({
    'idempotency-key': z.string().min(1).max(255).optional().meta({ description: 'The same key with the same request does it once.' }),
  });
  return {
    method: r.method,
    path: r.path,
    operationId: r.door.name,
    summary: r.says,
    tags: [r.door.name.split('.')[0]!],
    security: r.signedBy ? [] : [{ key: [] }, { session: [] }],
    request: {
      ...(r.params && { params: r.params }),
      ...(r.query && { query: r.query }),
      ...(writes && { headers }),
      ...(r.signedBy && { headers: z.object(Object.fromEntries(r.signedBy.map((name) => [name, z.string().optional()]))) }),
      // Where nothing has to be said, no body is an empty one.
      ...(r.body && { body: { content: bodyOf(r, r.body), required: !r.body.safeParse({}).success } }),
    },
    responses: { 200: r.streams ? streamed(r.answer) : r.serves ? served : { description: 'Done', ...json(r.answer) }, default: problem },
  } as RouteConfig;
}

const bodyOf = ({ bodyAsText = [] }: Route, schema: z.ZodType) => ({
  ...json(schema).content,
  ...Object.fromEntries(bodyAsText.map((type) => [type, { schema: type.endsWith('+json') ? schema : z.string() }])),
});

const sentHeaders = (c: Context<Env>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (c.req.header(name) === undefined ? [] : [[name, c.req.header(name)!]])));

function keyOf(c: Context<Env>): string | undefined {
  const key = c.req.header('idempotency-key');
  if (key !== undefined && (key.length === 0 || key.length > 255))
    throw new Refusal('invalid', 'idempotency.bad_key', 'An idempotency key has 1 to 255 characters.');
  return key;
}

/** `strict` parses each answer by the published shape: the tests run with it. */
export function mount(app: OpenAPIHono<Env>, routes: Route[], strict: boolean): void {
  for (const r of routes) {
    const handler = async (c: Context<Env>) => {
      const asText = async () => ({
        body: await c.req.text(),
        type: c.req.header('content-type') ?? '',
        ...c.req.query(),
        ...(r.params && c.req.param()),
        ...(r.signedBy && { headers: sentHeaders(c, r.signedBy) }),
      });
      const valid = (from: string) => (c.req.valid as (f: string) => object)(from);
      const input = r.bodyAsText
        ? await asText()
        : { ...(r.body && valid('json')), ...(r.query && valid('query')), ...(r.params && valid('param')) };
      const ctx = c.get('ctx');
      const { door } = r;
      if (r.streams) return follow(c, (await look(ctx, door as View, { ...input, ...lastSeen(c) })) as Stream);
      if (r.serves) return give(c, (await look(ctx, door as View, input)) as ServedFile);
      if (door.sort === 'view') return answer(c, r, JSON.stringify(await look(ctx, door, input)), strict);
      const done = await perform(ctx, door, input, r.method === 'post' && !r.signedBy ? keyOf(c) : undefined);
      const word = r.bareWord?.(done.output as never);
      if (word !== undefined) return c.body(word, 200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
      if (done.replayed) c.header('idempotent-replayed', 'true');
      return answer(c, r, done.text, strict);
    };
    if (r.bodyAsText) {
      app.openAPIRegistry.registerPath(describe(r));
      app.on(r.method, r.path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
    } else app.openapi(createRoute(describe(r) as never), handler as never);
  }
}

/** Browsers say by a header where they were cut off. */
function lastSeen(c: Context<Env>): { after?: string } {
  const after = c.req.header('last-event-id');
  return after === undefined ? {} : { after };
}
const follow = (c: Context<Env>, stream: Stream) =>
  c.body(streamBody(stream, (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing) as ReadableStream, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });

/** What a door gives for a route that serves. `type`: one of ours, found by looking into the file. */
export interface ServedFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}
/** For keeping, under its own name; whatever opens it all the same may run nothing and load nothing. */
function give(c: Context<Env>, { name, type, bytes }: ServedFile) {
  c.set('isFile', true);
  const plain = name.replaceAll(/[^\w. -]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'cache-control': 'private, no-store',
  });
}

function answer(c: Context<Env>, r: Route, text: string, strict: boolean) {
  if (strict) {
    const shape = r.answer.safeParse(JSON.parse(text));
    if (!shape.success) throw new Error(`the answer of ${r.door.name} does not fit its document: ${shape.error.message}`);
  }
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
}
