import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { BonusItem, BonusLine, RankUp } from '#src/web/client.gen.ts';
import { day, duration, intlLocale, number, percentBps } from '#src/web/format.ts';

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat>(name: string, make: (locale: string) => T): T {
  const key = `${intlLocale()} ${name}`;
  const made = (kept.get(key) as T | undefined) ?? make(intlLocale());
  kept.set(key, made);
  return made;
}

/** Hundredths with two decimals and a true minus; the digits never pass through a float. The currency stands once per block. */
export function amount(minor: string): string {
  const digits = minor.replace('-', '').padStart(3, '0');
  const decimal = `${minor.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  const format = keep('n', (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  return format.format(decimal as Intl.StringNumericLiteral).replace('-', '−');
}
/** Without its sign. */
export const size = (minor: string): string => amount(minor.replace('-', ''));
export const isNothing = (minor: string | null): boolean => minor === null || /^-?0+$/.test(minor);
export const isLess = (minor: string): boolean => minor.startsWith('-');
/** For a file: 4120.5, without what a spreadsheet would not take for a number. */
export const plain = (minor: string | null): number | null => (minor === null ? null : Number(minor) / 100);
/** "July 2026" */
export const monthWords = (month: string): string =>
  keep('m', (locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })).format(
    new Date(`${month}-01`),
  );

const sources: Record<NonNullable<RankUp['from']>, MessageDescriptor> = {
  closing: msg`the export of the month after`,
  export: msg`your own exports`,
  report: msg`the task report itself`,
};
export const sourceName = (from: RankUp['from']): string => (from === null ? t`none` : i18n._(sources[from]));

type Why = BonusItem['why'];
const tierOf = (tier: number | null | undefined): string => (tier == null ? t`not known` : number(tier));
const countOf = (value: number | null | undefined): string => (value == null ? t`not known` : number(value));
export const hoursOf = (seconds: number | null | undefined): string => (seconds == null ? t`not known` : duration(seconds));
const given = ({ confirmedMinor }: BonusItem): string => (confirmedMinor === null ? '' : amount(confirmedMinor));

type Words = (item: BonusItem, rankUp: RankUp | null) => string;
/** Both amounts are known, and they differ. */
const differing: Partial<Record<Why, Words>> = {
  reached_not_given: ({ task }, rankUp) => {
    const [tier, start] = [tierOf(rankUp?.tier), tierOf(rankUp?.startTier)];
    const [days, time] = [countOf(rankUp?.validDays), hoursOf(rankUp?.liveSeconds)];
    return t`${task}: your figures reach tier ${tier} from tier ${start}, with ${days} valid days and ${time} LIVE. The report gives nothing.`;
  },
  given_tier_not_reached: (item, rankUp) => {
    const [task, given_, tier] = [item.task, given(item), tierOf(rankUp?.tier)];
    return t`${task}: the report gives ${given_}. By your figures it stays at tier ${tier}, which is no rank-up.`;
  },
  given_gate_missed: (item, rankUp) => {
    const [task, given_, days, time] = [item.task, given(item), countOf(rankUp?.validDays), hoursOf(rankUp?.liveSeconds)];
    const [needDays, needTime] = [countOf(rankUp?.needDays), hoursOf(rankUp?.needSeconds)];
    return t`${task}: the report gives ${given_}. Your figures have ${days} valid days and ${time} LIVE; ${needDays} and ${needTime} were needed.`;
  },
  other_ratio: ({ task }, rankUp) => {
    const [counted, base] = [percentBps(rankUp?.paidBps ?? 0), percentBps(rankUp?.ratioBps ?? 0)];
    return t`${task}: the report counts ${counted} of the diamonds, the base ratio is ${base}.`;
  },
  other_figures: ({ task }, rankUp) => {
    if (rankUp?.reportDiamonds == null) return t`${task}: right by the days and hours in the report. Your figures say others.`;
    const [theirs, yours] = [number(rankUp.reportDiamonds), countOf(rankUp.diamonds)];
    return t`${task}: right by the ${theirs} diamonds in the report. Your figures say ${yours}.`;
  },
  later_days: ({ task, estimatedOn, estimatedMinor }) => {
    const [on, said] = [estimatedOn === null ? '' : day(estimatedOn), estimatedMinor === null ? '' : amount(estimatedMinor)];
    return t`${task}: the report with data to ${on} said ${said}. The days after it are in the confirmed amount.`;
  },
  other_amount: ({ task }) => t`${task}: the amounts differ, and no rule that is known explains it.`,
};
/** Nothing could be compared. */
const unknown: Partial<Record<Why, Words>> = {
  month_runs: ({ task }) => t`${task}: no report made after the month’s end yet.`,
  not_in_report: ({ task }) => t`${task}: the report does not name this creator.`,
  not_said: ({ task }) => t`${task}: the report has no figure for it.`,
  no_rule: ({ task }) => t`${task}: its amounts are not public, and no report of the running month was brought.`,
  last_month_unknown: ({ task }) => t`${task}: last month’s diamonds are not known, so neither is the tier at the start.`,
  diamonds_unknown: ({ task }) => t`${task}: this month’s diamonds are not known exactly.`,
  activity_unknown: ({ task }) => t`${task}: hours or valid days are not known well enough to say whether they sufficed.`,
  other_currency: ({ task }) => t`${task}: the report is in another currency than the rule.`,
};

/** Why one task differs, or why it cannot be compared. */
export const whyWords: Words = (item, rankUp) => {
  const { task } = item;
  return (differing[item.why] ?? unknown[item.why])?.(item, rankUp) ?? t`${task}: the same.`;
};

/** What is to be said of a creator: every difference; where nothing could be compared the first reason. */
export function reasonsOf({ items, rankUp, differenceMinor }: BonusLine, closed: boolean): string[] {
  const different = items.filter(({ why }) => differing[why] !== undefined);
  if (different.length > 0) return different.map((item) => whyWords(item, rankUp));
  if (!closed || differenceMinor !== null) return [];
  const told = items.find(({ rule }) => rule !== null) ?? items[0];
  return told === undefined ? [t`The report names no task.`] : [whyWords(told, rankUp)];
}
