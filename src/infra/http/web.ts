import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './routes.ts';

export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
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

const programPaths = /^\/(v1|auth|assets|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/;

/** The built screens: files that never change by name, and one page for every path of the browser's router. */
export function serveScreens(app: Hono<Env>, dist: string): void {
  if (!existsSync(join(dist, 'index.html'))) return;
  const forever = 'public, max-age=31536000, immutable';
  app.get('/assets/*', serveStatic({ root: dist, precompressed: true, onFound: (_path, c) => c.header('cache-control', forever) }));
  app.get('/assets/*', (c) => c.notFound());
  app.get(
    '*',
    serveStatic({
      root: dist,
      onFound: (path, c) => c.header('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=3600'),
    }),
  );
  const page = serveStatic({ root: dist, path: 'index.html', onFound: (_path, c) => c.header('cache-control', 'no-cache') });
  app.get('*', (c, next) => (programPaths.test(c.req.path) ? next() : page(c, next)));
}
