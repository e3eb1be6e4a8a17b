import type { Db, Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteBlocks, listBlockersAmong } from './queries.ts';

export const isBlocked = async (db: Db | Tx, agencyId: string, creatorId: string): Promise<boolean> =>
  (await listBlockersAmong(db, agencyId, [creatorId])).size > 0;

export const eraseBlocks: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId !== undefined) await deleteBlocks(tx, creatorId);
};
