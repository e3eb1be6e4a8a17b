// How an index in memory keeps up with the database, and when another takes its place. Pure.

/** A snapshot of PostgreSQL: transactions below `end` are in it, but those that were running. */
export interface Snapshot {
  text: string;
  begin: bigint;
  end: bigint;
  running: ReadonlySet<bigint>;
}
/** From its text form, `xmin:xmax:running,...`. */
export function readSnapshot(text: string): Snapshot {
  const parts = /^(\d+):(\d+):((?:\d+(?:,\d+)*)?)$/.exec(text);
  if (!parts) throw new Error(`no snapshot: ${text.slice(0, 80)}`);
  const running = parts[3] === '' ? [] : parts[3]!.split(',').map(BigInt);
  return { text, begin: BigInt(parts[1]!), end: BigInt(parts[2]!), running: new Set(running) };
}
/** Whether a snapshot holds everything that another one holds. Of two snapshots of one server the later always does. */
export function covers(one: Snapshot, other: Snapshot): boolean {
  if (one.text === other.text) return true;
  if (other.end > one.end) return false;
  for (const xid of one.running) if (xid < other.end && !other.running.has(xid)) return false;
  return true;
}

const minute = 60_000;
/** Deaths of threads that are made good within an hour. */
export const deathsMax = 8;
/** How long to wait before another thread is begun, by the ages of the deaths so far in milliseconds: 1 s, doubled each time, and after eight within an hour until the hour is over. */
export function waitAfterDeaths(ages: readonly number[]): number {
  const recent = ages.filter((age) => age < 60 * minute);
  if (recent.length > deathsMax) return 60 * minute - recent.toSorted((a, b) => a - b)[deathsMax]!;
  return Math.min(minute, 1_000 * 2 ** Math.max(0, recent.length - 1));
}

/**
 * Changes beyond which everybody is read anew, by another thread. A large index has room for an eighth more rows, and is laid out anew in its own
 * thread where that is used up: searches would wait for it, so another one comes before.
 */
export const followMax = (size: number): number => Math.max(20_000, Math.floor(size / 10));

export interface Standing {
  /** Creators in the index. */
  size: number;
  /** Changes that it took in since it was built or loaded. */
  changed: number;
  ageMs: number;
  /** Its file was taken away, for somebody in it was erased. */
  fileGone: boolean;
}
/** An index is made anew when what changed is a good part of it, when its file went, an hour at the earliest, and before the file is too old to be of use. */
export function isRenewalDue({ size, changed, ageMs, fileGone }: Standing): boolean {
  if (changed > followMax(size)) return true;
  if (fileGone && ageMs > 60 * minute) return true;
  return changed > 0 && ageMs > 5 * 24 * 60 * minute;
}

/** Without news of its state for so long an index is not asked. */
export const silenceMaxMs = 30_000;
/** Changes, and the tokens of files, are kept for eight days. */
export const keptUntil = (now: Date): Date => new Date(now.getTime() - 8 * 24 * 60 * minute);
