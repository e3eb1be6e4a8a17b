// A server under mixed load that something happens to, and what is found afterwards. The rounds of D1 and D9.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalFile } from '#src/infra/journal.ts';
import { holdRequest } from './held.ts';
import { carriedOutUnheard, compare, load, makeWorld, settle, tidy, unremembered, type World } from './load.ts';
import { openFaults, openOwner, operatorKey, postgresOf, until, type Faults, type Running } from './process.ts';

export interface Scene {
  faults: Faults;
  dir: string;
  server: Running;
  world: World;
}
export interface Found {
  /** Lost, doubled, refused by `verify` ...: none when all is well. */
  wrong: string[];
  acknowledged: number;
}

/** Printed by the tests, so that a bad moment can be tried again. */
export const seedOfFaults = (): number => Number(process.env['GREENROOM_SEED'] ?? Date.now() % 1_000_000);
export function draws(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
/** How many rounds: fewer for trying out, by GREENROOM_ROUNDS; never more. */
export const sized = (rounds: number): number => Math.min(rounds, Number(process.env['GREENROOM_ROUNDS'] ?? rounds));
export const pause = (ms: number): Promise<void> => new Promise((ok) => setTimeout(ok, ms));

/** A server with people in it; whoever opens it ends its `faults`. */
export async function openScene(faults: Faults = openFaults(), dir = faults.madeFolder('a server')): Promise<Scene> {
  try {
    const server = await faults.serve(dir);
    const scene = { faults, dir, server } as Scene;
    scene.world = await makeWorld(() => scene.server.url, operatorKey(dir));
    return scene;
  } catch (error) {
    await faults.end();
    throw error;
  }
}

async function verify({ server, dir }: Scene): Promise<string[]> {
  const answer = await fetch(`${server.url}/v1/verify`, { headers: { authorization: `Bearer ${operatorKey(dir)}` } });
  const { checks } = (await answer.json()) as { checks: { id: string; ok: boolean; detail: string }[] };
  return checks.filter((c) => !c.ok).map((c) => `verify: ${c.id}: ${c.detail}`);
}

export async function asOwner<T>(dir: string, work: (owner: Awaited<ReturnType<typeof openOwner>>) => Promise<T>): Promise<T> {
  const owner = await openOwner(dir);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Asks again what was left open, and holds the journal against the database. */
export async function judge(scene: Scene): Promise<Found> {
  const bugs = scene.server
    .err()
    .split('\n')
    .filter((line) => line.includes('"a bug"'));
  const told = await settle(scene.world);
  const { lost, doubled, acknowledged } = await asOwner(scene.dir, (owner) => compare(scene.world, owner));
  const wrong = [...bugs, ...told, ...lost.map((it) => `lost: ${it}`), ...doubled.map((it) => `doubled: ${it}`)];
  return { wrong: [...wrong, ...(await verify(scene))], acknowledged };
}

/** Load, and a moment in the middle of it. */
async function underLoad({ world }: Scene, draw: () => number): Promise<{ loading: Promise<void> }> {
  world.journal.splice(0);
  await tidy(world);
  const loading = load(world);
  // Told by whoever awaits it; until then it is not unheard.
  loading.catch(() => {});
  await until('some load', () => world.journal.length > 40, 60_000);
  await pause(Math.floor(draw() * 700));
  return { loading };
}

/** D1: the process is killed in the middle of everything, and started again. */
export async function crashRound(scene: Scene, draw: () => number): Promise<Found & { readyMs: number; open: number }> {
  const { loading } = await underLoad(scene, draw);
  await scene.server.kill('SIGKILL');
  await loading;
  const open = scene.world.journal.filter((e) => !e.answer).length;
  const kept = readFileSync(journalFile(scene.dir), 'utf8');
  scene.server = await scene.faults.serve(scene.dir);
  const forgotten = await asOwner(scene.dir, (owner) => unremembered(scene.world, owner, kept));
  const found = await judge(scene);
  const wrong = [...found.wrong, ...forgotten.map((it) => `not in the journal of withdrawals: ${it}`)];
  return { wrong, acknowledged: found.acknowledged, readyMs: scene.server.readyMs, open };
}

export interface Ended {
  /** Requests that the server had taken up and whose answer was cut off. */
  cut: string[];
  /** Requests on their way when the signal came. */
  flying: number;
  /** From the signal to the end of the process. */
  ms: number;
  code: number | null;
}

/** D9: a signal in the middle of everything, one request half sent. The database is looked into as it was left. */
export async function endUnderLoad(scene: Scene, draw: () => number, signal: NodeJS.Signals): Promise<Ended> {
  const { loading } = await underLoad(scene, draw);
  const { server, dir, world } = scene;
  const held = holdRequest(server.url, operatorKey(dir), '/v1/agencies', { name: `Held ${draw()}` });
  await held.takenUp;
  const flying = world.journal.filter((e) => !e.answer).length;
  const ending = server.kill(signal);
  // The rest follows once the server takes nobody new.
  await until('the door to be shut', () => refuses(server.url));
  held.finish();
  const [{ ms, code }, { status, body }] = await Promise.all([ending, held.answer]);
  await loading;
  return { cut: status === 200 ? [] : [`the request half sent: ${status ?? body}`], flying, ms, code };
}
const refuses = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
    () => false,
    () => true,
  );

/** D9: told to end, waited for, started again. */
export async function restartRound(scene: Scene, draw: () => number): Promise<Found & Ended & { readyMs: number }> {
  const ended = await endUnderLoad(scene, draw, 'SIGTERM');
  scene.server = await scene.faults.serve(scene.dir);
  const cut = [...ended.cut, ...(await asOwner(scene.dir, (owner) => carriedOutUnheard(scene.world, owner)))];
  return { ...ended, cut, ...(await judge(scene)), readyMs: scene.server.readyMs };
}

export interface Outage {
  /** From the fault to the first write of a second in which every one was done. */
  backMs: number;
  /** How the writes in between were refused; anything but a polite 503 is said in `rude`. */
  refused: number;
  rude: string[];
}

/** Writes every 50 ms until all of a second were done, or the time is over. */
export async function untilBack({ world }: Scene, boundMs: number): Promise<Outage> {
  const began = performance.now();
  const now = () => performance.now() - began;
  const outage: Outage = { backMs: Infinity, refused: 0, rude: [] };
  for (let since = Infinity; outage.backMs === Infinity && now() < boundMs; await pause(50)) {
    const asked = now();
    const { status, headers, body } = await world.owners[0]!.send('PATCH', `/v1/agencies/${world.agencyIds[0]}`, { about: 'Still here' });
    since = status === 200 ? Math.min(since, asked) : Infinity;
    if (asked - since >= 1_000) outage.backMs = since;
    if (status === 200) continue;
    outage.refused++;
    if (status !== 503 || headers.get('retry-after') === null) outage.rude.push(`${status} ${JSON.stringify(body)}`);
  }
  return outage;
}

/** D2: a process of the database is killed in the middle of everything; the program stays. */
export async function databaseRound(
  scene: Scene,
  draw: () => number,
  fell: (scene: Scene) => Promise<void>,
  boundMs = 20_000,
): Promise<Found & Outage> {
  const { world } = scene;
  world.journal.splice(0);
  await tidy(world);
  let over = false;
  const loading = load(world, () => over);
  loading.catch(() => {});
  await until('some load', () => world.journal.length > 40, 60_000);
  await pause(Math.floor(draw() * 500));
  await fell(scene);
  const outage = await untilBack(scene, boundMs);
  over = true;
  await loading;
  return { ...outage, ...(await judge(scene)) };
}

/** SIGKILL, as the kernel does it when memory runs out. */
export const killPostmaster = async ({ dir }: Scene): Promise<void> => void process.kill(postgresOf(dir)!, 'SIGKILL');

/** One that works for the program, in the middle of something where there is one. */
export const killBackend = ({ dir }: Scene): Promise<void> =>
  asOwner(dir, async (owner) => {
    const { rows } = await owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where usename = 'greenroom_app' order by state = 'idle', random() limit 1`,
    );
    process.kill(rows[0]!.pid, 'SIGKILL');
  });

/** What PostgreSQL wrote about itself. */
export const postgresLog = (dir: string): string => readFileSync(join(dir, 'pg.log'), 'utf8');
