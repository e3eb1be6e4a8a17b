// LIVE events: over HTTP to the real program, beside the same work fed without HTTP, beside COPY and unnest into a plain table; in one run.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { openApp } from '#src/app.ts';
import { judgedAt, readEvent, type Said } from '#src/features/live/rules/read.ts';
import { laneOf, lanes } from '#src/features/live/rules/lanes.ts';
import { openPool } from '#src/infra/db/open.ts';
import { runtimeUrl } from '#src/infra/db/role.ts';
import { uuidv7 } from '#src/lib/ids.ts';
import { openFaults } from '#test/faults/process.ts';
import { copyIn } from '#test/crowd/copy.ts';
import { callOf, machine, ownerUrlOf, round, type Report } from './figures.ts';
import { withWires, type Wire } from './wire.ts';

const connections = 8;
const perRequest = 250;
const accounts = 400;
const plainBatch = 1000;

export async function ingest(seconds: number): Promise<Report> {
  const faults = openFaults();
  try {
    const dir = faults.folder('bench');
    const server = await faults.serve(dir);
    const ownerUrl = await ownerUrlOf(dir);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    const key = readFileSync(join(dir, 'operator.key'), 'utf8').trim();
    await withWires(server.url, 1, ([wire]) => register(wire!, key));
    await send(server.url, key, 1);
    const before = await counted(owner);
    process.stderr.write('over HTTP\n');
    const ours = await send(server.url, key, seconds);
    process.stderr.write('over capacity\n');
    const flood = await send(server.url, key, Math.max(2, seconds / 10), { wires: 60, events: 1000 });
    const lost = ours.accepted + flood.accepted - ((await counted(owner)) - before);
    const memory = ours.memory;
    process.stderr.write('without HTTP\n');
    const bare = await withoutHttp(ownerUrl, server.url, Math.max(3, seconds / 3));
    process.stderr.write('COPY and unnest\n');
    const plain = await plainTable(owner, Math.max(2, seconds / 6));
    await owner.end();
    const eventsPerSecond = round(ours.accepted / ours.seconds);
    return {
      name: 'ingest',
      machine: machine(),
      size: { seconds, connections, perRequest, accounts },
      ours: {
        eventsPerSecond,
        ackP50Ms: ours.p50Ms,
        ackP99Ms: ours.p99Ms,
        lost,
        refused: ours.refused,
        memoryMiB: memory,
        overCapacity: { accepted: flood.accepted, refusedRequests: flood.refused, eventsPerSecond: round(flood.accepted / flood.seconds) },
      },
      peers: [
        { name: 'the same, fed without HTTP', eventsPerSecond: bare },
        { name: 'COPY into a plain table, 1,000 a batch', eventsPerSecond: plain.copy },
        { name: 'insert ... select unnest into a plain table, 1,000 a batch', eventsPerSecond: plain.unnest },
      ],
      ratios: {
        withoutHttp: round(eventsPerSecond / bare),
        copy: round(eventsPerSecond / plain.copy),
        unnest: round(eventsPerSecond / plain.unnest),
      },
    };
  } finally {
    await faults.end();
  }
}

const nameOf = (n: number) => `bench_${n}`;
async function register(wire: Wire, key: string): Promise<void> {
  const all = Array.from({ length: accounts }, (_, n) => nameOf(n));
  const { status, text } = await wire.ask({ method: 'POST', path: '/v1/live/accounts', key, body: { platform: 'other', accounts: all } });
  if (status !== 200) throw new Error(text);
}

let made = 0;
const run = randomBytes(4).toString('hex');
/** A LIVE's mix: half of it chat, then samples, likes, gifts of which most are parts of streaks, shares, follows; from a few accounts at a time. */
function eventText(account: number): string {
  const n = ++made;
  const head = `{"specversion":"1.0","id":"${run}-7058644922${n}","source":"tiktok-live-connector","time":"${new Date().toISOString()}","platform":"other","subject":"${nameOf(account)}","session":"71640790074460${account}","type":`;
  const roll = n % 20;
  if (roll < 10) return `${head}"chat","data":{"from":"7419278944674717${n % 1000}","length":${n % 40}}}`;
  if (roll < 15) return `${head}"stream.sample","data":{"viewers":${1000 + (n % 400)},"likesTotal":${n}}}`;
  if (roll < 18)
    return `${head}"gift","data":{"giftId":"5655","from":"7419278944674717${n % 1000}","count":${1 + (n % 7)},"diamondsEach":${1 + (n % 99)},"streak":"17017917${Math.floor(n / 60)}","closed":${n % 3 === 0}}}`;
  return roll === 18 ? `${head}"share","data":{"from":"74192789"}}` : `${head}"follow","data":{"from":"74192789"}}`;
}
/** What one connector has to send at a time: a few broadcasts. */
function bodyOf(events: number): string {
  const from = Math.floor(Math.random() * accounts);
  const texts: string[] = [];
  for (let i = 0; i < events; i++) texts.push(eventText((from + (i % 8)) % accounts));
  return `[${texts.join(',')}]`;
}

