import type { Given } from '../contract.ts';
import { addDays, dayAfter, daysBetween, firstOf, monthOf } from '#src/lib/days.ts';
import type { Fact, Layout, Range } from './facts.ts';
import { campaignOf, dataDayOf, dayFromName, exportedAt } from './recognise.ts';

/** Of which days a file is. `scope` tells files of one day apart: the campaign of a ranking. */
export interface Period {
  range: Range;
  dataOn: string;
  scope: string;
}
export type PeriodRefusal = 'no_period' | 'two_periods' | 'future';

/** Counts from a month's first to a day of the same month. */
export const isToDate = ({ from, to }: Range): boolean => from === firstOf(from) && monthOf(from) === monthOf(addDays(to, -1));

const monthToDate = (dataOn: string): Range => ({ from: firstOf(dataOn), to: dayAfter(dataOn) });
const thatDay = (dataOn: string): Range => ({ from: dataOn, to: dayAfter(dataOn) });

/** What name, titles and people say of a file's days, before its rows do. Exports run one day behind. */
function rangeBefore(layout: Layout, name: string, given: Given | undefined, today: string): Range | null {
  if (layout.kind === 'table') return given?.range ?? null;
  if (layout.columns.includes('dataPeriod') || layout.columns.includes('dataMonth')) return null;
  const pulled = exportedAt(layout.titles) ?? dayFromName(name);
  if (layout.kind === 'creator_data') return pulled === null ? null : monthToDate(dataDayOf(pulled));
  return thatDay(dataDayOf(pulled ?? today));
}

/** Reads the period off the rows as they come: all are of the same one. `today`: the day of the upload, in UTC. */
export function openPeriod(layout: Layout, name: string, given: Given | undefined, today: string) {
  let range = rangeBefore(layout, name, given, today);
  let differs = false;
  return {
    see(fact: Fact): void {
      if (fact.range === null) return;
      range ??= fact.range;
      differs ||= fact.range.from !== range.from || fact.range.to !== range.to;
    },
    end(): Period | { refused: PeriodRefusal } {
      if (differs) return { refused: 'two_periods' };
      if (range === null) return { refused: 'no_period' };
      const dataOn = dataDayWithin(layout, name, range);
      if (dataOn > today || daysBetween(range.from, range.to) > 3_700) return { refused: 'future' };
      return {
        // A report of a month that runs is of its days so far.
        range: layout.kind === 'task_report' ? { from: range.from, to: dayAfter(dataOn) } : range,
        dataOn,
        scope: layout.kind === 'activity_rank' ? (campaignOf(name) ?? '') : '',
      };
    },
  };
}

/** A report of the running month says more than its days so far: it knows those up to the day before it was made. */
function dataDayWithin(layout: Layout, name: string, { from, to }: Range): string {
  const last = addDays(to, -1);
  const pulled = layout.kind === 'task_report' ? dayFromName(name) : null;
  const known = pulled === null ? last : dataDayOf(pulled);
  return known < last && known >= from ? known : last;
}
