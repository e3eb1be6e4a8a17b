// A6: a right that was taken away is gone with the next request, whatever is asked; a stream that goes on ends within five seconds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openWatching } from '#src/features/live/index.ts';
import { listOpenWaysEverywhere } from '#src/features/people/index.ts';
import { bodyOf } from '#src/infra/http/sse.ts';
import { until } from '../faults/process.ts';
import { tokenOf } from '../make.ts';
import { measured } from '../measured.ts';
import { operationsOf, type Operation } from '../operations/document.ts';
import { requests } from '../operations/requests.ts';
import { roles, setScene, type Role, type Scene } from '../operations/scene.ts';
import { openTestApp, verbsOf, type Answer, type Caller, type TestApp } from '../server.ts';

const boundMs = 5_000;
type Table = Record<string, Record<Role, 'allow' | number>>;
const table = JSON.parse(readFileSync(join(import.meta.dirname, '../access.json'), 'utf8')) as Table;
const nobody = '01900000-0000-7000-8000-000000000000';
const page = { 'content-type': 'application/json', origin: 'http://greenroom.test' };
const seats = ['owner', 'manager', 'coach', 'scout', 'finance'] as const;

const said = ({ status, body }: Answer): string => (status === 200 ? '200' : `${status} ${body?.code}`);
const ok = (answer: Answer): Answer => {
  assert.equal(answer.status, 200, answer.text);
  return answer;
};

/** Somebody who is known by headers of her own. */
interface Known extends Caller {
  headers: Record<string, string>;
}
function by(caller: Caller, headers: Record<string, string>, personId = caller.personId): Known {
  const send: Caller['send'] = (method, path, body, more) => caller.send(method, path, body, { ...headers, ...more });
  return { ...caller, personId, headers, send, ...verbsOf(send) };
}

/** A key of hers, and how she takes it back. */
async function makeKey(t: TestApp, her: Caller) {
  const { key, keyId } = ok(await her.post('/v1/me/keys', { name: 'short', scopes: ['read', 'write'] })).body;
  const caller = by(t.visitor, { authorization: `Bearer ${key}` }, her.personId);
  return { caller, keyId: keyId as string, takeBack: async () => void ok(await her.send('DELETE', `/v1/me/keys/${keyId}`)) };
}

/** Somebody who signed up at the door, as a browser does, and how she signs out. */
async function signUp(t: TestApp, name: string) {
  const account = { name, email: `${name.toLowerCase()}.${Math.random()}@people.invalid`, password: 'a long enough password' };
  const signIn = async (how: 'sign-up' | 'sign-in') => {
    const cookies = ok(await t.visitor.send('POST', `/auth/${how}/email`, account, page)).headers.getSetCookie();
    const headers = { ...page, cookie: cookies.map((c) => c.split(';')[0]).join('; ') };
    const { personId } = ok(await by(t.visitor, headers).get('/v1/me')).body.person;
    const caller = by(t.visitor, headers, personId);
    return { caller, signOut: async () => void ok(await caller.post('/auth/sign-out')) };
  };
  const first = await signIn('sign-up');
  return { ...first, email: account.email, again: () => signIn('sign-in') };
}

/** Reads a stream: how many pieces it heard so far, and how long it took from now until the stream ended. */
function listen(body: ReadableStream<Uint8Array>) {
  let [pieces, ended] = [0, false];
  void (async () => {
    for await (const piece of body) pieces += piece.length > 0 ? 1 : 0;
    ended = true;
  })();
  const endsIn = async (ms: number): Promise<number> => {
    const began = performance.now();
    await until('a stream to end', () => ended, ms);
    return performance.now() - began;
  };
  return { heard: () => pieces, ended: () => ended, endsIn };
}

