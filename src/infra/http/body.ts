import type { MiddlewareHandler } from 'hono';
import { Refusal } from '#src/lib/errors.ts';
import { checkJson } from './limits.ts';
import type { Env } from './routes.ts';

/**
 * Reads a JSON body once, within its bounds; what is not JSON is refused before any shape is tried. `unread`: paths that take whatever
 * a program of others has to send along, and read nothing of it. `asText`: the types beside JSON of a path whose body has a reader of its own.
 */
export function readBody(
  maxBytes: number,
  unread: (path: string) => boolean = () => false,
  asText: (path: string) => readonly string[] | undefined = () => undefined,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'DELETE') return next();
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge();
    const sent = await boundedText(c.req.raw, maxBytes);
    const text = unread(c.req.path) ? '' : sent;
    // Hono's readers find the text here and do not touch the stream again.
    c.req.bodyCache.text = Promise.resolve(text) as never;
    if (text === '') return next();
    const type = c.req.header('content-type') ?? '';
    const types = asText(c.req.path);
    if (types) {
      if (!isOneOf(type, ['application/json', ...types]))
        throw new Refusal('invalid', 'request.not_json', `Send the body as application/json or as ${types.join(', ')}.`);
      return next();
    }
    if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal('invalid', 'request.not_json', 'Send the body as application/json.');
    const value = parse(text);
    checkJson(value);
    return next();
  };
}
const isOneOf = (type: string, allowed: readonly string[]) => allowed.includes(type.split(';')[0]!.trim().toLowerCase());
const tooLarge = () => new Refusal('too_large', 'request.too_large', 'The request is larger than allowed.');

async function boundedText(request: Request, maxBytes: number): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal('invalid', 'request.bad_text', 'The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'request.not_json', 'The body is not JSON.');
  }
}
