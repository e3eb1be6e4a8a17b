// Brings a database up to date and is killed after its Nth statement: `node migrating.ts URL N`. Without N, or with more than there are, it says
// how many there were. `node migrating.ts URL N loose` is the seeded bug: each statement is committed by itself.
import pg from 'pg';
import { migrate } from '#src/infra/db/migrate.ts';
import { statementsIn } from './statements.ts';

const [url = '', last = 'Infinity', loose] = process.argv.slice(2);
type Query = (this: pg.Client, text: string, values?: unknown[]) => Promise<pg.QueryResult>;
// oxlint-disable-next-line typescript/unbound-method -- called with its client
const query = pg.Client.prototype.query as unknown as Query;
let sent = 0;
let inTransaction = false;

async function one(client: pg.Client, text: string, values?: unknown[]): Promise<pg.QueryResult> {
  const word = /^\s*(begin|commit|rollback)\b/i.exec(text)?.[1]?.toLowerCase();
  if (word !== undefined) inTransaction = word === 'begin';
  if (word !== undefined && loose !== undefined) return query.call(client, 'select 1');
  const done = await query.call(client, text, values);
  if (++sent === Number(last)) {
    process.kill(process.pid, 'SIGKILL');
    // Nothing more is sent, however late the signal comes.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return done;
}

/** Several statements in one text are one transaction, as PostgreSQL takes them. */
const each: Query = async function (text, values) {
  const parts = values === undefined ? statementsIn(text) : [text];
  if (parts.length < 2) return one(this, text, values);
  const own = !inTransaction && !parts.some((part) => /^\s*begin\b/i.test(part));
  if (own) await one(this, 'begin');
  const done = [];
  for (const part of parts) done.push(await one(this, part));
  if (own) await one(this, 'commit');
  return done.at(-1)!;
};
pg.Client.prototype.query = each as never;

await migrate(url);
console.log(JSON.stringify({ sent }));
process.exit(0);
