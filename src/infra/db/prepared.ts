import { createHash } from 'node:crypto';
import type pg from 'pg';

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
  const plain = client.query.bind(client) as (query: unknown, values?: unknown, done?: unknown) => Promise<pg.QueryResult>;
  const named = async (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    const name = `${nameOf(text)}-${era}`;
    if (!kept.has(name) && kept.size >= keptMax) return plain(text, values);
    kept.add(name);
    try {
      return await plain({ name, text, values });
    } catch (error) {
      if (!isVoidPlan(error)) throw error;
      era++;
      if (inTransaction) throw error;
      return named(text, values);
    }
  };
  client.query = ((query: unknown, values?: unknown, done?: unknown) => {
    if (typeof query === 'string') {
      if (/^(begin|start transaction)\b/i.test(query)) inTransaction = true;
      else if (/^(commit|rollback)\b(?! to)/i.test(query)) inTransaction = false;
      if (Array.isArray(values) && values.length > 0 && done === undefined && query.length <= textMax) return named(query, values);
    }
    return plain(query, values, done);
  }) as typeof client.query;
}

export const isVoidPlan = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return code === '0A000' && (message ?? '').includes('cached plan');
};
