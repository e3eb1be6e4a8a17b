import { AsyncLocalStorage } from 'node:async_hooks';
import type { Compilable, Kysely, Transaction, TransactionSettings } from 'kysely';
import pg from 'pg';
import { handleOf, handleOn, Held, makeKnown } from './driver.ts';
import { textOf, type Sees } from './sees.ts';

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
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    options: options.join(' '),
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    ...rest,
  });
  // A lost connection is told by the next query on it; unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    makeKnown(client);
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

const holders = new WeakMap<Db, { pool: pg.Pool; hold: () => Promise<Held> }>();

/**
 * What is asked through it sees the rows of `sees` alone, in a transaction and outside (decision 0033).
 * Queries on the outer handle inside a transaction throw: they would run outside it and can deadlock the pool.
 */
export function openDb(pool: pg.Pool, sees: Sees): Db {
  const told = textOf(sees);
  const hold = async () => {
    if (inside.getStore() === true) throw new Error('a query on the outer handle inside a transaction');
    return new Held(await pool.connect(), told);
  };
  const db = handleOn<Tables>(hold);
  holders.set(db, { pool, hold });
  return db;
}

/** The same database, of which other rows are seen. */
export const seenBy = (db: Db, sees: Sees): Db => openDb(holders.get(db)!.pool, sees);

const heldBy = new WeakMap<Tx, Held>();

/** All or nothing. Statements that do not need each other's answers may be asked together: they are sent, and carried out, in that order. */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>, settings?: TransactionSettings): Promise<T> {
  const held = await holders.get(db)!.hold();
  try {
    held.begin(settings);
    const tx = handleOf<Tables>(held);
    heldBy.set(tx, held);
    const result = await inside.run(true, () => work(tx));
    await held.commit();
    return result;
  } catch (error) {
    await held.rollback();
    throw error;
  } finally {
    held.release();
  }
}

/** The last statement of a transaction, of which nobody reads an answer: it goes out with the commit. */
export const endWith = (tx: Tx, statement: { compile(tx: Tx): ReturnType<Compilable['compile']> }): void =>
  heldBy.get(tx)!.endWith(statement.compile(tx));

/** Several reads of the same instant. */
export const inSnapshot = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(db, work, { isolationLevel: 'repeatable read', accessMode: 'read only' });
