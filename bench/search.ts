// Searches through HTTP with the consent check, while creators withdraw and come back: 32 connections to the real program, each its next
// search when it has its answer, beside a bare route that answers as many bytes.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { openApp, type App } from '#src/app.ts';
import { openPool } from '#src/infra/db/open.ts';
import { appDatabase, startPostgres } from '#src/infra/db/embedded.ts';
import { runtimeUrl } from '#src/infra/db/role.ts';
import { uuidv7 } from '#src/lib/ids.ts';
import { fillCrowd, personOf } from '#test/crowd/fill.ts';
import { crowdNow, memberAt } from '#test/crowd/people.ts';
import { byText, queriesOf, type Asking } from '#test/crowd/queries.ts';
import { openFaults, until } from '#test/faults/process.ts';
import { callOf, machine, round, type Call, type Options, type Report } from './figures.ts';
import { withWires, type Wire } from './wire.ts';

const seed = 2026;
const connections = 32;
/** Agencies, each with one seat, so that no seat lists more creators in a day than it may. */
const agencies = 64;
/** Who withdraws and comes back, one after the other, on one connection. */
const flippers = 200;
/** The clean-up check reads everything: left to smaller crowds. */
const verifiedMost = 50_000;
const say = (text: string) => void process.stderr.write(`${text}\n`);
const newId = () => uuidv7(Date.now(), randomUUID());

interface Seat {
  agencyId: string;
  key: string;
}
interface Flipper {
  creatorId: string;
  handle: string;
  key: string;
}
interface World {
  seats: Seat[];
  flips: Flipper[];
  findable: number;
  fillSeconds: number;
  /** What `verify` found wrong; null: not asked. */
  wrong: string[] | null;
}

export async function search({ creators = 1_000_000, seconds }: Options): Promise<Report> {
  const faults = openFaults();
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const bareUrl = await new Promise<string>((ok) => bare.stdout.once('data', (line: Buffer) => ok(line.toString().trim())));
    const dir = faults.folder('bench');
    say(`${creators} creators into the database`);
    const made = await faults.run(dir, ['migrate']);
    if (made.code !== 0) throw new Error(made.err);
    const world = await fill(dir, creators);
    const server = await faults.serve(dir, engine());
    const by = await ready(server.url, world.findable);
    say(`searches, answered by ${by}`);
    const ours = await measure(server.url, world, creators, seconds);
    say('a bare route');
    const peer = await besideBare(bareUrl, ours.bytes, Math.max(2, seconds / 6));
    return {
      name: 'search',
      machine: machine(),
      size: { creators, findable: world.findable, connections, seats: agencies, seconds, engine: by },
      ours: {
        fillSeconds: round(world.fillSeconds),
        foundByVerify: world.wrong,
        bytesEach: ours.bytes,
        flips: ours.flips,
        seenAfterWithdrawal: ours.seenAfter,
        turnedAway: ours.refused,
        calls: ours.calls,
      },
      peers: [{ name: 'bare Hono route, as many bytes', calls: [peer] }],
      ratios: { bare: { p50: round(ours.calls[0]!.p50Ms / peer.p50Ms), p99: round(ours.calls[0]!.p99Ms / peer.p99Ms) } },
    };
  } finally {
    bare.kill();
    await faults.end();
  }
}

/** GREENROOM_DISCOVERY of this process goes on to the program: which engine searches. */
const engine = (): Record<string, string> => {
  const chosen = process.env['GREENROOM_DISCOVERY'];
  return chosen === undefined ? {} : { GREENROOM_DISCOVERY: chosen };
};

/** With no server running: creators by COPY, agencies and keys by the acts of the program. */
async function fill(dir: string, creators: number): Promise<World> {
  const server = await startPostgres(dir);
  const url = server.url(appDatabase);
  const [pool, reserve] = [openPool(runtimeUrl(url), { max: 4 }), openPool(runtimeUrl(url), { max: 2 })];
  const app = openApp({
    clock: () => new Date(),
    newId,
    newSecret: (bytes) => randomBytes(bytes).toString('base64url'),
    log: pino({ level: 'silent' }),
    pool,
    reserve,
    secret: 's'.repeat(43),
    origin: () => 'http://localhost',
  });
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await app.publishTexts();
    const began = performance.now();
    const findable = await fillCrowd(owner, { seed, to: creators, now: new Date(), many: creators > 20_000 });
    const fillSeconds = (performance.now() - began) / 1000;
    const wrong = creators <= verifiedMost ? (await app.verify()).checks.flatMap((c) => (c.ok ? [] : [`${c.id}: ${c.detail}`])) : null;
    const seats: Seat[] = [];
    for (let i = 0; i < agencies; i++) seats.push(await seatOf(app, i));
    return { seats, flips: await flippersOf(app, creators), findable, fillSeconds, wrong };
  } finally {
    await owner.end();
    await app.stop();
    await Promise.all([pool.end(), reserve.end()]);
    await server.stop();
  }
}

async function keyOf(app: App, personId: string): Promise<string> {
  return (
    await app.carryOut<{ key: string }>('people.createKey', { name: 'bench', scopes: ['read', 'write'] }, await app.actorOf(personId))
  ).key;
}
async function seatOf(app: App, i: number): Promise<Seat> {
  const person = { name: `Scout ${i}`, email: `${newId()}@bench.invalid`, operator: i === 0 ? 'admin' : null, passwordHash: null };
  const { personId } = await app.carryOut<{ personId: string }>('people.enrol', person);
  operator ??= personId;
  const { agencyId, ownerLink } = await app.carryOut<{ agencyId: string; ownerLink: { url: string } }>(
    'agencies.create',
    { name: `Agency ${i}` },
    await app.actorOf(operator),
  );
  await app.carryOut('agencies.join', { token: ownerLink.url.split('/').at(-1) }, await app.actorOf(personId));
  return { agencyId, key: await keyOf(app, personId) };
}
let operator: string | undefined;

