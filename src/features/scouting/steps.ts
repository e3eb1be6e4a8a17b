import type { WithdrawalStep } from '#src/features/creators/index.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteOfCreatorEverywhere, forgetPersonEverywhere } from './queries/leads.ts';
import { deleteHitsEverywhere, deleteSearchesEverywhere } from './queries/searches.ts';

/** Runs inside the withdrawal of "be found": no pipeline and no saved search has her from then on. */
export const forgetLead: WithdrawalStep = async (tx, _ctx, creatorId, purpose) => {
  if (purpose !== 'discovery') return;
  await deleteOfCreatorEverywhere(tx, creatorId);
  await deleteHitsEverywhere(tx, creatorId);
};

/** Of a creator everything goes; of somebody of the staff the references. */
export const eraseLeads: ErasureStep = async (tx, _ctx, { creatorId, personId }) => {
  if (creatorId !== undefined) {
    await deleteOfCreatorEverywhere(tx, creatorId);
    await deleteHitsEverywhere(tx, creatorId);
  }
  if (personId === undefined) return;
  await forgetPersonEverywhere(tx, personId);
  await deleteSearchesEverywhere(tx, personId);
};
