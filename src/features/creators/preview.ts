import { countIn, isOfferedAt, rolloutEdges, tally, type Previews } from '#src/features/policies/index.ts';
import { startOfDay } from '#src/lib/time.ts';
import { countAlikeEverywhere, countPermissionsEverywhere } from './queries/listing.ts';
import { adultsUntil } from './rules/age.ts';
import { consentExpiry } from './rules/consent.ts';
import { oneOf } from './rules/rollout.ts';

const sum = (rows: readonly { n: number }[]) => rows.reduce((n, row) => n + row.n, 0);

/** Of a roll-out whom it would offer the menu, of permissions which run longer than one given by it would. Counts only: nobody is named. */
export const previews: Previews = {
  rollout: async (db, before, after, { now }) => {
    const edges = rolloutEdges([before, after]);
    const items = await countAlikeEverywhere(db, edges, adultsUntil(now), now);
    const offered = await tally(
      { name: 'rollout.offered', at: now, items, says: (row, rule) => isOfferedAt(rule, oneOf(edges, row)), weight: ({ n }) => n },
      before,
      after,
    );
    const optedIn = items.filter((row) => row.opted_in);
    const outside = await countIn(
      optedIn,
      (row) => !isOfferedAt(after, oneOf(edges, row)),
      ({ n }) => n,
    );
    return { effects: [offered], kept: [{ name: 'opted_in', n: sum(optedIn), outside }] };
  },
  consents: async (db, before, after, { now }) => {
    const items = await countPermissionsEverywhere(db, now);
    const longer = (one: (typeof items)[number], { monthsMax }: { monthsMax: number }) =>
      one.until_on === null || startOfDay(one.until_on) > consentExpiry(startOfDay(one.given_on), monthsMax);
    const effect = await tally({ name: 'consents.longer', at: now, items, says: longer, weight: ({ n }) => n }, before, after);
    return { effects: [effect], kept: [{ name: 'consents', n: sum(items), outside: effect.after }] };
  },
};
