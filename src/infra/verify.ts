import { sql } from 'kysely';
import { contentOf, plainForms, type Ask } from './db/content.ts';
import { inSnapshot, type Db } from './db/open.ts';

/** One thing that must hold; `broken` counts and names what does not. */
export interface Check {
  id: string;
  says: string;
  broken: (db: Db) => Promise<{ n: number; example: string | null }>;
}
export interface Verdict {
  ok: boolean;
  checks: { id: string; ok: boolean; detail: string }[];
}

/** A check by one query that returns a text for each thing broken. */
export const check = (id: string, says: string, broken: string): Check => ({
  id,
  says,
  broken: async (db) => {
    const { rows } = await sql<{
      n: number;
      example: string | null;
    }>`select count(*)::int as n, min(x)::text as example from (${sql.raw(broken)}) b(x)`.execute(db);
    return rows[0]!;
  },
});

/** The hash of all content, from one snapshot: the same wherever the same rows lie. */
export const contentHash = (db: Db): Promise<string> =>
  inSnapshot(db, async (tx) => {
    const ask: Ask = async <R>(text: string) => (await sql<R>`${sql.raw(text)}`.execute(tx)).rows;
    for (const form of plainForms) await ask(form);
    return contentOf(ask);
  });

/** Tries every check; the last entry, `content`, always holds and says the hash. */
export async function verify(db: Db, checks: readonly Check[]): Promise<Verdict> {
  const done: Verdict['checks'] = [];
  for (const c of checks) {
    const { n, example } = await c.broken(db);
    done.push({ id: c.id, ok: n === 0, detail: n === 0 ? c.says : `${n} broken, such as ${example}: ${c.says}` });
  }
  done.push({ id: 'content', ok: true, detail: await contentHash(db) });
  return { ok: done.every((d) => d.ok), checks: done };
}
