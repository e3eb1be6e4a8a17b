// Starts, adopts and stops a private PostgreSQL: loopback and a socket in its own folder only, scram, checksums, durable settings.
import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { makeCluster, OwnerBusy, secretName } from './embedded/cluster.ts';
import { clearSockets, socketFolder, spoken } from './embedded/socket.ts';
import { accountFor, accountOptions, alive, binaries, codeOf, command, windows, type Place } from './embedded/machine.ts';

export { OwnerBusy } from './embedded/cluster.ts';
export { CannotEmbed } from './embedded/machine.ts';

/** The program's own database in the server of a data directory. */
export const appDatabase = 'greenroom';
/** How the holder of a folder is called in the server's own list, with its process id behind. */
const ownerName = 'greenroom owner ';
const takeOverMs = 500;
const startMs = 15_000;
const recoveryMs = 60_000;

export interface Embedded {
  pid: number;
  port: number;
  password: string;
  /** True when the server was already running: a Greenroom that was killed had left it. */
  adopted: boolean;
  url: (database: string) => string;
  /** Holds the folder for as long as it is connected. */
  owner: pg.Client;
  /** Ends the server. Never throws when it has already gone. */
  stop: () => Promise<void>;
}

export interface Options {
  log?: (line: string) => void;
  /** Server settings over ours. `durabilityProblems` still says what is unsafe about them. */
  settings?: Record<string, string>;
  /** Told when the server has gone and could not be started again, or another holds the folder now. */
  onLost?: (sentence: string) => void;
}

