import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteOf } from './queries/placing.ts';

export const eraseSources: ErasureStep = async (tx, _ctx, { creatorId }) => {
  if (creatorId !== undefined) await deleteOf(tx, creatorId);
};
