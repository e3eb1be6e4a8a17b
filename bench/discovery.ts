// Search over a crowd by the index, in turns with peers that hold the same creators: filters, text with typos, six facets, the first twenty
// with their reasons. Before it, the index alone in processes of its own, at growing sizes.
import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexBuilder, type CreatorIndex } from '#src/features/discovery/index/door.ts';
import { entryOf } from '#test/crowd/entries.ts';
import { memberAt } from '#test/crowd/people.ts';
import { byText, kinds, queriesOf, type Asking } from '#test/crowd/queries.ts';
import { difference, linesOf, linesOfRows } from './discovery/agree.ts';
import type { Alone } from './discovery/alone.ts';
import { openDuckDb } from './discovery/duckdb.ts';
import { fillMiniSearch, miniMost } from './discovery/minisearch.ts';
import { searchOurs } from './discovery/ours.ts';
import { bring } from './discovery/packages.ts';
import type { Meaning, Peer, Said } from './discovery/peer.ts';
import { openPostgres } from './discovery/postgres.ts';
import { bestPlaces, cellsOf, flatOf, listed, numbering, openFiles, openNames } from './discovery/rows.ts';
import { fillSqlite } from './discovery/sqlite.ts';
import type { Shape } from './discovery/statement.ts';
import { ratiosOf, timesOf, type Times } from './discovery/times.ts';
import { machine, median, round, type Options, type Report } from './figures.ts';

const seed = 2026;
const say = (text: string) => void process.stderr.write(`${text}\n`);
/** Says how far it is, every 25 queries: the peers can take seconds for one. */
function along(what: string, all: number): (n: number) => void {
  const began = performance.now();
  return (n) => void (n % 25 === 0 && say(`${what} ${n} of ${all} after ${Math.round((performance.now() - began) / 1000)} s`));
}

