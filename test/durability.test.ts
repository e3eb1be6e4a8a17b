// D1, D8 and the clean stop, on the real program in processes of its own.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { measured } from './measured.ts';
import { compare, load, makeWorld, settle, tidy, type World } from './faults/load.ts';
import { openFaults, openOwner, operatorKey, postgresOf, until, type Faults, type Running } from './faults/process.ts';

const rounds = 5;
/** Printed, so that a bad moment can be tried again. */
const seed = Number(process.env['GREENROOM_SEED'] ?? Date.now() % 1_000_000);
function draws(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function verify(server: Running, dir: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1/verify`, { headers: { authorization: `Bearer ${operatorKey(dir)}` } });
  const { checks, ok } = (await answer.json()) as { ok: boolean; checks: { ok: boolean }[] };
  return ok ? [] : checks.filter((c) => !c.ok);
}

describe('D1: the death of the process', () => {
  let faults: Faults;
  let dir: string;
  let server: Running;
  let world: World;
  before(async () => {
    faults = openFaults();
    dir = faults.folder('a server');
    server = await faults.serve(dir);
    world = await makeWorld(() => server.url, operatorKey(dir));
  });
  after(() => faults.end());

  test('what was acknowledged survives a SIGKILL at any moment: none lost, none doubled, ready in 5 s', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const draw = draws(seed);
    let slowest = 0;
    let acknowledged = 0;
    let open = 0;
    for (let round = 1; round <= rounds; round++) {
      await tidy(world);
      const loading = load(world);
      const before = world.journal.length;
      await until('some load', () => world.journal.length > before + 40);
      await new Promise((ok) => setTimeout(ok, Math.floor(draw() * 700)));
      await server.kill('SIGKILL');
      await loading;
      open += world.journal.filter((e) => !e.answer).length;
      server = await faults.serve(dir);
      slowest = Math.max(slowest, server.readyMs);
      assert.ok(server.readyMs < 5_000, `ready after ${server.readyMs} ms`);
      assert.deepEqual(await settle(world), []);
      const owner = await openOwner(dir);
      const found = await compare(world, owner);
      await owner.end();
      assert.deepEqual([found.lost, found.doubled], [[], []], `round ${round}`);
      assert.deepEqual(await verify(server, dir), []);
      acknowledged += found.acknowledged;
      // What the journal knows by now is settled; the next round has a journal of its own.
      if (round < rounds) world.journal.splice(0);
    }
    assert.ok(acknowledged > 100, `${acknowledged} acknowledged`);
    measured(
      'D1',
      `${rounds} kills: 0 lost, 0 doubled of ${acknowledged} acknowledged, ${open} were open; ready in at most ${(slowest / 1000).toFixed(1)} s; seed ${seed}`,
    );
  });

  test('a row deleted behind the back, and one made twice, are reported', async () => {
    const owner = await openOwner(dir);
    try {
      assert.deepEqual((await compare(world, owner)).lost, []);
      const key = world.journal.find((e) => e.path === '/v1/me/keys' && e.answer?.status === 200)!;
      const name = (key.body as { name: string }).name;
      await owner.query(
        `insert into people_keys select gen_random_uuid(), person_id, name, prefix || 'x', hash, scopes, created_at, revoked_at from people_keys where name = $1`,
        [name],
      );
      assert.equal((await compare(world, owner)).doubled.length, 1);
      await owner.query('delete from people_keys where name = $1', [name]);
      assert.equal((await compare(world, owner)).lost.length, 1);
      const edit = world.journal.findLast((e) => e.method === 'PATCH' && e.answer?.status === 200)!;
      await owner.query(`update creators set bio = 'older' where person_id = (select id from people where name = $1)`, [edit.by.name]);
      assert.equal((await compare(world, owner)).lost.length, 2);
      await owner.query('delete from audit where request_id = $1', [edit.requestId]);
      assert.equal((await compare(world, owner)).lost.length, 3);
    } finally {
      await owner.end();
    }
  });
});

describe('D8: one holder of a data directory', () => {
  let faults: Faults;
  before(() => {
    faults = openFaults();
  });
  after(() => faults.end());

  /** Two servers and a command at once; a server that got the folder is stopped once the others have ended. */
  async function contest(dirs: [string, string, string]) {
    const serve = (dir: string) =>
      faults.serve(dir).then(
        (running) => ({ running, said: '' }),
        (error: Error) => ({ running: undefined, said: error.message }),
      );
    const [a, b, command] = await Promise.all([serve(dirs[0]), serve(dirs[1]), faults.run(dirs[2], ['migrate'])]);
    const held = [a, b].flatMap((it) => (it.running ? [it.running] : []));
    return { held, refused: [a, b].filter((it) => !it.running).map((it) => it.said), command };
  }
  const sentence = /Another Greenroom already runs on this folder: .* \(stop it first, or give this one its own GREENROOM_DATA_DIR\)/;

  test('of two servers and a command at once one holds it, the others end with a sentence and code 2 within 2 s', async () => {
    const dir = faults.folder('contested');
    const { held, refused, command } = await contest([dir, dir, dir]);
    const holders = held.length + (command.code === 0 ? 1 : 0);
    assert.equal(holders, 1, `${held.length} servers, command ${command.code} ${command.err}`);
    for (const said of refused) assert.match(said, sentence);
    if (command.code !== 0) assert.match(command.err, sentence);
    const server = held[0] ?? (await faults.serve(dir));

    // Beside a server that has long been running: the time each refusal takes, one after the other.
    const times: number[] = [];
    for (const args of [['serve'], ['migrate']]) {
      const late = await faults.run(dir, args);
      assert.equal(late.code, 2, late.err);
      assert.match(late.err, sentence);
      assert.equal(late.err.trim().split('\n').length, 1, late.err);
      times.push(late.ms);
    }
    assert.ok(Math.max(...times) < 2_000, `${times.join(', ')} ms`);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200, 'the holder noticed nothing');

    // A stale lock: the holder is killed, its database goes on, and the next one takes over.
    await server.kill('SIGKILL');
    const orphan = postgresOf(dir);
    assert.ok(orphan !== undefined, 'PostgreSQL outlives a killed Node');
    const next = await faults.serve(dir);
    assert.ok(next.readyMs < 5_000, `${next.readyMs} ms`);
    assert.equal(postgresOf(dir), orphan, 'the same database server, taken over');
    assert.equal((await next.kill('SIGTERM')).code, 0);
    measured(
      'D8',
      `of three at once 1 held; late ones refused in ${(Math.max(...times) / 1000).toFixed(1)} s; taken over after SIGKILL in ${(next.readyMs / 1000).toFixed(1)} s`,
    );
  });

  test('on folders of their own all of them run', async () => {
    const { held, refused, command } = await contest([faults.folder('one'), faults.folder('two'), faults.folder('three')]);
    assert.deepEqual([held.length, refused, command.code], [2, [], 0], command.err);
    for (const server of held) assert.equal((await server.kill('SIGTERM')).code, 0);
  });
});

describe('clean stop', () => {
  let faults: Faults;
  let dir: string;
  before(() => {
    faults = openFaults();
    dir = faults.folder('stopped');
  });
  after(() => faults.end());

  test('SIGTERM ends with 0 within 2 s, PostgreSQL and server.json gone; a request in flight is answered, a new one is refused', async () => {
    const server = await faults.serve(dir);
    assert.ok(existsSync(join(dir, 'server.json')));
    const url = new URL('/v1/agencies', server.url);
    const text = JSON.stringify({ name: 'Slow but sure' });
    const headers = {
      authorization: `Bearer ${operatorKey(dir)}`,
      'content-type': 'application/json',
      'content-length': text.length,
      // The server answers this as soon as it has taken the request up.
      expect: '100-continue',
    };
    let inFlight = false;
    const answered = new Promise<{ status: number | undefined; body: string }>((yes, no) => {
      const slow = request(url, { method: 'POST', headers }, (answer) => {
        let body = '';
        answer.on('data', (part) => (body += part)).on('end', () => yes({ status: answer.statusCode, body }));
      }).on('error', no);
      slow.on('continue', () => {
        inFlight = true;
        slow.write(text.slice(0, 5));
      });
      slow.flushHeaders();
      // The rest follows once the server has been told to stop and takes nobody new.
      void until('the door to be shut', () =>
        fetch(`${server.url}/healthz`).then(
          () => false,
          () => true,
        ),
      ).then(() => slow.end(text.slice(5)), no);
    });
    await until('the slow request to be in flight', () => inFlight);
    const ended = await server.kill('SIGTERM');
    const { status, body } = await answered;
    assert.equal(status, 200, body);
    assert.equal(ended.code, 0, ended.err);
    assert.ok(ended.ms < 2_000, `${ended.ms} ms`);
    assert.equal(postgresOf(dir), undefined);
    assert.ok(!existsSync(join(dir, 'server.json')));
    const again = await faults.serve(dir);
    const { items } = (await (await fetch(`${again.url}/v1/agencies`)).json()) as { items: { name: string }[] };
    assert.deepEqual(
      items.map((a) => a.name),
      ['Slow but sure'],
    );
    assert.equal((await again.kill('SIGINT')).code, 0);
    measured('D9', `stopped in ${(ended.ms / 1000).toFixed(1)} s with a request in flight, which was answered`);
  });
});
