import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import type { Context, MiddlewareHandler } from 'hono';
import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '#src/lib/errors.ts';
import { line } from '#src/lib/shapes.ts';
import { openCtx, visitor, type Actor, type World } from '../context.ts';
import type { Metrics } from '../metrics.ts';
import { readBody } from './body.ts';
import { docsPage, docsStyle } from './docs.ts';
import { problemOf, retryAfter, storageFull } from './errors.ts';
import { bounds, checkText, openGate, type Gate, type Rank } from './limits.ts';
import { arrived, openPorch } from './porch.ts';
import { mount, rankOf, type Env, type Route } from './routes.ts';
import { sendOut } from './sse.ts';
import { headers, lockFiles, serveScreens } from './web.ts';

export interface Parts {
  world: World;
  metrics: Metrics;
  routes: Route[];
  /** Who sends this request, by key or session; `urgent` looks it up on the reserved connections. */
  identify: (request: Request, urgent: boolean) => Promise<Actor>;
  /** Sign-in, sign-up, sign-out. */
  authPages: (request: Request) => Promise<Response>;
  /** Where people reach us, when a proxy stands in front. */
  publicOrigin: string | undefined;
  dist?: string;
  strict?: boolean;
  gate?: Gate;
  /** True: the disk is full, what can wait is refused. */
  full?: () => boolean;
}

/** The whole HTTP surface. Everything a request meets on its way in is listed here, in order. */
export function openHttp(parts: Parts) {
  const { world, metrics, routes } = parts;
  const gate = parts.gate ?? openGate(bounds.capacity);
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success)
        throw new Refusal('invalid', 'request.invalid', 'The request does not have the right shape.', {
          errors: result.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })),
        });
    },
  });
  const ranks = rankTable(routes);

  app.use(lockFiles, headers(parts.dist), compress({ threshold: 2048 }));
  app.use(observe(parts));
  const refuse = (error: unknown, c: Context<Env>) => {
    const { status, body, bug } = problemOf(error, c.get('requestId') ?? 'none');
    if (bug) world.log.error({ err: error, requestId: body.requestId }, 'a bug');
    if (status === 503 || status === 429) c.header('retry-after', retryAfter(status, body));
    return c.body(JSON.stringify(body), status as 400, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  };
  app.onError(refuse);

  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    await sql`select 1`.execute(world.db);
    return c.text('ready');
  });
  app.get('/metrics', async (c) => {
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });

  // The body first: a slow sender holds a connection of its own, never a place at the gate.
  const asText = routes.flatMap((r) => (r.bodyAsText ? [{ pattern: patternOf(r.path), types: r.bodyAsText }] : []));
  const unread = routes.filter((r) => r.bodyUnread).map((r) => patternOf(r.path));
  app.use(
    '/v1/*',
    readBody(
      bounds.bodyBytes,
      (path) => unread.some((p) => p.test(path)),
      (path) => asText.find(({ pattern }) => pattern.test(path))?.types,
    ),
    guard(parts, gate, ranks),
  );
  app.use('/auth/*', readBody(16_384), guard(parts, gate, ranks));
  for (const [method, path] of authPaths)
    app.on(method, path, async (c) => authAnswer(c.get('requestId'), await parts.authPages(await authRequest(c))));
  mount(app, routes, parts.strict ?? false);

  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'greenroom.session_token' });
  const document = documentOf(app);
  app.get('/openapi.json', (c) => c.json(document()));
  app.get('/docs', (c) => c.html(docsPage(document())));
  app.get('/docs/style.css', (c) => c.text(docsStyle, 200, { 'content-type': 'text/css' }));
  if (parts.dist !== undefined) serveScreens(app, parts.dist);
  // Answered, not thrown: what is thrown here passes by the log and the request id.
  app.notFound((c) => refuse(new Refusal('not_found', 'request.no_such_path', 'There is nothing at this address.'), c));
  const fetch = async (request: Request, env?: { outgoing?: ServerResponse }) => sendOut(await app.fetch(request, env), env?.outgoing);
  return { app, fetch, document, gate, porch: openPorch({ gate, metrics, ranks, newId: world.newId }) };
}

/** Open on a full disk as well: whoever wants to withdraw may have to come in first. */
const inAndOut = ['/auth/sign-in/email', '/auth/sign-out'];
/** All that sign-in offers from outside; its other pages would change people past our acts. */
const authPaths = [
  ['POST', '/auth/sign-in/email'],
  ['POST', '/auth/sign-up/email'],
  ['POST', '/auth/sign-out'],
  ['POST', '/auth/request-password-reset'],
  ['POST', '/auth/reset-password'],
  ['POST', '/auth/change-password'],
  ['GET', '/auth/get-session'],
] as const;

function documentOf(app: OpenAPIHono<Env>) {
  let made: ReturnType<typeof app.getOpenAPI31Document> | undefined;
  return () =>
    (made ??= plainPatterns(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Greenroom', version: '1', description: 'The open Agency Center for LIVE platforms.' },
      }),
    ));
}

