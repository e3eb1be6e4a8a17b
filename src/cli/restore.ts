import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { serverEmail } from '#src/app.ts';
import type { Header } from '#src/infra/db/backup/dump.ts';
import { BadBackup } from '#src/infra/db/backup/file.ts';
import { CannotRestore, checkBackup, isAlone, load, whoseIs } from '#src/infra/db/backup/load.ts';
import { loadEra } from '#src/infra/db/eras.ts';
import { openStore } from '#src/infra/db/store.ts';
import { instanceOf, journalFile, openJournal, readJournal, type LetGo, type Remembered } from '#src/infra/journal.ts';
import { Misuse, parts, print, Refused, type Command, type Line } from './line.ts';
import { forgetHalfDemo, programOn } from './program.ts';

const usage = 'restore FILE [--replace] [--withdrawals FILE | --without-withdrawals]';

/**
 * `restore FILE`: the whole backup, or nothing. Into an empty database, or with `--replace` over one in use. What was withdrawn,
 * blocked or erased after the backup is carried out again before anything can be served: from the journal of this folder, from the database
 * that is replaced, or from the journal that `--withdrawals` names.
 */
export const restore: Command = async (line) => {
  const { values, positionals } = parseArgs({
    args: line.args,
    allowPositionals: true,
    options: { replace: { type: 'boolean' }, withdrawals: { type: 'string' }, 'without-withdrawals': { type: 'boolean' } },
  });
  if (positionals.length !== 1) throw new Misuse(usage);
  if (values.withdrawals !== undefined && values['without-withdrawals']) throw new Misuse(usage);
  const wish = { replace: values.replace ?? false, withdrawals: values.withdrawals, without: values['without-withdrawals'] ?? false };
  const done = await restoreFrom(line, resolve(positionals[0]!), wish);
  const words = `Restored as it was at ${done.madeAt}: ${done.rows} rows of ${done.tables} tables, content ${done.content}.`;
  const { withdrawn, blocked, erased } = done.again;
  const counted = `${withdrawn} withdrawals, ${blocked} blocks, ${erased} erasures`;
  print(line, done, `${words}\nCarried out again, for they are newer than the backup: ${counted}.`);
  return 0;
};

export interface Wish {
  replace: boolean;
  withdrawals: string | undefined;
  without: boolean;
}

export interface Restored {
  file: string;
  rows: number;
  tables: number;
  madeAt: string;
  content: string;
  /** Newer than the backup, and carried out again. */
  again: Record<Remembered['kind'], number>;
}

/** The command without its words. */
export async function restoreFrom(line: Line, file: string, wish: Wish): Promise<Restored> {
  try {
    return await carryOut(line, file, wish);
  } catch (error) {
    if (error instanceof BadBackup || error instanceof CannotRestore) throw new Refused(error.message);
    throw error;
  }
}

async function carryOut(line: Line, file: string, wish: Wish): Promise<Restored> {
  const shown = parts({ check: 'Checking the backup', load: 'Restoring', hash: 'Comparing the hash' });
  const header = await checkBackup(file, shown);
  const { config, machine } = line;
  const store = await openStore(config.databaseUrl, config.dataDir);
  try {
    await forgetHalfDemo(line, store);
    const owner = new pg.Client({ connectionString: store.ownerUrl });
    owner.on('error', () => {});
    await owner.connect();
    try {
      await checkTarget(owner, wish);
      await bringJournal(line, owner, header, wish);
      await load(owner, file, header, machine.clock(), shown);
    } finally {
      await owner.end();
    }
    const program = await programOn(line, { ...store, stop: async () => {} }, { key: false, journal: true });
    const { again } = program;
    await program.stop();
    const rows = header.tables.reduce((sum, t) => sum + t.rows, 0);
    return { file, rows, tables: header.tables.length, madeAt: header.madeAt, content: header.content, again };
  } finally {
    await store.stop();
  }
}

async function checkTarget(owner: pg.Client, { replace }: Wish): Promise<void> {
  const whose = await whoseIs(owner);
  if (whose === 'foreign') throw new Refused('This database holds tables that are not of Greenroom: restore into another one.');
  if (!(await isAlone(owner)))
    throw new Refused('Somebody else is signed in to this database: stop every server on it first, a restore needs it for itself.');
  if (whose === 'ours' && !replace && (await isUsed(owner)))
    throw new Refused('This database is in use. Restore into an empty one, or say --replace to throw away what it holds.');
}

async function isUsed(owner: pg.Client): Promise<boolean> {
  const { rows: made } = await owner.query<{ made: boolean }>(
    `select to_regclass('public.people') is not null and to_regclass('public.creators') is not null as made`,
  );
  if (!made[0]!.made) return false;
  const { rows } = await owner.query<{ used: boolean }>(
    'select exists (select from creators) or exists (select from agencies) or exists (select from people where email <> $1) as used',
    [serverEmail],
  );
  return rows[0]!.used;
}

/** Everything known of withdrawals since the backup, into the journal of this folder, before the database changes. */
async function bringJournal({ config, machine }: Line, owner: pg.Client, header: Header, wish: Wish): Promise<void> {
  const here = (await instanceOf(journalFile(config.dataDir))) === header.instanceId;
  const replaced = await knownTo(owner, header.instanceId);
  const given = wish.withdrawals === undefined ? undefined : resolve(wish.withdrawals);
  if (given !== undefined && (await instanceOf(given)) !== header.instanceId)
    throw new Refused(`${given} is not the journal of withdrawals of the Greenroom that made this backup. Nothing was changed.`);
  if (!here && !replaced && given === undefined && !wish.without)
    throw new Refused(
      'This folder does not know who withdrew a permission, or was erased, after this backup was made. Give the file withdrawals.jsonl ' +
        'from the data directory of the old server by --withdrawals FILE. If it is lost, say --without-withdrawals: then everybody who ' +
        'was open when the backup was made is shown again, also those who have withdrawn since. Nothing was changed.',
    );
  const journal = await openJournal(config.dataDir, header.instanceId, machine.log);
  try {
    if (replaced) await journal.append(replaced);
    if (given !== undefined) for await (const entries of readJournal(given)) await journal.append(entries);
    await journal.markRestore(header.era + 1, machine.clock());
  } finally {
    await journal.stop();
  }
}

/** What the database that is about to be replaced knows, if it is of the same Greenroom and somebody lived in it. */
async function knownTo(owner: pg.Client, instanceId: string): Promise<Remembered[] | undefined> {
  const { rows: made } = await owner.query<{ made: boolean }>(`select to_regclass('public.store_eras') is not null as made`);
  if (!made[0]!.made || (await loadEra(owner)).instanceId !== instanceId || !(await isUsed(owner))) return undefined;
  const { rows: later } = await owner.query<{ blocks: boolean }>(`select to_regclass('public.blocks') is not null as blocks`);
  const { rows } = await owner.query<LetGo>(
    `select 'withdrawn' as kind, creator_id as subject, purpose as what, withdrawn_at as at from consents where not granted and withdrawn_at is not null
     union all select 'erased', erased_id, kind, at from erasures
     ${later[0]!.blocks ? `union all select 'blocked', creator_id, agency_id::text, blocked_at from blocks` : ''}`,
  );
  return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}
