// A backup into a database, in one transaction: all of it, or nothing happened.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { contentOf, plainForms, quoted } from '../content.ts';
import { hashOfStep, steps } from '../migrate.ts';
import { asker, Header, type Progress } from './dump.ts';
import { BadBackup, readBackup } from './file.ts';

/** The backup is whole, but not for this database or this version. The message is one sentence for a person. */
export class CannotRestore extends Error {}

/** Reads the whole file once, so that a damaged one is refused before anything is touched. */
export async function checkBackup(file: string, onProgress: Progress): Promise<Header> {
  let header: Header | undefined;
  const missing = new Map<string, number>();
  let done = 0;
  let of = 0;
  for await (const text of readBackup(file)) {
    if (!header) {
      header = readHeader(file, text);
      for (const t of header.tables) missing.set(t.name, t.rows);
      of = header.tables.reduce((sum, t) => sum + t.rows, 0);
      continue;
    }
    const { table, lines } = readChunk(text);
    missing.set(table, (missing.get(table) ?? -1) - lines.length);
    onProgress('check', (done += lines.length), of, table);
  }
  if (!header || [...missing.values()].some((n) => n !== 0))
    throw new BadBackup(`The backup ${file} does not hold what it says it holds. Nothing was changed.`);
  return header;
}

function readHeader(file: string, text: string): Header {
  const read = Header.safeParse(JSON.parse(text));
  if (!read.success) throw new BadBackup(`${file} is no backup of this version of Greenroom. Nothing was changed.`);
  const ours = new Map(steps().map((s) => [s.name, hashOfStep(s.text)]));
  for (const { name, hash } of read.data.migrations)
    if (ours.get(name) !== hash)
      throw new CannotRestore(
        `The backup ${file} was made by another version of Greenroom (${name}): restore it with that one, or with a newer.`,
      );
  return read.data;
}

const readChunk = (text: string) => {
  const [table, ...lines] = text.split('\n');
  return { table: table!, lines };
};

/**
 * Clears the database and fills it from the backup, which was checked before. The schema is made as it was when the backup was made;
 * `migrate` brings it up to date afterwards.
 */
export async function load(owner: pg.Client, file: string, header: Header, begunAt: Date, onProgress: Progress): Promise<{ era: number }> {
  const ask = asker(owner);
  await owner.query('begin');
  try {
    for (const form of plainForms) await owner.query(form);
    await owner.query(`select pg_advisory_xact_lock(hashtext('greenroom.migrate'))`);
    await clear(owner);
    await makeSchema(owner, header);
    const joins = await dropJoins(owner);
    await fill(owner, file, header, onProgress);
    for (const { table, name, definition } of joins) await owner.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    for (const { table, column, last, called } of header.sequences)
      await owner.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [quoted(table), column, last, called]);
    let hashed = 0;
    const content = await contentOf(ask, (name) => onProgress('hash', ++hashed, header.tables.length, name));
    if (content !== header.content) throw new CannotRestore('What was restored is not what the backup holds. Nothing was changed.');
    const era = await beginEra(owner, header, begunAt);
    await owner.query('commit');
    return { era };
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  }
}

/** Takes away what the program made here; what belongs to an extension or to somebody else stays. */
async function clear(owner: pg.Client): Promise<void> {
  const mine = (catalogue: string, of: string) => `
    select x.oid::${of}::text as name from ${catalogue} x
    where x.${catalogue === 'pg_class' ? 'relnamespace' : 'pronamespace'} = 'public'::regnamespace
      and x.${catalogue === 'pg_class' ? 'relowner' : 'proowner'} = current_user::regrole
      and not exists (select from pg_depend d where d.objid = x.oid and d.classid = '${catalogue}'::regclass and d.deptype = 'e')`;
  const { rows: tables } = await owner.query<{ name: string }>(`${mine('pg_class', 'regclass')} and x.relkind in ('r', 'p')`);
  if (tables.length > 0) await owner.query(`drop table ${tables.map((t) => t.name).join(', ')} cascade`);
  const { rows: routines } = await owner.query<{ name: string }>(mine('pg_proc', 'regprocedure'));
  if (routines.length > 0) await owner.query(`drop routine ${routines.map((r) => r.name).join(', ')} cascade`);
  await owner.query('drop schema if exists jobs cascade');
}

