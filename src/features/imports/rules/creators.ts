import type { ColumnKey, ImportWarning } from '../contract.ts';
import type { Content } from '../tables.ts';

/** What the exports say of a creator now, beside her figures. Instants as text. */
export interface Words {
  platformId: string | null;
  handle: string;
  displayName: string | null;
  group: string | null;
  manager: string | null;
  joinedAt: string | null;
  quitOn: string | null;
  graduation: string | null;
  tier: string | null;
  seenOn: string;
  firstOn: string;
  lastOn: string;
}
export interface Said {
  platformId: string | null;
  handle: string | null;
  quit: boolean;
  content: Content;
}

const hasQuit = (said: Said): boolean => said.quit || said.content.attributes.status?.toLowerCase() === 'quit';
const earlier = (a: string | null, b: string): string => (a === null || b < a ? b : a);

/** The first day on which she was called gone, as long as no later day calls her a member again. */
function quitAfter(known: Words | null, quit: boolean, dataOn: string): string | null {
  if (known === null || dataOn >= known.seenOn) return quit ? (known?.quitOn ?? dataOn) : null;
  return quit && known.quitOn !== null ? earlier(known.quitOn, dataOn) : known.quitOn;
}

/**
 * What is known of a creator after a row: the latest data wins, whatever was uploaded last; a column that the file lacks changes nothing, and
 * an older file fills what nobody has told.
 * Who has quit stays so until newer data calls her a member again. `columns`: what the file has a column of.
 */
export function wordsAfter(known: Words | null, said: Said, dataOn: string, columns: readonly ColumnKey[]): Words {
  const newer = known === null || dataOn >= known.seenOn;
  const { attributes } = said.content;
  const quit = hasQuit(said);
  // The row of somebody who has quit has lost its words: what was known before stays.
  const take = (column: ColumnKey & keyof typeof attributes, old: string | null): string | null =>
    newer && columns.includes(column) && !(quit && attributes[column] === undefined)
      ? (attributes[column] ?? null)
      : (old ?? attributes[column] ?? null);
  return {
    platformId: known?.platformId ?? said.platformId,
    handle: newer ? (said.handle ?? known?.handle ?? said.platformId!) : known.handle,
    displayName: take('displayName', known?.displayName ?? null),
    group: take('group', known?.group ?? null),
    manager: take('manager', known?.manager ?? null),
    joinedAt: take('joinedAt', known?.joinedAt ?? null),
    graduation: take('graduation', known?.graduation ?? null),
    tier: take('tier', known?.tier ?? null),
    quitOn: quitAfter(known, quit, dataOn),
    seenOn: newer ? dataOn : known.seenOn,
    firstOn: earlier(known?.firstOn ?? null, dataOn),
    lastOn: known !== null && known.lastOn > dataOn ? known.lastOn : dataOn,
  };
}

/** Rows of one file about the same creator: she was moved between groups; the one with more diamonds counts (exports.md 6). */
export function doubledRows(rows: readonly { n: number; key: string; diamonds: number }[]): { kept: Set<number>; dropped: Set<number> } {
  const best = new Map<string, { n: number; diamonds: number }>();
  const kept = new Set<number>();
  const dropped = new Set<number>();
  for (const row of rows) {
    const other = best.get(row.key);
    if (!other) {
      best.set(row.key, row);
      continue;
    }
    const [more, fewer] = row.diamonds > other.diamonds ? [row, other] : [other, row];
    best.set(row.key, more);
    kept.delete(fewer.n);
    kept.add(more.n);
    dropped.add(fewer.n);
  }
  return { kept, dropped };
}

/** Warnings that somebody has to confirm before a file counts, and nobody has yet. */
export const toConfirm = (warnings: readonly ImportWarning[], confirmed: readonly string[]): ImportWarning[] =>
  warnings.filter((one) => one === 'strangers' && !confirmed.includes(one));

/** A file in which hardly anybody is known, of an agency that knows many, is probably another agency's. */
export const areStrangers = (counts: { active: number; known: number; rows: number }): boolean =>
  counts.active >= 10 && counts.rows >= 5 && counts.known < counts.rows * 0.1;
