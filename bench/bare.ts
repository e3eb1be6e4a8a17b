// The peer of the HTTP bench: a bare Hono route on the same server, that answers the bytes it was given. Its address is the one line it prints.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';

const app = new Hono();
const bytes = new Map<string, string>();
app.post('/set/:size', (c) => {
  bytes.set(c.req.param('size'), JSON.stringify({ text: 'x'.repeat(Math.max(0, Number(c.req.param('size')) - 11)) }));
  return c.text('set');
});
app.all('/bare/:size', (c) => c.body(bytes.get(c.req.param('size')) ?? '{}', 200, { 'content-type': 'application/json' }));
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
