// What a slow phone has to fetch: measured on the build that the other tests serve, and how the server sends it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { serveScreens } from '#src/infra/http/web.ts';
import { faults, said, weigh } from '../scripts/weight.ts';
import { measured } from './measured.ts';

const dist = join(import.meta.dirname, '../dist');

/** The build without its fonts, to be spoilt. */
function copied(t: { after(f: () => void): void }): string {
  const copy = mkdtempSync(join(tmpdir(), 'greenroom-weight-'));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(dist, copy, { recursive: true, filter: (file) => !/\.(woff2|br|gz)$/.test(file) });
  return copy;
}

describe('weight', () => {
  test("the creator's home loads under 200 KB of script, and nothing of the agency's or the operator's rooms", () => {
    const weights = weigh(dist);
    measured('S2', said(weights));
    assert.deepEqual(faults(weights), []);
  });

  test('a heavy part, and an import from another room, are caught', (t) => {
    const copy = copied(t);
    const home = weigh(copy).find(({ path }) => path === '/home')!;
    appendFileSync(join(copy, home.parts.at(-1)!.file), `\n// ${randomBytes(90_000).toString('base64')}`);
    assert.match(faults(weigh(copy)).join('\n'), /^\/home loads 2\d\d\.\d KB of script/);

    const other = copied(t);
    const at = join(other, '.vite/manifest.json');
    const manifest = JSON.parse(readFileSync(at, 'utf8')) as Record<string, { imports?: string[] }>;
    manifest['src/features/creators/ui/Home.tsx']!.imports!.push('src/features/discovery/ui/Discover.tsx');
    writeFileSync(at, JSON.stringify(manifest));
    assert.match(faults(weigh(other), Infinity).join('\n'), /\/home loads .*Discover\.tsx, which is the agency's/);
  });

  test('a part is sent as small as the browser takes it, once for a year; the page itself is asked for each time', async () => {
    const app = new Hono();
    serveScreens(app as never, dist);
    const { file } = weigh(dist)[0]!.parts[0]!;
    const plain = readFileSync(join(dist, file));
    const sent = async (accepts: string) => app.request(`/${file}`, { headers: { 'accept-encoding': accepts } });
    const [br, gz, raw] = [await sent('gzip, deflate, br'), await sent('gzip'), await sent('')];
    assert.equal(br.headers.get('content-encoding'), 'br');
    assert.deepEqual(brotliDecompressSync(await br.arrayBuffer()), plain);
    assert.equal(gz.headers.get('content-encoding'), 'gzip');
    assert.deepEqual(gunzipSync(await gz.arrayBuffer()), plain);
    assert.equal(raw.headers.get('content-encoding'), null);
    for (const answer of [br, gz]) assert.match(answer.headers.get('vary') ?? '', /accept-encoding/i);
    for (const answer of [br, gz, raw]) assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    const page = await app.request('/home', { headers: { 'accept-encoding': 'br' } });
    assert.equal(page.headers.get('content-encoding'), 'br');
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    assert.match(await (await app.request('/robots.txt')).text(), /^User-agent/);
    // The lamp is painted before the stylesheet has come: nothing of the page waits for it.
    const text = brotliDecompressSync(await page.arrayBuffer()).toString();
    assert.deepEqual(text.match(/<link[^>]* rel="stylesheet"/g), ['<link media="print" fetchpriority="high" rel="stylesheet"']);
  });
});
