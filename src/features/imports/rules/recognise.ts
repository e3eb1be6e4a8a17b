import { addDays } from '#src/lib/days.ts';
import type { ColumnKey, FileLanguage } from '../contract.ts';
import type { Cell } from '../ports.ts';
import { keptText } from './cells.ts';
import {
  columnName, counterKeys, exportKinds, isAnyColumn, knownColumn, markOf, shopGoodsNames, shopOrderNames, standardColumns, taskOf, wholeTaskOf,
  type ExportKind, type Known,
} from './columns.ts'; // prettier-ignore
import type { Layout } from './facts.ts';
import { dayWithin, validDay } from './times.ts';

/** Why a file is not taken: what is missing in it, or what else it is. */
export type Refusal = 'no_header' | 'no_creator_column' | 'no_period' | 'two_kinds' | 'shop_orders';

/** Rows from the top among which a header is looked for: titles may stand above it (exports.md 2 and 7). */
const headerWithin = 15;
const nameMax = 200;
const shopOrders = new Set(shopOrderNames.map(columnName));
const shopGoods = new Set(shopGoodsNames.map(columnName));
const isShop = (header: string[]): boolean => {
  const names = header.map(columnName);
  return names.some((name) => shopOrders.has(name)) && names.some((name) => shopGoods.has(name));
};

/**
 * How a file of the platform is read, from its first rows and its name. Its kind is told by the column that only such a file has
 * (exports.md 4); one of creators without a period is taken if its name says the day.
 */
export function recognise(first: Cell[][], name: string): { layout: Layout } | { refused: Refusal } {
  const rows = first.slice(0, headerWithin).map((cells) => Array.from(cells, (cell) => keptText(cell, nameMax)));
  const at = headerAt(rows);
  if (at === -1) return { refused: 'no_header' };
  const header = rows[at]!;
  const kinds = exportKinds.filter((kind) => header.some((text) => knownColumn(kind, text)?.key === markOf[kind]));
  if (kinds.length > 1) return { refused: 'two_kinds' };
  if (kinds.length === 0 && isShop(header)) return { refused: 'shop_orders' };
  const kind = kinds[0] ?? 'creator_data';
  const layout = layoutOf(kind, header, at + 1, titlesOf(rows.slice(0, at)));
  const has = (key: ColumnKey) => layout.columns.includes(key);
  const creator = has('platformId') || has('handle');
  if (kinds.length === 1) return creator ? { layout } : { refused: 'no_creator_column' };
  if (!creator) return { refused: 'no_header' };
  return counterKeys.filter(has).length >= 2 && dayFromName(name) !== null ? { layout } : { refused: 'no_period' };
}

/** The row with the most names that are known; of several the first. */
function headerAt(rows: string[][]): number {
  const known = rows.map((row) => new Set(row.filter(isAnyColumn).map(columnName)).size);
  const most = Math.max(0, ...known);
  return most === 0 ? -1 : known.indexOf(most);
}

const titlesOf = (rows: string[][]): string[] =>
  rows.map((row) => row.filter((text) => text !== '').join(' ')).filter((text) => text !== '');

interface Found extends Known {
  at: number;
  /** Columns with the same one of these say the same thing. */
  what: string;
}

function layoutOf(kind: ExportKind, header: string[], headerRow: number, titles: string[]): Layout {
  const found = header.flatMap((text, at): Found[] => {
    const known = knownColumn(kind, text);
    return known === undefined ? [] : [{ ...known, at, what: known.key === 'bonus' ? columnName(text) : known.key }];
  });
  // A name of its own comes before another one seen for it: `ID` may be a number of rows beside `Creator ID`.
  const best = new Map<string, Found>();
  for (const one of found) if (!best.has(one.what) || (one.own && !best.get(one.what)!.own)) best.set(one.what, one);
  const columns: Layout['columns'] = header.map(() => null);
  for (const { at, key } of best.values()) columns[at] = key;
  const language = languageOf(found);
  return {
    kind,
    language,
    headerRow,
    titles,
    columns,
    header,
    unknown: header.filter((text, at) => text !== '' && !found.some((one) => one.at === at)),
    missing: standardColumns(kind, language).filter((key) => !columns.includes(key)),
    duplicates: found.filter((one) => best.get(one.what) !== one).map(({ at }) => header[at]!),
    tasks: tasksOf(header, columns),
  };
}

