import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { UnusableSetUp } from '#src/lib/errors.ts';
import { prepareQueues } from '../jobs/queue.ts';
import { assumedRole, runtimeRole, runtimeUrl } from './role.ts';

const folder = join(import.meta.dirname, 'migrations');
export const hashOfStep = (text: string) => createHash('sha256').update(text).digest('hex');

/** The files of this version are not those that made this database. The message is a sentence for a person. */
export class ChangedMigration extends UnusableSetUp {}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A role belongs to the whole server: other databases of the same owner may be brought up to date at the same instant. */
async function ensureRole(owner: pg.Client, ownerUrl: string) {
  const role = runtimeRole(ownerUrl);
  const url = runtimeUrl(ownerUrl);
  const login = assumedRole(ownerUrl) === undefined;
  const rights = login ? `login password '${decodeURIComponent(new URL(url).password)}'` : 'nologin';
  const { rows } = await owner.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rows.length === 0) {
    await owner.query(`create role ${quoted(role)} ${rights}`).catch(unless(['42710', '23505']));
    if (!login) await owner.query(`grant ${quoted(role)} to current_user`).catch(unless(['23505', 'XX000']));
  }
  // The owner's password has changed since; XX000: a twin changes the role right now, to the same.
  for (let tries = 0; login && tries < 3 && !(await canSignIn(url)); tries++)
    await owner.query(`alter role ${quoted(role)} ${rights}`).catch(unless(['XX000']));
  return role;
}

/** Lets these errors pass. */
const unless = (codes: string[]) => (error: { code?: string }) => {
  if (!codes.includes(error.code ?? '')) throw error;
};

async function canSignIn(url: string) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The files of this version, in the order in which they run. */
export const steps = () =>
  readdirSync(folder)
    .filter((f) => /^\d{4}-.*\.sql$/.test(f))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/**
 * Brings the schema up to date: each file in one transaction with its record, so that a kill at any statement leaves it as it was.
 * Refuses a file that changed after it ran. Safe beside others: one at a time by an advisory lock.
 */
export async function migrate(ownerUrl: string, log: (line: string) => void = () => {}): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on('error', () => {});
  await owner.connect();
  try {
    await owner.query(`select pg_advisory_lock(hashtext('greenroom.migrate'))`);
    const role = await ensureRole(owner, ownerUrl);
    await owner.query(
      'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())',
    );
    const done = new Map(
      (await owner.query<{ name: string; hash: string }>('select name, hash from migrations')).rows.map((r) => [r.name, r.hash]),
    );
    for (const { name, text } of steps()) await runFile(owner, name, text, done.get(name), log);
    await prepareQueues(owner);
    await grant(owner, role, done);
  } finally {
    await owner.end();
  }
}

async function runFile(owner: pg.Client, name: string, text: string, known: string | undefined, log: (line: string) => void) {
  if (known !== undefined) {
    if (known !== hashOfStep(text)) throw new ChangedMigration(`The migration ${name} was changed after it ran on this database.`);
    return;
  }
  log(`migration ${name}`);
  await owner.query('begin');
  try {
    await owner.query(text);
    await owner.query('insert into migrations (name, hash) values ($1, $2)', [name, hashOfStep(text)]);
    await owner.query('commit');
  } catch (e) {
    await owner.query('rollback').catch(() => {});
    throw e;
  }
}

/** Rows that may be added and never changed: the second lock under consent, audit, policies and the exposure log. */
export const appendOnly = ['audit', 'consent_events', 'consent_texts', 'policies', 'exposures', 'erasures', 'migrations'];

async function grant(owner: pg.Client, role: string, done: Map<string, string>) {
  const name = 'grants';
  const lines = [
    `grant usage on schema public, jobs to ${quoted(role)}`,
    `grant select, insert, update, delete on all tables in schema public, jobs to ${quoted(role)}`,
    `grant usage, select on all sequences in schema public, jobs to ${quoted(role)}`,
    `grant execute on all functions in schema jobs to ${quoted(role)}`,
    // Partitions are the owner's: the program asks for them by the one function that makes and drops them.
    `grant execute on function live_partitions(timestamptz, date, date) to ${quoted(role)}`,
    `revoke update, delete, truncate on ${appendOnly.join(', ')} from ${quoted(role)}`,
    `revoke insert on migrations from ${quoted(role)}`,
    // A part of a table is reached through the table, for that is where the second wall stands (decision 0033).
    `do $$ declare part regclass; begin
       for part in select oid from pg_class where relispartition and relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
         execute format('revoke all on %s from ${quoted(role)}', part);
       end loop;
     end $$`,
  ];
  const hash = hashOfStep([...lines, ...steps().map((s) => s.name), (await queueVersion(owner)) ?? ''].join('\n'));
  if (done.get(name) === hash) return;
  await owner.query('begin');
  for (const line of lines) await owner.query(line);
  await owner.query(
    'insert into migrations (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash, at = now()',
    [name, hash],
  );
  await owner.query('commit');
}

const queueVersion = async (owner: pg.Client) =>
  (await owner.query<{ hash: string }>(`select hash from migrations where name = 'queues'`)).rows[0]?.hash;
