import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Above this a table is not rewritten: it would be closed to everybody for seconds. Its freed space is written over in time. */
const rewriteBytes = 256 * 1024 * 1024;
const segmentsMost = 128;

export interface Scrubbed {
  /** Rewritten: nothing of deleted rows is left in their files. */
  rewritten: string[];
  /** Too large: cleaned, not rewritten. */
  cleaned: string[];
  /** In use for longer than we wait: still to be done. */
  busy: string[];
  /** What this server does not let its owner do. */
  refused: string[];
}
export interface Bounds {
  /** Tables up to this many bytes are rewritten. */
  largest?: number;
  /** How long readings that began before are waited for. */
  patienceMs?: number;
  /** False: the log of writes is left alone. */
  log?: boolean;
}

/**
 * Deleted rows stay in a database's files until their space is used again: in tables, indexes, samples of the statistics, the log of
 * writes. This rewrites the tables named and lets go of the log. Searches wait for moments; run it when few are there.
 */
export async function scrub(ownerUrl: string, tables: readonly string[], bounds: Bounds = {}): Promise<Scrubbed> {
  const { largest = rewriteBytes, patienceMs = 30_000, log = true } = bounds;
  return asOwner(ownerUrl, async (owner) => {
    const done: Scrubbed = { rewritten: [], cleaned: [], busy: [], refused: [] };
    // Whoever comes to a table that we wait for waits behind us.
    await owner.query(`set lock_timeout = '2s'`);
    const until = await erasedSoFar(owner);
    const { rows } = await owner.query<{ all: boolean }>('select rolsuper as all from pg_roles where rolname = current_user');
    const may = rows[0]!.all;
    for (const some of may ? [tables, ['pg_catalog.pg_statistic']] : [tables]) {
      // What somebody may still read is carried over into the new file.
      const free = done.busy.length === 0 && (await unseen(owner, patienceMs));
      for (const table of some)
        if (!free || done.busy.length > 0) done.busy.push(table);
        else await rewrite(owner, table, { largest, samples: may }, done);
    }
    if (done.busy.length > 0) return done;
    if (!may) done.refused.push('samples of the statistics and the log of writes are a superuser’s');
    else if (log && !(await dropLog(owner))) done.refused.push('older files of the log of writes are kept for an archive or a standby');
    await owner.query(
      `insert into migrations (name, hash) values ('scrub', $1) on conflict (name) do update set hash = excluded.hash, at = now()`,
      [until],
    );
    return done;
  });
}

/** Whether somebody was erased since the files were cleaned last. */
export const needsScrub = (ownerUrl: string): Promise<boolean> =>
  asOwner(ownerUrl, async (owner) => {
    const until = await erasedSoFar(owner);
    const { rows } = await owner.query<{ hash: string }>(`select hash from migrations where name = 'scrub'`);
    return until !== (rows[0]?.hash ?? nobodyYet);
  });

const nobodyYet = '0';
/** How many were erased, and the last of them when: two erasures never look alike. */
async function erasedSoFar(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ mark: string }>(
    `select concat_ws(' ', count(*), extract(epoch from max(at))) as mark from erasures`,
  );
  return rows[0]!.mark;
}

async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on('error', () => {});
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Waits until nothing runs that began before now, a backup for instance; false when something goes on for longer. */
async function unseen(owner: pg.Client, patienceMs: number): Promise<boolean> {
  const { rows } = await owner.query<{ now: string }>('select pg_current_xact_id()::xid::text as now');
  for (const end = performance.now() + patienceMs; ; await sleep(100)) {
    const { rows: older } = await owner.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where (datname = current_database() or datname is null) and pid <> pg_backend_pid()
       and greatest(age(backend_xmin), age(backend_xid)) > age($1::text::xid)`,
      [rows[0]!.now],
    );
    if (older[0]!.n === 0) return true;
    if (performance.now() > end) return false;
  }
}

async function rewrite(owner: pg.Client, table: string, by: { largest: number; samples: boolean }, done: Scrubbed): Promise<void> {
  const { rows } = await owner.query<{ bytes: string }>(
    `select greatest(pg_total_relation_size($1::regclass), (select sum(pg_total_relation_size(relid)) from pg_partition_tree($1::regclass)))::text as bytes`,
    [table],
  );
  const full = BigInt(rows[0]!.bytes) <= BigInt(by.largest);
  try {
    await owner.query(`vacuum ${full ? '(full) ' : ''}${table}`);
    // Samples hold values of rows that are gone, and those of a table that has become empty are not made anew by themselves.
    if (by.samples) await owner.query('delete from pg_statistic where starelid = $1::regclass', [table]);
    await owner.query(`analyze ${table}`);
    done[full ? 'rewritten' : 'cleaned'].push(table);
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error;
    done.busy.push(table);
  }
}

/**
 * The log of writes holds each row as it was written. Files kept for use again are filled with new pages, and old ones are removed by a
 * checkpoint that keeps none; false when the server still needs some.
 */
async function dropLog(owner: pg.Client): Promise<boolean> {
  await owner.query('alter system set wal_recycle = off');
  try {
    await owner.query('select pg_reload_conf()');
    // A checkpoint that had begun before may have kept files all the same: then once more.
    for (let round = 0; round < 3; round++) {
      const last = await fillLog(owner);
      if (!(await removeLog(owner, last))) return false;
      if ((await countFiles(owner, 'name > pg_walfile_name(pg_current_wal_insert_lsn())')) === 0) return true;
    }
    return false;
  } finally {
    await owner.query('alter system reset wal_recycle');
    await owner.query('select pg_reload_conf()');
  }
}
/** Fills file after file to its end, until one that did not lie there before comes next; others may write meanwhile. Gives the last one. */
async function fillLog(owner: pg.Client): Promise<string> {
  for (let n = 1; ; n++) {
    const { rows: there } = await owner.query<{ name: string }>(`select max(name) as name from pg_ls_waldir() where ${isSegment}`);
    const { rows } = await owner.query<{ name: string }>(
      `select pg_logical_emit_message(false, 'greenroom', ''), pg_walfile_name(pg_switch_wal()) as name`,
    );
    if (there[0]!.name <= rows[0]!.name || n >= segmentsMost) return rows[0]!.name;
  }
}
async function removeLog(owner: pg.Client, last: string): Promise<boolean> {
  for (let n = 0; n < 40; n++) {
    await owner.query('checkpoint');
    if ((await countFiles(owner, `name <= '${last}'`)) === 0) return true;
    await sleep(100);
  }
  return false;
}
const isSegment = `name ~ '^[0-9A-F]{24}$'`;
const countFiles = async (owner: pg.Client, which: string): Promise<number> =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from pg_ls_waldir() where ${isSegment} and ${which}`)).rows[0]!.n;
