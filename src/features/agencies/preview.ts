import { checkTerms, tally, type Previews } from '#src/features/policies/index.ts';
import { listStandardTerms } from './queries.ts';

/** Whose standard terms would be refused with the next invitation. */
export const previews: Previews = {
  terms: async (db, before, after, { now }) => {
    const items = await listStandardTerms(db);
    const effect = await tally(
      {
        name: 'terms.standard',
        at: now,
        items,
        says: ({ terms }, rule) => checkTerms(terms, rule) !== undefined,
        about: (one) => ({ id: one.agency_id, agencyId: one.agency_id }),
      },
      before,
      after,
    );
    return { effects: [effect], kept: [] };
  },
};
