import { createHash } from 'node:crypto';
import pg from 'pg';
import { SeeingQuery } from './sees.ts';

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
 * The plans that one connection keeps: reading and planning a small statement costs the server two or three times what carrying it out does.
 * The server still plans anew where a plan for these very values is the cheaper one (`plan_cache_mode`: auto).
 * A table that was changed meanwhile by another process makes a kept plan void: its statement is told apart by a new name and, outside a
 * transaction, asked again; inside one, `act` begins the transaction again.
 */
export class Plans {
  readonly #client: pg.ClientBase;
  readonly #kept = new Set<string>();
  #era = 0;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  /** Sent in the same turn. `sees`: a statement by itself, which says whose rows it sees; in a transaction its beginning has said it. */
  async ask(text: string, values: readonly unknown[], sees?: string): Promise<pg.QueryResult> {
    const name = this.#nameFor(text, values);
    try {
      return await this.#send({ ...(name !== undefined && { name }), text, values: [...values] }, sees);
    } catch (error) {
      if (name !== undefined && isVoidPlan(error)) {
        this.#era++;
        if (sees !== undefined) return this.ask(text, values, sees);
      }
      // Who asked, in place of where the answer was read.
      Error.captureStackTrace(error as Error);
      throw error;
    }
  }

  #nameFor(text: string, values: readonly unknown[]): string | undefined {
    if (values.length === 0 || text.length > textMax) return undefined;
    const name = `${nameOf(text)}-${this.#era}`;
    if (!this.#kept.has(name)) {
      if (this.#kept.size >= keptMax) return undefined;
      this.#kept.add(name);
    }
    return name;
  }

  #send(query: pg.QueryConfig, sees: string | undefined): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, result: pg.QueryResult) => (error ? reject(error) : resolve(result));
      this.#client.query(sees === undefined ? new pg.Query(query as never, done as never) : new SeeingQuery(sees, query, done));
    });
  }
}

export const isVoidPlan = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return code === '0A000' && (message ?? '').includes('cached plan');
};
