// What one call sends to the database, written down while the program carries it out, to be sent again through `pg` alone.
import type pg from 'pg';
import { prepareSeeing, SeeingQuery } from '#src/infra/db/sees.ts';

export interface Statement {
  text: string;
  values: unknown[];
  /** Whose rows it sees, where it says so itself; in a transaction its beginning has said it. */
  sees?: string;
}
type Queryable = { name?: string; text: string; values?: unknown[] } | string;

/** A pool that writes down every statement. */
export function openRecorder(connectionString: string, made: (text: string, settings: object) => pg.Pool) {
  let taken: Statement[] = [];
  const pool = made(connectionString, { max: 4 });
  // Before whatever else lays hands on a new connection: what is sent in its own way passes by here too.
  pool.prependListener('connect', (client: pg.PoolClient) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [first, second] = args as [Queryable, unknown];
      if (typeof first === 'string') taken.push({ text: first, values: Array.isArray(second) ? second : [] });
      else if (first.name !== prepareSeeing.name)
        taken.push({ text: first.text, values: first.values ?? [], ...(first instanceof SeeingQuery && { sees: first.sees }) });
      return query(...args);
    }) as typeof client.query;
  });
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
    statements.map((one) => ({ ...one, values: one.values.map((v) => value(v, made)) }));
}
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Sends them one after the other, on a connection that knows `prepareSeeing`. */
export async function send(client: pg.Client, statements: Statement[]): Promise<void> {
  for (const { text, values, sees } of statements)
    if (sees === undefined) await client.query(text, values);
    else
      await new Promise<void>((resolve, reject) => {
        void client.query(new SeeingQuery(sees, { text, values }, (error) => (error ? reject(error) : resolve())));
      });
}
