// The PostgreSQL of a run with a migrated template: started here, or a server that DATABASE_URL names. `npm test` starts it once and hands it to
// its processes; a file that is run by itself starts its own.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '#src/infra/db/embedded.ts';
import { alive } from '#src/infra/db/embedded/machine.ts';
import { migrate } from '#src/infra/db/migrate.ts';

export interface TestServer {
  admin: pg.Client;
  url(database: string): string;
  template: string;
  /** How the template is copied: by the system where that is how this server was told to, else through the server's own pages. */
  strategy: 'file_copy' | 'wal_log';
  /** What another process needs to use it as well. */
  handed: string;
  stop(): Promise<void>;
}
type Server = Pick<TestServer, 'admin' | 'url' | 'stop'>;

/** The databases of this machine's runs on a server that others may use as well. */
const ours = `greenroom_test_${createHash('sha256').update(hostname()).digest('hex').slice(0, 6)}`;
export const mine = `${ours}_${process.pid}`;

/** `lasting`: with the settings of the program, which refuses a server that may lose what it acknowledged. */
export async function openTestServer({ lasting = false } = {}): Promise<TestServer> {
  const given = process.env['DATABASE_URL'];
  const server = given ? await foreign(given) : await embedded(lasting ? { max_connections: '400' } : hasty);
  const template = `${mine}_template`;
  try {
    const strategy = await makeTemplate(server.admin, template);
    await migrate(server.url(template));
    // Nobody may connect to a template while it is copied.
    await server.admin.query(`alter database ${template} with allow_connections false`);
    const handed = JSON.stringify({ url: given ?? server.url('postgres'), template, strategy });
    return { ...server, template, strategy, handed };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The server that another process of this run has opened. */
export async function joinTestServer(handed: string): Promise<TestServer> {
  const { url, ...how } = JSON.parse(handed) as { url: string } & Pick<TestServer, 'template' | 'strategy'>;
  return { ...(await connected(url, process.env['DATABASE_URL'] !== undefined)), ...how, handed };
}

/** Empty, in the way in which it can be copied afterwards: by the system, if the server and the disk below it can do that. */
async function makeTemplate(admin: pg.Client, name: string): Promise<TestServer['strategy']> {
  const { rows } = await admin.query<{ by: string | null }>(`select current_setting('file_copy_method', true) as by`);
  const cloned = rows[0]?.by === 'clone' && (await admin.query(`create database ${name} strategy file_copy`).catch(() => undefined));
  if (cloned) return 'file_copy';
  await admin.query(`create database ${name}`);
  return 'wal_log';
}

/** It goes with the run, and nothing in it has to survive a power cut: what tests that starts servers of its own. */
const hasty = {
  max_connections: '400',
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Pages are written when a database is copied, and by no clock.
  checkpoint_timeout: '1h',
  max_wal_size: '4GB',
  shared_buffers: '512MB',
  // A statement is planned once for a connection: most are asked a few times on each, of a few rows.
  plan_cache_mode: 'force_generic_plan',
  // Each of a hundred databases would be visited every minute, by a process of its own.
  autovacuum_naptime: '5min',
  // A template is copied by the system, which reads and writes none of its pages here.
  ...(process.platform === 'linux' && { file_copy_method: 'clone' }),
};

async function embedded(settings: Record<string, string>): Promise<Server> {
  sweep();
  const dir = mkdtempSync(join(tmpdir(), `greenroom-test-${process.pid}-`));
  chmodSync(dir, 0o711); // as root, PostgreSQL runs as another user
  const server = await startPostgres(join(dir, 'data'), { settings });
  // The runner may leave without its hooks (Ctrl-C, --test-force-exit after a failed hook).
  const leave = () => {
    endAndClear(dir, server.pid);
  };
  process.once('exit', leave);
  const stop = async () => {
    await server.stop();
    process.removeListener('exit', leave);
    rmSync(dir, { recursive: true, force: true });
  };
  return { admin: server.owner, url: server.url, stop };
}

async function foreign(given: string): Promise<Server> {
  const server = await connected(given, true);
  await dropAll(server.admin, (pid) => pid === process.pid || !alive(pid));
  return server;
}

async function connected(given: string, drops: boolean): Promise<Server> {
  const admin = new pg.Client({ connectionString: given });
  admin.on('error', () => {}); // told by the next question
  await admin.connect();
  const url = (database: string) => Object.assign(new URL(given), { pathname: `/${database}` }).href;
  const stop = async () => {
    try {
      // A server of ours goes as a whole.
      if (drops) await dropAll(admin, (pid) => pid === process.pid);
    } finally {
      await admin.end();
    }
  };
  return { admin, url, stop };
}

async function dropAll(admin: pg.Client, which: (pid: number) => boolean): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [ours]);
  const named = rows.filter(({ name }) => which(Number(name.slice(ours.length + 1).split('_')[0])));
  // Not by force, which an owner who is no superuser may not use on the role of the program. The server waits five seconds for sessions to
  // end; what is in use even then is left to the next run.
  for (const { name } of named)
    await admin.query(`drop database if exists ${name}`).catch((error: { code?: string }) => {
      if (error.code !== '55006') throw error;
    });
}

/** What earlier runs left in a folder when they were killed: their own folders, and servers that still run in them. */
export function sweep(folder = tmpdir()): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/^greenroom-test-(\d+)-/.exec(name)?.[1]);
    if (!pid || alive(pid)) continue;
    const dir = join(folder, name);
    if (statSync(dir, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    endAndClear(dir, serverOf(dir));
  }
}

function serverOf(dir: string): number | undefined {
  try {
    const pid = readFileSync(pidfile(dir), 'utf8').split('\n')[0] ?? '';
    const line = execFileSync('ps', ['-o', 'args=', '-p', pid], { encoding: 'utf8' });
    return line.includes(dir) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/** At once and without awaiting, for the last moment of the process. A server that still writes would leave its folder behind. */
function endAndClear(dir: string, server: number | undefined): void {
  try {
    if (server !== undefined) process.kill(server, 'SIGQUIT');
  } catch {
    // it has ended already
  }
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < 100 && server !== undefined && existsSync(pidfile(dir)); i++) Atomics.wait(pause, 0, 0, 20);
  rmSync(dir, { recursive: true, force: true });
}

const pidfile = (dir: string) => join(dir, 'data', 'pg', 'postmaster.pid');
