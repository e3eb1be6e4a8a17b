import type { CreatorDays } from '#src/features/imports/index.ts';
import type { StripDay } from '../contract.ts';
import { dayText, monthOf } from './days.ts';
import type { CreatorFacts, Day } from './facts.ts';
import { sumsOf } from './series.ts';
import { stripOf } from './standing.ts';

export interface MonthBefore {
  first: Day;
  strip: StripDay[];
  diamonds: number | null;
  liveSeconds: number | null;
  validDays: number | null;
}

/** The months before the one that begins on `current`, newest first: by the next month's export where it told, else by the days; null where neither knows. */
export function monthsBefore(facts: CreatorFacts, current: Day, closed: CreatorDays['months'], count: number): MonthBefore[] {
  return Array.from({ length: count }, (_, i) => {
    const month = monthOf(current, -1 - i);
    const first = dayText(month.first);
    const said = closed.find(([of]) => of === first);
    const sums = sumsOf(facts.spans, month.first, month.end);
    return {
      first,
      strip: stripOf(facts, month.first, month.end),
      diamonds: said?.[1] ?? sums.diamonds.exact,
      liveSeconds: said?.[2] ?? sums.liveSeconds.exact,
      validDays: said?.[3] ?? sums.validDays.exact,
    };
  });
}
