import type { CreatorIndex, IndexAnswer, IndexQuery } from '../index/door.ts';
import type { Read } from '../queries/changes.ts';
import { covers, readSnapshot, type Snapshot } from '../rules/following.ts';

/** An answer with, for each hit, the snapshot in which she was read. */
export interface HeldAnswer extends IndexAnswer {
  since: string[];
}

/**
 * An index and how far it has come: whatever is visible in `at` is in it. Single creators may be ahead of that; what was read earlier never
 * replaces what was read later, in whichever order it arrives.
 */
export function openHeld(index: CreatorIndex, begun: string) {
  let at = readSnapshot(begun);
  let changed = 0;
  const dropped: string[] = [];
  let ahead = new Map<string, Snapshot>();
  const isNewer = (creatorId: string, read: Snapshot) => !covers(ahead.get(creatorId) ?? at, read);
  return {
    get at() {
      return at.text;
    },
    get size() {
      return index.size;
    },
    /** Creators taken in since the beginning. */
    get changed() {
      return changed;
    },
    /** Of those, who went: their words may still stand in what `save` gives. */
    get dropped() {
      return dropped;
    },
    take(read: Read): void {
      if (read.entries.length + read.gone.length === 0) return;
      const mark = readSnapshot(read.at);
      const entries = read.entries.filter((e) => isNewer(e.creatorId, mark));
      const gone = read.gone.filter((id) => isNewer(id, mark));
      if (entries.length > 0) index.put(entries);
      if (gone.length > 0) index.drop(gone);
      for (const id of [...entries.map((e) => e.creatorId), ...gone]) ahead.set(id, mark);
      changed += entries.length + gone.length;
      dropped.push(...gone);
    },
    /** Everything that is visible in this snapshot has been taken. */
    reach(text: string): void {
      at = readSnapshot(text);
      if (ahead.size > 0) ahead = new Map([...ahead].filter(([, mark]) => !covers(at, mark)));
    },
    search(query: IndexQuery): HeldAnswer {
      const answer = index.search(query);
      return { ...answer, since: answer.hits.map((h) => (ahead.get(h.creatorId) ?? at).text) };
    },
    save: () => index.save(),
  };
}
export type Held = ReturnType<typeof openHeld>;
