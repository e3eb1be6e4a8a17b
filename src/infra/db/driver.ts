// How Kysely asks PostgreSQL (decision 0039): each statement says whose rows it sees, connections keep their plans, and what need not wait
// for an answer does not: a way there and back costs more than what most statements do.
import {
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type KyselyProps,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { Plans } from './prepared.ts';
import { beginSeeing, prepareSeeing } from './sees.ts';

const plans = new WeakMap<pg.ClientBase, Plans>();
/** What a new connection has to know before it is asked anything. */
export function makeKnown(client: pg.ClientBase): void {
  client.query(prepareSeeing).catch(() => {}); // told by the next question
  plans.set(client, new Plans(client));
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** A connection for as long as it is held: nothing of what it was told stays behind on it. */
export class Held implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #sees: string;
  #begun: Promise<unknown> | undefined;
  #last: CompiledQuery | undefined;
  #state: 'held' | 'broken' | 'released' = 'held';

  constructor(client: pg.PoolClient, sees: string) {
    this.#client = client;
    this.#sees = sees;
  }

  /** Sent in the same turn: what is asked together, in a transaction, is carried out in that order. */
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const [{ command, rowCount, rows }] = await Promise.all([this.#ask(sql, parameters), this.#begun]);
    return changing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
  }

  streamQuery(): never {
    throw new Error('rows are read page by page');
  }

  /** Waits for nothing: it goes out with the first statement, which fails with its reason if this does. */
  begin({ isolationLevel, accessMode }: TransactionSettings = {}): void {
    const how = [isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter((it) => it !== undefined).join(' ');
    this.#begun = this.#client.query(beginSeeing(`begin ${how}`, this.#sees));
    this.#begun.catch(() => {});
  }

  /** Goes out with the commit. If it fails nothing is committed, and the commit says why. */
  endWith(statement: CompiledQuery): void {
    this.#last = statement;
  }

  async commit(): Promise<void> {
    const last = this.#last && this.#ask(this.#last.sql, this.#last.parameters);
    const [ended] = await Promise.all([this.#client.query('commit'), last, this.#begun]);
    if (ended.command === 'ROLLBACK') throw new Error('a statement had failed before the commit');
  }

  async rollback(): Promise<void> {
    await this.#client.query('rollback').catch(() => void (this.#state = 'broken'));
  }

  release(): void {
    this.#client.release(this.#state === 'broken');
    this.#state = 'released';
  }

  #ask(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.#state === 'released') return Promise.reject(new Error('a query after its transaction has ended'));
    return plans.get(this.#client)!.ask(sql, parameters, this.#begun ? undefined : this.#sees);
  }
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
/** Transactions are begun by `inTransaction` alone. */
const driver = new Proxy({} as Driver, {
  get: () => () => Promise.reject(new Error('a transaction that is not one of inTransaction')),
});
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createQueryCompiler: () => compiler,
  createIntrospector: (db) => new PostgresIntrospector(db),
};
const propsOf = (provideConnection: ConnectionProvider['provideConnection']): KyselyProps => ({
  config: { dialect },
  dialect,
  driver,
  executor: new DefaultQueryExecutor(compiler, adapter, { provideConnection }),
});

/** A handle whose statements each hold a connection by themselves. */
export const handleOn = <T>(hold: () => Promise<Held>): Kysely<T> =>
  new Kysely<T>(
    propsOf(async (ask) => {
      const held = await hold();
      try {
        return await ask(held);
      } finally {
        held.release();
      }
    }),
  );

/** A handle on one connection. */
export const handleOf = <T>(held: Held): Transaction<T> => new Transaction<T>(propsOf((ask) => ask(held)));
