// The calls of the main job at 32 connections, beside a bare Hono route that answers as many bytes, and beside the same SQL sent through
// `pg` alone: in turns, in one run.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { openApp } from '#src/app.ts';
import { openPool } from '#src/infra/db/open.ts';
import { prepareSeeing } from '#src/infra/db/sees.ts';
import { runtimeUrl } from '#src/infra/db/role.ts';
import { uuidv7 } from '#src/lib/ids.ts';
import { wideCaps } from '#test/faults/load.ts';
import { openFaults } from '#test/faults/process.ts';
import { callOf, machine, ownerUrlOf, round, type Call, type Report } from './figures.ts';
import { openRecorder, renewal, send, type Recorded } from './sql.ts';
import { withWires, type Asked, type Wire } from './wire.ts';

const connections = 32;
const creators = 2000;
const newId = () => uuidv7(Date.now(), randomUUID());

interface Lane {
  creatorKey: string;
  creatorId: string;
  /** Invites her: one of her own, so that lanes do not wait for each other's caps. */
  agencyId: string;
  ownerKey: string;
}
interface World {
  lanes: Lane[];
  ownerKey: string;
  agencyId: string;
}

/** One call of a lane; `n` counts its turns. */
type Make = (world: World, lane: Lane, n: number) => Asked;
const get =
  (path: string): Make =>
  (_world, { creatorKey }) => ({ method: 'GET', path, key: creatorKey });
const ofAgency =
  (rest: string): Make =>
  ({ agencyId, ownerKey }) => ({ method: 'GET', path: `/v1/agencies/${agencyId}${rest}`, key: ownerKey });

/** Calls that can be repeated as they are. */
const repeated: Record<string, Make> = {
  'people.me': get('/v1/me'),
  'creators.agencyCenter': get('/v1/me/agency-center'),
  'creators.setConsent': (_world, { creatorKey }, n) => ({
    method: 'PUT',
    path: '/v1/me/consents/exact_numbers',
    key: creatorKey,
    body: { granted: n % 2 === 0, textVersion: 1 },
  }),
  'discovery.search': ({ agencyId, ownerKey }, _lane, n) => ({
    method: 'POST',
    path: `/v1/agencies/${agencyId}/creators/search`,
    key: ownerKey,
    body: { filters: { languages: [['en'], ['de'], ['ja'], ['es']][n % 4] }, facets: ['languages', 'categories'], limit: 20 },
  }),
  'invites.mine': get('/v1/me/invites'),
  'roster.list': ofAgency('/roster'),
  'roster.mine': get('/v1/me/memberships'),
};

export async function http(seconds: number): Promise<Report> {
  const faults = openFaults();
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const bareUrl = await new Promise<string>((ok) => bare.stdout.once('data', (line: Buffer) => ok(line.toString().trim())));
    const dir = faults.folder('bench');
    const server = await faults.serve(dir, { GREENROOM_DEMO: 'still' });
    return await measure(server.url, bareUrl, dir, seconds);
  } finally {
    bare.kill();
    await faults.end();
  }
}

