import type { Db } from '#src/infra/db/open.ts';
import { knowsSnapshot, loadBinding } from '../queries/changes.ts';
import { covers, readSnapshot } from '../rules/following.ts';
import type { Head } from './disk.ts';

/** Why a whole file is of no use to this database: of another one, of another history, or older than what is kept of the changes. */
export async function whyUnfit(db: Db, head: Pick<Head, 'database' | 'token' | 'at'>): Promise<string | undefined> {
  const here = await loadBinding(db);
  if (here.database !== head.database) return 'it is of another database';
  if (!(await knowsSnapshot(db, head.token))) return 'this database has another history';
  const reached = readSnapshot(head.at);
  if (!covers(readSnapshot(here.at), reached)) return 'it is ahead of this database';
  return BigInt(here.forgottenBelow) > reached.begin ? 'it is too old' : undefined;
}
