import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { Refusal, type Kind } from '#src/lib/errors.ts';
import { isConnectionLost } from '../db/open.ts';

/** The one mapping of refusals to HTTP. */
export const statusOf: Record<Kind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unprocessable: 422,
  too_many: 429,
  busy: 503,
};

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

const titles: Record<Kind | 'bug', string> = {
  invalid: 'Not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict',
  gone: 'Gone',
  too_large: 'Too large',
  unprocessable: 'Not possible',
  too_many: 'Too many',
  busy: 'Busy',
  bug: 'Our mistake',
};

export const storageFull = () => new Refusal('busy', 'storage.full', 'There is no room to write at the moment. Nothing was changed.');

/** Seconds; a refusal may say its own. A full disk takes somebody who makes room; a busy server and a database that is away are back sooner. */
export const retryAfter = (status: number, body: { code: string; retryAfterSeconds?: unknown }): string =>
  typeof body.retryAfterSeconds === 'number'
    ? String(body.retryAfterSeconds)
    : status === 429
      ? '60'
      : body.code === 'storage.full'
        ? '30'
        : '1';

/** PostgreSQL's own refusals that a caller can understand; everything else is a bug. */
function translated(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  // The framework's own word for a body that is empty where one is needed.
  if (error instanceof HTTPException && error.status === 400) return new Refusal('invalid', 'request.not_json', 'The body is not JSON.');
  if (error instanceof HTTPException && error.status < 500)
    return new Refusal('invalid', 'request.invalid', 'The request does not have the right shape.');
  const { code, cause } = error as { code?: string; cause?: unknown };
  // Sign-in wraps what its database said.
  if (code === undefined && cause instanceof Error) return translated(cause);
  // The same act twice, or one beside the deletion of what it needs.
  if (code === '23505' || code === '23503')
    return new Refusal('conflict', 'request.at_once', 'The same was done at the same instant. Look again, then try again.');
  if (code === '57014') return new Refusal('busy', 'request.took_too_long', 'This took too long and was stopped. Nothing was changed.');
  if (code === '53100' || code === '53200' || code === 'ENOSPC') return storageFull();
  if (isConnectionLost(error))
    return new Refusal('busy', 'storage.away', 'The database does not answer at the moment. Try again in a few seconds.');
  return undefined;
}

export function problemOf(
  error: unknown,
  requestId: string,
): { status: number; body: z.infer<typeof Problem> & Record<string, unknown>; bug: boolean } {
  const refusal = translated(error);
  const kind = refusal?.kind ?? 'bug';
  const status = refusal ? statusOf[refusal.kind] : 500;
  const code = refusal?.code ?? 'bug';
  const detail = refusal?.message ?? 'Something broke on our side. It was noted under this request id.';
  return {
    status,
    bug: !refusal,
    body: { type: `about:blank#${code}`, title: titles[kind], status, code, detail, requestId, ...refusal?.more },
  };
}

/** What is refused before it is a request at all, as the bytes of a whole answer: headers beyond every bound, a sender too slow, no HTTP. */
export function rawProblem(cause: string | undefined, requestId: string): string {
  const [status, title, code, detail] =
    cause === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large', 'request.headers_too_large', 'The headers are larger than allowed.']
      : cause === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'Request Timeout', 'request.too_slow', 'The request did not arrive in time.']
        : [400, 'Bad Request', 'request.bad_http', 'This is not HTTP as we understand it.'];
  const body = JSON.stringify({ type: `about:blank#${code}`, title, status, code, detail, requestId });
  const head = [
    'content-type: application/problem+json',
    `x-request-id: ${requestId}`,
    `content-length: ${body.length}`,
    'connection: close',
  ];
  return `HTTP/1.1 ${status} ${title}\r\n${head.join('\r\n')}\r\n\r\n${body}`;
}
