// bound: 30 min
// A2: with the program's own permission checks stubbed to yes, the database still shows no row of another tenant.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Door } from '#src/infra/act.ts';
import { canaries } from '../canary.ts';
import { build, readAll, type House } from '../houses.ts';
import { makeOperator } from '../make.ts';
import { measured } from '../measured.ts';
import { operationsOf } from '../operations/document.ts';
import { requests } from '../operations/requests.ts';
import { setScene, type Role, type Scene } from '../operations/scene.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { walled } from '../wall.ts';

/** Says yes to everybody; gives back what said no. */
function stubChecks(doors: readonly Door[]): () => void {
  const before = doors.map((door) => door.may);
  for (const door of doors) door.may = () => undefined;
  return () => {
    for (const [i, door] of doors.entries()) door.may = before[i]!;
  };
}

describe('the second wall, the first one gone', () => {
  let t: TestApp;
  let houses: House[];
  let callers: Caller[];
  let restore: () => void;
  before(async () => {
    t = await openTestApp();
    const operators = [await makeOperator(t), await t.person('Mo', 'moderator'), await t.person('An', 'analyst')];
    houses = [];
    for (const n of [1, 2]) {
      const before = canaries.planted().length;
      const house = await build(t, operators, n);
      houses.push(house);
      // Who of an agency sees what is a matter of the first wall. The operator is no tenant.
      for (const token of canaries.planted().slice(before)) canaries.allow(token, ...[...house.staff, ...operators].map((p) => p.personId));
    }
    await t.app.relay.drain();
    callers = [t.visitor, await t.person('Nobody'), ...houses.flatMap((h) => [...h.staff, ...h.creators])];
    assert.deepEqual(canaries.taken(), []);
    restore = stubChecks(t.app.routes.map((r) => r.door));
  });
  after(async () => {
    restore?.();
    canaries.taken();
    await t.stop();
  });

  test('every read and search by everybody, let in everywhere: no token of another tenant', async () => {
    const n = await readAll(t, callers, houses, { mayFail: true });
    assert.deepEqual(canaries.taken(), []);
    measured('A2', `${n} answers to ${callers.length} callers let in everywhere: no token of another tenant`);
  });

  test('with the wall taken down the same requests show what is of others', async () => {
    const each = (text: (table: string) => string) => t.owner.query(walled.map(([name]) => text(name)).join('; '));
    await each((name) => `alter table ${name} disable row level security`);
    await readAll(t, [t.visitor, houses[0]!.agency.owner, houses[0]!.creators[0]!], houses, { mayFail: true });
    await each((name) => `alter table ${name} enable row level security`);
    const leaks = canaries.taken();
    const paths = new Set(leaks.map((leak) => leak.replaceAll(/[0-9a-f-]{36}/g, '').split(':')[0]!));
    assert.ok(paths.size >= 8, [...paths].join('\n'));
    measured('A2', `without the wall ${leaks.length} tokens of others by ${paths.size} paths`);
  });
});

/** A link is the right of whoever holds it; an invitation is also of the creator who was asked. */
const byRight = ['calls.claim by visitor changed call_claims', 'invites.withdraw by target changed invites'];

/** Of everything private of an agency one text, whoever wrote it; and of the profile and the permissions of its member, which others are shown. */
async function privateTo(t: TestApp, agencyId: string, creatorId: string): Promise<Map<string, string>> {
  const isShown = (keys: readonly string[]) => keys.some((key) => ['permitted', 'met', 'profile'].includes(key));
  const parts = walled.flatMap(([name, keys]) => {
    const whose = keys.includes('agency_id') ? 'agency_id = $1' : isShown(keys) ? 'creator_id = $2' : undefined;
    if (whose === undefined) return [];
    return [`select '${name}' as name, coalesce(string_agg(x::text, ' ' order by x::text), '') as rows from ${name} x where ${whose}`];
  });
  const { rows } = await t.owner.query<{ name: string; rows: string }>(parts.join(' union all '), [agencyId, creatorId]);
  return new Map(rows.map((r) => [r.name, r.rows]));
}

describe('writes, the first wall gone', () => {
  const strangers = ['visitor', 'otherOwner', 'otherCreator', 'target'] as const;
  const table = JSON.parse(readFileSync(join(import.meta.dirname, '../access.json'), 'utf8')) as Record<string, Record<string, unknown>>;
  let t: TestApp;
  let scene: Scene;
  before(async () => {
    t = await openTestApp({ relay: false });
    scene = await setScene(t);
  });
  after(() => t.stop());

  /** Each operation by each stranger who is let in though the reviewed table says no; what changed of the agency's own. */
  async function writeAll(): Promise<{ n: number; changed: string[] }> {
    const changed: string[] = [];
    let n = 0;
    for (const { id, method } of operationsOf(t.app.document())) {
      for (const stranger of strangers) {
        const role: Role = stranger === 'target' ? 'otherCreator' : stranger;
        if (method === 'GET' || !requests[id] || table[id]?.[role] === 'allow') continue;
        const caller = stranger === 'target' ? scene.target : scene.as[role];
        const { path, body, after: putBack } = await requests[id](scene, caller);
        const before = await privateTo(t, scene.agency.agencyId, scene.creator.creatorId);
        const restore = stubChecks(t.app.routes.map((r) => r.door));
        await caller.send(method, path, body);
        restore();
        const now = await privateTo(t, scene.agency.agencyId, scene.creator.creatorId);
        const touched = [...now]
          .filter(([name, rows]) => rows !== before.get(name))
          .map(([name]) => `${id} by ${stranger} changed ${name}`);
        changed.push(...touched.filter((one) => !byRight.includes(one)));
        await putBack?.();
        n++;
      }
    }
    return { n, changed };
  }

  test('every operation by strangers who are let in: nothing of the agency changes', async () => {
    const { n, changed } = await writeAll();
    assert.deepEqual(changed, []);
    assert.ok(n > 100, `${n} were asked`);
    measured('A2', `${n} changes asked by strangers who were let in: none was made`);
  });

  test('with the wall taken down the same changes are made', async () => {
    await t.owner.query(walled.map(([name]) => `alter table ${name} disable row level security`).join('; '));
    const { changed } = await writeAll();
    assert.ok(changed.length >= 10, changed.join('\n'));
  });
});