export async function discovery({ creators = 1_000_000, queries = 300, rounds = 3, curve = 0 }: Options): Promise<Report> {
  const sizes = [...new Set([10_000, 100_000, creators, curve].filter((n) => n > 0 && (n <= creators || n === curve)))].toSorted(
    (a, b) => a - b,
  );
  const alone: Alone[] = [];
  for (const size of sizes) {
    say(`the index alone, ${size} creators`);
    alone.push(await aloneAt(size, queries));
  }
  const leftOut = bring();
  if (leftOut !== undefined) say(leftOut);
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-bench-'));
  chmodSync(dir, 0o711);
  const open: Peer[] = [];
  try {
    const asked = queriesOf(seed, creators, queries);
    const { index, peers, names } = await prepare(dir, creators, asked, leftOut === undefined, open);
    const agreed = await compare(index, peers, names, asked);
    const timed = await measure(index, peers, asked, rounds, agreed.shapes);
    return reportOf({ creators, queries, rounds, seed }, alone, timed, peers, agreed, leftOut);
  } finally {
    for (const peer of open) await peer.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function aloneAt(size: number, queries: number): Promise<Alone> {
  const args = ['--max-old-space-size=16000', join(import.meta.dirname, 'discovery/alone.ts'), String(size), String(queries), String(seed)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text));
  const code = await new Promise((ended) => child.once('close', ended));
  if (code !== 0) throw new Error(`the index alone with ${size} creators ended with ${String(code)}`);
  return JSON.parse(out) as Alone;
}

/** Twice through the crowd: once for the index and the words that there are, once for the rows of the peers. */
async function prepare(dir: string, creators: number, asked: Asking[], packages: boolean, open: Peer[]) {
  say('the index, and the words of the crowd');
  const builder = indexBuilder();
  const seen = new Set<string>();
  for (let place = 0; place < creators; place++) {
    const entry = entryOf(memberAt(seed, place));
    builder.add(entry);
    for (const { word } of entry.words) seen.add(word);
  }
  const index = builder.finish();
  const words = numbering();
  for (const word of [...seen].toSorted()) words.of(word);
  seen.clear();
  say('rows for the peers, SQLite, MiniSearch');
  const names = openNames();
  const files = openFiles(dir);
  const sqlite = fillSqlite();
  const mini = packages ? await fillMiniSearch() : undefined;
  for (let place = 0; place < creators; place++) {
    const entry = entryOf(memberAt(seed, place));
    const flat = flatOf(place, entry, names);
    const best = bestPlaces(entry.words);
    files.creators.add(cellsOf(flat));
    for (const [word, weight] of best) files.postings.add([words.of(word), place, weight]);
    sqlite.add(cellsOf(flat), best.keys());
    if (place < miniMost) mini?.add(flat, entry);
    if (place % 5000 === 4999) await Promise.all([files.creators.flush(), files.postings.flush()]);
  }
  for (const [n, word] of words.values.entries()) files.words.add([n, word]);
  const sets = listed.flatMap((kind) =>
    names.set[kind].values.flatMap((members, n) => members.split(',').flatMap((m) => (m === '' ? [] : [[kind, n, Number(m)] as const]))),
  );
  for (const row of sets) files.sets.add(row);
  await Promise.all([files.creators, files.postings, files.words, files.sets].map((file) => file.close()));
  open.push(sqlite.ready(names, sets));
  if (mini) open.push(mini.ready());
  say('PostgreSQL');
  const postgres = await openPostgres(files, names);
  open.unshift(postgres);
  const meanings = new Map<Asking, Meaning | undefined>();
  for (const asking of asked) meanings.set(asking, await postgres.meaning(asking.query.text));
  if (packages) {
    say('DuckDB');
    open.splice(1, 0, await openDuckDb(files, names, meanings));
  }
  return { index, peers: open, names };
}

interface Agreed {
  /** Queries on which total and every facet are the same as ours. */
  same: Map<Peer, number>;
  shapes: Map<Peer, Map<Asking, Shape>>;
}
/** Every query once in every shape: it warms them, finds the quicker shape, and says whether they answer alike. PostgreSQL and DuckDB must. */
async function compare(index: CreatorIndex, peers: Peer[], names: Parameters<typeof linesOfRows>[1], asked: Asking[]): Promise<Agreed> {
  const at = along('the same answers?', asked.length);
  const agreed: Agreed = { same: new Map(peers.map((p) => [p, 0])), shapes: new Map(peers.map((p) => [p, new Map()])) };
  for (const [n, asking] of asked.entries()) {
    at(n);
    const ours = linesOf(searchOurs(index, asking.query, seed).answer);
    for (const peer of peers) {
      let best = Infinity;
      for (const shape of peer.shapes) {
        const began = performance.now();
        const rows: readonly Said[] = await peer.ask(asking, shape);
        const took = performance.now() - began;
        const other = difference(ours, linesOfRows(rows, names));
        if (other !== undefined && mustAgree(peer))
          throw new Error(`${peer.name} (${shape}): ${other} in ${asking.kind}: ${JSON.stringify(asking.query)}`);
        if (took >= best) continue;
        best = took;
        agreed.shapes.get(peer)!.set(asking, shape);
        if (other === undefined && shape === peer.shapes[0]) agreed.same.set(peer, agreed.same.get(peer)! + 1);
      }
    }
  }
  return agreed;
}
const mustAgree = (peer: Peer): boolean => /^(PostgreSQL|DuckDB)/.test(peer.name);

type Timed = Map<string, Map<Asking, number>>;
const us = 'Greenroom';
/**
 * Engine by engine, all queries one after the other as a server would meet them, round by round; of each query the median of the rounds.
 * Query by query in turns, each engine would begin in the caches and the garbage that the one before left behind.
 */
async function measure(index: CreatorIndex, peers: Peer[], asked: Asking[], rounds: number, shapes: Agreed['shapes']): Promise<Timed> {
  const took = new Map<string, Map<Asking, number[]>>([us, ...peers.map((p) => p.name)].map((name) => [name, new Map()]));
  const note = (name: string, asking: Asking, ms: number) => {
    const of = took.get(name)!;
    of.set(asking, [...(of.get(asking) ?? []), ms]);
  };
  for (let r = 0; r < rounds; r++) {
    say(`round ${r + 1} of ${rounds}: ${us}`);
    for (const asking of asked) note(us, asking, searchOurs(index, asking.query, seed).ms);
    for (const peer of peers) {
      const at = along(`round ${r + 1} of ${rounds}: ${peer.name}`, asked.length);
      for (const [n, asking] of asked.entries()) {
        at(n);
        const shape = shapes.get(peer)!.get(asking)!;
        const began = performance.now();
        await peer.ask(asking, shape);
        note(peer.name, asking, performance.now() - began);
      }
    }
  }
  return new Map([...took].map(([name, of]) => [name, new Map([...of].map(([asking, ms]) => [asking, median(ms)]))]));
}

const rounded = <T extends object>(figures: T): T =>
  Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, typeof v === 'number' ? round(v) : v])) as T;

function reportOf(
  size: Record<string, unknown>,
  alone: Alone[],
  timed: Timed,
  peers: Peer[],
  { same }: Agreed,
  leftOut: string | undefined,
): Report {
  const of = (name: string, which: (asking: Asking) => boolean): Times =>
    timesOf([...timed.get(name)!].flatMap(([asking, ms]) => (which(asking) ? [ms] : [])));
  const sorts: [string, (asking: Asking) => boolean][] = [
    ['all', () => true],
    ['text', (a) => byText(a.kind)],
    ['filters', (a) => !byText(a.kind)],
  ];
  const tables = (name: string) => Object.fromEntries(sorts.map(([sort, which]) => [sort, of(name, which)]));
  const slowest = Object.fromEntries(kinds.map((kind) => [kind, of(us, (a) => a.kind === kind)]));
  return {
    name: 'discovery',
    machine: machine(),
    size,
    ours: { ms: tables(us), byKind: slowest, alone: alone.map(rounded) },
    peers: peers.map((peer) => ({
      name: peer.name,
      note: peer.note,
      ...(peer.creators !== undefined && { creators: peer.creators }),
      loadSeconds: round(peer.loadSeconds),
      sameAnswers: `${same.get(peer)!} of ${timed.get(us)!.size}`,
      ms: tables(peer.name),
    })),
    ratios: Object.fromEntries(
      peers.map((peer) => [
        peer.name,
        Object.fromEntries(sorts.map(([sort, which]) => [sort, ratiosOf(of(us, which), of(peer.name, which))])),
      ]),
    ),
    ...(leftOut !== undefined && { leftOut }),
  };
}
