// One engine in a process of its own: it fills itself with the crowd, then answers one search after the other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf } from '#test/crowd/entries.ts';
import { memberAt } from '#test/crowd/people.ts';
import { queriesOf } from '#test/crowd/queries.ts';
import { meaningsFile, namesFile, type Asked, type Setting, type Told } from './apart.ts';
import { openDuckDb } from './duckdb.ts';
import { fillMiniSearch, miniMost } from './minisearch.ts';
import { openOurs } from './ours.ts';
import type { Answered, Meaning, Peer } from './peer.ts';
import { bestPlaces, cellsOf, flatOf, openNames } from './rows.ts';
import { fillSqlite } from './sqlite.ts';

const { engine, dir, creators, queries, seed } = JSON.parse(process.argv[2]!) as Setting;
const asked = queriesOf(seed, creators, queries);
const read = <T>(file: string): T => JSON.parse(readFileSync(join(dir, file), 'utf8')) as T;
const namesOf = () => openNames(read<Parameters<typeof openNames>[0]>(namesFile));

const meanings = () => {
  const found = read<(Meaning | null)[]>(meaningsFile);
  return new Map(asked.map((asking, n) => [asking, found[n] ?? undefined]));
};

const open: Record<Setting['engine'], () => Peer | Promise<Peer>> = {
  ours: () => openOurs(creators, seed),
  duckdb: () => openDuckDb(dir, namesOf(), meanings(), 2),
  duckdbOnOne: () => openDuckDb(dir, namesOf(), meanings(), 1),
  sqlite() {
    const names = namesOf();
    const sqlite = fillSqlite();
    for (let place = 0; place < creators; place++) {
      const entry = entryOf(memberAt(seed, place));
      sqlite.add(cellsOf(flatOf(place, entry, names)), bestPlaces(entry.words).keys());
    }
    return sqlite.ready(names);
  },
  async minisearch() {
    const names = namesOf();
    const mini = await fillMiniSearch();
    for (let place = 0; place < Math.min(miniMost, creators); place++) {
      const entry = entryOf(memberAt(seed, place));
      mini.add(flatOf(place, entry, names), entry);
    }
    return mini.ready(names);
  },
};

const tell = (told: Told) => void process.send!(told);
const peer = await open[engine]();
const { name, note, loadSeconds, creators: held, shapes } = peer;
let last: Answered | undefined;
process.on('message', (asking: Asked) => {
  const answer = async (): Promise<Told> => {
    if (asking === 'lines') return { lines: await last!.lines() };
    last = await peer.ask(asked[asking.n]!, asking.shape);
    return { ms: last.ms };
  };
  answer().then(tell, (error: unknown) => tell({ failed: (error as Error).stack ?? String(error) }));
});
tell({ ready: { name, note, loadSeconds, shapes, ...(held !== undefined && { creators: held }) } });
