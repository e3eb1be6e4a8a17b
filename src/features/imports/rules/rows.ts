import { attributeKeys, figureKeys, type AttributeKey, type ColumnKey, type FigureKey } from '../contract.ts';
import type { Cell } from '../ports.ts';
import { faultOf, hasControls, isNothing, keptText, plain, textOf } from './cells.ts';
import { columnName } from './columns.ts';
import type { BadCell, Fact, Layout, Range, SkippedRow } from './facts.ts';
import { readInstant, readMonth, readPeriod, type Read } from './times.ts';
import { currencyOf, readFigure, readMoney, readYesNo } from './values.ts';

const handleMax = 100;
const textMax = 500;
const badMax = 100;

const figures = new Set<string>(figureKeys);
const attributes = new Set<string>(attributeKeys);
const isFigure = (key: ColumnKey): key is FigureKey => figures.has(key);
const isAttribute = (key: ColumnKey): key is AttributeKey => attributes.has(key);
const times: readonly AttributeKey[] = ['joinedAt', 'lastLiveAt', 'completedAt'];
const questions: readonly AttributeKey[] = ['newLive', 'violative', 'rookie'];

const totalWords = new Set(['total', 'totals', '合计', '合計', '总计', '總計'].map(columnName));
const noGroup = new Set(['Not in a group', 'Sin grupo', 'No está en un grupo'].map(columnName));

interface Creator {
  platformId: string | null;
  lossyId: boolean;
  quit: boolean;
  handle: string | null;
}

/** One row of an export: what it says of a creator, or why it says nothing of anybody. Never throws, whatever the cells are. */
export function readRow(layout: Layout, cells: Cell[], row: number): Fact | SkippedRow {
  if (cells.every((cell) => textOf(cell) === '')) return { row, skipped: 'empty' };
  if (isTotal(layout, cells)) return { row, skipped: 'total' };
  const bad: BadCell[] = [];
  const cellOf = (key: ColumnKey): Cell => cells[layout.columns.indexOf(key)] ?? null;
  const note = (key: ColumnKey, why: BadCell['why']) => bad.push(badCell(layout, layout.columns.indexOf(key), cellOf(key), why));
  const creator = readCreator(cellOf, note);
  if (creator.platformId === null && creator.handle === null) return { row, skipped: 'no_creator' };
  const range = readRange(layout, cellOf);
  if (range === undefined) return { row, skipped: 'no_period' };
  return { row, ...creator, range, ...readColumns(layout, cells, range, bad), bad };
}

const badCell = (layout: Layout, at: number, cell: Cell, why: BadCell['why']): BadCell => ({
  column: layout.header[at] ?? '',
  value: keptText(cell, badMax),
  why,
});

/** A row of sums begins with the word and names nobody; a creator called so has an id or a name for display beside it. */
function isTotal({ columns }: Layout, cells: Cell[]): boolean {
  const first = cells.findIndex((cell) => textOf(cell) !== '');
  if (!totalWords.has(columnName(keptText(cells[first], badMax)))) return false;
  return !cells.some((cell, i) => i !== first && !isNothing(textOf(cell)) && ['platformId', 'handle', 'displayName'].includes(columns[i]!));
}

function readCreator(cellOf: (key: ColumnKey) => Cell, note: (key: ColumnKey, why: BadCell['why']) => void): Creator {
  const id = readId(cellOf('platformId'));
  const handle = readHandle(cellOf('handle'));
  if (id !== null && 'why' in id) note('platformId', id.why);
  if (handle !== null && 'why' in handle) note('handle', handle.why);
  const is = (what: string) => id !== null && 'is' in id && id.is === what;
  return {
    platformId: id !== null && 'value' in id ? id.value : null,
    lossyId: is('lossy'),
    quit: is('quit'),
    handle: handle !== null && 'value' in handle ? handle.value : null,
  };
}

const idTextMax = 200;
const idDigits = /^\d{5,25}$/;
/** Fifteen digits and noughts: what a spreadsheet makes of a long id that it was told to show in full. */
const roundedId = /^\d{15}0{4,}$/;
// Scripts without blanks make sentences too.
const sentence = /\p{L}[^\d]*\s|\s[^\d]*\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4}/u;

/** An id is 19 digits as text. As a number it has lost some, and of who has quit it is a sentence (exports.md 5 and 6). */
export function readId(cell: Cell): Read<string> | { is: 'lossy' | 'quit' } {
  if (typeof cell === 'number' && cell > Number.MAX_SAFE_INTEGER) return { is: 'lossy' };
  // No id and no sentence about one is longer; the expressions below would take their time with a text of any length.
  const text = plain(textOf(cell).slice(0, idTextMax)).replace(/^="(.*)"$/, '$1').replace(/^'/, ''); // prettier-ignore
  if (isNothing(text)) return null;
  const digits = text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  if (typeof cell !== 'number' && (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text) || roundedId.test(digits))) return { is: 'lossy' };
  if (idDigits.test(digits)) return { value: digits };
  const fault = faultOf(text);
  if (fault !== null) return { why: fault };
  return typeof cell === 'string' && !/\d{5}/.test(text) && sentence.test(text) ? { is: 'quit' } : { why: 'not_a_number' };
}

