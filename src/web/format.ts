import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { now } from './clock.ts';

export interface Money {
  amountMinor: string;
  currency: string;
}

type When = string | number;

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat | Intl.DisplayNames>();

// Building an Intl object costs a hundred times its use; a table of 200 rows would feel it.
function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat | Intl.DisplayNames>(
  key: string,
  make: (locale: string) => T,
): T {
  const full = `${i18n.locale}|${key}`;
  const found = kept.get(full) as T | undefined;
  if (found) return found;
  const made = make(intlLocale());
  kept.set(full, made);
  return made;
}

/** The locale that dates and numbers are written in. Plain English is written day first, as everywhere but in one country. */
export function intlLocale(): string {
  if (i18n.locale === '' || i18n.locale === 'en') return 'en-GB';
  return i18n.locale === 'ar' ? 'ar-u-nu-latn' : i18n.locale;
}

const numbers = (options: Intl.NumberFormatOptions) =>
  keep(`n${JSON.stringify(options)}`, (locale) => new Intl.NumberFormat(locale, options));
const dates = (options: Intl.DateTimeFormatOptions) =>
  keep(`d${JSON.stringify(options)}`, (locale) => new Intl.DateTimeFormat(locale, { hourCycle: 'h23', ...options }));

/** 12,340 */
export function number(value: number, digits = 0): string {
  // The digits of a small whole number are the same in every language here, and the first NumberFormat costs a phone a tenth of a second.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return numbers({ maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(value);
}

/** 12.3K: for axes, tags and tight columns. */
export function compact(value: number): string {
  return numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** 800 basis points: "8 %" */
export function percentBps(bps: number): string {
  return percent(bps / 10_000);
}

/** 0.082: "8.2 %"; `signed` puts a plus or a minus sign in front. */
export function percent(ratio: number, signed = false): string {
  const text = numbers({ style: 'percent', maximumFractionDigits: 1, ...(signed ? { signDisplay: 'exceptZero' } : {}) }).format(ratio);
  return text.replace('-', '−').replace(/(\d)%/, '$1\u00a0%');
}

/** Both ends with an en dash; an open end is said in words. */
export function range(min: number | null, max: number | null, digits = 0): string {
  if (min === null && max === null) return t`any`;
  if (max === null) return t`${number(min ?? 0, digits)} or more`;
  if (min === null) return t`up to ${number(max, digits)}`;
  return min === max ? number(min, digits) : `${number(min, digits)}–${number(max, digits)}`;
}

/** How many decimals a currency has: the yen none. */
export const decimalsOf = (currency: string): number =>
  numbers({ style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Exact to the minor unit, whatever its size: the digits never pass through a float. */
export function money({ amountMinor, currency }: Money, options: { whole?: boolean } = {}): string {
  const format = numbers({ style: 'currency', currency, ...(options.whole ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {}) });
  const places = decimalsOf(currency);
  const negative = amountMinor.startsWith('-');
  const digits = amountMinor.replace('-', '').padStart(places + 1, '0');
  const decimal = `${negative ? '-' : ''}${digits.slice(0, digits.length - places)}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
  return format.format(decimal as Intl.StringNumericLiteral).replace('-', '−');
}

/** 9,660 s: "2 h 41 min" */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const h = number(Math.floor(minutes / 60));
  const m = number(minutes % 60);
  if (minutes < 60) return t`${m} min`;
  return minutes % 60 === 0 ? t`${h} h` : t`${h} h ${m} min`;
}

/** 52.5 h: hours for columns, one decimal. */
export function hours(seconds: number): string {
  return number(seconds / 3600, 1);
}

const asDate = (at: When) => new Date(at);

/** "14 Nov 2026" */
export function day(at: When, zone?: string): string {
  return dates({ day: 'numeric', month: 'short', year: 'numeric', ...inZone(at, zone) }).format(asDate(at));
}

/** "Fri 27 Nov": dates close by, where the year is known. */
export function weekday(at: When, zone?: string): string {
  const parts = dates({ weekday: 'short', day: 'numeric', month: 'short', ...inZone(at, zone) });
  return parts.format(asDate(at)).replace(',', '');
}

/** "18:20" */
export function clock(at: When, zone?: string): string {
  return dates({ hour: '2-digit', minute: '2-digit', ...inZone(at, zone) }).format(asDate(at));
}

/** "14 Nov 2026, 18:20"; with `named` the zone follows, as a first use on a screen must. */
export function instant(at: When, options: { zone?: string; named?: boolean } = {}): string {
  const text = dates({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...inZone(at, options.zone),
  }).format(asDate(at));
  return options.named ? `${text} ${zoneName(at, options.zone)}` : text;
}

/** "UTC", "CET" or "GMT+8": the short name of the zone at that instant. */
export function zoneName(at: When, zone?: string): string {
  const parts = dates({ timeZoneName: 'short', ...inZone(at, zone) }).formatToParts(asDate(at));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

// A bare date (2026-11-14) is a day on the calendar and must not slip across midnight.
function inZone(at: When, zone?: string): { timeZone?: string } {
  if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)) return { timeZone: 'UTC' };
  return zone === undefined ? {} : { timeZone: zone };
}

/** "5 d 6 h left"; under an hour in minutes; after the end "over". */
export function left(until: When, at: number = now()): string {
  const minutes = Math.floor((asDate(until).getTime() - at) / 60_000);
  if (minutes < 0) return t`over`;
  const d = number(Math.floor(minutes / 1440));
  const h = number(Math.floor((minutes % 1440) / 60));
  const m = number(minutes % 60);
  if (minutes >= 1440) return t`${d} d ${h} h left`;
  return minutes >= 60 ? t`${h} h ${m} min left` : t`${m} min left`;
}

/** "3 days ago", "today": by whole days, for things that lie behind. */
export function ago(since: When, at: number = now()): string {
  const days = Math.floor((at - asDate(since).getTime()) / 86_400_000);
  if (days < 1) return t`today`;
  return plural(days, { one: '# day ago', other: '# days ago' });
}

/** Whole days until an instant that is ahead, a part of one counted as a day. */
export const daysLeft = (until: When, at: number = now()): number => Math.max(0, Math.ceil((asDate(until).getTime() - at) / 86_400_000));

/** "German", from a BCP 47 tag; the tag itself when nobody has a name for it. */
export function language(tag: string): string {
  return named('language', tag);
}

/** "Germany", from an ISO 3166 code. */
export function country(code: string): string {
  return named('region', code);
}

function named(type: 'language' | 'region', code: string): string {
  try {
    return keep(type, (locale) => new Intl.DisplayNames(locale, { type })).of(code) ?? code;
  } catch {
    return code;
  }
}

/** "pottery, home and music" */
export function list(items: string[]): string {
  return keep('list', (locale) => new Intl.ListFormat(locale, { type: 'conjunction' })).format(items);
}