/** A pattern of the document is an expression alone; the generator leaves its flags behind the closing slash. */
function plainPatterns<T>(node: T): T {
  if (Array.isArray(node)) return node.map(plainPatterns) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'pattern' && typeof value === 'string' ? value.replace(/\/[dgimsuvy]+$/, '') : plainPatterns(value),
    ]),
  ) as T;
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
/** Rank and name by method and path, known before anything is looked up. */
function rankTable(routes: Route[]) {
  const table = new Map<string, { pattern: RegExp; found: { rank: Rank; name: string } }[]>();
  const keyOf = (method: string, path: string) => `${method} ${path.split('/').length}`;
  for (const { method, path, door } of routes) {
    const key = keyOf(method.toUpperCase(), path);
    table.set(key, [...(table.get(key) ?? []), { pattern: patternOf(path), found: { rank: rankOf(door), name: door.name } }]);
  }
  return (method: string, path: string): { rank: Rank; name: string } =>
    table.get(keyOf(method, path))?.find((t) => t.pattern.test(path))?.found ?? {
      rank: 'write',
      name: path.startsWith('/auth/') ? 'auth' : 'none',
    };
}

/** Request id, log line and figures around everything. */
function observe({ world, metrics }: Parts): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now();
    const requestId = world.newId();
    c.set('requestId', requestId);
    c.set('operation', 'page');
    const counted = /^\/(v1|auth)\//.test(c.req.path);
    if (counted) metrics.serving.inc();
    await next();
    if (counted) metrics.serving.dec();
    // Afterwards: an answer that was made elsewhere has none of the headers set before.
    c.header('x-request-id', requestId);
    const ms = performance.now() - began;
    const operation = c.get('operation');
    metrics.requests.inc({ operation, status: String(c.res.status) });
    metrics.seconds.observe({ operation }, ms / 1000);
    world.log.info({ requestId, operation, method: c.req.method, status: c.res.status, ms: Math.round(ms) }, 'request');
  };
}

/** Sheds by rank, then finds out who asks. A cookie counts only from our own pages. */
function guard(parts: Parts, gate: Gate, ranks: ReturnType<typeof rankTable>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { rank, name } = ranks(c.req.method, c.req.path);
    c.set('operation', name);
    c.set('rank', rank);
    checkText(decodeURIComponentSafely(c.req.url));
    arrived((c.env as { incoming?: IncomingMessage } | undefined)?.incoming);
    const leave = enter(parts, gate, rank);
    try {
      if (rank === 'write' && c.req.method !== 'GET' && !inAndOut.includes(c.req.path) && parts.full?.()) throw storageFull();
      const session = c.req.path.startsWith('/auth/') ? undefined : await whoAsks(parts, c.req.raw, rank);
      c.set('ctx', openCtx(parts.world, session ?? visitor, c.get('requestId')));
      await next();
    } finally {
      leave();
    }
  };
}

function enter(parts: Parts, gate: Gate, rank: Rank) {
  try {
    return gate.enter(rank);
  } catch (error) {
    parts.metrics.shed.inc({ rank });
    throw error;
  }
}

async function whoAsks(parts: Parts, request: Request, rank: Rank): Promise<Actor> {
  const actor = await parts.identify(request, rank === 'urgent');
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  const origin = request.headers.get('origin');
  const ours = [new URL(request.url).origin, parts.publicOrigin];
  if (changes && actor.kind === 'person' && !actor.key && origin !== null && !ours.includes(origin))
    throw new Refusal('forbidden', 'request.foreign_origin', 'This request came from another site.');
  return actor;
}

function decodeURIComponentSafely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    throw new Refusal('invalid', 'request.bad_text', 'The address holds half a character.');
  }
}

/** The request as sign-in reads it, with the body that was read already. */
async function authRequest(c: Context<Env>): Promise<Request> {
  const headers = new Headers(c.req.raw.headers);
  // Attempts are counted by the peer's own address, never by one that it claims.
  const { incoming } = (c.env ?? {}) as { incoming?: { socket: { remoteAddress?: string } } };
  headers.set('x-greenroom-peer', incoming?.socket.remoteAddress ?? '127.0.0.1');
  if (c.req.method === 'GET') return new Request(c.req.raw.url, { headers });
  const text = await c.req.text();
  checkAuth(c.req.path, text);
  return new Request(c.req.raw.url, { method: c.req.method, headers, body: text === '' ? '{}' : text });
}

const email = z.email().max(254);
const newPassword = z.string().min(12).max(200);
const authShapes: Record<string, z.ZodType> = {
  // The name of a person is read by others: it has the shape of every other name.
  '/auth/sign-up/email': z.strictObject({ name: line(80), email, password: newPassword }),
  '/auth/request-password-reset': z.strictObject({ email }),
  '/auth/reset-password': z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{16,100}$/), newPassword }),
  // Other sessions end: whoever changes a password may do so because somebody knows it.
  '/auth/change-password': z.strictObject({
    currentPassword: z.string().min(1).max(200),
    newPassword,
    revokeOtherSessions: z.literal(true),
  }),
};
/** Past these shapes sign-in reads what it is sent by itself. */
function checkAuth(path: string, text: string): void {
  const wanted = authShapes[path];
  if (!wanted) return;
  const shape = wanted.safeParse(text === '' ? {} : JSON.parse(text));
  if (shape.success) return;
  throw new Refusal('invalid', 'request.invalid', 'The request does not have the right shape.', {
    errors: shape.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })),
  });
}

/** Sign-in answers keep their cookies; a failure inside becomes our problem document. */
async function authAnswer(requestId: string, response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const said = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
  const code = `auth.${(said.code ?? 'refused').toLowerCase()}`;
  const status = response.status >= 500 ? 503 : response.status;
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  const retry = response.headers.get('x-retry-after');
  if (retry) headers.set('retry-after', retry);
  const body = { type: `about:blank#${code}`, title: 'Not allowed', status, code, detail: said.message ?? 'This was refused.', requestId };
  return new Response(JSON.stringify(body), { status, headers });
}
