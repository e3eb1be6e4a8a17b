import { createHash } from 'node:crypto';
import type pg from 'pg';
import { prepareSeeing, SeeingQuery } from './sees.ts';

/** Past this many on one connection, statements are planned at each call again: each kept plan costs memory in the server. */
const keptMax = 300;
/** Longer texts are lists of a length of their own, which hardly come twice. */
const textMax = 6_000;

const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    if (names.size < 5_000) names.set(text, name);
  }
  return name;
}

/**
 * Lets this connection keep the plans of its statements: reading and planning a small statement costs the server two or three times what
 * carrying it out does. The server still plans anew where a plan for these very values is the cheaper one (`plan_cache_mode`: auto).
 * A table that was changed meanwhile by another process makes a kept plan void: its statement is told apart by a new name and, outside a
 * transaction, asked again; inside one, `act` begins the transaction again.
 */
export function keepPlans(client: pg.ClientBase): void {
  const kept = new Set<string>();
  let era = 0;
  let inTransaction = false;
  let canSee: Promise<unknown> | undefined;
  const plain = client.query.bind(client) as (query: unknown, values?: unknown, done?: unknown) => Promise<pg.QueryResult>;
  const ask = async (query: pg.QueryConfig, sees: string | undefined): Promise<pg.QueryResult> => {
    if (sees === undefined) return plain(query);
    canSee ??= plain(prepareSeeing).catch((error: unknown) => {
      canSee = undefined;
      throw error;
    });
    await canSee;
    return new Promise((resolve, reject) => {
      void plain(new SeeingQuery(sees, query, (error, result) => (error ? reject(error) : resolve(result))));
    });
  };
  const named = async (text: string, values: unknown[], sees?: string): Promise<pg.QueryResult> => {
    const name = `${nameOf(text)}-${era}`;
    if (!kept.has(name) && kept.size >= keptMax) return ask({ text, values }, sees);
    kept.add(name);
    try {
      return await ask({ name, text, values }, sees);
    } catch (error) {
      if (!isVoidPlan(error)) throw error;
      era++;
      if (inTransaction) throw error;
      return named(text, values, sees);
    }
  };
  const isKept = (text: string, values: unknown): values is unknown[] =>
    Array.isArray(values) && values.length > 0 && text.length <= textMax;
  client.query = ((query: unknown, values?: unknown, done?: unknown) => {
    if (typeof query === 'string') {
      if (/^(begin|start transaction)\b/i.test(query)) inTransaction = true;
      else if (/^(commit|rollback)\b(?! to)/i.test(query)) inTransaction = false;
      if (done === undefined && isKept(query, values)) return named(query, values);
    }
    return plain(query, values, done);
  }) as typeof client.query;
  askers.set(client, (sees, text, values) => (isKept(text, values) ? named(text, values, sees) : ask({ text, values: [...values] }, sees)));
}

type Asker = (sees: string, text: string, values: readonly unknown[]) => Promise<pg.QueryResult>;
const askers = new WeakMap<pg.ClientBase, Asker>();
/** Asks a statement that sees what `sees` says, on a connection that keeps its plans. */
export const askSeeing = (client: pg.ClientBase, ...asked: Parameters<Asker>): Promise<pg.QueryResult> => askers.get(client)!(...asked);

export const isVoidPlan = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return code === '0A000' && (message ?? '').includes('cached plan');
};
