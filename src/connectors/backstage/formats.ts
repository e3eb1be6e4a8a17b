import type { Cell } from '#src/features/imports/ports.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import type { Language } from './columns.ts';

/** How a file writes its values: by language, and by the variant of the vendor's file. */
export interface Style {
  language: Language;
  /** `1,068` as text, otherwise a bare number. */
  thousands?: boolean;
  /** `2.98M`, `88.46K`. */
  shortForms?: boolean;
  /** `21d`. */
  daysLetter?: boolean;
  /** `0.9013` for `90.13%`. */
  bareShares?: boolean;
  /** `156.36h` for `156h 21m 36s`. */
  decimalHours?: boolean;
  /** `2023-10-01~2023-10-31`. */
  tightPeriod?: boolean;
}

export const noValue = '-';
const separated = (whole: number): string => String(whole).replace(/\B(?=(?:\d{3})+$)/gu, ',');
const to2 = (value: number): number => Math.round(value * 100) / 100;

/** A count of things: `553978`, `1,068`, `88.46K`. */
export function count(value: number | null, style: Style): Cell {
  if (value === null) return noValue;
  if (style.shortForms && value >= 1e6) return `${to2(value / 1e6)}M`;
  if (style.shortForms && value >= 1e4) return `${to2(value / 1e3)}K`;
  return style.thousands ? separated(value) : value;
}

/** A count of days: `6`, `21d`, `1,055d`. */
export function days(value: number | null, style: Style): Cell {
  if (value === null) return noValue;
  return style.daysLetter ? `${separated(value)}d` : value;
}

const units: Record<Language, readonly [string, string, string]> = {
  en: ['h', 'm', 's'],
  es: ['h', 'min', 's'],
  ja: ['時間', '分', '秒'],
};

/** `23h 7m 8s`, `38m 16s`, `0s`; larger units that are none are left out. */
export function duration(seconds: number, style: Style): Cell {
  if (style.decimalHours) return `${to2(seconds / 3600)}h`;
  const [h, m, s] = units[style.language];
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}${h} ` : ''}${seconds >= 60 ? `${minutes}${m} ` : ''}${seconds % 60}${s}`;
}

/** Hours as columns of last month have them: a bare number. */
export const hours = (seconds: number | null): Cell => (seconds === null ? noValue : to2(seconds / 3600));

/** A share: `90.13%`, `-90%`, `∞%` against nothing. */
export function percent(share: number | null, style: Style): Cell {
  if (share === null) return noValue;
  if (share === Infinity) return '∞%';
  return style.bareShares ? String(Math.round(share * 1e5) / 1e5) : `${to2(share * 100)}%`;
}

/** `2023-08-05 00:11:00 (UTC+0)`. */
export const instant = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} (UTC+0)`;
export const period = (from: string, to: string, style: Style): string => (style.tightPeriod ? `${from}~${to}` : `${from} ~ ${to}`);

const two = (value: number): string => String(value).padStart(2, '0');
/** `2026_07_07_08_37`: the minute of a pull as file names have it. */
export const stamp = (at: Date): string => `${dayOf(at).replaceAll('-', '_')}_${two(at.getUTCHours())}_${two(at.getUTCMinutes())}`;

/** Exports run one day behind: a file about a day is pulled the morning after. */
export const morningAfter = (on: string): Date => new Date(Date.parse(`${on}T08:37:00Z`) + dayMs);