describe('A6: what was taken away', () => {
  let t: TestApp;
  let scene: Scene;
  let operations: Operation[];
  before(async () => {
    t = await openTestApp();
    scene = await setScene(t);
    operations = operationsOf(t.app.document()).filter(({ id }) => requests[id]);
  });
  after(() => t.stop());

  /** A request that somebody with the right to it would be granted. */
  async function ask(caller: Caller, { id, method }: Operation): Promise<Answer> {
    const { path, body, after: putBack } = await requests[id]!(scene, caller);
    const answer = await caller.send(method, path, body);
    await putBack?.();
    return answer;
  }

  /** Whatever is not refused to a key; who asks is found out before what. */
  async function openTo(caller: Caller, asked: Operation[]): Promise<string[]> {
    const open: string[] = [];
    for (const { id, method, path } of asked) {
      const answer = await caller.send(method, path.replaceAll(/\{\w+\}/g, nobody), method === 'GET' ? undefined : {});
      if (said(answer) !== '401 people.key_invalid') open.push(`${id}: ${said(answer)}`);
    }
    return open;
  }

  /** Of what her role was allowed, everything that is not answered as to somebody who never had it. */
  async function differs(role: Role, caller: Caller, stranger: Caller): Promise<{ asked: number; wrong: string[] }> {
    const [wrong, asked]: [string[], Operation[]] = [[], operations.filter(({ id }) => table[id]![role] === 'allow')];
    for (const operation of asked) {
      const [hers, theirs] = [said(await ask(caller, operation)), said(await ask(stranger, operation))];
      if (hers !== theirs) wrong.push(`${operation.id} for a former ${role}: ${hers}, to a stranger ${theirs}`);
    }
    return { asked: asked.length, wrong };
  }

  async function takeSeat(role: (typeof seats)[number]) {
    const { agencyId, owner } = scene.agency;
    const { url } = ok(await owner.post(`/v1/agencies/${agencyId}/staff-links`, { role })).body;
    const person = await t.person(`Former ${role}`);
    ok(await person.post('/v1/agencies/join', { token: tokenOf(url) }));
    return { person, end: async () => void ok(await owner.send('DELETE', `/v1/agencies/${agencyId}/staff/${person.personId}`)) };
  }

  let events = 0;
  const chat = async (handle: string) => {
    const event = { specversion: '1.0', source: 'test', type: 'chat', platform: 'twitch', subject: handle, session: 'evening' };
    ok(await scene.as.admin.post('/v1/live/events', [{ ...event, id: `r${++events}`, time: t.now().toISOString() }]));
  };
  /** Somebody who signed up at the door and is on air. */
  async function onAir(name: string) {
    const account = await signUp(t, name);
    const handle = name.toLowerCase();
    const profile = { displayName: name, languages: ['en'], country: 'US', birthDate: '1995-05-05', handle, platform: 'twitch' };
    const { creatorId } = ok(await account.caller.post('/v1/me/creator', profile)).body;
    await chat(handle);
    const { sessionId } = ok(await account.caller.get('/v1/me/live?limit=1')).body.items[0];
    return { ...account, handle, creatorId: creatorId as string, sessionId: sessionId as string };
  }
  /** Of four who follow her LIVE a key, a session and at last her account are taken away; gives how long each of the streams went on. */
  async function streams(): Promise<number[]> {
    const her = await onAir('Rosa');
    const [key, other, away] = [await makeKey(t, her.caller), await makeKey(t, her.caller), await her.again()];
    const follow = async ({ headers }: Known) => {
      const answer = await t.app.fetch(new Request(`http://greenroom.test/v1/me/live/${her.sessionId}/now`, { headers }));
      assert.equal(answer.status, 200);
      return listen(answer.body!);
    };
    const [byKey, byOther, byAway, byOwn] = await Promise.all([key.caller, other.caller, away.caller, her.caller].map(follow));
    await Promise.all([key.takeBack(), away.signOut()]);
    const shut = await Promise.all([byKey!.endsIn(boundMs), byAway!.endsIn(boundMs)]);
    const rest = [byOther!, byOwn!];
    const before_ = rest.map((line) => line.heard());
    await chat(her.handle);
    await until('those who were left to hear more', () => rest.every((line, i) => line.heard() > before_[i]!));
    assert.deepEqual(
      rest.map((line) => line.ended()),
      [false, false],
    );
    await other.takeBack();
    shut.push(await byOther!.endsIn(boundMs));
    assert.equal(byOwn!.ended(), false);
    // With the account her LIVE goes too: that ends a stream at once.
    ok(await her.caller.post('/v1/me/erase', { confirm: her.email }));
    await byOwn!.endsIn(boundMs);
    return shut;
  }

  test('a key, a session and a seat are gone with the next request, whatever it is, and open streams within five seconds', async () => {
    let asked = 0;
    const holders = roles.filter((role) => role !== 'visitor' && role !== 'readKey');
    const reads = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
    for (const role of holders) {
      const { caller, takeBack } = await makeKey(t, scene.as[role]);
      assert.equal((await openTo(caller, reads)).length, reads.length, `a key of ${role} is not let in`);
      await takeBack();
      assert.deepEqual(await openTo(caller, operations), [], role);
      asked += operations.length;
    }

    const { caller: signedIn, signOut } = await signUp(t, 'Sam');
    assert.equal((await signedIn.get('/v1/me/keys')).status, 200);
    await signOut();
    for (const operation of operations) {
      const cell = table[operation.id]!.visitor;
      const { status, text } = await ask(signedIn, operation);
      assert.equal(status, cell === 'allow' ? 200 : cell, `${operation.id} after signing out: ${text.slice(0, 200)}`);
    }
    asked += operations.length;

    const stranger = await t.person('Stranger');
    for (const role of seats) {
      const { person, end } = await takeSeat(role);
      await end();
      const after_ = await differs(role, person, stranger);
      assert.deepEqual(after_.wrong, []);
      asked += after_.asked;
    }
    const shutMs = await streams();
    const worst = Math.round(Math.max(...shutMs));
    measured(
      'A6',
      `${asked} requests by ${holders.length} keys taken back, a session and ${seats.length} seats that ended: none let in; ${shutMs.length} open streams ended within ${worst} ms`,
    );
  });

  test('a server that remembers who came, a seat that did not end and a stream that is never asked about are caught', async () => {
    const [{ caller, takeBack }, { caller: other }] = [await makeKey(t, scene.as.scout), await makeKey(t, scene.as.scout)];
    await takeBack();
    // It knows by a key of hers that still holds whoever comes with the one that she took back.
    const real = t.app.fetch;
    t.app.fetch = async (request) => {
      const headers = new Headers(request.headers);
      if (headers.get('authorization') === caller.headers['authorization']) headers.set('authorization', other.headers['authorization']!);
      return real(new Request(request, { headers }));
    };
    try {
      assert.equal((await openTo(caller, operations)).length, operations.length);
    } finally {
      t.app.fetch = real;
    }
    assert.deepEqual(await openTo(caller, operations), []);
    const { person } = await takeSeat('scout');
    const { wrong } = await differs('scout', person, await t.person('Stranger too'));
    assert.ok(
      wrong.some((it) => it.startsWith('discovery.search for a former scout: 200')),
      wrong.join('\n'),
    );

    const her = await onAir('Ruth');
    const key = await makeKey(t, her.caller);
    const { rows } = await t.owner.query<{ id: string }>('select id from people_sessions where user_id = $1', [her.caller.personId]);
    const openWays = (ways: string[]) => listOpenWaysEverywhere(t.app.world.db, ways, t.now());
    const open = async (askMs: number) => {
      const watching = openWatching({ ...t.app.world, openWays }, { tendMs: 20, askMs });
      const follow = async (way: string) => listen(bodyOf(await watching.watch(her.creatorId, her.sessionId, { way }), undefined)!);
      return { watching, lines: [await follow(key.keyId), await follow(rows[0]!.id)] };
    };
    const [asks, neverAsks] = [await open(100), await open(Infinity)];
    await Promise.all([key.takeBack(), her.signOut()]);
    await Promise.all(asks.lines.map((line) => line.endsIn(1_000)));
    for (const line of neverAsks.lines) await assert.rejects(line.endsIn(500), /waited 500 ms for a stream to end/);
    await Promise.all([asks, neverAsks].map(({ watching }) => watching.stop()));
  });
});
