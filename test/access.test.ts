// A1: who may do what is decided in access.json, reviewed by hand; the matrix of questions comes from the OpenAPI document.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, tokenOf } from './make.ts';
import { measured } from './measured.ts';
import { operationsOf } from './operations/document.ts';
import { requests } from './operations/requests.ts';
import { roles, setScene, type Role, type Scene } from './operations/scene.ts';
import { openTestApp, type TestApp } from './server.ts';

/** allow is 200; a number is the status of the refusal, by right (401, 403, 404) or for reasons of state (409). */
type Table = Record<string, Partial<Record<Role, 'allow' | number>>>;
const table = JSON.parse(readFileSync(join(import.meta.dirname, 'access.json'), 'utf8')) as Table;

type Seen = { operation: string; role: Role; status: number; text: string };

async function ask(scene: Scene): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const { id, method } of operationsOf(scene.t.app.document())) {
    const make = requests[id];
    if (!make) continue;
    for (const role of roles) {
      const { path, body, after: putBack } = await make(scene, scene.as[role]);
      const { status, text } = await scene.as[role].send(method, path, body);
      await putBack?.();
      seen.push({ operation: id, role, status, text });
    }
  }
  return seen;
}

/** Every difference between what is decided and what was seen; an operation without a row and a row without an operation too. */
function compare(decided: Table, seen: Seen[], operations: string[]): string[] {
  const wrong = [
    ...operations.filter((id) => !decided[id]).map((id) => `${id} has no row`),
    ...Object.keys(decided)
      .filter((id) => !operations.includes(id))
      .map((id) => `${id} has a row and is no operation`),
    ...operations.filter((id) => !seen.some((s) => s.operation === id)).map((id) => `${id} was not asked`),
    ...Object.entries(decided).flatMap(([id, row]) =>
      roles.filter((r) => row[r] === undefined).map((r) => `${id} is not decided for ${r}`),
    ),
  ];
  for (const { operation, role, status, text } of seen) {
    const cell = decided[operation]?.[role];
    if (cell !== undefined && status !== (cell === 'allow' ? 200 : cell))
      wrong.push(`${operation} for ${role}: ${cell} decided, ${status} seen: ${text.slice(0, 200)}`);
  }
  return wrong;
}