async function send(url: string, key: string, seconds: number, { wires = connections, events = perRequest } = {}) {
  let [accepted, refused] = [0, 0];
  const took: number[] = [];
  const memory: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const watch = setInterval(() => void residentMiB(url).then((n) => memory.push(n)), Math.max(500, (seconds * 1000) / 8));
  await withWires(url, wires, (all) =>
    Promise.all(
      all.map(async (wire) => {
        while (performance.now() < end) {
          const raw = bodyOf(events);
          const at = performance.now();
          const { status, text } = await wire.ask({ method: 'POST', path: '/v1/live/events', key, raw });
          if (status === 200) {
            took.push(performance.now() - at);
            const answer = JSON.parse(text) as { accepted: number; rejected: unknown[] };
            accepted += answer.accepted;
            if (answer.accepted !== events) throw new Error(text.slice(0, 300));
          } else if (status === 429 || status === 503) {
            refused++;
            await new Promise((ok) => setTimeout(ok, 50));
          } else throw new Error(`${status} ${text.slice(0, 300)}`);
        }
      }),
    ),
  );
  clearInterval(watch);
  const passed = (performance.now() - began) / 1000;
  const { p50Ms, p99Ms } = callOf('ingest', took, passed);
  return { accepted, refused, seconds: passed, p50Ms, p99Ms, memory };
}

async function residentMiB(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
  return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0) / 2 ** 20);
}

const counted = async (owner: pg.Client): Promise<number> =>
  Number((await owner.query<{ n: string }>('select coalesce(sum(events), 0)::text as n from live_sessions')).rows[0]!.n);

/** The same acts and statements in this process: events that were read already, batches as the intake makes them. */
async function withoutHttp(ownerUrl: string, url: string, seconds: number): Promise<number> {
  const newId = () => uuidv7(Date.now(), randomUUID());
  const [pool, reserve] = [openPool(runtimeUrl(ownerUrl), { max: 8 }), openPool(runtimeUrl(ownerUrl), { max: 2 })];
  const app = openApp({
    clock: () => new Date(),
    newId,
    newSecret: (bytes) => randomBytes(bytes).toString('base64url'),
    log: pino({ level: 'silent' }),
    pool,
    reserve,
    secret: 's'.repeat(43),
    origin: () => url,
  });
  const began = performance.now();
  const end = began + seconds * 1000;
  let taken = 0;
  try {
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        while (performance.now() < end) {
          const said = readBatch(lane);
          const [counts] = await app.carryOut<{ accepted: number }[]>('live.take', {
            lane,
            parts: [{ said, receivedAt: Date.now() }],
            keys: [],
          });
          taken += counts!.accepted;
        }
      }),
    );
  } finally {
    await app.stop();
    await Promise.all([pool.end(), reserve.end()]);
  }
  return round(taken / ((performance.now() - began) / 1000));
}
function readBatch(lane: number): Said[] {
  const said: Said[] = [];
  const judged = judgedAt(undefined, new Date())!;
  while (said.length < 500) {
    const account = Math.floor(Math.random() * accounts);
    if (laneOf('other', nameOf(account)) !== lane) continue;
    for (let i = 0; i < 16; i++) said.push(readEvent(JSON.parse(eventText(account)), judged) as Said);
  }
  return said;
}

/** A table without keys, indexes or rules: what the disk and the server can take in at best. */
async function plainTable(owner: pg.Client, seconds: number): Promise<{ copy: number; unnest: number }> {
  await owner.query('create table bench_plain (creator_id uuid, key uuid, at timestamptz, type smallint, viewers int)');
  const creator = uuidv7(Date.now(), randomUUID());
  const rows = Array.from({ length: plainBatch }, (_, n) => [
    creator,
    uuidv7(Date.now() + n, randomUUID()),
    new Date().toISOString(),
    '4',
    String(n),
  ]);
  const text = Buffer.from(rows.map((row) => row.join('\t')).join('\n') + '\n');
  const columns = rows[0]!.map((_, i) => `{${rows.map((row) => row[i]).join(',')}}`);
  const rate = async (once: () => Promise<unknown>) => {
    const began = performance.now();
    let n = 0;
    for (; performance.now() - began < seconds * 1000; n++) await once();
    return round((n * plainBatch) / ((performance.now() - began) / 1000));
  };
  const unnest = await rate(() =>
    owner.query(
      'insert into bench_plain select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::smallint[], $5::int[])',
      columns,
    ),
  );
  const copy = await rate(() => copyIn(owner, 'copy bench_plain from stdin', text));
  await owner.query('drop table bench_plain');
  return { copy, unnest };
}
