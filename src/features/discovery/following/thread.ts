// One generation of the index, in a thread of its own: it loads or builds, follows until it is near, writes its file, and then answers.
import { parentPort, workerData } from 'node:worker_threads';
import { inSnapshot, openDb, openPool } from '#src/infra/db/open.ts';
import { indexBuilder, loadIndex, type CreatorIndex, type IndexQuery } from '../index/door.ts';
import {
  currentSnapshot,
  isAnyErased,
  listChanged,
  loadBinding,
  loadEntries,
  readEverybody,
  saveSnapshotToken,
  type Read,
} from '../queries/changes.ts';
import { followMax } from '../rules/following.ts';
import { readIndexFile, writeIndexFile } from './disk.ts';
import { whyUnfit } from './fits.ts';
import { openHeld, type Held, type HeldAnswer } from './held.ts';

export interface ThreadData {
  /** Of the primary; `options` as the pool of the program has them. */
  connection: { connectionString: string; options: string | undefined };
  /** Where the file lies; undefined: none is kept. */
  folder: string | undefined;
  /** Names the file that this generation writes. */
  token: string;
  /** Nothing is loaded: everybody is read anew. */
  anew: boolean;
  everyMs: number;
}
export type ToThread = { search: { id: number; query: IndexQuery; reads: Read[] } } | 'hurry' | 'stop';
export interface State {
  at: string;
  size: number;
  changed: number;
}
export type Stage = 'building' | 'loading' | 'following' | 'saving';
export type FromThread =
  | { stage: Stage }
  | { ready: State }
  | { state: State }
  | { answer: HeldAnswer; id: number }
  | { wrong: string; id: number }
  | { say: string; level: 'info' | 'warn'; about?: object }
  | { ended: string };

const { connection, folder, token, anew, everyMs } = workerData as ThreadData;
const port = parentPort!;
const say = (said: FromThread) => port.postMessage(said);
const db = openDb(
  openPool(connection.connectionString, { max: 1, ...(connection.options !== undefined && { options: connection.options }) }),
  'everything',
);

/** Creators read by key in one statement. */
const atOnce = 500;
/** Fewer changes than this in one step: it keeps pace. */
const near = 200;

let held: Held | undefined;
let stopping = false;
let wake = () => {};

async function loadFile(): Promise<Held | undefined> {
  if (folder === undefined || anew) return undefined;
  say({ stage: 'loading' });
  const file = readIndexFile(folder);
  const loaded = file && ('refused' in file ? file.refused : ((await whyUnfit(db, file.head)) ?? tryToHold(file)));
  if (typeof loaded !== 'string') return loaded;
  say({ say: 'the index on disk is not used', level: 'warn', about: { why: loaded } });
  return undefined;
}
function tryToHold(file: { head: { at: string }; pieces: Uint8Array[] }): Held | string {
  try {
    return openHeld(loadIndex(file.pieces), file.head.at);
  } catch (error) {
    return (error as Error).message;
  }
}

/** One snapshot of everybody; what changes meanwhile is followed afterwards. */
async function build(): Promise<Held> {
  say({ stage: 'building' });
  return inSnapshot(db, async (tx) => {
    const at = await currentSnapshot(tx);
    return openHeld(await indexOf(readEverybody(tx)), at);
  });
}
async function indexOf(steps: ReturnType<typeof readEverybody>): Promise<CreatorIndex> {
  const index = indexBuilder();
  for await (const entries of steps) for (const entry of entries) index.add(entry);
  return index.finish();
}

class TooFar extends Error {}

/** Takes in what was committed since; gives how many creators that were. */
async function follow(index: Held): Promise<number> {
  const most = followMax(index.size);
  const { at, creatorIds, forgotten } = await listChanged(db, index.at, most + 1);
  if (forgotten || creatorIds.length > most) throw new TooFar('too much has changed to be followed');
  for (let i = 0; i < creatorIds.length && !stopping; i += atOnce) index.take(await loadEntries(db, creatorIds.slice(i, i + atOnce)));
  if (!stopping) index.reach(at);
  return creatorIds.length;
}
const stateOf = ({ at, size, changed }: Held): State => ({ at, size, changed });

/** It has not answered yet: nobody waits while it writes. */
async function save(index: Held): Promise<void> {
  if (folder === undefined) return;
  say({ stage: 'saving' });
  const { database } = await loadBinding(db);
  await saveSnapshotToken(db, token);
  try {
    writeIndexFile(folder, { database, token, at: index.at }, index.save());
  } catch (error) {
    say({ say: 'the index could not be written to disk', level: 'warn', about: { why: (error as Error).message } });
  }
}

async function bringNear(index: Held): Promise<void> {
  say({ stage: 'following' });
  while ((await follow(index)) > near && !stopping);
}

async function begin(): Promise<Held> {
  let index = await loadFile();
  try {
    if (index) await bringNear(index);
    // Whoever was erased while nothing ran is in no file afterwards.
    if (index && (await isAnyErased(db, index.dropped))) index = undefined;
  } catch (error) {
    if (!(error instanceof TooFar)) throw error;
    index = undefined;
  }
  const built = index === undefined;
  if (!index) await bringNear((index = await build()));
  // What was loaded lies on the disk already, and what it followed is short.
  if (built || index.changed > near) await save(index);
  if (!stopping) await bringNear(index);
  return index;
}

const pause = (ms: number) =>
  new Promise<void>((ok) => {
    const timer = setTimeout(ok, ms);
    wake = () => {
      clearTimeout(timer);
      ok();
    };
  });

async function keepPace(index: Held): Promise<void> {
  let troubled = false;
  while (!stopping) {
    await pause(troubled ? Math.max(everyMs, 1_000) : everyMs);
    if (stopping) return;
    try {
      await follow(index);
      say({ state: stateOf(index) });
      troubled = false;
    } catch (error) {
      if (error instanceof TooFar) throw error;
      // The database is away: searches hear of it themselves, and an index that falls silent is not asked.
      if (!troubled) say({ say: 'the index cannot follow the database', level: 'warn', about: { why: (error as Error).message } });
      troubled = true;
    }
  }
}

function answer(index: Held, { id, query, reads }: { id: number; query: IndexQuery; reads: Read[] }): void {
  try {
    for (const read of reads) index.take(read);
    say({ answer: index.search(query), id });
  } catch (error) {
    say({ wrong: (error as Error).stack ?? String(error), id });
  }
}

async function run(): Promise<void> {
  held = await begin();
  if (stopping) return;
  say({ ready: stateOf(held) });
  await keepPace(held);
}

port.on('message', (said: ToThread) => {
  if (said === 'hurry') wake();
  else if (said === 'stop') {
    stopping = true;
    wake();
  } else answer(held!, said.search);
});
try {
  await run();
} catch (error) {
  if (!stopping) say({ ended: (error as Error).message });
} finally {
  await db.destroy();
  port.close();
}
