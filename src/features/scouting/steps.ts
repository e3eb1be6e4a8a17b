import type { ExposureLog, WithdrawalStep } from '#src/features/creators/index.ts';
import type { Cards } from '#src/features/discovery/index.ts';
import type { Ctx } from '#src/infra/context.ts';
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

/** Notes in the exposure log who was shown to whom, each under the permission that held in that snapshot. */
export const noteShown = (exposures: ExposureLog, ctx: Ctx, agencyId: string, surface: 'pipeline' | 'search', { cards, snapshot }: Cards) =>
  exposures.note(
    [...cards.values()].map(({ card, consentEventId }) => ({
      creator_id: card.creatorId,
      agency_id: agencyId,
      person_id: ctx.actor.personId!,
      surface,
      numbers: card.numbers,
      consent_event_id: consentEventId,
      checked_at: ctx.now,
      snapshot,
    })),
  );