async function flippersOf(app: App, creators: number): Promise<Flipper[]> {
  const flips: Flipper[] = [];
  for (let place = 0; place < creators && flips.length < flippers; place += Math.max(1, Math.floor(creators / flippers / 2))) {
    const { card, findableUntil } = memberAt(seed, place);
    if (findableUntil <= crowdNow) continue;
    flips.push({ creatorId: card.creatorId, handle: card.handle, key: await keyOf(app, personOf(card.creatorId)) });
  }
  return flips;
}

/** Waits until the index answers, where there is one: who searches is told by the figures of the program. */
async function ready(url: string, findable: number): Promise<'index' | 'sql'> {
  const held = async () => {
    const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
    const known = /^greenroom_search_index_creators (\S+)/m.exec(text)?.[1];
    return known === undefined ? undefined : Number(known);
  };
  if ((await held()) === undefined || process.env['GREENROOM_DISCOVERY'] === 'sql') return 'sql';
  await until('the index', async () => (await held()) === findable, 900_000);
  return 'index';
}

const bodyOf = ({ query }: Asking) =>
  JSON.stringify({
    ...(query.text !== '' && { text: query.text }),
    filters: query.filters,
    sort: query.sort,
    facets: query.facets,
    limit: query.limit,
  });

async function measure(url: string, world: World, creators: number, seconds: number) {
  const asked = queriesOf(seed, creators, 300).map((asking) => ({ asking, raw: bodyOf(asking) }));
  const took: { text: boolean; ms: number }[] = [];
  let [refused, bytes] = [0, 0];
  let ended = false;
  const flipping = withWires(url, 1, ([wire]) => flip(wire!, world, () => ended));
  const once = async (wire: Wire, lane: number, n: number, counts: boolean) => {
    const { asking, raw } = asked[(n * connections + lane) % asked.length]!;
    const seat = world.seats[(n + lane) % world.seats.length]!;
    const began = performance.now();
    const { status, text } = await wire.ask({ method: 'POST', path: `/v1/agencies/${seat.agencyId}/creators/search`, key: seat.key, raw });
    if (status === 429 || status === 503) {
      refused++;
      await new Promise((ok) => setTimeout(ok, 50));
      return;
    }
    if (status !== 200) throw new Error(`${status} ${text.slice(0, 300)} for ${raw}`);
    bytes = Math.round(bytes === 0 ? text.length : bytes * 0.99 + text.length * 0.01);
    if (counts) took.push({ text: byText(asking.kind), ms: performance.now() - began });
  };
  const began = performance.now();
  const warm = began + Math.min(5000, seconds * 200);
  await withWires(url, connections, (wires) =>
    Promise.all(
      wires.map(async (wire, lane) => {
        for (let n = 0; performance.now() < warm + seconds * 1000; n++) await once(wire, lane, n, performance.now() > warm);
      }),
    ),
  );
  ended = true;
  const { withdrawals, flips, seenAfter } = await flipping;
  const passed = (performance.now() - warm) / 1000;
  const of = (operation: string, ms: number[]): Call => callOf(operation, ms, passed);
  return {
    refused,
    bytes,
    flips,
    seenAfter,
    calls: [
      of(
        'discovery.search',
        took.map((t) => t.ms),
      ),
      of(
        'by text',
        took.flatMap((t) => (t.text ? [t.ms] : [])),
      ),
      of(
        'by filters alone',
        took.flatMap((t) => (t.text ? [] : [t.ms])),
      ),
      of('withdrawal', withdrawals),
    ],
  };
}

/** One after the other: she withdraws, is looked for by her handle, and comes back. */
async function flip(wire: Wire, { flips, seats }: World, ended: () => boolean) {
  const withdrawals: number[] = [];
  let seenAfter = 0;
  const set = async ({ key }: Flipper, granted: boolean) => {
    const began = performance.now();
    const { status, text } = await wire.ask({ method: 'PUT', path: '/v1/me/consents/discovery', key, body: { granted, textVersion: 2 } });
    if (status !== 200) throw new Error(`${status} ${text.slice(0, 300)}`);
    return performance.now() - began;
  };
  for (let n = 0; !ended(); n++) {
    const one = flips[n % flips.length]!;
    const { agencyId, key } = seats[n % seats.length]!;
    withdrawals.push(await set(one, false));
    const body = { text: one.handle, limit: 20 };
    const { status, text } = await wire.ask({ method: 'POST', path: `/v1/agencies/${agencyId}/creators/search`, key, body });
    if (status === 200 && text.includes(one.creatorId)) seenAfter++;
    await set(one, true);
  }
  return { withdrawals, flips: withdrawals.length, seenAfter };
}

async function besideBare(url: string, bytes: number, seconds: number): Promise<Call> {
  const took: number[] = [];
  const began = performance.now();
  await withWires(url, connections, async (wires) => {
    await wires[0]!.ask({ method: 'POST', path: `/set/${bytes}` });
    await Promise.all(
      wires.map(async (wire) => {
        while (performance.now() - began < seconds * 1000) {
          const at = performance.now();
          await wire.ask({ method: 'GET', path: `/bare/${bytes}`, key: 'x'.repeat(56) });
          took.push(performance.now() - at);
        }
      }),
    );
  });
  return callOf('discovery.search', took, (performance.now() - began) / 1000);
}
