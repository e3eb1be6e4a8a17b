import { daysBetween } from '#src/lib/days.ts';
import type { FigureKey, FileLanguage } from '../contract.ts';
import type { Cell } from '../ports.ts';
import { faultOf, isNothing, plain, textOf } from './cells.ts';
import type { BadCell, Range } from './facts.ts';
import type { Read } from './times.ts';

type Why = BadCell['why'];
interface Parsed {
  value: number;
  approx?: true;
}
interface Sort {
  why: Why;
  /** Of a text without its sign. */
  text: (text: string, language: FileLanguage) => Parsed | null;
  /** Of a cell that is a number. */
  number: (n: number) => number | null;
  max: number;
  signed?: true;
}

/** A count beyond is no count of anything on the platform. */
const mostCounted = 1e12;

interface Digits {
  whole: string;
  part: string;
}
const groups: Record<string, RegExp> = {
  ',': /^[1-9]\d{0,2}(?:,\d{3})+$/,
  '.': /^[1-9]\d{0,2}(?:\.\d{3})+$/,
  ' ': /^[1-9]\d{0,2}(?: \d{3})+$/,
};
const grouped = (text: string, mark: string): boolean => groups[mark]!.test(text);
const joined = (text: string): Digits => ({ whole: text.replace(/[., ]/g, ''), part: '' });

/**
 * The digits of a number before and after its decimal mark; null where it could be two numbers: `1.068` is one thousand in a Spanish file
 * of whole numbers only, and nothing certain elsewhere.
 */
function digitsOf(text: string, language: FileLanguage, wholes: boolean): Digits | null {
  if (/^\d+$/.test(text)) return { whole: text, part: '' };
  const m = /^(.*)([.,])(\d+)$/.exec(text);
  if (m === null) return grouped(text, ' ') ? joined(text) : null;
  const [head, mark, tail] = [m[1]!, m[2]!, m[3]!];
  if (head.includes(mark)) return grouped(text, mark) ? joined(text) : null;
  if (!/^\d+$/.test(head)) return grouped(head, mark === '.' ? ',' : '.') || grouped(head, ' ') ? { ...joined(head), part: tail } : null;
  const english = language !== 'es' && language !== 'de' && language !== 'any';
  if (!grouped(text, mark)) return english && mark === ',' ? null : { whole: head, part: tail };
  if (english) return mark === ',' ? joined(text) : { whole: head, part: tail };
  // In the other languages both marks group: a whole number has no part, so it can be nothing else.
  return wholes && (mark === ',' || language !== 'any') ? joined(text) : null;
}

/** Moved by decimal places and rounded; read from the digits, so that 2.98 millions are 2,980,000 exactly. */
const moved = ({ whole, part }: Digits, places: number): number => Math.round(Number(`${whole}.${part || '0'}e${places}`));
const movedNumber = (n: number, factor: number): number => Math.round(Number((n * factor).toPrecision(15)));

const thousands: Record<string, number> = { K: 3, M: 6, B: 9 };
function countText(text: string, language: FileLanguage): Parsed | null {
  const short = /^([\d.,]+) ?([KMB])$/i.exec(text);
  if (short !== null) {
    const digits = digitsOf(short[1]!, language, false);
    return digits && { value: moved(digits, thousands[short[2]!.toUpperCase()]!), approx: true };
  }
  const digits = digitsOf(text, language, true);
  // `553978.0` is what programs write; three zeros could be a thousand.
  return digits !== null && /^0{0,2}$/.test(digits.part) ? { value: Number(digits.whole) } : null;
}

const units = String.raw`(?:(?<h>[\d.,]+) ?(?:hours?|hrs?|h|時間|小时|小時))? ?(?:(?<m>[\d.,]+) ?(?:min|m|分钟|分鐘|分))? ?(?:(?<s>[\d.,]+) ?(?:seg|sec|s|秒))?`;
const unitsOnly = new RegExp(`^${units}$`, 'iu');

