import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { durabilityProblems, OwnerBusy, startPostgres, type Embedded } from './embedded.ts';
import { clearSockets, socketFolder, spoken } from './embedded/socket.ts';

type Said = { pid?: number; port?: number; adopted?: boolean; refused?: string; message?: string };
type Holder = { child: ChildProcess; said: Said; ms: number };

const holderFile = resolve(import.meta.dirname, '../../../test/faults/hold-folder.ts');
const holders: ChildProcess[] = [];

/** Another process that opens the folder; it stays until killed, or ends when it is refused. */
async function holder(dir: string): Promise<Holder> {
  const began = performance.now();
  const child = spawn(process.execPath, [holderFile, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said: JSON.parse(line) as Said, ms: performance.now() - began };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function inApp<T>(it: Pick<Embedded, 'url'>, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: it.url('greenroom') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const alive = (pid: number) =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .match(/^[^Z]/) !== null;

describe('embedded PostgreSQL', () => {
  const base = mkdtempSync(join(tmpdir(), 'greenroom embedded '));
  const dir = join(base, 'a folder');
  chmodSync(base, 0o711); // as root, PostgreSQL runs as another user

  before(async () => (await startPostgres(dir)).stop());
  after(async () => {
    for (const child of holders) await kill(child);
    for (const name of readdirSync(base)) await startPostgres(join(base, name)).then((it) => it.stop());
    rmSync(base, { recursive: true, force: true });
  });

  test('starts with the settings that keep what was acknowledged, on loopback, and has the database of the app', async () => {
    const it = await startPostgres(dir);
    try {
      assert.deepEqual(await durabilityProblems(it.owner, 'greenroom'), []);
      const { rows } = await inApp(it, (client) =>
        client.query<{ name: string; setting: string }>(
          `select name, setting from pg_settings where name in
           ('data_checksums', 'fsync', 'full_page_writes', 'listen_addresses', 'password_encryption', 'synchronous_commit', 'unix_socket_directories')
           order by name`,
        ),
      );
      const expected = { data_checksums: 'on', fsync: 'on', full_page_writes: 'on', listen_addresses: '127.0.0.1' };
      const socket = process.platform === 'win32' ? '' : `"${realpathSync(join(dir, 'pg'))}"`;
      const rest = { password_encryption: 'scram-sha-256', synchronous_commit: 'on', unix_socket_directories: socket };
      assert.deepEqual(Object.fromEntries(rows.map((row) => [row.name, row.setting])), { ...expected, ...rest });
      const { rows: by } = await inApp(it, (client) =>
        client.query<{ loopback: boolean }>('select inet_server_addr() is not null as loopback'),
      );
      assert.equal(by[0]!.loopback, socket === '', 'the program speaks to it through its socket');
    } finally {
      await it.stop();
    }
    assert.equal(alive(it.pid), false);
    await it.stop(); // a second stop changes nothing
  });

  test('refuses a wrong password', async () => {
    const it = await startPostgres(dir);
    try {
      const url = new URL(it.url('greenroom'));
      url.password = 'wrong';
      await assert.rejects(new pg.Client({ connectionString: url.href }).connect(), { code: '28P01' });
    } finally {
      await it.stop();
    }
  });

  test('keeps its password, and the folder, from other users', () => {
    if (process.platform === 'win32') return; // there the rights of the parent folder hold
    assert.equal(statSync(join(dir, 'pg')).mode & 0o077, 0);
    assert.equal(statSync(join(dir, 'pg', 'greenroom.secret')).mode & 0o077, 0);
    assert.equal(statSync(join(dir, 'pg.log')).mode & 0o077, 0);
  });

  test('refuses a second opener with a sentence within 2 s, here and in another process', async () => {
    const it = await startPostgres(dir);
    try {
      await assert.rejects(startPostgres(dir), OwnerBusy);
      const second = await holder(dir);
      assert.equal(second.said.refused, 'OwnerBusy');
      assert.match(second.said.message ?? '', /^Another Greenroom already runs on this folder: .*a folder \(.*\)$/);
      assert.ok(second.ms < 2_000, `${second.ms} ms`);
      assert.equal((await it.owner.query('select 1 as one')).rowCount, 1);
    } finally {
      await it.stop();
    }
  });

  test('of three that open an empty folder at once one holds it and the others are refused within 2 s', async () => {
    const all = await Promise.all([1, 2, 3].map(() => holder(join(base, 'contested'))));
    const [refused, held] = [all.filter((it) => it.said.refused), all.filter((it) => !it.said.refused)];
    assert.equal(held.length, 1, JSON.stringify(all.map((it) => it.said)));
    assert.deepEqual(
      refused.map((it) => it.said.refused),
      ['OwnerBusy', 'OwnerBusy'],
    );
    for (const it of refused) assert.ok(it.ms < 2_000, `${it.ms} ms`);
  });

  test('takes over the server of a killed holder with all that it acknowledged', async () => {
    const { child, said } = await holder(dir);
    await kill(child);
    const it = await startPostgres(dir);
    try {
      assert.equal(it.adopted, true);
      assert.equal(it.pid, said.pid);
      assert.equal(it.port, said.port);
    } finally {
      await it.stop();
    }
  });

  test('starts again after the holder and the server were killed', async () => {
    const { child, said } = await holder(dir);
    const url = await writeThenKill(child, said);
    const it = await startPostgres(dir);
    try {
      assert.equal(it.adopted, false);
      assert.equal((await inApp(it, (client) => client.query('select from kept'))).rowCount, 1, url);
    } finally {
      await it.stop();
    }
  });

  test('a folder whose address is too long for a socket is reached through loopback; a socket in use stays', () => {
    const long = join(base, 'a'.repeat(80));
    assert.deepEqual([socketFolder(long), spoken(socketFolder(long)), spoken('/a, b')], [undefined, '', '"/a, b"']);
    mkdirSync(join(base, 'sockets'));
    for (const [port, pid] of [
      [5001, process.pid],
      [5002, 2 ** 22 + 1],
    ]) {
      writeFileSync(join(base, 'sockets', `.s.PGSQL.${port}`), '');
      writeFileSync(join(base, 'sockets', `.s.PGSQL.${port}.lock`), `${pid}\n`);
    }
    clearSockets(join(base, 'sockets'));
    assert.deepEqual(readdirSync(join(base, 'sockets')).toSorted(), ['.s.PGSQL.5001', '.s.PGSQL.5001.lock']);
    rmSync(join(base, 'sockets'), { recursive: true });
  });

  async function writeThenKill(child: ChildProcess, said: { pid?: number; port?: number }): Promise<string> {
    const password = readFileSync(join(dir, 'pg', 'greenroom.secret'), 'utf8');
    const url = `postgresql://greenroom:${password}@127.0.0.1:${said.port}/greenroom`;
    await inApp({ url: () => url }, (client) => client.query('create table kept (id int); insert into kept values (1)'));
    await kill(child);
    process.kill(said.pid!, 'SIGKILL');
    return url;
  }

  test('a server that was killed under us comes back at its port, still held, with all that it acknowledged', async () => {
    const it = await startPostgres(dir);
    try {
      const before = it.pid;
      await inApp(it, (client) => client.query('create table outlives (id int); insert into outlives values (1)'));
      process.kill(before, 'SIGKILL');
      for (const until = performance.now() + 10_000; it.pid === before && performance.now() < until;)
        await new Promise((ok) => setTimeout(ok, 20));
      assert.notEqual(it.pid, before);
      assert.equal((await inApp(it, (client) => client.query('select from outlives'))).rowCount, 1);
      await assert.rejects(startPostgres(dir), OwnerBusy);
    } finally {
      await it.stop();
    }
  });

  // Elsewhere there is no /proc to tell a stranger by, and PostgreSQL judges for itself.
  const onLinux = process.platform === 'linux' ? test : async () => {};
  void onLinux('a stale postmaster.pid with the id of somebody else does not keep it from starting', async () => {
    // Of the server's own user: PostgreSQL passes over the processes of others.
    const { uid, gid } = statSync(join(dir, 'pg'));
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(process.getuid?.() === 0 && { uid, gid }) });
    try {
      writeFileSync(join(dir, 'pg', 'postmaster.pid'), `${stranger.pid}\n${join(dir, 'pg')}\n1\n1\n\n127.0.0.1\n  1 1\nready\n`);
      if (process.getuid?.() === 0) chownSync(join(dir, 'pg', 'postmaster.pid'), uid, gid);
      const it = await startPostgres(dir);
      assert.equal(it.adopted, false);
      await it.stop();
      assert.equal(stranger.exitCode, null);
    } finally {
      stranger.kill();
    }
  });

  test('names each setting under which an acknowledged write could be lost', async () => {
    const it = await startPostgres(dir, { settings: { fsync: 'off', full_page_writes: 'off' } });
    try {
      const names = async (client: pg.Client) =>
        (await durabilityProblems(client, 'greenroom'))
          .map((line) => /with (\w+ = \w+ \([^)]*\))/.exec(line)?.[1])
          .toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
      assert.deepEqual(await names(it.owner), ['fsync = off (this connection)', 'full_page_writes = off (this connection)']);
      await it.owner.query('set synchronous_commit = off');
      assert.ok((await names(it.owner)).includes('synchronous_commit = off (this connection)'));
      await it.owner.query('reset synchronous_commit');
      await it.owner.query('create role careless; alter role careless set synchronous_commit = off');
      assert.ok((await names(it.owner)).includes('synchronous_commit = off (a setting kept for a role or database)'));
      await it.owner.query('drop role careless');
      const kept = 'synchronous_commit = off (a setting kept for a role or database)';
      await it.owner.query('create database another');
      await it.owner.query('alter database another set synchronous_commit = off');
      assert.ok(!(await names(it.owner)).includes(kept), 'a setting of another database is not ours');
      await it.owner.query('alter database greenroom set synchronous_commit = off');
      assert.ok((await names(it.owner)).includes(kept));
      await it.owner.query('alter database greenroom reset synchronous_commit');
      await it.owner.query('drop database another');
    } finally {
      await it.stop();
    }
  });
});