async function makeSchema(owner: pg.Client, header: Header): Promise<void> {
  await owner.query('create table migrations (name text primary key, hash text not null, at timestamptz not null default now())');
  const made = new Set(header.migrations.map((m) => m.name));
  for (const { name, text } of steps().filter((s) => made.has(s.name))) {
    await owner.query(text);
    await owner.query('insert into migrations (name, hash) values ($1, $2)', [name, hashOfStep(text)]);
  }
  // What a migration put in stands in the backup too.
  for (const { name } of header.tables) await owner.query(`delete from ${quoted(name)}`);
}

interface Join {
  table: string;
  name: string;
  definition: string;
}
/** Without them the tables can be filled in any order; they are put back before the commit, and checked. */
async function dropJoins(owner: pg.Client): Promise<Join[]> {
  const { rows } = await owner.query<Join>(`
    select conrelid::regclass::text as table, conname::text as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`);
  for (const { table, name } of rows) await owner.query(`alter table ${table} drop constraint ${quoted(name)}`);
  return rows;
}

async function fill(owner: pg.Client, file: string, header: Header, onProgress: Progress): Promise<void> {
  const of = header.tables.reduce((sum, t) => sum + t.rows, 0);
  const inserts = new Map(header.tables.map((t) => [t.name, insertInto(t)]));
  let done = 0;
  let first = true;
  for await (const text of readBackup(file)) {
    if (first) {
      first = false;
      continue;
    }
    const { table, lines } = readChunk(text);
    await owner.query(inserts.get(table)!, [`[${lines.join(',')}]`]);
    onProgress('load', (done += lines.length), of, table);
  }
}

const insertInto = ({ name, columns }: Header['tables'][number]) =>
  `insert into ${quoted(name)} (${columns.map((c) => quoted(c.name)).join(', ')}) overriding system value
   select ${columns.map((c, i) => `(r ->> ${i})::${c.type}`).join(', ')} from jsonb_array_elements($1::jsonb) r`;

/** The transaction ids of this server begin a new era: what comes from the backup is older than all of it. */
async function beginEra(owner: pg.Client, header: Header, begunAt: Date): Promise<number> {
  const era = header.era + 1;
  await owner.query('delete from store_eras');
  await owner.query('insert into store_eras (era, instance_id, begun_at, settled) values ($1, $2, $3, false)', [
    era,
    header.instanceId,
    begunAt,
  ]);
  const { rows } = await owner.query<{ table: string }>(`
    select attrelid::regclass::text as table from pg_attribute join pg_class c on c.oid = attrelid
    where attname = 'era' and atthasdef and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
  // A consumer that is new begins at the beginning, so positions keep theirs.
  for (const { table } of rows.filter((r) => r.table !== 'outbox_positions'))
    await owner.query(`alter table ${table} alter column era set default ${era}`);
  return era;
}

/** Whose database this is: nobody's yet, ours, or something else's that must not be touched. */
export async function whoseIs(owner: pg.Client): Promise<'empty' | 'ours' | 'foreign'> {
  const { rows } = await owner.query<{ tables: number; ours: boolean }>(
    `select count(*)::int as tables, coalesce(bool_or(relname = 'migrations'), false) as ours from pg_class c
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')`,
  );
  const { tables, ours } = rows[0]!;
  return tables === 0 ? 'empty' : ours ? 'ours' : 'foreign';
}

/**
 * Whether nobody else is signed in to this database, a process of the program or anybody. Whoever was just stopped is waited for, two seconds at
 * most: the server takes a moment to let them go.
 */
export async function isAlone(owner: pg.Client): Promise<boolean> {
  for (const until = performance.now() + 2_000; performance.now() < until; await sleep(50)) if ((await othersIn(owner)) === 0) return true;
  return false;
}

async function othersIn(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usesysid is not null`,
  );
  return rows[0]!.n;
}
