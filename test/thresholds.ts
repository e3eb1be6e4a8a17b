// The thresholds that are in force where the operator has put none, and the order of the morning list as SQL keeps it: for the tests of rules.
import { placeOf, type Call } from '#src/features/calls/rules/today.ts';
import { rulesOf } from '#src/features/calls/rules/standing.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';

const { gate, tiers, graduation } = rulesOf(defaults.thresholds.params);
export const backstageGate = gate!;
export const backstageTiers = tiers!;
export const ukGraduation = graduation!;

/** As `order by rank, near, soon, strength, export_id` puts them. */
export function inOrder<C extends Call>(list: readonly C[]): C[] {
  const placed = list.map((call) => ({ call, place: placeOf(call) }));
  const compare = (a: (typeof placed)[number], b: (typeof placed)[number]): number => {
    const i = a.place.findIndex((part, at) => part !== b.place[at]);
    return i === -1 ? 0 : a.place[i]! < b.place[i]! ? -1 : 1;
  };
  return placed.toSorted(compare).map(({ call }) => call);
}
