import type { Db } from '#src/infra/db/open.ts';
import type { Journal, LetGo, Remembered } from '#src/infra/journal.ts';
import { listLetGoEverywhere, listUndone, listUnerased } from './queries/withdrawals.ts';

const batch = 1000;
/** Two machines whose clocks differ, and an entry that came late, fall within it. */
const overlapMs = 86_400_000;
const keyOf = (e: Remembered) => `${e.kind} ${e.subject} ${e.what} ${e.at}`;

/** What a database knows of one sort of entries: those since `since`, oldest first, behind the last one known. */
export interface Source {
  kinds: readonly Remembered['kind'][];
  list: (db: Db, since: Date, after: LetGo | undefined, most: number) => Promise<LetGo[]>;
}
/** Permissions that are off, and who was erased. */
export const letGo: Source = { kinds: ['withdrawn', 'erased'], list: listLetGoEverywhere };

/**
 * Keeps the journal whole: what another process withdrew, blocked or erased, and what a crash kept this one from writing, is taken from the database.
 * What this process does itself stands in the journal before it is answered. Each source is followed from the newest that the journal holds of it.
 */
export function openFollowing(db: Db, journal: Pick<Journal, 'append'>, sources: readonly Source[]) {
  const all = sources.map((source) => followOne(db, journal, source));
  return {
    /** What the journal holds already, before the first turn. */
    learn: (entries: readonly Remembered[]) => all.forEach((one) => one.learn(entries)),
    /** Gives how many erasures it had not seen yet. */
    async turn(): Promise<number> {
      let erased = 0;
      for (const one of all) erased += await one.turn();
      return erased;
    },
  };
}

function followOne(db: Db, journal: Pick<Journal, 'append'>, { kinds, list }: Source) {
  let known = new Set<string>();
  let newest = 0;
  const learn = (entries: readonly Remembered[]) => {
    for (const e of entries.filter(({ kind }) => kinds.includes(kind))) {
      known.add(keyOf(e));
      newest = Math.max(newest, Date.parse(e.at));
    }
  };
  return {
    learn,
    async turn(): Promise<number> {
      let erased = 0;
      const since = new Date(Math.max(0, newest - overlapMs));
      const seen: Remembered[] = [];
      for (let last: LetGo | undefined; ;) {
        const rows = await list(db, since, last, batch);
        const entries = rows.map((row): Remembered => ({ ...row, at: row.at.toISOString() }));
        const missing = entries.filter((e) => !known.has(keyOf(e)));
        await journal.append(missing);
        erased += missing.filter((e) => e.kind === 'erased').length;
        seen.push(...entries);
        last = rows.at(-1);
        if (rows.length < batch) break;
      }
      // Only the overlap is looked at again: older ones need not be known by heart.
      known = new Set();
      learn(seen.filter((e) => Date.parse(e.at) >= since.getTime()));
      return erased;
    },
  };
}

/** The remembered withdrawals that this database does not know: it was restored from a backup that is older than they are. */
export const findUndone = (db: Db, entries: readonly Remembered[]) =>
  listUndone(
    db,
    entries.filter((e) => e.kind === 'withdrawn'),
  );

/** The remembered erasures whose profile or account is here again. */
export const findUnerased = (db: Db, entries: readonly Remembered[]) =>
  listUnerased(
    db,
    entries.filter((e) => e.kind === 'erased'),
  );
