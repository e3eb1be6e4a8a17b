import type { Day } from './facts.ts';

/** Days since 1 January 1970. Rules count in these: a Date for each of a million spans would cost seconds. */
export type DayNumber = number;

/** Half-open, `first` to the one before `end`. */
export interface Month {
  first: DayNumber;
  end: DayNumber;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** Gregorian, by the days of an era of 400 years that begins in March. */
function fromCivil(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The first day of each month that was asked for, by months since the year 0: a day is read millions of times. */
const firsts = new Map<number, DayNumber>();
function firstOf(months: number): DayNumber {
  let first = firsts.get(months);
  if (first === undefined) firsts.set(months, (first = fromCivil(Math.floor(months / 12), (months % 12) + 1, 1)));
  return first;
}

/** `2026-11-21` -> 20778. */
export function dayNumber(day: Day): DayNumber {
  const year = digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3);
  return firstOf(year * 12 + digit(day, 5) * 10 + digit(day, 6) - 1) + digit(day, 8) * 10 + digit(day, 9) - 1;
}

/** Written once: a creator has sixty days, and they are the same for everybody. */
const texts = new Map<DayNumber, Day>();
export function dayText(n: DayNumber): Day {
  let text = texts.get(n);
  if (text === undefined) texts.set(n, (text = new Date(n * 86_400_000).toISOString().slice(0, 10)));
  return text;
}

/** 0 = Monday. */
export const weekday = (n: DayNumber): number => (((n + 3) % 7) + 7) % 7;

/** The calendar month of a day, or the one so many months away. */
export function monthOf(day: Day, away = 0): Month {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + away;
  return { first: firstOf(months), end: firstOf(months + 1) };
}

/** From where on days count for anything said about a day: the habit of 60 days, and two whole months before its own. */
export const sinceOf = (day: Day): Day => dayText(monthOf(day, -2).first);
