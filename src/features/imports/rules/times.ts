import { dayAfter, nextFirst } from '#src/lib/days.ts';
import { dayOf, startOfDay } from '#src/lib/time.ts';
import type { Cell } from '../ports.ts';
import { faultOf, isNothing, plain, textOf } from './cells.ts';
import type { BadCell, Range } from './facts.ts';

/** What a cell says; null: nothing; or why it cannot be taken. */
export type Read<T> = { value: T; approx?: true } | { why: BadCell['why'] } | null;

/** A day that the calendar has, of this century; null for any other. */
export function validDay(year: string, month: string, day: string): string | null {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const written = `${year}-${month}-${day}`;
  return /^20\d\d-\d\d-\d\d$/.test(written) && !Number.isNaN(at.getTime()) && dayOf(at) === written ? written : null;
}

const date = String.raw`(\d{4})([-/.])(\d\d)\2(\d\d)`;
const dateAgain = date.replace(String.raw`\2`, String.raw`\6`);
const period = new RegExp(`^${date}(?: ?[~〜–—] ?| - )${dateAgain}$`, 'u');

/** `2026-07-01 ~ 2026-07-06`, both days within: the range ends on the day after (exports.md 5). */
export function readPeriod(cell: Cell): Read<Range> {
  const text = plain(textOf(cell));
  if (isNothing(text)) return null;
  const m = period.exec(text);
  const from = m && validDay(m[1]!, m[3]!, m[4]!);
  const last = m && validDay(m[5]!, m[7]!, m[8]!);
  if (!from || !last || last < from) return { why: faultOf(text) ?? 'not_a_day' };
  return { value: { from, to: dayAfter(last) } };
}

/** `202506` as a text or a number: the whole month. */
export function readMonth(cell: Cell): Read<Range> {
  const text = plain(textOf(cell));
  if (isNothing(text)) return null;
  const m = /^(\d{4})[-/]?(\d\d)$/.exec(text);
  const from = m && validDay(m[1]!, m[2]!, '01');
  if (!from) return { why: faultOf(text) ?? 'not_a_day' };
  return { value: { from, to: nextFirst(from) } };
}

const clock = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?`;
const offset = String.raw`(?: ?(?:Z|\(?(?:UTC|GMT)? ?(?:([+-])(\d{1,2})(?::?(\d\d))?)?\)?))?`;
const instant = new RegExp(`^${date}(?:[T ]${clock}${offset})?$`, 'iu');

/** `2023-08-05 00:11:00 (UTC+0)`; without an offset it is UTC+0, the zone of the exports (glossary.md), without a time the day's start. */
export function readInstant(cell: Cell): Read<string> {
  if (cell instanceof Date && !Number.isNaN(cell.getTime())) return { value: cell.toISOString() };
  const text = plain(textOf(cell));
  if (isNothing(text)) return null;
  const m = typeof cell === 'string' ? instant.exec(text) : null;
  const day = m && validDay(m[1]!, m[3]!, m[4]!);
  const [hours, minutes, seconds, offHours, offMinutes] = [5, 6, 7, 9, 10].map((i) => Number(m?.[i] ?? 0)) as [
    number, number, number, number, number,
  ]; // prettier-ignore
  if (!m || !day || hours > 23 || minutes > 59 || seconds > 59 || offHours > 14 || offMinutes > 59)
    return { why: faultOf(text) ?? 'not_a_time' };
  const off = (offHours * 60 + offMinutes) * (m[8] === '-' ? -60_000 : 60_000);
  const local = startOfDay(day).getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return { value: new Date(local - off).toISOString() };
}

const written = new RegExp(`${date}(?:[T ]${clock}${offset})?`, 'iu');
/** The day, in UTC, of the time within a text such as `Exported at 2026-07-07 08:00 (UTC+0)`. */
export function dayWithin(text: string): string | null {
  const found = written.exec(plain(text))?.[0];
  const read = found === undefined ? null : readInstant(found);
  return read !== null && 'value' in read ? read.value.slice(0, 10) : null;
}