async function measure(url: string, bareUrl: string, dir: string, seconds: number): Promise<Report> {
  const ownerUrl = await ownerUrlOf(dir);
  const recorder = openRecorder(runtimeUrl(ownerUrl), openPool);
  const reserve = openRecorder(runtimeUrl(ownerUrl), openPool);
  const made = new Set<string>();
  const app = openApp({
    clock: () => new Date(),
    newId: () => {
      const id = newId();
      made.add(id);
      return id;
    },
    newSecret: (bytes) => randomBytes(bytes).toString('base64url'),
    log: pino({ level: 'silent' }),
    pool: recorder.pool,
    reserve: reserve.pool,
    secret: 's'.repeat(43),
    origin: () => url,
  });
  const world = await withWires(url, 1, ([wire]) => prepare(app, wire!, dir));
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: runtimeUrl(ownerUrl) });
      await client.connect();
      await client.query(prepareSeeing);
      return client;
    }),
  );
  const operations = Object.keys(repeated);
  // Each call alone, beside two peers; the three of the journey together, beside two peers.
  const slice = Math.max(0.5, seconds / (operations.length * 3 + 9));
  const ours: Call[] = [];
  const bares: Call[] = [];
  const sqls: Call[] = [];
  try {
    for (const operation of operations) {
      const make = repeated[operation]!;
      process.stderr.write(`${operation}\n`);
      let size = 0;
      const mine = await withWires(url, connections, async (wires) => {
        await loop(wires, Math.min(1, slice / 2), (wire, i, n) => asked(wire, make(world, world.lanes[i]!, n)));
        return loop(wires, slice, async (wire, i, n) => {
          size = (await asked(wire, make(world, world.lanes[i]!, n))).length;
        });
      });
      ours.push(callOf(operation, mine.took, mine.seconds));
      await besideBare(operation, size, slice);
      const recorded: Recorded[][] = [];
      for (const lane of world.lanes) recorded.push([await record(make(world, lane, 0)), await record(make(world, lane, 1))]);
      const sent = await besideSql(operation, slice, (client, i, n) => send(client, renewal(newId)(recorded[i]![n % 2]!)));
      if (sent.took.length > 0) sqls.push(callOf(operation, sent.took, sent.seconds));
    }
    process.stderr.write(`${steps.join(', ')}\n`);
    await measureJourney(slice * 3);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await app.stop();
    await Promise.all([recorder.pool.end(), reserve.pool.end()]);
  }
  const bareAll = { name: 'bare Hono route, as many bytes', calls: bares };
  const sqlAll = { name: 'same SQL through pg', calls: sqls };
  return {
    name: 'http',
    machine: machine(),
    size: { connections, creators, seconds },
    ours: { calls: ours },
    peers: [bareAll, sqlAll],
    ratios: Object.fromEntries(ours.map((call) => [call.operation, { bare: ratio(call, bares), sql: ratio(call, sqls) }])),
  };

  /** An agency asks, the creator says yes, and leaves: each lane with a creator of its own. */
  async function measureJourney(forSeconds: number): Promise<void> {
    const sizes = new Map<Step, number>();
    const mine = stopwatch();
    const { seconds: took } = await withWires(url, connections, (wires) =>
      loop(wires, forSeconds, (wire, i) =>
        journey(world.lanes[i]!, (step, what) =>
          mine.time(step, async () => {
            const text = await asked(wire, what);
            sizes.set(step, text.length);
            return text;
          }),
        ),
      ),
    );
    ours.push(...mine.calls(took));
    for (const step of steps) await besideBare(step, sizes.get(step) ?? 0, forSeconds / 3);
    const recorded: Map<Step, Recorded>[] = [];
    for (const lane of world.lanes) {
      const of = new Map<Step, Recorded>();
      await journey(lane, async (step, what) => {
        const { answer, ...rest } = await record(what);
        of.set(step, rest);
        return answer;
      });
      recorded.push(of);
    }
    const theirs = stopwatch();
    const sent = await besideSql('the journey', forSeconds, async (client, i) => {
      // What one call made, the next one finds.
      const made = new Set([...recorded[i]!.values()].flatMap((it) => [...it.made]));
      const renewed = renewal(newId);
      for (const [step, { statements }] of recorded[i]!) await theirs.time(step, () => send(client, renewed({ statements, made })));
    });
    if (sent.took.length > 0) sqls.push(...theirs.calls(sent.seconds));
  }

  async function besideBare(operation: string, size: number, forSeconds: number): Promise<void> {
    const what = { method: 'GET', path: `/bare/${size}`, key: 'x'.repeat(56) };
    const { took, seconds: passed } = await withWires(bareUrl, connections, async (wires) => {
      await wires[0]!.ask({ method: 'POST', path: `/set/${size}` });
      return loop(wires, forSeconds, (wire) => asked(wire, what));
    });
    bares.push(callOf(operation, took, passed));
  }

  function besideSql(operation: string, forSeconds: number, once: (client: pg.Client, i: number, n: number) => Promise<void>) {
    return loop(clients, forSeconds, once).catch((error: unknown) => {
      process.stderr.write(`${operation}: its SQL cannot be sent again: ${(error as Error).message}\n`);
      return { took: [], seconds: 1 };
    });
  }

  /** One call, carried out by the program in this process: its statements in order, and the ids that it made. */
  async function record({ method, path, key, body }: Asked): Promise<Recorded & { answer: string }> {
    recorder.take();
    reserve.take();
    made.clear();
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await app.fetch(
      new Request(`${url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
    );
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    await app.exposures.flush();
    return { statements: [...reserve.take(), ...recorder.take()], made: new Set(made), answer: text };
  }
}

function ratio(call: Call, peers: Call[]) {
  const peer = peers.find((it) => it.operation === call.operation);
  return peer ? { p50: round(call.p50Ms / peer.p50Ms), p99: round(call.p99Ms / peer.p99Ms) } : null;
}

async function asked(wire: Wire, what: Asked): Promise<string> {
  const { status, text } = await wire.ask(what);
  if (status !== 200) throw new Error(`${what.method} ${what.path}: ${status} ${text.slice(0, 300)}`);
  return text;
}

/** Each lane does it again and again until the time is over; how long each took, and all of them together. */
async function loop<T>(lanes: T[], forSeconds: number, once: (lane: T, i: number, n: number) => Promise<unknown>) {
  const took: number[] = [];
  const began = performance.now();
  const end = began + forSeconds * 1000;
  await Promise.all(
    lanes.map(async (lane, i) => {
      for (let n = 0; performance.now() < end; n++) {
        const at = performance.now();
        await once(lane, i, n);
        took.push(performance.now() - at);
      }
    }),
  );
  return { took, seconds: (performance.now() - began) / 1000 };
}

const steps = ['invites.send', 'invites.answer', 'roster.leave'] as const;
type Step = (typeof steps)[number];

async function journey(
  { creatorId, creatorKey, agencyId, ownerKey }: Lane,
  ask: (step: Step, what: Asked) => Promise<string>,
): Promise<void> {
  const body = { creatorIds: [creatorId], message: 'Come' };
  const sent = await ask('invites.send', { method: 'POST', path: `/v1/agencies/${agencyId}/invites`, key: ownerKey, body });
  const [item] = (JSON.parse(sent) as { items: { invite?: { inviteId: string } }[] }).items;
  if (!item?.invite) throw new Error(`an invitation was refused: ${sent}`);
  const path = `/v1/me/invites/${item.invite.inviteId}/answer`;
  const answered = await ask('invites.answer', { method: 'POST', path, key: creatorKey, body: { answer: 'accept' } });
  const { membershipId } = JSON.parse(answered) as { membershipId: string };
  await ask('roster.leave', { method: 'POST', path: `/v1/me/memberships/${membershipId}/leave`, key: creatorKey, body: {} });
}

function stopwatch() {
  const took = new Map<Step, number[]>(steps.map((step) => [step, []]));
  return {
    async time<T>(step: Step, once: () => Promise<T>): Promise<T> {
      const at = performance.now();
      const done = await once();
      took.get(step)!.push(performance.now() - at);
      return done;
    },
    calls: (seconds: number): Call[] => steps.map((step) => callOf(step, took.get(step)!, seconds)),
  };
}

/** A creator of its own for each lane, open to invitations; caps that are never met. */
async function prepare(app: ReturnType<typeof openApp>, wire: Wire, dir: string): Promise<World> {
  const logins = JSON.parse(readFileSync(join(dir, 'demo-logins.json'), 'utf8')) as { room: string; apiKey?: string; agencyId?: string }[];
  const owner = logins.find((it) => it.room === 'agency' && it.apiKey !== undefined && it.agencyId !== undefined)!;
  const operator = readFileSync(join(dir, 'operator.key'), 'utf8').trim();
  const policy = { kind: 'invitations', params: wideCaps, source: 'a benchmark', certainty: 'inferred' };
  await asked(wire, { method: 'POST', path: '/v1/policies', key: operator, body: policy });
  const lanes: Lane[] = [];
  const enrol = async (name: string) => {
    const person = { name, email: `${newId()}@bench.invalid`, operator: null, passwordHash: null };
    const { personId } = await app.carryOut<{ personId: string }>('people.enrol', person);
    const scopes = { name: 'bench', scopes: ['read', 'write'] };
    return (await app.carryOut<{ key: string }>('people.createKey', scopes, await app.actorOf(personId))).key;
  };
  for (let i = 0; i < connections; i++) {
    const [key, ownerKey] = [await enrol(`Lane ${i}`), await enrol(`Owner ${i}`)];
    const profile = { displayName: `Lane ${i}`, platform: 'other', handle: `lane-${newId()}`, birthDate: '1990-01-01' };
    const { creatorId } = JSON.parse(await asked(wire, { method: 'POST', path: '/v1/me/creator', key, body: profile })) as {
      creatorId: string;
    };
    await asked(wire, { method: 'PUT', path: '/v1/me/consents/discovery', key, body: { granted: true, textVersion: 2 } });
    const agency = JSON.parse(
      await asked(wire, { method: 'POST', path: '/v1/agencies', key: operator, body: { name: `Agency ${i}` } }),
    ) as {
      agencyId: string;
      ownerLink: { url: string };
    };
    const body = { token: agency.ownerLink.url.split('/').at(-1) };
    await asked(wire, { method: 'POST', path: '/v1/agencies/join', key: ownerKey, body });
    lanes.push({ creatorKey: key, creatorId, agencyId: agency.agencyId, ownerKey });
  }
  return { lanes, ownerKey: owner.apiKey!, agencyId: owner.agencyId! };
}
