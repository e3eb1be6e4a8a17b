import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { askSeeing, keepPlans } from './prepared.ts';
import { beginSeeing, textOf, type Sees } from './sees.ts';

/** Filled by each feature's `tables.ts`, and by `tables.ts` beside this file, through declaration merging. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface Tables {}
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

// bigint as number where it is safe; sums of diamonds and money are read as text by their own queries.
pg.types.setTypeParser(20, (text) => {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new Error('a bigint beyond 2^53 was read as a number');
  return n;
});
// A calendar day stays text: a Date would move it with the zone.
pg.types.setTypeParser(1082, (text) => text);

const inside = new AsyncLocalStorage<boolean>();

export function openPool(connectionString: string, settings: Partial<pg.PoolConfig> & { role?: string | undefined } = {}): pg.Pool {
  const { role, ...rest } = settings;
  const options = [
    '-c statement_timeout=15000',
    '-c idle_in_transaction_session_timeout=30000',
    '-c timezone=UTC',
    '-c work_mem=32MB',
    '-c jit=off',
  ];
  if (role !== undefined) options.push(`-c role=${role}`);
  const pool = new pg.Pool({ connectionString, max: 10, options: options.join(' '), connectionTimeoutMillis: 10_000, ...rest });
  // A lost connection is told by the next query on it; unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    keepPlans(client);
  });
  return pool;
}

const lostCodes = ['57P01', '57P02', '57P03', '08006', '08001', '08003', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTCONN'];
/** The database went away, whoever noticed it first: it, the socket, or the client that stood on a connection already broken. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message, syscall } = error as { code?: string; message?: string; syscall?: string };
  return (
    lostCodes.includes(code ?? '') ||
    // A server that ended took its socket along.
    (code === 'ENOENT' && syscall === 'connect') ||
    /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(message ?? '')
  );
}

const pools = new WeakMap<Db, pg.Pool>();

/**
 * What is asked through it sees the rows of `sees` alone, in a transaction and outside (decision 0033).
 * Queries on the outer handle inside a transaction throw: they would run outside it and can deadlock the pool.
 */
export function openDb(pool: pg.Pool, sees: Sees): Db {
  const told = textOf(sees);
  const guarded = {
    connect: async () => {
      if (inside.getStore() === true) throw new Error('a query on the outer handle inside a transaction');
      return seeing(await pool.connect(), told);
    },
    end: () => pool.end(),
    options: pool.options,
  } as unknown as pg.Pool;
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded }) });
  pools.set(db, pool);
  return db;
}

/** The same database, of which other rows are seen. */
export const seenBy = (db: Db, sees: Sees): Db => openDb(pools.get(db)!, sees);

/** A connection for as long as it is held: nothing of what it was told stays behind on it. */
function seeing(client: pg.PoolClient, sees: string) {
  let inTransaction = false;
  const query = async (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    if (/^(begin|start transaction)\b/i.test(text)) {
      const [begun] = (await client.query(beginSeeing(text, sees))) as unknown as pg.QueryResult[];
      inTransaction = true;
      return begun!;
    }
    if (/^(commit|rollback)\b(?! to)/i.test(text)) inTransaction = false;
    else if (!inTransaction) return askSeeing(client, sees, text, values);
    return client.query(text, [...values]);
  };
  return { query, release: (broken?: boolean) => client.release(broken) };
}

export const inTransaction = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute((tx) => inside.run(true, () => work(tx)));

/** Several reads of the same instant. */
export const inSnapshot = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => inside.run(true, () => work(tx)));
