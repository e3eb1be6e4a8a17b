import { arrange, draftOf } from './arrange.ts';
import type { CreatorIndex, IndexEntry } from './door.ts';
import { Draft } from './draft.ts';
import type { Machine } from './kernels/kernels.ts';
import { search } from './search.ts';
import { Store, type Head } from './store.ts';

const version = 2;

function indexOf(first: Store, machine: Machine, room: number): CreatorIndex {
  let store = first;
  store.words.dictionary.prepare();
  const put = (entries: readonly IndexEntry[]) => {
    for (const [i, e] of entries.entries()) {
      if (store.hasRoom(e)) {
        store.put(e);
        continue;
      }
      const draft = draftOf(store);
      for (const rest of entries.slice(i)) draft.add(rest);
      store = arrange(draft, machine, room);
      store.words.dictionary.prepare();
      return;
    }
  };
  return {
    put,
    drop: (creatorIds) => creatorIds.forEach((id) => store.drop(id)),
    search: (query) => search(store, query),
    get size() {
      return store.head.size;
    },
    save: () => save(store),
  };
}

const asBytes = (numbers: Uint32Array) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
function save(store: Store): Uint8Array[] {
  const { next, postings, ...tail } = store.words.tail.save();
  const about = Buffer.from(JSON.stringify({ version, head: store.head, tail }));
  return [about, store.arena.bytes, asBytes(next), asBytes(postings)];
}
function load(pieces: readonly Uint8Array[], machine: Machine): Store {
  const [about, bytes, next, postings] = pieces;
  if (!about || !bytes || !next || !postings) throw new Error('a saved index has four pieces');
  const saved = JSON.parse(Buffer.from(about).toString()) as { version: number; head: Head; tail: { words: string[]; head: number[] } };
  if (saved.version !== version || saved.head.bytes !== bytes.length)
    throw new Error('an index saved by another version, or a part of one');
  const store = new Store(saved.head, machine, bytes);
  const numbers = (piece: Uint8Array) => new Uint32Array(piece.slice().buffer);
  store.words.tail.load({ ...saved.tail, next: numbers(next), postings: numbers(postings) });
  return store;
}

export interface Builder {
  add(entry: IndexEntry): void;
  finish(): CreatorIndex;
}
/** The ways to an index, on one machine; `room`: how many may come at least before all is laid out anew. */
export function indexesOn(machine: Machine, room = 4096) {
  const builder = (): Builder => {
    const draft = new Draft();
    return { add: (entry) => draft.add(entry), finish: () => indexOf(arrange(draft, machine, room), machine, room) };
  };
  return {
    builder,
    empty: (): CreatorIndex => builder().finish(),
    load: (pieces: readonly Uint8Array[]): CreatorIndex => indexOf(load(pieces, machine), machine, room),
    build: (entries: Iterable<IndexEntry>): CreatorIndex => {
      const building = builder();
      for (const entry of entries) building.add(entry);
      return building.finish();
    },
  };
}
