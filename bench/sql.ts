// What one call sends to the database, written down while the program carries it out, to be sent again through `pg` alone.
import pg from 'pg';

export interface Statement {
  text: string;
  values: unknown[];
}
type Queryable = { text: string; values?: unknown[] } | string;

/** A pool that writes down every statement. */
export function openRecorder(connectionString: string, made: (text: string, settings: object) => pg.Pool) {
  let taken: Statement[] = [];
  const pool = made(connectionString, { max: 4 });
  const real = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const seen = new WeakSet<pg.PoolClient>();
  pool.connect = (async () => {
    const client = await real();
    if (!seen.has(client)) {
      seen.add(client);
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        const [first, second] = args as [Queryable, unknown];
        const statement =
          typeof first === 'string'
            ? { text: first, values: Array.isArray(second) ? second : [] }
            : { text: first.text, values: first.values ?? [] };
        taken.push(statement);
        return query(...args);
      }) as typeof client.query;
    }
    return client;
  }) as typeof pool.connect;
  return {
    pool,
    take(): Statement[] {
      const all = taken;
      taken = [];
      return all;
    },
  };
}

/** What one call sent, and the ids that the program made for it. */
export interface Recorded {
  statements: Statement[];
  made: Set<string>;
}

/** Ids that the program made get a new value each time, the same one wherever they stand: a row of its own for each turn. */
export function renewal(newId: () => string) {
  const renamed = new Map<string, string>();
  const value = (v: unknown, made: Set<string>): unknown => {
    if (Array.isArray(v)) return v.map((it) => value(it, made));
    if (typeof v !== 'string' || v.length < 36) return v;
    return v.replaceAll(uuids, (id) => {
      if (!made.has(id)) return id;
      if (!renamed.has(id)) renamed.set(id, newId());
      return renamed.get(id)!;
    });
  };
  return ({ statements, made }: Recorded): Statement[] =>
    statements.map(({ text, values }) => ({ text, values: values.map((v) => value(v, made)) }));
}
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
