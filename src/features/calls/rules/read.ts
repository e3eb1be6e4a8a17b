import type { CreatorDays } from '#src/features/imports/index.ts';
import { dayNumber, dayText, monthOf } from './days.ts';
import type { CreatorFacts, Day, Finals, Level, Span } from './facts.ts';

/** Dates that no export tells, as the agency has noted them. */
export interface OwnDates {
  termEndsOn: Day | null;
  appealClosesOn: Day | null;
}

/** What the rules know of a creator, from what the imports know of her. Her latest day is her own: she may be missing in newer files. */
export function factsOf({ creator, spans, months }: CreatorDays, dates: OwnDates): CreatorFacts {
  const read = spans.map(spanOf);
  const last = read.at(-1);
  const dataOn = last === undefined ? creator.last_on : dayText(dayNumber(last.to) - 1);
  const before = dayText(monthOf(dataOn, -1).first);
  return {
    spans: read,
    levels: spans.flatMap(levelOf),
    dataOn,
    joinedOn: creator.joined_at === null ? null : String(creator.joined_at).slice(0, 10),
    lastMonth: finalsOf(months.find(([month]) => month === before)),
    group: creator.group_name,
    ...dates,
  };
}

const spanOf = ([from, to, diamonds, liveSeconds, validDays, lives, newFollowers, newFans]: CreatorDays['spans'][number]): Span => ({
  from,
  to,
  diamonds: diamonds ?? null,
  liveSeconds: liveSeconds ?? null,
  validDays: validDays ?? null,
  lives: lives ?? null,
  newFollowers: newFollowers ?? null,
  newFans: newFans ?? null,
});

/** The fan club at the end of a span; none where the export does not tell. */
function levelOf([, to, , , , , , , totalFans, activeFans]: CreatorDays['spans'][number]): Level[] {
  if ((totalFans ?? null) === null && (activeFans ?? null) === null) return [];
  return [{ on: dayText(dayNumber(to) - 1), totalFans: totalFans ?? null, activeFans: activeFans ?? null }];
}

const finalsOf = (month: CreatorDays['months'][number] | undefined): Finals | null =>
  month === undefined ? null : { diamonds: month[1], liveSeconds: month[2], validDays: month[3] };
