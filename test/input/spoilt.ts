// What the tests of bad input share: a scene, requests spoilt in one place, and what may be wrong with the answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { freshDb } from '../db.ts';
import { wideCaps } from '../faults/load.ts';
import { operationsOf, type Operation } from '../operations/document.ts';
import { requests } from '../operations/requests.ts';
import { setScene, type Scene } from '../operations/scene.ts';
import { inLanes } from '../promises/dice.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from '../server.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Path = (string | number)[];
export type Variant = [what: string, change: (body: Json) => unknown];

const allowed = JSON.parse(readFileSync(resolve(import.meta.dirname, '../access.json'), 'utf8')) as Record<string, Record<string, unknown>>;
export const callerFor = (scene: Scene, id: string): Caller => {
  const order = ['owner', 'creator', 'admin', 'analyst', 'visitor'] as const;
  return scene.as[order.find((role) => allowed[id]?.[role] === 'allow') ?? 'visitor'];
};

export const leak =
  /node:internal|\n\s+at |\.[cm]?[jt]s:\d|node_modules|\/work\/|postgres|syntax error|relation "|violates|duplicate key|invalid input syntax|kysely|\bselect \w+ from\b/i;

/** What is wrong with an answer to a bad request; nothing when it is a clear refusal, or an acceptance. */
export function complaints(what: string, { status, body, text, headers }: Answer): string[] {
  if (status === 200) return [];
  const wrong: string[] = [];
  if (status < 400 || status > 499) wrong.push(`status ${status}`);
  if (!headers.get('content-type')?.startsWith('application/problem+json')) wrong.push(`content type ${headers.get('content-type')}`);
  if (!/^[a-z_]+\.[a-z_0-9.]+$/.test(body?.code ?? '')) wrong.push(`code ${body?.code}`);
  if (body?.status !== status || !body?.detail || !body?.title || body?.requestId !== headers.get('x-request-id'))
    wrong.push('not a whole problem document');
  if (leak.test(text)) wrong.push('it tells of the inside');
  return wrong.map((w) => `${what}: ${w}: ${text.slice(0, 300)}`);
}

/** Nothing to complain of; of many complaints the first few. */
export const none = (wrong: string[]) => assert.equal(wrong.length, 0, `${wrong.length} complaints\n${wrong.slice(0, 12).join('\n')}`);

export const at = (body: Json, path: Path): Json | undefined => path.reduce<Json | undefined>((node, key) => (node as never)?.[key], body);
export function withAt(body: Json, path: Path, value: unknown): Json {
  const copy = structuredClone(body);
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1)!] = value;
  return copy;
}
/** Every place in a sample body, the deepest included. */
export function placesOf(node: Json, path: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return path.length > 0 ? [path] : [];
  const inner = Object.entries(node).flatMap(([key, value]) => placesOf(value, [...path, Array.isArray(node) ? Number(key) : key]));
  return path.length > 0 ? [path, ...inner] : inner;
}
export const stringsOf = (body: Json): Path[] => placesOf(body).filter((path) => typeof at(body, path) === 'string');
export const objectsOf = (body: Json): Path[] => [
  [],
  ...placesOf(body).filter((p) => typeof at(body, p) === 'object' && at(body, p) !== null && !Array.isArray(at(body, p))),
];

/** One of each role, invitations without narrow caps. */
export async function openScene(): Promise<Scene> {
  // Thousands of small commits, none of which has to survive a power cut: not waiting for the disk halves the time.
  const db = await freshDb({ hurried: true });
  const scene = await setScene(await openTestApp({ relay: false, db }));
  await scene.as.admin.post('/v1/policies', {
    kind: 'invitations',
    params: wideCaps,
    source: 'a test',
    certainty: 'inferred',
  });
  return scene;
}
export const writesOf = (t: TestApp): Operation[] => operationsOf(t.app.document()).filter((o) => o.body);

/** Asked after each of twenty thousand refusals: planned once. */
const newest = { name: 'newest', text: 'select coalesce(max(seq), 0)::int as seq from audit' };
export const lastWrite = async (t: TestApp) => (await t.owner.query<{ seq: number }>(newest)).rows[0]!.seq;
/** What follows from what was done before belongs to that, and not to what is tried next. */
export async function settle(t: TestApp): Promise<void> {
  await t.app.relay.drain();
  // What a reaction set going is done behind the requests: events that waited for an account, what is reckoned anew.
  for (const work of [t.app.live, t.app.reckoning, t.app.bonuses]) await work.workDue();
}
export async function countAll(t: TestApp): Promise<Record<string, number>> {
  await settle(t);
  await t.app.exposures.flush();
  const { rows } = await t.owner.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`);
  const counted = rows.map(
    async ({ name }) => [name, (await t.owner.query(`select count(*)::int as n from "${name}"`)).rows[0].n] as const,
  );
  return Object.fromEntries(await Promise.all(counted));
}
/** What was logged as a bug since the last look. */
export const bugs = (t: TestApp) => t.logged.splice(0).filter((line) => line.includes('"level":50'));

/** Sends the variants of one request; a fresh one is made only after a variant was accepted. */
export async function attempt(
  scene: Scene,
  op: Operation,
  variants: Variant[],
  accepted?: (body: Json) => Promise<string[]>,
): Promise<string[]> {
  const caller = callerFor(scene, op.id);
  const wrong: string[] = [];
  let fresh = await requests[op.id]!(scene, caller);
  let written = await lastWrite(scene.t);
  for (const [what, change] of variants) {
    const body = change(fresh.body as Json);
    const answer = await caller.send(op.method, fresh.path, body);
    wrong.push(...complaints(`${op.id} ${what}`, answer));
    if (answer.status !== 200) {
      const before = written;
      if ((written = await lastWrite(scene.t)) !== before) wrong.push(`${op.id} ${what}: refused, and yet something was written`);
      continue;
    }
    wrong.push(...((await accepted?.(body as Json)) ?? []));
    await fresh.after?.();
    fresh = await requests[op.id]!(scene, caller);
    written = await lastWrite(scene.t);
  }
  return wrong;
}

/** Each of the values in each of the places of a request. */
export async function attemptPlaces(scene: Scene, op: Operation, places: Path[], values: readonly unknown[]): Promise<string[]> {
  const tryAt = (path: Path) =>
    attempt(
      scene,
      op,
      values.map((v): Variant => [`${path.join('.')} = ${JSON.stringify(v).slice(0, 60)}`, (b) => withAt(b, path, v)]),
    );
  // The intake of LIVE events commits 10 ms after the first, for the company of others. What is wrong inside an event never refuses the
  // request: its places go side by side and share that wait. A refusal all the same would be complained of, for the others write.
  const side = op.id === 'live.ingest' ? places.filter((path) => path.length > 1) : [];
  const wrong = await inLanes(
    1,
    places.filter((path) => !side.includes(path)),
    tryAt,
  );
  return [...wrong, ...(await inLanes(side.length, side, tryAt))].flat();
}
