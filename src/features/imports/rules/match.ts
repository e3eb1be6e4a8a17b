/** A creator that earlier files made known. */
export interface KnownCreator {
  id: string;
  platformId: string | null;
  handle: string;
}
/** Those that the rows at hand may be about; by handle with every name that they once had. */
export interface Known {
  byPlatformId: ReadonlyMap<string, KnownCreator>;
  byHandle: ReadonlyMap<string, readonly KnownCreator[]>;
}
export type Match =
  | { is: 'known'; creator: KnownCreator; renamed: boolean }
  | { is: 'new' }
  | { is: 'skipped'; why: 'no_creator' | 'quit_unknown' | 'ambiguous' };

interface Row {
  platformId: string | null;
  handle: string | null;
  quit: boolean;
}

/**
 * Whom a row is about (exports.md 6): by the platform's id, which stays when a name changes; without one by the name, first of those who are
 * called so now, then of those who once were. A row of somebody who has quit never makes anybody known.
 */
export function matchRow(row: Row, known: Known): Match {
  const named = row.handle === null ? [] : (known.byHandle.get(row.handle) ?? []);
  if (row.platformId !== null) {
    const creator = known.byPlatformId.get(row.platformId);
    if (creator) return { is: 'known', creator, renamed: row.handle !== null && row.handle !== creator.handle };
    // Known by name alone until now, from a file whose ids were lost.
    const nameless = named.filter((one) => one.platformId === null && one.handle === row.handle);
    return nameless.length === 1 ? { is: 'known', creator: nameless[0]!, renamed: false } : { is: 'new' };
  }
  if (row.handle === null) return { is: 'skipped', why: 'no_creator' };
  const now = named.filter((one) => one.handle === row.handle);
  const found = now.length > 0 ? now : named;
  if (found.length === 1) return { is: 'known', creator: found[0]!, renamed: false };
  if (found.length > 1) return { is: 'skipped', why: 'ambiguous' };
  return row.quit ? { is: 'skipped', why: 'quit_unknown' } : { is: 'new' };
}
