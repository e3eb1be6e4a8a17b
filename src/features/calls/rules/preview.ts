import type { ClosedRow } from '#src/features/imports/index.ts';
import { addDays } from '#src/lib/days.ts';
import type { CreatorFacts } from './facts.ts';
import { paceOf } from './pace.ts';
import { thresholdsFor, tierOf, type ThresholdRules } from './thresholds.ts';

/** A month that is over, as the rules read a creator: one stretch of days with what the export says of all of it. */
export function factsOfMonth(row: Omit<ClosedRow, 'n' | 'agency_id'>, { from, to }: { from: string; to: string }): CreatorFacts {
  const { diamonds, live_seconds: liveSeconds, valid_days: validDays } = row;
  const span = { from, to, diamonds, liveSeconds, validDays, lives: null, newFollowers: null, newFans: null };
  return {
    spans: [span],
    levels: [],
    dataOn: addDays(to, -1),
    today: to,
    joinedOn: row.joined_on,
    lastMonth: row.last_diamonds === null ? null : { diamonds: row.last_diamonds, liveSeconds: null, validDays: null },
    group: null,
  };
}

/** Whether she reached what was asked in it; null: not known. What is not asked of her she has not missed and not reached. */
function reached(facts: CreatorFacts, kind: 'gate' | 'graduation', rules: ThresholdRules): boolean | null | undefined {
  const asked = thresholdsFor(facts, rules, {}, null).find((one) => one.kind === kind);
  if (!asked) return undefined;
  const { band } = paceOf(facts, asked);
  return band === null ? null : band === 'DONE';
}
/** Whether the gate was asked of her and missed. */
export function missedGate(facts: CreatorFacts, rules: ThresholdRules): boolean | null {
  const done = reached(facts, 'gate', rules);
  return done === null ? null : done === false;
}
export function graduated(facts: CreatorFacts, rules: ThresholdRules): boolean | null {
  return rules.graduation === undefined ? false : (reached(facts, 'graduation', rules) ?? false);
}
/** How many tiers above the first her diamonds of the month reach; null: not known. */
export function tierReached(facts: CreatorFacts, { tiers }: ThresholdRules): number | null {
  if (!tiers) return 0;
  const diamonds = facts.spans[0]!.diamonds;
  return diamonds === null ? null : (tierOf(diamonds, tiers)?.tier ?? 1) - 1;
}
