// A real browser on a real server in this process, whose clock the journey can move.
import { serve, type ServerType } from '@hono/node-server';
import chromium from '@sparticuz/chromium';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { machine, openTestApp, type TestApp } from '../server.ts';

const root = resolve(import.meta.dirname, '../..');
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
let launched: Promise<Browser> | undefined;

function installed(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  return given ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
}

/** The browser's program and the switches that it is started with. */
export async function browserProgram(): Promise<{ executablePath: string; args: string[] }> {
  // The browser from npm unpacks into TMPDIR and takes whatever lies there: a folder of our own.
  const own = mkdtempSync(join(tmpdir(), 'greenroom-browser-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = own;
  const executablePath = installed() ?? (await chromium.executablePath());
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  // A page lives for seconds here: making its scripts faster takes longer than running them.
  const brief = '--js-flags=--no-opt --no-maglev';
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--font-render-hinting=none', brief];
  return { executablePath, args };
}

async function launch(): Promise<Browser> {
  return playwright.launch({ ...(await browserProgram()), headless: true });
}
after(async () => {
  await (await launched?.catch(() => undefined))?.close();
});

export interface Stage {
  t: TestApp;
  address: string;
  /** A person who can sign in on the page. */
  enrol(name: string, operator?: 'admin' | 'moderator'): Promise<{ personId: string; email: string; password: string }>;
  /** A window of its own, with its own cookies. */
  open(look?: { wide?: boolean; dark?: boolean; locale?: string }): Promise<Window>;
  /** Walks a journey; where it fails, leaves a picture of every window in `.tmp/failed`. */
  walk(journey: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
export interface Window {
  page: Page;
  context: BrowserContext;
  /** What the page complained about: errors, refused resources, broken policies. */
  complaints: string[];
  signIn(person: { email: string; password: string }): Promise<void>;
  /** In by the API: the door itself is walked through by `signIn`. */
  enter(person: { email: string; password: string }): Promise<void>;
  /** The next screen in the same page, as a link would lead there, whole. */
  go(path: string): Promise<void>;
  /** Another width and light for the page that is open. */
  turn(look: { wide: boolean; dark: boolean }): Promise<void>;
}

/** Opens a server with the built screens. */
export async function openStage(more: Parameters<typeof openTestApp>[0] = {}): Promise<Stage> {
  let address = '';
  const t = await openTestApp({ dist: join(root, 'dist'), origin: () => address, ...more });
  // The screens read the server's clock from this header: it has to move with it.
  const dated = async (request: Request) => {
    if (request.url.endsWith(axePath)) return new Response(axeSource(), { headers: axeHeaders });
    const answer = await t.app.fetch(request);
    answer.headers.set('date', t.now().toUTCString());
    return answer;
  };
  const server = await new Promise<ServerType>((ok) => {
    const s = serve({ fetch: dated, hostname: '127.0.0.1', port: 0 }, () => ok(s));
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const contexts: BrowserContext[] = [];
  const password = 'a password for journeys';
  const passwordHash = t.app.people.hashPassword(password);
  return {
    t,
    address,
    enrol: async (name, operator) => {
      const email = `${machine.newId()}@journey.invalid`;
      const input = { name, email, operator: operator ?? null, passwordHash: await passwordHash };
      const { personId } = await t.app.carryOut<{ personId: string }>('people.enrol', input);
      return { personId, email, password };
    },
    open: async ({ wide = false, dark = false, locale = 'en-GB' } = {}) => {
      const browser = await (launched ??= launch());
      const context = await browser.newContext({
        baseURL: address,
        viewport: wide ? desk : phone,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        locale,
        timezoneId: 'UTC',
        hasTouch: !wide,
      });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (m) => {
        const failed = m.type() === 'error' && !m.text().startsWith('Failed to load resource');
        // Lingui's way to say that there is no word for something on the page.
        if (failed || m.text().startsWith('Uncompiled message')) complaints.push(m.text());
      });
      // A refusal of the API is an answer that the screen words; anything else that is missing, and any bug, is a complaint.
      page.on('response', (r) => {
        const { pathname } = new URL(r.url());
        if (r.status() >= 500 || (r.status() >= 400 && !/^\/(v1|auth)\//.test(pathname))) complaints.push(`${r.status()} ${pathname}`);
      });
      page.on('pageerror', (e) => complaints.push(e.message));
      const signIn = async (person: { email: string; password: string }) => {
        await page.goto('/sign-in');
        // By what they are and not by their words: the door speaks six languages.
        await page.locator('input[type=email]').fill(person.email);
        await page.locator('input[type=password]').fill(person.password);
        await page.locator('form button[type=submit]').click();
        await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      };
      const enter = async (data: { email: string; password: string }) => {
        const answer = await page.request.post('/auth/sign-in/email', { data, headers: { origin: address } });
        if (!answer.ok()) throw new Error(`${data.email} cannot sign in: ${answer.status()}`);
      };
      const turn = async (look: { wide: boolean; dark: boolean }) => {
        await page.setViewportSize(look.wide ? desk : phone);
        await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light' });
      };
      return { page, context, complaints, signIn, enter, go: (path) => go(page, path), turn };
    },
    walk: async (journey) => {
      try {
        await journey();
      } catch (error) {
        mkdirSync(join(root, '.tmp/failed'), { recursive: true });
        for (const [i, page] of contexts.flatMap((c) => c.pages()).entries())
          await page.screenshot({ path: join(root, `.tmp/failed/${i + 1}.png`) }).catch(() => {});
        throw error;
      }
    },
    stop: async () => {
      await Promise.all(contexts.map((c) => c.close()));
      await new Promise<void>((ok) => {
        server.close(() => ok());
        (server as import('node:http').Server).closeAllConnections();
      });
      await t.stop();
    },
  };
}

async function go(page: Page, path: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(path);
  else
    await page.evaluate((to) => {
      Object.assign(window, { left: location.pathname === to ? null : document.querySelector('main h1') });
      if (location.pathname !== to) history.pushState(null, '', to);
    }, path);
  const there = page.waitForFunction(() => {
    const { left } = window as unknown as { left?: Element };
    const whole = document.querySelector('main h1') && !document.querySelector('.bone, [aria-busy=true]');
    return left?.isConnected !== true && whole && document.fonts.status === 'loaded';
  });
  await there.catch((error: Error) => {
    throw new Error(`${path} is not there: ${error.message}`);
  });
}

/** The page takes it from its own server, as its policy wants it: handed over by the door to the browser it takes three times as long. */
const axePath = '/for-tests/axe.js';
const axeHeaders = { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' };
const axeSource = () => readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate((path) => ('axe' in window ? undefined : import(path).then(() => undefined)), axePath);
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as {
        axe: { run: (o: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // Of what passes nobody reads where it stands.
      resultTypes: ['violations'],
      selectors: false,
      preload: false,
    });
    return violations.map((v) => `${v.id} (${v.impact}) x${v.nodes.length}: ${v.nodes[0]!.html.slice(0, 160)}`);
  });
}

/** Looks at the page as the next step finds it: axe clean, nothing sideways, no complaint; takes a picture where pictures are wanted. */
export async function see(window: Window, name: string): Promise<void> {
  const { page, complaints } = window;
  // Finished: no skeleton, nothing marked busy, the letters of the page there.
  await page.locator('main').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.bone, [aria-busy=true]') && document.fonts.status === 'loaded');
  // As tall as what is on it: else the bar at the bottom lies over whatever happens to be scrolled under it.
  const size = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > size.height) await page.setViewportSize({ width: size.width, height: Math.min(height, 8000) });
  assert.deepEqual(await axe(page), [], `axe on ${name}`);
  await picture(page, name, size.width < 600 && height <= 4000);
  if (page.viewportSize()!.height !== size.height) await page.setViewportSize(size);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `${name} scrolls sideways by ${sideways} px`);
  assert.deepEqual(complaints.splice(0), [], `complaints on ${name}`);
}

/**
 * How the journey of a room looks at a screen as it stands: on a phone, then on a desk, both in the light unless the desk is to be dark. Where
 * pictures are wanted (GREENROOM_SHOTS), in every width and light.
 */
export const lookerAt =
  (room: string, { darkDesk = false } = {}) =>
  async (window: Window, name: string, widths = [false, true]): Promise<void> => {
    const folder = process.env['GREENROOM_SHOTS'];
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    for (const wide of folder === undefined ? widths : [false, true])
      for (const dark of folder === undefined ? [darkDesk && wide] : [true, false]) {
        await window.turn({ wide, dark });
        await see(window, `${room}-${name}`);
        const file = `${room}-${name}-${wide ? '1440' : '390'}-${dark ? 'dark' : 'light'}.png`;
        if (folder !== undefined) await window.page.screenshot({ path: join(folder, file), fullPage: !wide });
      }
  };

/** Where pictures are wanted: of a phone's page as a whole, of a desk or an endless list what one sees at first. */
async function picture(page: Page, name: string, whole: boolean): Promise<void> {
  const folder = process.env['GREENROOM_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const { width } = page.viewportSize()!;
  if (!whole) await page.setViewportSize(width < 600 ? phone : desk);
  // As WebP, which the page's own door to the browser makes: half as large, and a thousand of them go with the docs.
  const door = await page.context().newCDPSession(page);
  const { data } = await door.send('Page.captureScreenshot', { format: 'webp', quality: 60 });
  await door.detach();
  writeFileSync(join(folder, `${name}.webp`), data, 'base64');
}

/** However the browser asks for it. */
export async function fillBirthDate(page: Page, year: number, month: number, day: number) {
  const native = page.locator('input[type=date]');
  if ((await native.count()) > 0) {
    await native.first().fill(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    return;
  }
  await page.getByLabel(/^day/i).fill(String(day));
  const months = page.getByLabel(/^month/i);
  if ((await months.evaluate((e) => e.tagName)) === 'SELECT') await months.selectOption({ index: month });
  else await months.fill(String(month));
  await page.getByLabel(/^year/i).fill(String(year));
}
