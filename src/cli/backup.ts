import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { dump } from '#src/infra/db/backup/dump.ts';
import { runningIn } from '#src/infra/db/embedded.ts';
import { openStore } from '#src/infra/db/store.ts';
import { Misuse, parts, print, Refused, type Command, type Line } from './line.ts';

/** `backup FILE`: everything the database holds, from one snapshot, into one file; the program may go on writing meanwhile. */
export const backup: Command = async (line) => {
  const { positionals } = parseArgs({ args: line.args, allowPositionals: true, options: {} });
  if (positionals.length !== 1) throw new Misuse('backup FILE');
  const file = resolve(positionals[0]!);
  if (!existsSync(dirname(file))) throw new Refused(`There is no folder ${dirname(file)}.`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Refused(`${file} is a folder: give the name of a file.`);
  const { url, stop } = await reach(line);
  const owner = new pg.Client({ connectionString: url });
  owner.on('error', () => {});
  try {
    await owner.connect();
    const { rows } = await owner.query<{ made: boolean }>(`select to_regclass('public.store_eras') is not null as made`);
    if (!rows[0]!.made) throw new Refused('This database is empty, or of an older version of Greenroom: run migrate first.');
    const shown = parts({ hash: 'Reading everything once for its hash', save: 'Saving' });
    const { header, bytes } = await dump(owner, file, line.machine.clock(), shown);
    const rowsIn = header.tables.reduce((sum, t) => sum + t.rows, 0);
    const made = { file, bytes, rows: rowsIn, tables: header.tables.length, madeAt: header.madeAt, content: header.content };
    print(line, made, `${file}: ${rowsIn} rows of ${made.tables} tables, ${bytes} bytes, content ${header.content}.`);
  } finally {
    await owner.end().catch(() => {});
    await stop();
  }
  return 0;
};

/** Beside a running server its own database is read; otherwise the folder is taken for as long as it lasts. */
async function reach({ config }: Line): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl === undefined) {
    if (!existsSync(join(config.dataDir, 'pg'))) throw new Refused(`There is no database in ${config.dataDir}.`);
    const url = await runningIn(config.dataDir);
    if (url !== undefined) return { url, stop: async () => {} };
  }
  const store = await openStore(config.databaseUrl, config.dataDir);
  return { url: store.ownerUrl, stop: () => store.stop() };
}
