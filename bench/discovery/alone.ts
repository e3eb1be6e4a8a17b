// The index by itself in a fresh process: memory, build, snapshot, withdrawals, and how long searches take. One line of JSON.
//   node bench/discovery/alone.ts CREATORS QUERIES SEED
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { indexBuilder, loadIndex, type CreatorIndex } from '#src/features/discovery/index/door.ts';
import { entryOf } from '#test/crowd/entries.ts';
import { memberAt } from '#test/crowd/people.ts';
import { byText, queriesOf } from '#test/crowd/queries.ts';
import { timesOf, type Times } from './times.ts';
import { searchOurs } from './ours.ts';

export interface Alone {
  creators: number;
  buildSeconds: number;
  residentBytesEach: number;
  ownBytesEach: number;
  saveSeconds: number;
  loadSeconds: number;
  withdrawalMicros: number;
  all: Times;
  text: Times;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const resident = (): number => {
  for (let i = 0; i < 3; i++) collect();
  return process.memoryUsage.rss();
};

const [creators, queries, seed] = process.argv.slice(2).map(Number) as [number, number, number];
/** Everything that a build needs but the index, done before: its code, and the heap that made-up creators come and go in. */
for (let place = 0; place < 20_000; place++) entryOf(memberAt(seed + 1, place));
const before = resident();
const { index, seconds } = build();
const residentBytes = resident() - before;
const pieces = index.save();
const ownBytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
const dir = mkdtempSync(join(tmpdir(), 'greenroom-bench-'));
const saving = performance.now();
for (const [i, piece] of index.save().entries()) write(join(dir, String(i)), piece);
const saveSeconds = (performance.now() - saving) / 1000;
const loading = performance.now();
const loaded = loadIndex(pieces.map((_, i) => read(join(dir, String(i)))));
const loadSeconds = (performance.now() - loading) / 1000;
rmSync(dir, { recursive: true, force: true });
if (loaded.size !== index.size) throw new Error(`${loaded.size} of ${index.size} creators came back`);

const asked = queriesOf(seed, creators, queries);
for (const { query } of asked) index.search(query);
const took = asked.map((asking) => ({ asking, ms: searchOurs(index, asking.query, seed).ms }));
const said: Alone = {
  creators,
  buildSeconds: seconds,
  residentBytesEach: residentBytes / index.size,
  ownBytesEach: ownBytes / index.size,
  saveSeconds,
  loadSeconds,
  withdrawalMicros: withdraw(index),
  all: timesOf(took.map((t) => t.ms)),
  text: timesOf(took.filter((t) => byText(t.asking.kind)).map((t) => t.ms)),
};
console.log(JSON.stringify(said));

/** The seconds are the index's own: making the creators up is not counted. */
function build(): { index: CreatorIndex; seconds: number } {
  const builder = indexBuilder();
  let spent = 0;
  for (let place = 0; place < creators; place++) {
    const entry = entryOf(memberAt(seed, place));
    const began = performance.now();
    builder.add(entry);
    spent += performance.now() - began;
  }
  const began = performance.now();
  const built = builder.finish();
  return { index: built, seconds: (spent + performance.now() - began) / 1000 };
}

/** One after the other, each followed by nothing: the mean of a thousand. */
function withdraw(from: CreatorIndex): number {
  const ids = Array.from({ length: Math.min(1000, creators) }, (_, i) => memberAt(seed, Math.floor((i * creators) / 1000)).card.creatorId);
  const began = performance.now();
  for (const id of ids) from.drop([id]);
  return ((performance.now() - began) * 1000) / ids.length;
}

/** In pieces, as it is written: one read takes 2 GiB at most. */
function read(file: string): Uint8Array {
  const bytes = new Uint8Array(statSync(file).size);
  const from = openSync(file, 'r');
  for (let at = 0; at < bytes.byteLength;) at += readSync(from, bytes, at, Math.min(bytes.byteLength - at, 1 << 30), at);
  closeSync(from);
  return bytes;
}
function write(file: string, bytes: Uint8Array): void {
  const to = openSync(file, 'w');
  for (let at = 0; at < bytes.byteLength;) at += writeSync(to, bytes, at, Math.min(bytes.byteLength - at, 1 << 30));
  closeSync(to);
}