/**
 * Of `23h 7m 8s` each part but the first is below 60; a part of one alone may have decimals, as `156.36h`. Hours with decimals, and bare ones,
 * are rounded to hundredths: approximate.
 */
function durationText(text: string, language: FileLanguage): Parsed | null {
  const hours = /^[\d., ]+$/.test(text) ? digitsOf(text, language, false) : null;
  if (hours !== null) return { value: movedNumber(Number(`${hours.whole}.${hours.part || '0'}`), 3600), approx: true };
  const named = unitsOnly.exec(text)?.groups;
  const parts = ([['h', 3600], ['m', 60], ['s', 1]] as const).flatMap(([unit, seconds]) =>
    named?.[unit] === undefined ? [] : [{ digits: digitsOf(named[unit], language, unit !== 'h'), seconds }],
  ); // prettier-ignore
  if (parts.length === 0) return null;
  let value = 0;
  for (const [i, { digits, seconds }] of parts.entries()) {
    if (digits === null || (digits.part !== '' && parts.length > 1) || (i > 0 && Number(digits.whole) > 59)) return null;
    value += Number(`${digits.whole}.${digits.part || '0'}`) * seconds;
  }
  const rounded = parts.some(({ digits }) => digits !== null && digits.part !== '');
  return { value: movedNumber(value, 1), ...(rounded && { approx: true as const }) };
}

/** With a percent sign a percentage. Without one a ratio, which beyond 1 could as well be a percentage: not taken. */
function shareText(text: string, language: FileLanguage): Parsed | null {
  const digits = digitsOf(text.replace(/ ?%$/, ''), language, false);
  if (digits === null) return null;
  if (text.endsWith('%')) return { value: moved(digits, 2) };
  return Number(`${digits.whole}.${digits.part || '0'}`) > 1 ? null : { value: moved(digits, 4) };
}

const currency = String.raw`(?:[A-Z]{1,3}\$|\p{Sc}|[A-Z]{3})`;
const amount = new RegExp(`^(?:${currency} ?)?([\\d., ]+?)(?: ?${currency})?$`, 'u');
const signs: Record<string, string> = { US$: 'USD', '€': 'EUR' };
/** The currency that a cell of money names; null where it names none, or a sign that several countries write, as `$`. */
export function currencyOf(cell: Cell): string | null {
  const text = plain(textOf(cell));
  if (typeof cell !== 'string' || !amount.test(text)) return null;
  const named = new RegExp(currency, 'u').exec(text)?.[0] ?? '';
  return signs[named] ?? (/^[A-Z]{3}$/.test(named) ? named : null);
}
function moneyText(text: string, language: FileLanguage): Parsed | null {
  const digits = digitsOf(amount.exec(text)?.[1] ?? '', language, false);
  // Three decimals of an amount are a thousand more often than a tenth of a cent.
  return digits !== null && digits.part.length !== 3 ? { value: moved(digits, 2) } : null;
}

const whole = (n: number): number | null => (Number.isInteger(n) ? n : null);
const sorts = {
  count: { why: 'not_a_number', text: countText, number: whole, max: mostCounted },
  days: {
    why: 'not_a_number',
    text: (text, language) => {
      const read = countText(text.replace(/ ?(?:days?|d[ií]as?|d|日|天)$/iu, ''), language);
      return read?.approx ? null : read;
    },
    number: whole,
    max: mostCounted,
  },
  duration: { why: 'not_a_duration', text: durationText, number: (n) => movedNumber(n, 3600), max: mostCounted },
  share: {
    why: 'not_a_share',
    text: shareText,
    number: (n) => (Math.abs(n) > 1 ? null : movedNumber(n, 10_000)),
    max: mostCounted,
    signed: true,
  },
  money: { why: 'not_a_number', text: moneyText, number: (n) => movedNumber(n, 100), max: mostCounted * 100 },
} satisfies Record<string, Sort>;
export type ValueSort = keyof typeof sorts;

