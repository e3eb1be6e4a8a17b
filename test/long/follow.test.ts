// bound: 15 min
// I3 and I4: two thousand who follow LIVEs and are cut off at random, five hundred who never read, a thousand events a second.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import type { LiveNow } from '#src/web/client.gen.ts';
import { ok, signUp, type Remote } from '../faults/people.ts';
import { openFaults, operatorKey, type Faults, type Running } from '../faults/process.ts';
import { seedOfFaults } from '../faults/scene.ts';
import { openReader, type Reader } from '../followers.ts';
import { measured } from '../measured.ts';
import { dice, times, type Dice } from '../promises/dice.ts';

const lives = 20;
const readersEach = 100;
const silentMost = 500;
const perSecond = 1000;
const seconds = Number(process.env['GREENROOM_SECONDS'] ?? 60);

let faults: Faults;
let dir: string;
let server: Running;
before(async () => {
  faults = openFaults();
  dir = faults.madeFolder('follow');
  server = await faults.serve(dir);
});
after(() => faults.end());

interface Live {
  her: Remote;
  handle: string;
  sessionId: string;
}
let events = 0;
const event = (handle: string, type: string, data?: object) => ({
  specversion: '1.0',
  id: `e${++events}`,
  source: 'test',
  type,
  time: new Date().toISOString(),
  platform: 'other',
  subject: handle,
  session: 'room',
  ...(data && { data }),
});
const gift = (count: number) => ({ giftId: 'g', from: 'v', count, diamondsEach: 1, streak: null });

async function send(some: object[]): Promise<void> {
  const headers = { authorization: `Bearer ${operatorKey(dir)}`, 'content-type': 'application/json' };
  const sent = await fetch(`${server.url}/v1/live/events`, { method: 'POST', headers, body: JSON.stringify(some) });
  const said = await sent.text();
  assert.equal(sent.status, 200, said);
  assert.equal((JSON.parse(said) as { accepted: number }).accepted, some.length, said);
}

async function goLive(n: number): Promise<Live> {
  const her = await signUp(`Follow ${n}`, () => server.url);
  const handle = `follow${n}`;
  ok(
    await her.send('POST', '/v1/me/creator', {
      displayName: handle,
      handle,
      platform: 'other',
      languages: ['en'],
      country: 'US',
      birthDate: '1995-05-05',
    }),
  );
  await send([event(handle, 'stream.started'), event(handle, 'stream.sample', { viewers: 50 })]);
  const { items } = ok(await her.send('GET', '/v1/me/live')).body as { items: { sessionId: string }[] };
  return { her, handle, sessionId: items[0]!.sessionId };
}

/** One line to the server, until it is cut, by either end. `hear` gives false to cut it. */
function follow(
  live: Live,
  at: number | undefined,
  hear: (event: string, id: number, data: LiveNow) => boolean,
): { ended: Promise<void>; cut: () => void } {
  const headers = { authorization: `Bearer ${live.her.key}`, ...(at !== undefined && { 'last-event-id': String(at) }) };
  const request = get(`${server.url}/v1/me/live/${live.sessionId}/now`, { headers, agent: false });
  const ended = new Promise<void>((done) => {
    request.on('close', done);
    request.on('error', () => done());
    request.on('response', (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) return void request.destroy();
      let rest = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        const parts = (rest + piece).split('\n\n');
        rest = parts.pop()!;
        for (const part of parts) {
          const said = /^event: (\w+)\nid: (\d+)\ndata: (.*)$/.exec(part);
          if (said && !hear(said[1]!, Number(said[2]), JSON.parse(said[3]!) as LiveNow)) request.destroy();
        }
      });
    });
  });
  return { ended, cut: () => request.destroy() };
}

/** Follows to the end, cut off and back again all the while; gives how often it was cut. */
async function keepFollowing(live: Live, reader: Reader, roll: Dice, isOver: () => boolean, last: () => number): Promise<number> {
  const done = () => isOver() && (reader.at() ?? 0) >= last();
  let cuts = 0;
  while (!done()) {
    const line = follow(live, reader.at(), (kind, id, data) => {
      reader.hear({ event: kind, id, data });
      return !done();
    });
    const timer = setTimeout(line.cut, 500 + roll.below(15_000));
    await line.ended;
    clearTimeout(timer);
    if (!done()) cuts++;
    await sleep(roll.below(200));
  }
  return cuts;
}