/** As the platform writes it, without the @ before it; what a spreadsheet made of one that looked like a date or a number is none. */
export function readHandle(cell: Cell): Read<string> {
  const text = textOf(cell).replace(/^@/u, '').trim();
  if (isNothing(text)) return null;
  const fault = faultOf(text);
  if (fault !== null) return { why: fault };
  const spoilt = cell instanceof Date || (typeof cell === 'number' && !(Number.isSafeInteger(cell) && cell >= 0));
  return spoilt || hasControls(text) || Array.from(text).length > handleMax ? { why: 'absurd' } : { value: text };
}

/** The row's own range. A file that has a column for it, and a row that leaves it out: undefined, its figures are of no time. */
function readRange({ columns }: Layout, cellOf: (key: ColumnKey) => Cell): Range | null | undefined {
  if (!columns.includes('dataPeriod') && !columns.includes('dataMonth')) return null;
  const read = readPeriod(cellOf('dataPeriod')) ?? readMonth(cellOf('dataMonth'));
  return read !== null && 'value' in read ? read.value : undefined;
}

type Contents = Pick<Fact, 'figures' | 'approx' | 'attributes' | 'bonuses' | 'currency' | 'raw'>;

function readColumns(layout: Layout, cells: Cell[], range: Range | null, bad: BadCell[]): Contents {
  const approx: FigureKey[] = [];
  // Pairs, not properties: a column may be named `__proto__`.
  const [numbers, words, bonuses, raw]: [[string, number][], [string, string][], [string, number][], Map<string, string>] = [
    [], [], [], new Map(),
  ]; // prettier-ignore
  const take = <T>(read: Read<T>, at: number): T | undefined => {
    if (read === null) return undefined;
    if ('value' in read) return read.value;
    bad.push(badCell(layout, at, cells[at]!, read.why));
    return undefined;
  };
  for (const [at, cell] of Array.from(cells, (one) => one ?? null).entries()) {
    const key = layout.columns[at] ?? null;
    if (key === null) keepRaw(raw, layout.header[at] ?? '', at, cell);
    else if (key === 'bonus') {
      const value = take(readMoney(cell, layout.language), at);
      if (value !== undefined) bonuses.push([layout.tasks[at] ?? layout.header[at] ?? '', value]);
    } else if (isFigure(key)) {
      const read = readFigure(key, cell, layout.language, range);
      const value = take(read, at);
      if (value !== undefined) numbers.push([key, value]);
      if (read !== null && 'approx' in read) approx.push(key);
    } else if (isAttribute(key)) {
      const value = take(readAttribute(key, cell), at);
      if (value !== undefined) words.push([key, value]);
    }
  }
  return {
    figures: Object.fromEntries(numbers),
    approx,
    attributes: Object.fromEntries(words),
    bonuses: Object.fromEntries(bonuses),
    ...readCurrency(layout, cells),
    raw: Object.fromEntries(raw),
  };
}

/** What the cells of money say that they are in. */
function readCurrency({ columns }: Layout, cells: Cell[]): Pick<Fact, 'currency'> {
  const money = cells.filter((_, at) => columns[at] === 'bonus' || columns[at] === 'bonusMinor');
  const named = [...new Set(money.flatMap((cell) => currencyOf(cell ?? null) ?? []))].sort();
  return named.length === 0 ? {} : { currency: named.join(',') };
}

/** Words of a file as it has them; times as instants, an answer to a question as `yes` or `no` where its word is known. */
function readAttribute(key: AttributeKey, cell: Cell): Read<string> {
  if (times.includes(key)) return readInstant(cell);
  const text = keptText(cell, textMax).replace(/\s+/gu, ' ');
  if (isNothing(text)) return null;
  if (faultOf(text) === 'error') return { why: 'error' };
  if (key === 'group' && noGroup.has(columnName(text))) return null;
  return { value: (questions.includes(key) ? readYesNo(cell) : null) ?? text };
}

/** Columns that we do not know, kept of one row: no export has more of them. */
const rawMax = 40;

/** A column without a name goes by its position, a second one of a name by both. */
function keepRaw(raw: Map<string, string>, name: string, at: number, cell: Cell): void {
  const text = keptText(cell, textMax);
  if (text === '' || raw.size >= rawMax) return;
  const own = name === '' ? `#${at + 1}` : name;
  raw.set(raw.has(own) ? `${own} #${at + 1}` : own, text);
}