function readSort(name: ValueSort, cell: Cell, language: FileLanguage): Read<number> {
  const sort: Sort = sorts[name];
  const text = plain(textOf(cell));
  if (isNothing(text)) return null;
  const fault = faultOf(text);
  if (fault !== null) return { why: fault };
  if (/^[+-]?∞ ?%?$/.test(text)) return { why: 'infinite' };
  const minus = text.startsWith('-');
  const read = typeof cell === 'number' ? parsed(sort.number(Math.abs(cell)), name === 'duration') : parsedText(sort, cell, text, language);
  if (read === null || !Number.isFinite(read.value)) return { why: typeof read?.value === 'number' ? 'absurd' : sort.why };
  if (minus && sort.signed !== true && read.value !== 0) return { why: 'negative' };
  if (read.value > sort.max) return { why: 'absurd' };
  return minus && read.value !== 0 ? { ...read, value: -read.value } : read;
}
const parsed = (value: number | null, approx: boolean): Parsed | null =>
  value === null || Number.isNaN(value) ? null : { value, ...(approx && { approx }) };
const parsedText = (sort: Sort, cell: Cell, text: string, language: FileLanguage): Parsed | null =>
  typeof cell === 'string' ? sort.text(text.replace(/^[+-]/, ''), language) : null;

/** `553978`, `1,068`, Spanish `1.068`; `2.98M` and `88.46K` are approximate (exports.md 5). */
export const readCount = (cell: Cell, language: FileLanguage): Read<number> => readSort('count', cell, language);
/** `6`, `21d`, `1,055d`. */
export const readDays = (cell: Cell, language: FileLanguage): Read<number> => readSort('days', cell, language);
/** In seconds: `23h 7m 8s`, `38 min 16 s`, `107時間 24分 58秒`, `156.36h`; a bare number is of hours. */
export const readDuration = (cell: Cell, language: FileLanguage): Read<number> => readSort('duration', cell, language);
/** In parts per ten thousand: `90.13%`, `-90%`, `0.94618`. */
export const readShare = (cell: Cell, language: FileLanguage): Read<number> => readSort('share', cell, language);
/** In hundredths: `550.00`, `$1,234.5`, `1.234,56 €`. */
export const readMoney = (cell: Cell, language: FileLanguage): Read<number> => readSort('money', cell, language);

const yes = new Set(['yes', 'true', 'sí', 'si', 'はい', '是', 'ja']);
const no = new Set(['no', 'false', 'いいえ', '否', 'nein']);
/** Null also for any other word: it is kept as it is. */
export function readYesNo(cell: Cell): 'yes' | 'no' | null {
  const word = textOf(cell).normalize('NFC').toLowerCase();
  return yes.has(word) ? 'yes' : no.has(word) ? 'no' : null;
}

/** How a figure is written. */
export function sortOf(key: FigureKey): ValueSort {
  if (key === 'bonusMinor') return 'money';
  if (key.endsWith('Bps')) return 'share';
  if (key.startsWith('liveSeconds')) return 'duration';
  return /^(?:validDays|interactionDays|daysSinceJoining)/.test(key) ? 'days' : 'count';
}

/** Days that a counter can cover at most; the month before has 31 at most. */
function daysCovered(key: FigureKey, range: Range | null): number {
  if (key.endsWith('L30d')) return 30;
  if (key.endsWith('LastMonth')) return 31;
  return range === null ? Infinity : daysBetween(range.from, range.to);
}

/** A figure of a row. More valid days than days, or more time LIVE than there was, cannot be true. */
export function readFigure(key: FigureKey, cell: Cell, language: FileLanguage, range: Range | null): Read<number> {
  const sort = sortOf(key);
  const read = readSort(sort, cell, language);
  if (read === null || 'why' in read) return read;
  const each = key.startsWith('validDays') && sort === 'days' ? 1 : sort === 'duration' ? 86_400 : 0;
  return each > 0 && read.value > daysCovered(key, range) * each ? { why: 'absurd' } : read;
}
