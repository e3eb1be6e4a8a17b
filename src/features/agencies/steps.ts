import type { Selectable } from 'kysely';
import type { Tables } from '#src/infra/db/open.ts';
import type { ErasureStep } from '#src/infra/owned.ts';
import type { AgencyCard } from './contract.ts';
import { deleteSeatsOf } from './queries.ts';

/** What anybody sees of an agency. */
export const showCard = (row: Omit<Selectable<Tables['agencies']>, 'standard_terms'>): AgencyCard => ({
  agencyId: row.agency_id,
  name: row.name,
  city: row.city,
  country: row.country,
  languages: row.languages,
  about: row.about,
  verifiedAt: row.verified_at?.toISOString() ?? null,
  since: row.created_at.toISOString(),
});

export const eraseSeats: ErasureStep = async (tx, ctx, { personId }) => {
  if (personId === undefined) return;
  for (const { agency_id: agencyId } of await deleteSeatsOf(tx, personId)) ctx.tell('agencies.seat_ended', { agencyId, personId });
};