/** The language of most names; of several the first known. */
function languageOf(found: Known[]): FileLanguage {
  const languages = ['en', 'es', 'ja', 'zh', 'de'] as const;
  const counts = languages.map((language) => found.filter((one) => one.language === language).length);
  return languages[counts.indexOf(Math.max(...counts))]!;
}

/** Two columns are never one task: where the shortened names meet, they are left long. */
function tasksOf(header: string[], columns: Layout['columns']): Record<number, string> {
  const tasks = header.map((text, at) => (columns[at] === 'bonus' ? (taskOf(text) ?? text) : null));
  const meets = (task: string, at: number) =>
    tasks.some((other, i) => i !== at && other !== null && columnName(other) === columnName(task));
  return Object.fromEntries(tasks.flatMap((task, at) => (task === null ? [] : [[at, meets(task, at) ? wholeTaskOf(header[at]!) : task]])));
}

/** A table whose columns people have named: by the name in its header, to what it is. It needs a creator. */
export function mapped(
  header: string[],
  headerRow: number,
  mapping: Partial<Record<ColumnKey, string | undefined>>,
): Layout | { refused: 'no_creator_column' } {
  const names = header.map(columnName);
  const columns: Layout['columns'] = header.map(() => null);
  const missing: ColumnKey[] = [];
  for (const [key, name] of Object.entries(mapping) as [ColumnKey, string][]) {
    const at = names.findIndex((other, i) => columns[i] === null && other !== '' && other === columnName(name));
    if (at === -1) missing.push(key);
    else columns[at] = key;
  }
  if (!columns.includes('platformId') && !columns.includes('handle')) return { refused: 'no_creator_column' };
  const isTwin = (at: number) => columns[at] === null && names.some((name, i) => name === names[at] && columns[i] !== null);
  return {
    kind: 'table',
    language: 'any',
    headerRow,
    titles: [],
    columns,
    header,
    unknown: header.filter((text, at) => names[at] !== '' && columns[at] === null && !isTwin(at) && text !== ''),
    missing,
    duplicates: header.filter((_, at) => names[at] !== '' && isTwin(at)),
    tasks: Object.fromEntries(header.flatMap((text, at) => (columns[at] === 'bonus' ? [[at, text]] : []))),
  };
}

/** The day on which an export was pulled, from the name that the platform gave it; null for none, or for several days that differ. */
export function dayFromName(name: string): string | null {
  const days = [...fileOf(name).matchAll(/(?<!\d)(\d{4})([-_.])(\d\d)\2(\d\d)(?!\d)/g)].map((m) => validDay(m[1]!, m[3]!, m[4]!));
  const found = new Set(days.filter((day) => day !== null));
  return found.size === 1 ? [...found][0]! : null;
}

/** An export runs one day behind (exports.md 6): one pulled on this day has data up to the day before. */
export const dataDayOf = (pulledDay: string): string => addDays(pulledDay, -1);

/** The day, in UTC, on which a file was exported, from a title above its header: `Exported at 2026-07-07 08:00`. */
export function exportedAt(titles: string[]): string | null {
  for (const title of titles) {
    const said = /exported at:?(.*)$/iu.exec(title)?.[1];
    const day = said === undefined ? null : dayWithin(said);
    if (day !== null) return day;
  }
  return null;
}

/** The campaign of an activity rank: there is one file for each, and only its name says which (exports.md 4). */
export const campaignOf = (name: string): string | null =>
  /^activity[ _]host[ _]rank[ _]-[ _](\d+)[ _]\d{4}[-_]\d\d[-_]\d\d(?!\d)/iu.exec(fileOf(name))?.[1] ?? null;

const fileOf = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
