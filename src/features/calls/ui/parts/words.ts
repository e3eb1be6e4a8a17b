import { plural, t } from '@lingui/core/macro';
import type { CallReason, Pace } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { duration, intlLocale, number } from '#src/web/format.ts';

export type Need = NonNullable<NonNullable<Pace>['need']>;
export type Threshold = NonNullable<Pace>['threshold'];
export type ReasonKind = CallReason['kind'];

const kept = new Map<string, Intl.DateTimeFormat>();
function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${intlLocale()} ${JSON.stringify(options)}`;
  const made = kept.get(key) ?? new Intl.DateTimeFormat(intlLocale(), { timeZone: 'UTC', ...options });
  kept.set(key, made);
  return made;
}

/** Today by the server's clock, YYYY-MM-DD. */
export const today = (): string => new Date(now()).toISOString().slice(0, 10);
/** The calendar moves days, no zone does. */
export const addDays = (on: string, days: number): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
export const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The last day of the month of a day. */
export const monthEnd = (on: string): string => {
  const [year, month] = on.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** "12 Nov"; with its year where it is not this one. */
export const dayWords = (on: string): string =>
  dates({ day: 'numeric', month: 'short', ...(on.slice(0, 4) === today().slice(0, 4) ? {} : { year: 'numeric' }) }).format(new Date(on));
/** "Sunday 22 November" */
export const longDay = (on: string): string =>
  dates({ weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(on)).replace(',', '');
/** "November" */
export const monthName = (first: string): string => dates({ month: 'long' }).format(new Date(first));

/** "3 days", "1.5 days" */
export const daysLong = (days: number): string =>
  Number.isInteger(days) ? plural(days, { one: '# day', other: '# days' }) : t`${number(days, 1)} days`;

/** "52 to 58 min", or one of them: never rounded up to the hour that was missed. */
export function shortOfHour(least: number, most: number): string {
  const [from, to] = [Math.floor(least / 60), Math.floor(most / 60)].map((minutes) => number(minutes)) as [string, string];
  return from === to ? t`${to} minutes` : t`${from} to ${to} minutes`;
}

/** What a threshold is called: by its kind; of a tier by its number. */
export function thresholdName(kind: Threshold['kind'], name: string): string {
  switch (kind) {
    case 'gate':
      return t`Activity`;
    case 'tier':
      return t`Tier ${name.replace(/\D/gu, '')}`;
    case 'graduation':
      return t`Graduation`;
    case 'own':
      return t`Own goal`;
  }
}

/** "1 h on 5 of the next 9 days", "and 2,100 diamonds a day": what is still needed, as a plan. */
export function needWords({ days, of, secondsPerDay, diamondsPerDay }: Need): string {
  const long = duration(secondsPerDay);
  const diamonds = diamondsPerDay === null ? '' : number(diamondsPerDay);
  if (days === 0) {
    if (diamonds === '') return t`nothing more`;
    return of === 1 ? t`${diamonds} diamonds on the last day` : t`${diamonds} diamonds a day for ${number(of)} days`;
  }
  const live =
    days < of
      ? plural(days, { one: `${long} on # of the next ${number(of)} days`, other: `${long} on # of the next ${number(of)} days` })
      : of === 1
        ? t`${long} on the last day`
        : t`${long} on each of the next ${number(of)} days`;
  return diamonds === '' ? live : t`${live}, with ${diamonds} diamonds a day`;
}

/** "5 of 9 days keep Activity": the same as a line under a month. */
export function needLine({ days, of, diamondsPerDay }: Need, goal: string): string {
  if (days > 0) return plural(days, { one: `# of ${number(of)} days keeps ${goal}`, other: `# of ${number(of)} days keep ${goal}` });
  return diamondsPerDay === null ? goal : t`${number(diamondsPerDay)} diamonds a day for ${goal}`;
}
