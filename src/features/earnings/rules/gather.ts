import type { CreatorMonthRow, DatedContent, ReportFile } from '#src/features/imports/index.ts';
import { addDays, firstOf, lastOf, monthOf, nextFirst } from '#src/lib/days.ts';
import type { FigureSource } from '../contract.ts';
import type { CreatorMonth, Figures, ReportRow } from './facts.ts';
import type { MonthFacts } from '../tables.ts';

/** The first days of a month, of the one before and of the next. */
export const bordersOf = (month: string) => ({ before: firstOf(lastOf(month)), from: month, to: nextFirst(month) });

/** Months that a file of a day may change: its own, the one before, which it closes, and the next, whose tiers start from it. */
export const besidesOf = (on: string): string[] => [firstOf(lastOf(on)), nextFirst(on)];

/** A figure that was written short, like 2.98M, is not known to the diamond. */
const exact = ({ figures, approx }: DatedContent['content'], key: 'diamonds'): number | null =>
  approx.includes(key) ? null : (figures[key] ?? null);

const figuresIn = ({ on, content }: DatedContent, from: FigureSource): Figures => ({
  diamonds: exact(content, 'diamonds'),
  validDays: content.figures.validDays ?? null,
  liveSeconds: content.figures.liveSeconds ?? null,
  on,
  from,
  rounded: from === 'report' || content.approx.includes('liveSeconds'),
});
const reportIn = (said: DatedContent): ReportRow => ({
  totalMinor: said.content.figures.bonusMinor ?? null,
  byTask: said.content.bonuses,
  figures: figuresIn(said, 'report'),
});

/** What the files tell of a creator, as the rules want to hear it. */
export function gathered(row: CreatorMonthRow, { to }: Pick<MonthFacts, 'to'>): CreatorMonth {
  return {
    platform: row.platform,
    joinedOn: row.joined_on,
    lastDiamonds: row.last_diamonds,
    closing: row.closed && {
      diamonds: row.closed.diamonds,
      validDays: row.closed.valid_days,
      liveSeconds: row.closed.live_seconds,
      on: addDays(to, -1),
      from: 'closing',
      rounded: true,
    },
    own: row.own && figuresIn(row.own, 'export'),
    running: row.running_report && reportIn(row.running_report),
    confirmed: row.closing_report && reportIn(row.closing_report),
  };
}

/** Every currency of what cells name, which may be several: `EUR,USD`. */
export const currenciesOf = (named: readonly string[]): string[] => [...new Set(named.flatMap((one) => one.split(',')))].sort();

export function monthFactsOf(month: string, reports: readonly ReportFile[], currencies: readonly string[]): MonthFacts {
  const { from, to } = bordersOf(month);
  return {
    month: monthOf(month),
    from,
    to,
    closed: reports.some((file) => file.range_to === to),
    currency: currencies.length === 1 ? currencies[0]! : null,
    mixed: currencies.length > 1,
  };
}
