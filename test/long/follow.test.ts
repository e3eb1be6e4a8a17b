// bound: 15 min
// I3 and I4: two thousand who follow LIVEs and are cut off at random, five hundred who never read, a thousand events a second.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import type { LiveNow } from '#src/web/client.gen.ts';
import type { Over, Said, Wish } from '../faults/follower.ts';
import { ok, signUp, type Remote } from '../faults/people.ts';
import { openFaults, operatorKey, type Faults, type Running } from '../faults/process.ts';
import { seedOfFaults } from '../faults/scene.ts';
import { measured } from '../measured.ts';
import { dice, times, type Dice } from '../promises/dice.ts';

const lives = 20;
const readersEach = Number(process.env['GREENROOM_READERS'] ?? 2000) / lives;
const silentMost = 500;
const perSecond = 1000;
const seconds = Number(process.env['GREENROOM_SECONDS'] ?? 60);

let faults: Faults;
let dir: string;
let server: Running;
let followers: Awaited<ReturnType<typeof openFollowers>> | undefined;
before(async () => {
  faults = openFaults();
  dir = faults.madeFolder('follow');
  server = await faults.serve(dir);
});
after(async () => {
  followers?.stop();
  await faults.end();
});

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

/** The screen whose gifts are timed: told each state as it comes. */
function watch(live: Live, hear: (data: LiveNow) => void): () => void {
  const headers = { authorization: `Bearer ${live.her.key}` };
  const request = get(`${server.url}/v1/me/live/${live.sessionId}/now`, { headers, agent: false }, (answer) => {
    let rest = '';
    answer.setEncoding('utf8').on('data', (piece: string) => {
      const parts = (rest + piece).split('\n\n');
      rest = parts.pop()!;
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data !== undefined) hear(JSON.parse(data) as LiveNow);
      }
    });
  });
  request.on('error', () => {});
  return () => request.destroy();
}

type Came = Extract<Said, { cuts: number }>;
/** Those who follow and those who never read, in a process of their own; `end` tells them where each LIVE ends. */
async function openFollowers(wish: Wish) {
  const child = fork(new URL('../faults/follower.ts', import.meta.url), [JSON.stringify(wish)]);
  const said = () => once(child, 'message') as Promise<[Said]>;
  await said();
  return {
    cpuMs: () => cpuMs(child.pid!),
    end: async (over: Over) => {
      const came = said();
      child.send(over);
      return (await came)[0] as Came;
    },
    stop: () => child.kill(),
  };
}

/** Of the processor, by a process, since it began; Linux counts it in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
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

  const lasts: Over = {};
  followers = await openFollowers({
    url: server.url,
    lives: all.map(({ her, sessionId }) => ({ sessionId, key: her.key })),
    readersEach,
    silentEach: silentMost / lives,
    seed,
  });

  // Gifts whose way to a screen is timed.
  const sentAt: number[] = [];
  const took: number[] = [];
  const leave = watch(watched, ({ session }) => {
    while (took.length < session.diamonds) took.push(performance.now() - sentAt[took.length]!);
  });
  const before = { program: cpuMs(server.pid), readers: followers.cpuMs() };
  const end = performance.now() + seconds * 1000;
  const playing = play(all, roll, end);
  while (performance.now() < end) {
    sentAt.push(performance.now());
    await send([event(watched.handle, 'gift', gift(1))]);
    await sleep(100 + roll.below(200));
  }
  await playing;
  const full = memoryMiB(server.pid);
  const spent = { program: cpuMs(server.pid) - before.program, readers: followers.cpuMs() - before.readers };
  await send(all.map(({ handle }) => event(handle, 'chat')));
  const seen = new Map<string, { session: object; minutes: unknown[] }>();
  for (const { her, sessionId } of all) {
    const { session, minutes } = ok(await her.send('GET', `/v1/me/live/${sessionId}`)).body as LiveNow;
    seen.set(sessionId, { session: { ...session, asOf: '' }, minutes });
    lasts[sessionId] = 2 * session.events;
  }
  const { cuts, messages, wrong, states } = await followers.end(lasts);
  leave();

  assert.deepEqual(wrong, []);
  assert.equal(states.length, lives);
  for (const { sessionId, state } of states) assert.deepEqual(state, seen.get(sessionId));
  const sorted = took.toSorted((a, b) => a - b);
  const p99 = share(sorted, 0.99);
  const readers = lives * readersEach;
  const text = `${readers} readers of ${lives} LIVEs, cut off ${cuts} times: none missed, none twice; ${silentMost} who never read; ${sorted.length} gifts on a screen at ${perSecond} events a second: p50 ${share(sorted, 0.5)} ms, p99 ${p99} ms; ${messages} messages, ${(spent.program / 1000).toFixed(1)} s of CPU for everything, ${(spent.readers / 1000).toFixed(1)} s for the readers; ${full - empty} MiB more; seed ${seed}`;
  ctx.diagnostic(text);
  measured('I3', text);
  measured('I4', text);
  assert.ok(cuts > readers, `${cuts} cuts`);
  assert.equal(took.length, sentAt.length);
  assert.ok(p99 < 500, text);
  assert.ok(full - empty < 400, text);
});
