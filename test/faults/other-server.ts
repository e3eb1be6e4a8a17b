// A PostgreSQL server of another kind than the embedded one, private to a test: by DATABASE_URL, from the system's binaries, or a second embedded one.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '#src/infra/db/embedded.ts';
import { until } from './process.ts';

export interface OtherServer {
  /** As a test's name says it: `PostgreSQL 15.8`. */
  kind: string;
  /** A new empty database. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

export async function openOther(): Promise<OtherServer> {
  const given = process.env['DATABASE_URL'];
  if (given) return onServer(given, async () => {});
  const bin = systemBinaries();
  if (bin !== undefined) return ownServer(bin);
  const dir = folder();
  const server = await startPostgres(join(dir, 'data'));
  return onServer(server.url('greenroom'), async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom other '));
  chmodSync(dir, 0o711);
  return dir;
}

function systemBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const newest = readdirSync(root)
    .filter((v) => Number(v) >= 15)
    .sort((a, b) => Number(b) - Number(a))[0];
  const bin = newest === undefined ? undefined : join(root, newest, 'bin');
  return bin !== undefined && existsSync(join(bin, 'initdb')) ? bin : undefined;
}

/** PostgreSQL refuses root: there it runs as the user of its package. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const ask = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

async function ownServer(bin: string): Promise<OtherServer> {
  const dir = folder();
  const who = account();
  const data = join(dir, 'data');
  mkdirSync(data, { mode: 0o700 });
  const password = randomBytes(12).toString('base64url');
  const secret = join(dir, 'secret');
  writeFileSync(secret, password, { mode: 0o600 });
  if (who.uid !== undefined) for (const path of [data, secret]) chownSync(path, who.uid, who.gid!);
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'owner', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'],
    {
      ...who,
      cwd: dir,
      stdio: 'pipe',
    },
  );
  const port = await freePort();
  const log = openSync(join(dir, 'log'), 'a');
  const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags], { ...who, cwd: dir, stdio: ['ignore', log, log] });
  const leave = () => void child.kill('SIGQUIT');
  process.once('exit', leave);
  const url = `postgresql://owner:${password}@127.0.0.1:${port}/postgres`;
  await until('the other PostgreSQL', () =>
    connected(url).then(
      async (client) => (await client.end(), true),
      () => false,
    ),
  );
  return onServer(url, async () => {
    const gone = once(child, 'exit');
    child.kill('SIGINT');
    await gone;
    process.removeListener('exit', leave);
    rmSync(dir, { recursive: true, force: true });
  });
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function onServer(url: string, end: () => Promise<void>): Promise<OtherServer> {
  const admin = await connected(url);
  const { rows } = await admin.query<{ version: string }>(`select split_part(current_setting('server_version'), ' ', 1) as version`);
  const made: string[] = [];
  return {
    kind: `PostgreSQL ${rows[0]!.version}`,
    async database() {
      const name = `greenroom_other_${process.pid}_${made.length}_${randomBytes(3).toString('hex')}`;
      await admin.query(`create database ${name}`);
      made.push(name);
      const it = new URL(url);
      it.pathname = `/${name}`;
      return it.href;
    },
    async stop() {
      for (const name of made) await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
      await end();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((yes, no) => {
    const server = createServer().once('error', no);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => yes(port));
    });
  });
}