const settings = {
  listen_addresses: '127.0.0.1',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  shared_buffers: '128MB',
  shared_preload_libraries: 'pg_stat_statements',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // A failing statement and the key it names hold people's data; the log must not.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** `socket` is the folder of its socket, if it has one. */
type Reached = { pid: number; port: number; socket: string | undefined; client: pg.Client };

/** Starts the server of `dir`, or takes over the one that a killed Greenroom left, and holds the folder; `OwnerBusy` when another does. */
export async function startPostgres(dir: string, options: Options = {}): Promise<Embedded> {
  fs.mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const home = fs.realpathSync(dir);
  const bin = binaries();
  const place = {
    dir: home,
    db: join(home, 'pg'),
    bin,
    account: accountFor(bin, home),
    settings: { ...settings, unix_socket_directories: spoken(socketFolder(join(home, 'pg'))), ...options.settings },
    log: options.log ?? (() => {}),
  };
  await makeCluster(place);
  const password = fs.readFileSync(join(place.db, secretName), 'utf8');
  const { reached, adopted } = await reach(place, password);
  const { port, socket } = reached;
  const held: Held = { client: reached.client, pid: reached.pid, stopping: false };
  await hold(held.client, place.dir);
  await makeAppDatabase(held.client);
  keep(place, password, port, held, options.onLost ?? (() => {}));
  place.log(`PostgreSQL ${adopted ? 'taken over' : 'started'} (process ${held.pid}, port ${port})`);
  return {
    get pid() {
      return held.pid;
    },
    port,
    password,
    adopted,
    get owner() {
      return held.client;
    },
    url: (database) => addressOf({ port, socket }, password, database),
    stop: () => {
      held.stopping = true;
      return stop(place, held.pid, held.client);
    },
  };
}

/** Through the socket where there is one. */
function addressOf({ port, socket }: Pick<Reached, 'port' | 'socket'>, password: string, database: string): string {
  const at = `postgresql://greenroom:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  return socket === undefined ? at : `${at}?host=${encodeURIComponent(socket)}`;
}

interface Held {
  client: pg.Client;
  pid: number;
  stopping: boolean;
}

/** The lock lives on one connection: when that is lost it is taken anew, and a server that has gone is started again at its port. */
function keep(place: Place, password: string, port: number, held: Held, onLost: (sentence: string) => void): void {
  held.client.once('end', () => {
    if (held.stopping) return;
    void regain(place, password, port).then(
      (reached) => {
        Object.assign(held, { client: reached.client, pid: reached.pid });
        place.log(`PostgreSQL is held again (process ${reached.pid})`);
        keep(place, password, port, held, onLost);
      },
      (error: Error) => onLost(error.message),
    );
  });
}

async function regain(place: Place, password: string, port: number): Promise<Reached> {
  for (const until = performance.now() + startMs; performance.now() < until; await sleep(100)) {
    const found = await adopt(place.db, password);
    if (!found) clearStale(place.db);
    const reached = found ?? (await launch(place, password, port));
    if (!reached) continue;
    await hold(reached.client, place.dir);
    return reached;
  }
  throw new Error(`PostgreSQL has gone and did not come back; its reasons are in ${join(place.dir, 'pg.log')}`);
}

/**
 * One sentence for each setting under which a write acknowledged in this database could be lost; none when all are safe. Settings kept for
 * other databases of the same server are theirs.
 */
export async function durabilityProblems(client: Pick<pg.ClientBase, 'query'>, database: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; value: string; source: string }>(
    `
    select name, setting as value, 'this connection' as source from pg_settings
      where name in ('fsync', 'synchronous_commit', 'full_page_writes')
    union all
    select split_part(entry, '=', 1), split_part(entry, '=', 2), 'a setting kept for a role or database'
      from pg_db_role_setting, unnest(setconfig) as entry
      where split_part(entry, '=', 1) = 'synchronous_commit' and setdatabase in (0, (select oid from pg_database where datname = $1))`,
    [database],
  );
  return rows
    .filter((row) => /^(off|false|no|0)$/i.test(row.value))
    .map((row) => `PostgreSQL runs with ${row.name} = ${row.value} (${row.source}), so an acknowledged write can be lost: set it to on`);
}

/** The address of the server that runs in this folder now, whoever holds it; undefined when none answers. For reading beside the holder. */
export async function runningIn(dir: string): Promise<string | undefined> {
  const db = join(dir, 'pg');
  const file = readPidfile(db);
  if (!file || !(file.port > 0) || !alive(file.pid)) return undefined;
  const password = fs.readFileSync(join(db, secretName), 'utf8');
  const { client } = await tryConnect(file.port, password);
  const reached = client && (await serving(client, fs.realpathSync(db), file));
  if (!reached) return undefined;
  await reached.client.end();
  return addressOf(reached, password, appDatabase);
}

/** More than one try: after a kill the old server's helpers may live a moment longer and hold its lock, or a port may be taken meanwhile. */
async function reach(place: Place, password: string): Promise<{ reached: Reached; adopted: boolean }> {
  for (const until = performance.now() + startMs; ; await sleep(100)) {
    const found = await adopt(place.db, password);
    if (found) return { reached: found, adopted: true };
    clearStale(place.db);
    const started = await launch(place, password);
    if (started) return { reached: started, adopted: false };
    if (performance.now() > until) throw new Error(`PostgreSQL ended at its start; its reasons are in ${join(place.dir, 'pg.log')}`);
  }
}

type Pidfile = { pid: number; port: number; shmId: string | undefined };

function readPidfile(db: string): Pidfile | undefined {
  try {
    const lines = fs.readFileSync(join(db, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), shmId: lines[6]?.trim().split(/\s+/)[1] };
  } catch {
    return undefined;
  }
}

/** The server that postmaster.pid names, if it lives, knows our password (scram proves both sides) and serves this folder. */
async function adopt(db: string, password: string): Promise<Reached | undefined> {
  const refusedUntil = performance.now() + 500;
  const until = performance.now() + recoveryMs;
  for (let file = readPidfile(db); file && alive(file.pid); file = readPidfile(db)) {
    const { pid, port } = file;
    // A server that has only just begun has written no port yet.
    const tried: { client?: pg.Client; code?: string | undefined } = port > 0 ? await tryConnect(port, password) : { code: 'ECONNREFUSED' };
    if (tried.client) return serving(tried.client, db, { pid, port });
    const starting = tried.code === '57P03' && performance.now() < until;
    const late = tried.code === 'ECONNREFUSED' && performance.now() < refusedUntil;
    if (!starting && !late) return undefined;
    await sleep(50);
  }
  return undefined;
}

/** What answers there, if it is the server of this folder. One that an older Greenroom left has no socket. */
async function serving(client: pg.Client, db: string, it: { pid: number; port: number }): Promise<Reached | undefined> {
  const { rows } = await client.query<{ at: string; sockets: string }>(
    `select current_setting('data_directory') as at, current_setting('unix_socket_directories') as sockets`,
  );
  const own = socketFolder(db);
  if (rows[0]?.at === db) return { ...it, client, socket: rows[0].sockets !== '' && rows[0].sockets === spoken(own) ? own : undefined };
  await client.end();
  return undefined;
}

async function tryConnect(port: number, password: string): Promise<{ client?: pg.Client; code?: string | undefined }> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'greenroom',
    password,
    database: 'postgres',
    application_name: `${ownerName}${process.pid}`,
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {}); // the server went away: the next query on it says so
  try {
    await client.connect();
    return { client };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/**
 * PostgreSQL refuses to start while any process has the id in postmaster.pid. After a restart of a container that is often somebody else, and
 * a zombie counts too. The file goes only if that process is no server and nobody is attached to the old shared memory.
 */
function clearStale(db: string): void {
  const file = readPidfile(db);
  if (!file || process.platform !== 'linux' || !alive(file.pid)) return;
  try {
    const [, name, state] = /\((.*)\) (\S)/s.exec(fs.readFileSync(`/proc/${file.pid}/stat`, 'utf8')) ?? [];
    if (name === 'postgres' && state !== 'Z') return;
    const segments = fs
      .readFileSync('/proc/sysvipc/shm', 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/));
    if (segments.some((columns) => columns[1] === file.shmId && Number(columns[6]) > 0)) return;
    fs.rmSync(join(db, 'postmaster.pid'), { force: true });
  } catch {
    // it ended while we looked: PostgreSQL judges for itself
  }
}

async function launch(place: Place, password: string, at?: number): Promise<Reached | undefined> {
  const port = at ?? (await freePort());
  const log = fs.openSync(join(place.dir, 'pg.log'), 'a', 0o600);
  clearSockets(place.db);
  const flags = Object.entries(place.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl-C goes to a whole process group, and PostgreSQL must outlive us until we have drained.
  const [file, args] = command(place, 'postgres', ['-D', place.db, '-p', String(port), ...flags]);
  const child = spawn(file, args, {
    ...accountOptions(place),
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
    cwd: place.db,
  });
  fs.closeSync(log);
  let ended = false;
  child.once('exit', () => (ended = true)).once('error', () => (ended = true));
  child.unref();
  for (; !ended; await sleep(20)) {
    const { client } = await tryConnect(port, password);
    const reached = client && child.pid !== undefined && (await serving(client, place.db, { pid: child.pid, port }));
    if (reached) return reached;
  }
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A session lock: nothing stale can remain. The server may need a moment to notice that a killed holder has gone. */
async function hold(client: pg.Client, dir: string): Promise<void> {
  for (const until = performance.now() + takeOverMs; ; await sleep(50)) {
    const { rows } = await client.query<{ ok: boolean }>(`select pg_try_advisory_lock(hashtext('greenroom.owner')) as ok`);
    if (rows[0]?.ok) return;
    if (performance.now() < until && !(await holderLives(client))) continue;
    await client.end();
    throw new OwnerBusy(dir);
  }
}

/** Whether the process that holds the folder is there to be seen: then there is no point in waiting. */
async function holderLives(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>(`
    select application_name as name from pg_stat_activity where pid in (
      select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = 'postgres'))`);
  return rows.some(({ name }) => name.startsWith(ownerName) && alive(Number(name.slice(ownerName.length))));
}

async function makeAppDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [appDatabase]);
  if (rowCount === 0) await client.query(`create database ${appDatabase}`);
}

/** The lock is held to the last: whoever starts meanwhile is refused, or waits for the end, but never adopts a server that is leaving. */
async function stop(place: Place, pid: number, client: pg.Client): Promise<void> {
  const running = () => readPidfile(place.db)?.pid === pid && alive(pid);
  const until = async (ms: number) => {
    for (const end = performance.now() + ms; running() && performance.now() < end;) await sleep(10);
    return !running();
  };
  if (windows) await promisify(execFile)(join(place.bin, 'pg_ctl.exe'), ['stop', '-D', place.db, '-m', 'fast', '-W']).catch(() => {});
  else if (running()) signal(pid, 'SIGINT');
  // Fast first (a checkpoint), then immediate (recovery at the next start): neither loses an acknowledged write.
  if (!(await until(10_000)) && !windows) {
    signal(pid, 'SIGQUIT');
    await until(5_000);
  }
  await client.end().catch(() => {});
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}
