// Search over a crowd by the index and by peers that hold the same creators, each in a process of its own: filters, text with typos, six
// facets, the first twenty with their reasons. Before it, the index alone at growing sizes.
import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf } from '#test/crowd/entries.ts';
import { memberAt } from '#test/crowd/people.ts';
import { byText, kinds, queriesOf, type Asking } from '#test/crowd/queries.ts';
import { difference } from './discovery/agree.ts';
import type { Alone } from './discovery/alone.ts';
import { apart, meaningsFile, namesFile, type Setting } from './discovery/apart.ts';
import { bring } from './discovery/packages.ts';
import type { Meaning, Peer } from './discovery/peer.ts';
import { openPostgres } from './discovery/postgres.ts';
import { bestPlaces, cellsOf, flatOf, knownOf, numbering, openFiles, openNames, setRows, type Names } from './discovery/rows.ts';
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
    const drawn = queriesOf(seed, creators, queries * 2);
    const { ours, peers } = await prepare(dir, creators, drawn, leftOut === undefined, open);
    const [asked, warming] = [drawn.slice(0, queries), drawn.slice(queries)];
    const agreed = await compare(ours, peers, asked);
    const timed = await measure([ours, ...peers], asked, warming, rounds, agreed.shapes);
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

/** The tables first, then engine after engine, so that none loads beside another. PostgreSQL has a server; its client is in this process. */
async function prepare(dir: string, creators: number, asked: Asking[], packages: boolean, open: Peer[]) {
  const names = await writeTables(dir, creators);
  const opened = (peer: Peer): Peer => (open.push(peer), peer);
  const engine = async (name: Setting['engine']) => {
    say(`loading: ${name}`);
    return opened(await apart({ engine: name, dir, creators, queries: asked.length, seed }, asked));
  };
  const ours = await engine('ours');
  say('loading: postgresql');
  const postgres = await openPostgres(dir, names);
  opened(postgres);
  const meanings: (Meaning | undefined)[] = [];
  for (const { query } of asked) meanings.push(await postgres.meaning(query.text));
  writeFileSync(join(dir, meaningsFile), JSON.stringify(meanings));
  const duckdb = packages ? [await engine('duckdb'), await engine('duckdbOnOne')] : [];
  const sqlite = await engine('sqlite');
  const mini = packages ? [await engine('minisearch')] : [];
  return { ours, peers: [postgres, ...duckdb, sqlite, ...mini] };
}

/** Twice through the crowd: once for the words that there are, once for the rows. */
async function writeTables(dir: string, creators: number): Promise<Names> {
  say('the words of the crowd');
  const seen = new Set<string>();
  for (let place = 0; place < creators; place++) for (const { word } of entryOf(memberAt(seed, place)).words) seen.add(word);
  const words = numbering([...seen].toSorted());
  seen.clear();
  say('rows for the peers');
  const names = openNames();
  const files = openFiles(dir);
  for (let place = 0; place < creators; place++) {
    const entry = entryOf(memberAt(seed, place));
    files.creators.add(cellsOf(flatOf(place, entry, names)));
    for (const [word, weight] of bestPlaces(entry.words)) files.postings.add([words.of(word), place, weight]);
    if (place % 5000 === 4999) await Promise.all([files.creators.flush(), files.postings.flush()]);
  }
  for (const [n, word] of words.values.entries()) files.words.add([n, word]);
  for (const row of setRows(names)) files.sets.add(row);
  await Promise.all([files.creators, files.postings, files.words, files.sets].map((file) => file.close()));
  writeFileSync(join(dir, namesFile), JSON.stringify(knownOf(names)));
  return names;
}

interface Agreed {
  /** Queries on which total and every facet are the same as ours. */
  same: Map<Peer, number>;
  shapes: Map<Peer, Map<Asking, Shape>>;
}
/** Every query once in every shape: it warms them, finds the quicker shape, and says whether they answer alike. PostgreSQL and DuckDB must. */
async function compare(us: Peer, peers: Peer[], asked: Asking[]): Promise<Agreed> {
  const at = along('the same answers?', asked.length);
  const agreed: Agreed = {
    same: new Map(peers.map((p) => [p, 0])),
    shapes: new Map([us, ...peers].map((p) => [p, new Map()])),
  };
  for (const [n, asking] of asked.entries()) {
    at(n);
    const ours = await (await us.ask(asking, us.shapes[0]!)).lines();
    agreed.shapes.get(us)!.set(asking, us.shapes[0]!);
    for (const peer of peers) {
      let best = Infinity;
      for (const shape of peer.shapes) {
        const answered = await peer.ask(asking, shape);
        const other = difference(ours, await answered.lines());
        if (other !== undefined && mustAgree(peer))
          throw new Error(`${peer.name} (${shape}): ${other} in ${asking.kind}: ${JSON.stringify(asking.query)}`);
        if (other === undefined && shape === peer.shapes[0]) agreed.same.set(peer, agreed.same.get(peer)! + 1);
        if (answered.ms >= best) continue;
        best = answered.ms;
        agreed.shapes.get(peer)!.set(asking, shape);
      }
    }
  }
  return agreed;
}
const mustAgree = (peer: Peer): boolean => /^(PostgreSQL|DuckDB)/.test(peer.name);

const warmMs = 60_000;
/** Other queries, which are not counted: it has stood idle for minutes, and takes some hundred queries to be what it was. */
async function warm(engine: Peer, warming: Asking[]): Promise<void> {
  const until = performance.now() + warmMs;
  for (const asking of warming) if (performance.now() < until) await engine.ask(asking, engine.shapes[0]!);
}

type Timed = Map<string, Map<Asking, number>>;
const us = 'Greenroom';
/**
 * Engine by engine, all queries one after the other as a server would meet them, round by round; of each query the median of the rounds.
 * Query by query in turns, each engine would begin in the caches that the one before left behind. Each is warm before its turn.
 */
async function measure(engines: Peer[], asked: Asking[], warming: Asking[], rounds: number, shapes: Agreed['shapes']): Promise<Timed> {
  const took = new Map<string, Map<Asking, number[]>>(engines.map(({ name }) => [name, new Map()]));
  for (let r = 0; r < rounds; r++)
    for (const engine of engines) {
      const of = took.get(engine.name)!;
      const ask = (asking: Asking) => engine.ask(asking, shapes.get(engine)!.get(asking)!);
      await warm(engine, warming);
      const at = along(`round ${r + 1} of ${rounds}: ${engine.name}`, asked.length);
      for (const [n, asking] of asked.entries()) {
        at(n);
        const { ms } = await ask(asking);
        of.set(asking, [...(of.get(asking) ?? []), ms]);
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
  { same, shapes }: Agreed,
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
      sameAnswers: `${same.get(peer)!} of ${shapes.get(peer)!.size}`,
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
