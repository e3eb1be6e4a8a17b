// The real program in a process of its own, on a data folder of its own: started, spoken to, killed, started again.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';

const main = resolve(import.meta.dirname, '../../src/main.ts');

/** Nothing of the machine's own settings: the folder decides. The runner's compiled files are the same code, read in half the time. */
const environment = (dir: string, more: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
  PORT: '0',
  GREENROOM_DEMO: 'off',
  GREENROOM_DATA_DIR: dir,
  ...more,
});

export interface Ran {
  code: number | null;
  out: string;
  err: string;
  ms: number;
}
export interface Running {
  url: string;
  pid: number;
  /** From the start of the process to its ready line. */
  readyMs: number;
  out(): string;
  err(): string;
  /** The command that ends it, and when it has. */
  kill(signal: NodeJS.Signals): Promise<Ran>;
}
export interface Faults {
  /** A folder for one server; a space in its path, and reachable for PostgreSQL's own user. */
  folder(name: string): string;
  /** One whose database is made already, where the making is not what a test is about; in a run of a few files as `folder`. */
  madeFolder(name: string): string;
  run(dir: string, args: string[], env?: Record<string, string>): Promise<Ran>;
  /** The real program, or another file that says that it is ready in the same words. */
  serve(dir: string, env?: Record<string, string>, program?: string): Promise<Running>;
  /** Ends whatever still runs and clears the folders. */
  end(): Promise<void>;
}

export function openFaults(): Faults {
  const base = mkdtempSync(join(tmpdir(), 'greenroom faults '));
  chmodSync(base, 0o711);
  const children = new Set<ChildProcess>();
  const folders = new Set<string>();
  // A run that is interrupted comes to no end(): told to, the servers end by themselves.
  const leave = () => {
    for (const child of children) child.kill();
  };
  process.once('exit', leave);

  function start(dir: string, args: string[], env: Record<string, string>, program = main) {
    const began = performance.now();
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: environment(dir, env), cwd: base });
    children.add(child);
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.err += text));
    const ended = once(child, 'close').then(([code]): Ran => {
      children.delete(child);
      return { code: code as number | null, ...said, ms: performance.now() - began };
    });
    return { child, said, ended, began };
  }

  const folder = (name: string): string => {
    const dir = join(base, name);
    folders.add(dir);
    return dir;
  };
  return {
    folder,
    madeFolder(name) {
      const dir = folder(name);
      const made = process.env['GREENROOM_TEST_MADE'];
      // With its owner, for as root PostgreSQL runs as another user.
      if (made !== undefined && existsSync(made)) execFileSync('cp', ['-Rp', made, dir]);
      return dir;
    },
    run: (dir, args, env = {}) => start(dir, args, env).ended,
    async serve(dir, env = {}, program = main) {
      const { child, said, ended, began } = start(dir, ['serve'], env, program);
      const ready = () => /^Greenroom is ready at (\S+)$/m.exec(said.out)?.[1];
      const seen = new Promise<void>((yes) => child.stdout!.on('data', () => ready() !== undefined && yes()));
      await Promise.race([seen, ended]);
      const url = ready();
      if (url === undefined) throw new Error(`the server ended before it was ready:\n${said.out}\n${said.err.slice(-2000)}`);
      return {
        url,
        pid: child.pid!,
        readyMs: performance.now() - began,
        out: () => said.out,
        err: () => said.err,
        kill: async (signal) => {
          const at = performance.now();
          child.kill(signal);
          return { ...(await ended), ms: performance.now() - at };
        },
      };
    },
    async end() {
      process.off('exit', leave);
      for (const child of children) child.kill('SIGKILL');
      await Promise.all([...children].map((child) => once(child, 'close')));
      for (const dir of folders) endPostgres(dir);
      rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** The id of the database server of a folder; undefined when none runs. */
export function postgresOf(dir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function endPostgres(dir: string): void {
  const pid = postgresOf(dir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGQUIT');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < 250 && existsSync(join(dir, 'pg', 'postmaster.pid')); i++) Atomics.wait(pause, 0, 0, 20);
}

/** Straight into the database of a running folder, as its owner: to compare, and to sabotage. */
export async function openOwner(dir: string): Promise<pg.Client> {
  const port = Number(readFileSync(join(dir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(join(dir, 'pg', 'greenroom.secret'), 'utf8');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'greenroom', password, database: 'greenroom' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

export const operatorKey = (dir: string): string => readFileSync(join(dir, 'operator.key'), 'utf8').trim();

/** Tries until it is so, or says what it waited for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, ms = 10_000): Promise<T> {
  for (const end = performance.now() + ms; ; await new Promise((ok) => setTimeout(ok, 25))) {
    const got = await ask();
    if (got !== undefined && got !== false) return got;
    if (performance.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
  }
}
