// D8 and the clean stop, on the real program in processes of its own.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { measured } from './measured.ts';
import { holdRequest } from './faults/held.ts';
import { openFaults, operatorKey, postgresOf, until, type Faults } from './faults/process.ts';

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
    const { held, refused, command } = await contest([faults.madeFolder('one'), faults.madeFolder('two'), faults.madeFolder('three')]);
    assert.deepEqual([held.length, refused, command.code], [2, [], 0], command.err);
    for (const server of held) assert.equal((await server.kill('SIGTERM')).code, 0);
  });
});

describe('clean stop', () => {
  let faults: Faults;
  let dir: string;
  before(() => {
    faults = openFaults();
    dir = faults.madeFolder('stopped');
  });
  after(() => faults.end());

  test('SIGTERM ends with 0 within 2 s, PostgreSQL and server.json gone; a request in flight is answered, a new one is refused', async () => {
    const server = await faults.serve(dir);
    assert.ok(existsSync(join(dir, 'server.json')));
    const held = holdRequest(server.url, operatorKey(dir), '/v1/agencies', { name: 'Slow but sure' });
    await held.takenUp;
    // The rest follows once the server has been told to stop and takes nobody new.
    const shut = until('the door to be shut', () =>
      fetch(`${server.url}/healthz`).then(
        () => false,
        () => true,
      ),
    ).then(() => held.finish());
    const ended = await server.kill('SIGTERM');
    await shut;
    const { status, body } = await held.answer;
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
  });
});