describe('access', () => {
  let t: TestApp;
  let scene: Scene;
  let seen: Seen[];
  let operations: string[];
  before(async () => {
    t = await openTestApp();
    scene = await setScene(t);
    operations = operationsOf(t.app.document()).map((o) => o.id);
    seen = await ask(scene);
  });
  after(() => t.stop());

  test('every role meets every operation as the table decides', () => {
    assert.deepEqual(compare(table, seen, operations), []);
    measured('A1', `${seen.length} cells: ${operations.length} operations by ${roles.length} roles`);
  });

  test('a flipped cell, a missing row and a row too many are each reported', () => {
    const flip = (operation: string, role: Role, cell: 'allow' | number): Table => ({
      ...table,
      [operation]: { ...table[operation], [role]: cell },
    });
    assert.equal(compare(flip('discovery.search', 'coach', 'allow'), seen, operations).length, 1);
    assert.equal(compare(flip('invites.list', 'owner', 404), seen, operations).length, 1);
    const { 'roster.list': _gone, ...fewer } = table;
    assert.deepEqual(compare(fewer, seen, operations), ['roster.list has no row']);
    assert.equal(compare({ ...table, 'roster.erase': table['roster.list']! }, seen, operations).length, 1);
    assert.equal(compare(table, seen, [...operations, 'ops.new']).length, 2);
  });

  test('what belongs to another is 404 by its id, and says the same as what does not exist', async () => {
    const { as, agency, other, creator } = scene;
    const nobody = '01900000-0000-7000-8000-000000000000';
    const invited = await invite(agency, scene.otherCreator.creatorId);
    const keyOfOwner = (await as.owner.get('/v1/me/keys')).body.items[0].keyId;
    const asked: [Role, string, (id: string) => string, string, unknown?][] = [
      ['otherOwner', 'POST', (id) => `/v1/agencies/${other.agencyId}/invites/${id}/withdraw`, invited],
      ['otherOwner', 'PUT', (id) => `/v1/agencies/${other.agencyId}/roster/${id}/coach`, scene.membershipId, { personId: null }],
      ['otherOwner', 'PUT', (id) => `/v1/agencies/${other.agencyId}/staff/${id}`, as.coach.personId, { role: 'owner' }],
      ['otherOwner', 'DELETE', (id) => `/v1/agencies/${other.agencyId}/staff/${id}`, as.coach.personId],
      ['otherOwner', 'GET', (id) => `/v1/agencies/${id}/roster`, agency.agencyId],
      ['creator', 'POST', (id) => `/v1/me/invites/${id}/answer`, invited, { answer: 'accept' }],
      ['otherCreator', 'POST', (id) => `/v1/me/memberships/${id}/leave`, scene.membershipId, {}],
      ['creator', 'DELETE', (id) => `/v1/me/keys/${id}`, keyOfOwner],
      ['admin', 'GET', (id) => `/v1/agencies/${id}/invites`, agency.agencyId],
    ];
    for (const [role, method, path, id, body] of asked) {
      const [theirs, none] = [await as[role].send(method, path(id), body), await as[role].send(method, path(nobody), body)];
      assert.deepEqual([theirs.status, none.status], [404, 404], `${role} ${method} ${path(id)}: ${theirs.text}`);
      assert.equal(theirs.text.replace(theirs.body.requestId, ''), none.text.replace(none.body.requestId, ''));
    }
    const mine = (await creator.get('/v1/me/invites')).body.items as { inviteId: string }[];
    assert.ok(mine.every((i) => i.inviteId !== invited));
  });

  test('a coach sees the creators assigned to her and nobody else', async () => {
    const { as, agency, membershipId } = scene;
    const path = `/v1/agencies/${agency.agencyId}/roster`;
    await as.owner.put(`${path}/${membershipId}/coach`, { personId: null });
    assert.deepEqual([(await as.coach.get(path)).body.items.length, (await as.coach.get(path)).body.total], [0, 0]);
    await as.owner.put(`${path}/${membershipId}/coach`, { personId: as.coach.personId });
    assert.deepEqual([(await as.coach.get(path)).body.items.length, (await as.coach.get(path)).body.total], [1, 1]);
  });

  test('a right that was taken away is gone with the next request: seat, role, key', async () => {
    const mine = await makeAgency(t, scene.as.admin);
    const scout = await mine.seat('scout');
    const path = `/v1/agencies/${mine.agencyId}`;
    assert.equal((await scout.get(`${path}/invites`)).status, 200);
    await mine.owner.put(`${path}/staff/${scout.personId}`, { role: 'finance' });
    assert.equal((await scout.get(`${path}/invites`)).status, 403);
    await mine.owner.send('DELETE', `${path}/staff/${scout.personId}`);
    assert.equal((await scout.get(`${path}/roster`)).status, 404);
    const { keyId, key } = (await scout.post('/v1/me/keys', { name: 'short', scopes: ['read'] })).body;
    const withIt = { authorization: `Bearer ${key}` };
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, withIt)).status, 200);
    await scout.send('DELETE', `/v1/me/keys/${keyId}`);
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, withIt)).status, 401);
  });

  test('a link serves once, its own purpose only, and for seven days', async () => {
    const { as, agency } = scene;
    const links = async () => tokenOf((await as.owner.post(`/v1/agencies/${agency.agencyId}/staff-links`, { role: 'owner' })).body.url);
    const token = await links();
    assert.equal((await as.moderator.post('/v1/start', { token })).body.code, 'people.link_not_found');
    const someone = await t.person('Someone');
    assert.equal((await someone.post('/v1/creators/claim', { token, birthDate: '1990-01-01' })).body.code, 'people.link_not_found');
    const both = await Promise.all([someone, await t.person('Another')].map((who) => who.post('/v1/agencies/join', { token })));
    assert.deepEqual(
      both.map((b) => b.status).toSorted((a, b) => a - b),
      [200, 410],
    );
    assert.equal((await t.visitor.post('/v1/links/look', { token })).body.code, 'people.link_used');
    const late = await links();
    t.advance(7 * 86_400_000);
    assert.equal((await someone.post('/v1/agencies/join', { token: late })).body.code, 'people.link_expired');
  });
});
