import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { UnusableSetUp } from '#src/lib/errors.ts';
import { appDatabase, durabilityProblems, startPostgres } from './embedded.ts';
import { openRoom } from './room.ts';
import { assumedRole, runtimeUrl } from './role.ts';

/** A database that cannot be used as it is; the message is one sentence for the person who started the program. */
export class UnusableStore extends UnusableSetUp {}

export interface Store {
  kind: 'embedded' | 'server';
  ownerUrl: string;
  /** The runtime role's address, and the role to take where it cannot sign in by itself. */
  url: string;
  role: string | undefined;
  /** What other secrets follow from; the same in every process on this database. */
  secret: string;
  /** Throws the whole database away. Only ever for one that we were still filling. */
  recreate(): Promise<void>;
  /** Settles with a sentence when the database, or our hold on its folder, is gone for good. */
  lost: Promise<string>;
  /** True while the disk of the built-in database has no room: what can wait is refused. A server looks after its own. */
  full(): boolean;
  /** Makes what room there is for a write that may not wait. */
  makeRoom(): Promise<void>;
  stop(): Promise<void>;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new UnusableStore(`The database of DATABASE_URL does not let us in: ${(error as Error).message}.`);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function checkDurability(client: pg.Client, database: string) {
  const problems = await durabilityProblems(client, database);
  if (problems.length > 0) throw new UnusableStore(`This database may lose what it acknowledged: ${problems.join(' ')}`);
}

/** Opens the server of DATABASE_URL, or our own PostgreSQL in the data directory. Refuses unsafe settings. */
export async function openStore(
  databaseUrl: string | undefined,
  dataDir: string,
  say: (sentence: string) => void = () => {},
): Promise<Store> {
  if (databaseUrl === undefined) return embedded(dataDir, say);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return onServer(databaseUrl, dataDir);
}

async function embedded(dataDir: string, say: (sentence: string) => void): Promise<Store> {
  const { promise: lost, resolve } = Promise.withResolvers<string>();
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const room = openRoom(dataDir, say);
  const server = await startPostgres(dataDir, { onLost: resolve });
  const ownerUrl = server.url(appDatabase);
  try {
    await checkDurability(server.owner, appDatabase);
  } catch (error) {
    await server.stop();
    throw error;
  }
  room.watch(() => server.owner.query('checkpoint'));
  const recreate = async () => {
    await server.owner.query(`drop database ${appDatabase} with (force)`);
    await server.owner.query(`create database ${appDatabase}`);
  };
  return {
    kind: 'embedded',
    ownerUrl,
    url: runtimeUrl(ownerUrl),
    role: undefined,
    secret: server.password,
    recreate,
    lost,
    full: () => room.full(),
    makeRoom: () => room.make(),
    stop: async () => {
      await room.stop();
      await server.stop();
    },
  };
}

async function onServer(ownerUrl: string, dataDir: string): Promise<Store> {
  await connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: number; database: string }>(
      `select current_setting('server_version_num')::int as version, current_database() as database`,
    );
    await checkDurability(client, rows[0]!.database);
    if (rows[0]!.version < 150_000) throw new UnusableStore('Greenroom needs PostgreSQL 15 or newer.');
  });
  const { password } = new URL(ownerUrl);
  const recreate = () => Promise.reject(new Error('a database that was given to us is never thrown away'));
  const secret = password === '' ? ownSecret(dataDir) : createHash('sha256').update(decodeURIComponent(password)).digest('base64url');
  return {
    kind: 'server',
    ownerUrl,
    url: runtimeUrl(ownerUrl),
    role: assumedRole(ownerUrl),
    secret,
    recreate,
    lost: new Promise<string>(() => {}),
    full: () => false,
    makeRoom: async () => {},
    stop: async () => {},
  };
}

/** Without a password to follow from, the secret lives in the data directory. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'sessions.secret');
  if (!existsSync(file)) writeFileSync(file, crypto.getRandomValues(Buffer.alloc(32)).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
