// PostgreSQL as well as we know how: narrow tables, an index for each filter, lists of words in order with their weight, kept plans off the
// way, no JIT, two workers. A search is two statements: which words are meant, and the search itself.
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { figureNames } from '#src/features/creators/contract.ts';
import { matchWeight, readQuery, type QueryWord } from '#src/features/discovery/rules.ts';
import { startPostgres } from '#src/infra/db/embedded.ts';
import { charsOf, matchWord, typoMin } from '#src/lib/text.ts';
import { timed, type Meaning, type Peer } from './peer.ts';
import { columnTypes, rowColumns, tableFile, type Names } from './rows.ts';
import { statementOf, textsOf, type Answering } from './statement.ts';

export interface PostgresPeer extends Peer {
  meaning(text: string): Promise<Meaning | undefined>;
  megabytes: number;
}

export async function openPostgres(tables: string, names: Names): Promise<PostgresPeer> {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-bench-'));
  chmodSync(dir, 0o711);
  const server = await startPostgres(join(dir, 'data'), {
    settings: {
      shared_buffers: '2GB',
      effective_cache_size: '12GB',
      max_wal_size: '8GB',
      fsync: 'off',
      jit: 'off',
      random_page_cost: '1.1',
    },
  });
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  const began = performance.now();
  await load(client, tables);
  const loadSeconds = (performance.now() - began) / 1000;
  for (const setting of [
    `work_mem = '256MB'`,
    'max_parallel_workers_per_gather = 2',
    'parallel_setup_cost = 100',
    'hash_mem_multiplier = 4',
  ])
    await client.query(`set ${setting}`);
  const { rows: sizes } = await client.query<{ mb: string }>('select pg_database_size(current_database()) / 1048576 as mb');
  const meaning = (text: string) => meaningOf(client, text);
  return {
    name: 'PostgreSQL 18',
    note: 'narrow tables, btree on each filter and word list, work_mem 256 MB, JIT off, two workers, everything in memory; the quicker of two statements for each query',
    loadSeconds,
    megabytes: Number(sizes[0]!.mb),
    shapes: ['once', 'apart'],
    meaning,
    ask: ({ query }, shape) =>
      timed(names, async () => {
        const meant = await meaning(query.text);
        const texts = meant && textsOf(meant.answering, meant.tokens, meant.whole);
        const { rows } = await client.query<[string, string, string]>({
          text: statementOf(query, names, texts, shape),
          rowMode: 'array',
          values: [],
        });
        return rows.map(([what, value, number]) => [what, Number(value), Number(number)] as const);
      }),
    async close() {
      await client.end();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function load(client: pg.Client, tables: string): Promise<void> {
  const run = async (...statements: string[]) => {
    for (const statement of statements) await client.query(statement);
  };
  await run(
    `set maintenance_work_mem = '1GB'`,
    `create table creators (${rowColumns.map((c) => `${c} ${columnTypes(c)}`).join(', ')})`,
    'create table postings (word integer, n integer, weight double precision)',
    'create table words (word integer, text text collate "C")',
    'create table sets (kind text, number integer, value integer)',
  );
  for (const table of ['creators', 'postings', 'words', 'sets'] as const) await run(`copy ${table} from '${tableFile(tables, table)}'`);
  await run(
    'alter table creators add primary key (n)',
    'create index on postings (word, n) include (weight)',
    'create index on postings (n, word)',
    'create index on words (text)',
    'create index on words (reverse(text) collate "C")',
  );
  for (const column of ['languages', 'country', 'categories', 'platforms', ...figureNames.flatMap((_, i) => [`f${i}_low`, `f${i}_high`])])
    await run(`create index on creators (${column})`);
  await run('vacuum analyze creators', 'vacuum analyze postings', 'vacuum analyze words', 'vacuum analyze sets');
}

const like = (start: string) => `${start}%`;
/** The runs of words that begin as typed, and the words one slip away: by one half of the word, which one slip leaves as it was. */
async function meaningOf(client: pg.Client, text: string): Promise<Meaning | undefined> {
  if (text.trim() === '') return undefined;
  const { words, whole } = readQuery(text);
  const answering: Answering[] = [];
  for (const [token, word] of words.entries()) answering.push(...(await answersTo(client, token, word)));
  const { rows } = await client.query<{ word: number }>('select word from words where text = $1', [whole]);
  return { answering, tokens: Math.max(1, words.length), whole: rows[0]?.word };
}

async function answersTo(client: pg.Client, token: number, { word, halves: h }: QueryWord): Promise<Answering[]> {
  const { rows: runs } = await client.query<{ from: number | null; to: number | null; exact: number | null }>(
    `select min(word) as from, max(word) as to, min(word) filter (where text = $2) as exact from words where text like $1`,
    [like(word), word],
  );
  const { from, to, exact } = runs[0]!;
  const typed: Answering[] = [
    ...(exact === null ? [] : [{ token, weight: matchWeight.exact, words: [exact] }]),
    ...(from === null || to === null ? [] : [{ token, weight: matchWeight.prefix, from, to }]),
  ];
  if (!h || (charsOf(word).length === typoMin && typed.length > 0)) return typed;
  const { rows } = await client.query<{ word: number; text: string }>(
    `select word, text from words where text = $1 or (text like $2 and char_length(text) >= $5::int - 1)
      or (reverse(text) like $3 and char_length(text) between $4::int - 1 and $4::int + 1)`,
    [h.swapped, like(h.start), like(charsOf(h.end).reverse().join('')), h.length, h.length],
  );
  const slipped = rows.filter((r) => !r.text.startsWith('@') && matchWord(word, r.text) === 'typo').map((r) => r.word);
  return slipped.length === 0 ? typed : [...typed, { token, weight: matchWeight.typo, words: slipped }];
}