/** A line that is opened and never read. */
const openSilent = (live: Live) =>
  new Promise<() => void>((open) => {
    const headers = { authorization: `Bearer ${live.her.key}` };
    const request = get(`${server.url}/v1/me/live/${live.sessionId}/now`, { headers, agent: false }, (answer) => {
      answer.pause();
      open(() => request.destroy());
    });
    request.on('error', () => open(() => {}));
  });

const memoryMiB = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024);
const share = (sorted: number[], part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!);

/** Some events of every LIVE each tenth of a second; gives the size of the largest delay behind its time. */
async function play(all: Live[], roll: Dice, until: number): Promise<void> {
  const each = perSecond / 10;
  for (let due = performance.now(); performance.now() < until; due += 100) {
    await sleep(Math.max(0, due - performance.now()));
    await send(
      times(each, (i) => {
        const { handle } = all[i % all.length]!;
        const kind = roll.below(10);
        if (kind < 3) return event(handle, 'stream.sample', { viewers: roll.below(500) });
        return kind < 6 ? event(handle, 'gift', gift(1 + roll.below(9))) : event(handle, roll.one(['chat', 'follow', 'share']));
      }),
    );
  }
}

test('2,000 who are cut off at random miss nothing; 500 who never read hold up nobody; a gift is on a screen within half a second', async (ctx) => {
  const seed = seedOfFaults();
  ctx.diagnostic(`GREENROOM_SEED=${seed}`);
  const roll = dice(seed);
  const all: Live[] = [];
  for (let n = 0; n < lives; n++) all.push(await goLive(n));
  const watched = await goLive(lives);
  const empty = memoryMiB(server.pid);

  const silent: (() => void)[] = [];
  for (let n = 0; n < silentMost; n += 25) silent.push(...(await Promise.all(times(25, (i) => openSilent(all[(n + i) % lives]!)))));
  let over = false;
  const lasts = new Map<string, number>();
  const readers = all.flatMap((live) => times(readersEach, () => ({ live, reader: openReader() })));
  const following = readers.map(({ live, reader }) =>
    keepFollowing(
      live,
      reader,
      roll,
      () => over,
      () => lasts.get(live.sessionId) ?? Infinity,
    ),
  );
  await sleep(5_000);

  // Gifts whose way to a screen is timed.
  const sentAt: number[] = [];
  const took: number[] = [];
  const screen = follow(watched, undefined, (_kind, _id, { session }) => {
    while (took.length < session.diamonds) took.push(performance.now() - sentAt[took.length]!);
    return true;
  });
  const end = performance.now() + seconds * 1000;
  const playing = play(all, roll, end);
  while (performance.now() < end) {
    sentAt.push(performance.now());
    await send([event(watched.handle, 'gift', gift(1))]);
    await sleep(100 + roll.below(200));
  }
  await playing;
  const full = memoryMiB(server.pid);
  await send(all.map(({ handle }) => event(handle, 'chat')));
  const seen = new Map<string, { session: object; minutes: unknown[] }>();
  for (const { her, sessionId } of all) {
    const { session, minutes } = ok(await her.send('GET', `/v1/me/live/${sessionId}`)).body as LiveNow;
    seen.set(sessionId, { session: { ...session, asOf: '' }, minutes });
    lasts.set(sessionId, 2 * session.events);
  }
  over = true;
  const cuts = (await Promise.all(following)).reduce((sum, n) => sum + n, 0);
  for (const close of silent) close();
  screen.cut();

  assert.deepEqual([...new Set(readers.flatMap(({ reader }) => reader.wrong))], []);
  for (const { live, reader } of readers) assert.deepEqual(reader.state(), seen.get(live.sessionId));
  const sorted = took.toSorted((a, b) => a - b);
  const p99 = share(sorted, 0.99);
  const text = `${readers.length} readers of ${lives} LIVEs, cut off ${cuts} times: none missed, none twice; ${silentMost} who never read; ${sorted.length} gifts on a screen at ${perSecond} events a second: p50 ${share(sorted, 0.5)} ms, p99 ${p99} ms; ${full - empty} MiB more; seed ${seed}`;
  ctx.diagnostic(text);
  measured('I3', text);
  measured('I4', text);
  assert.ok(cuts > readers.length, `${cuts} cuts`);
  assert.equal(took.length, sentAt.length);
  assert.ok(p99 < 500, text);
  assert.ok(full - empty < 400, text);
});
