import { loadFindable, lockCreators, type WithdrawalStep } from '#src/features/creators/index.ts';
import type { Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteEntries, listConcerned, saveEntries } from './queries/entries.ts';

/**
 * Brings the rows of some creators in line with what they allow now. The creators are locked, so that a withdrawal at the same instant
 * comes before or after as a whole.
 */
export async function refreshEntries(tx: Tx, named: readonly string[], now: Date): Promise<void> {
  // Most of an import concerns nobody who can be found: they are neither locked nor looked at.
  const creatorIds = await listConcerned(tx, named);
  if (creatorIds.length === 0) return;
  await lockCreators(tx, creatorIds);
  const found = await loadFindable(tx, creatorIds, now);
  const open = new Set(found.map((f) => f.creatorId));
  await deleteEntries(
    tx,
    creatorIds.filter((id) => !open.has(id)),
  );
  await saveEntries(tx, found);
}

/** Runs inside the withdrawal itself: gone from every search begun after its answer; without exact numbers, ranges at once. */
export const forgetCreator: WithdrawalStep = async (tx, ctx, creatorId, purpose) => {
  if (purpose === 'discovery') await deleteEntries(tx, [creatorId]);
  if (purpose === 'exact_numbers') await refreshEntries(tx, [creatorId], ctx.now);
};

export const eraseEntry: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId !== undefined) await deleteEntries(tx, [creatorId]);
};
