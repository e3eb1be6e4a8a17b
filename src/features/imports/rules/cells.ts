import { charsOf } from '#src/lib/text.ts';
import type { Cell } from '../ports.ts';

/** The text of a cell, trimmed; of a date its day, with the time where it has one. Half a character is no text: it becomes U+FFFD. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().replace('T00:00:00.000Z', '');
  return String(cell).toWellFormed().trim();
}

/**
 * A text of figures with full-width signs, blanks and minus made plain. Not NFKC: that would turn `10²` into 102.
 */
export const plain = (text: string): string => (/^[!-~]*$/.test(text) ? text : plainOf(text));
const plainOf = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u2212', '-')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();

/** Nothing measured, nothing given: blank or a dash (exports.md 5). */
export const isNothing = (text: string): boolean => /^[-–—]?$/u.test(text);

// Signs that no database takes or that turn the text around them; tabs and line breaks are text.
const unwritable = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/gu;
/** A text as it was, at most `max` characters of it, without signs that cannot be kept. */
export function keptText(cell: Cell | undefined, max: number): string {
  const text = textOf(cell);
  if (text.length <= max && /^[ -~]*$/.test(text)) return text;
  const whole = text.slice(0, max * 2).toWellFormed();
  return charsOf(whole.replace(unwritable, ' ')).slice(0, max).join('').trim();
}

/** Characters that no name of a person or a column has. */
export const hasControls = (text: string): boolean => /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/u.test(text);

/** What a spreadsheet left in place of a value: its formula, or the error that came of it (`#REF!`, in Spanish `#¡REF!`). */
export function faultOf(text: string): 'formula' | 'error' | null {
  if (text.startsWith('=')) return 'formula';
  return /^#[¡¿]?[\p{Lu}][\p{Lu}\d_/]*[!?]?$/u.test(text.toUpperCase()) ? 'error' : null;
}
