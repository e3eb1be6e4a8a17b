import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './routes.ts';

/** What a browser is held to with every answer: nothing from elsewhere, and of what stands in the page only what the build wrote there. */
export const headers = (dist: string | undefined): MiddlewareHandler => {
  const page = pageOf(dist);
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...hashesOf('script', page)],
      styleSrc: ["'self'", ...hashesOf('style', page)],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    // plain HTTP on a laptop is a supported way to run; a proxy in front sets this
    strictTransportSecurity: false,
  });
};

/** A file that somebody sent is held to more than our own pages: no script, no style, no frame, nothing loaded. Outermost, for it has the last word. */
export const lockFiles: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (!c.get('isFile')) return;
  c.res.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  c.res.headers.set('cross-origin-resource-policy', 'same-origin');
};

function pageOf(dist: string | undefined): string {
  const file = join(dist ?? '', 'index.html');
  return dist !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The hashes of the scripts or styles that stand in the page itself. */
const hashesOf = (tag: 'script' | 'style', page: string): string[] =>
  [...page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(
    ([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
  );

const programPaths = /^\/(v1|auth|assets|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/;

/** The built screens: files that never change by name, and one page for every path of the browser's router. */
export function serveScreens(app: Hono<Env>, dist: string): void {
  if (!existsSync(join(dist, 'index.html'))) return;
  app.get('/assets/*', kept('public, max-age=31536000, immutable', serveStatic({ root: dist, precompressed: true })));
  app.get('/assets/*', (c) => c.notFound());
  const page = kept('no-cache', serveStatic({ root: dist, path: 'index.html', precompressed: true }));
  app.on('GET', ['/', '/index.html'], page);
  app.get('*', kept('public, max-age=3600', serveStatic({ root: dist })));
  app.get('*', (c, next) => (programPaths.test(c.req.path) ? next() : page(c, next)));
}

/** How long a browser keeps what is found: set on the answer itself, for a header set on the context would come too late. */
function kept(howLong: string, serve: MiddlewareHandler<Env>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const answer = await serve(c, next);
    if (answer instanceof Response) answer.headers.set('cache-control', howLong);
    return answer;
  };
}
