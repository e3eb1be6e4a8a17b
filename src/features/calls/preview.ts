import { countClosedEverywhere } from '#src/features/imports/index.ts';
import { tally, type Previews } from '#src/features/policies/index.ts';
import { addDays, firstOf } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import { factsOfMonth, graduated, missedGate, tierReached } from './rules/preview.ts';
import { rulesOf } from './rules/standing.ts';

/**
 * Who of last month would have missed the gate, stood on another tier, graduated: by the figures of months that are closed. An export is private to
 * its agency, so that agencies are named here, with how many of theirs, and no creator is.
 */
export const previews: Previews = {
  thresholds: async (db, before, after, times) => {
    const [from, to] = [dayOf(times.from), dayOf(times.to)];
    const rows = await countClosedEverywhere(db, { before: firstOf(addDays(from, -1)), from, to });
    const items = rows.map((row) => ({ ...row, facts: factsOfMonth(row, { from, to }) }));
    const [is, will] = [rulesOf(before), rulesOf(after)];
    const shared = {
      at: null,
      items,
      about: ({ agency_id: agencyId }: (typeof items)[number]) => ({ id: agencyId, agencyId }),
      weight: ({ n }: (typeof items)[number]) => n,
    };
    return {
      effects: [
        await tally({ ...shared, name: 'thresholds.gate', says: ({ facts }, rules) => missedGate(facts, rules) }, is, will),
        await tally({ ...shared, name: 'thresholds.tier', says: ({ facts }, rules) => tierReached(facts, rules) }, is, will),
        await tally({ ...shared, name: 'thresholds.graduation', says: ({ facts }, rules) => graduated(facts, rules) }, is, will),
      ],
      kept: [],
    };
  },
};
