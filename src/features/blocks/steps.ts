import { z } from 'zod';
import type { Source } from '#src/features/creators/index.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Remembered } from '#src/infra/journal.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteBlocks, listBlockedEverywhere, listBlockersAmong, listUnblocked } from './queries.ts';

export const isBlocked = async (db: Db | Tx, agencyId: string, creatorId: string): Promise<boolean> =>
  (await listBlockersAmong(db, agencyId, [creatorId])).size > 0;

/** Blocks that this process did not make itself, or that a crash kept from the journal. */
export const blocksMade: Source = { kinds: ['blocked'], list: listBlockedEverywhere };

/** The remembered blocks that this database does not know: it was restored from a backup that is older than they are. */
export const findUnblocked = (db: Db, entries: readonly Remembered[]) =>
  listUnblocked(
    db,
    entries.filter((e) => e.kind === 'blocked' && z.uuid().safeParse(e.what).success),
  );

export const eraseBlocks: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId !== undefined) await deleteBlocks(tx, creatorId);
};
