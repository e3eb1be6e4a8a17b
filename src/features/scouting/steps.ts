import type { WithdrawalStep } from '#src/features/creators/index.ts';
import type { Tx } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import { deleteLead, deleteOfCreatorEverywhere, forgetPersonEverywhere } from './queries/leads.ts';
import { deleteHits, deleteHitsEverywhere, deleteSearchesEverywhere } from './queries/searches.ts';

/** Runs inside the withdrawal of "be found": no pipeline and no saved search has her from then on. */
export const forgetLead: WithdrawalStep = async (tx, _ctx, creatorId, purpose) => {
  if (purpose !== 'discovery') return;
  await deleteOfCreatorEverywhere(tx, creatorId);
  await deleteHitsEverywhere(tx, creatorId);
};

/** Runs inside a block: the agency's pipeline and saved searches have her no longer. */
export async function forgetLeadOf(tx: Tx, { creatorId, agencyId }: { creatorId: string; agencyId: string }): Promise<void> {
  await deleteLead(tx, agencyId, creatorId);
  await deleteHits(tx, agencyId, creatorId);
}

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
