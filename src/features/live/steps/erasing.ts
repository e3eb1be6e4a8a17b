import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteOf } from '../queries/owned.ts';
import { lockLanes } from '../queries/taking.ts';
import { lanes } from '../rules/lanes.ts';

/** Waits for the commits under way, and lets none begin: what comes after the erasure finds nobody behind the account. */
export const eraseLive: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId === undefined) return;
  await lockLanes(tx, lanes);
  await deleteOf(tx, creatorId);
};
