// DuckDB in memory, on one thread as the index is, or on two: the same tables and the same statement. It has no search for typos: it is
// handed the words that are meant, and the time to find them is not counted.
import type { Asking } from '#test/crowd/queries.ts';
import { load, type Package } from './packages.ts';
import { timed, type Meaning, type Peer, type Said } from './peer.ts';
import { columnTypes, rowColumns, tableFile, type Names } from './rows.ts';
import { statementOf, textsOf } from './statement.ts';

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): Said[] }>;
  closeSync(): void;
}
interface DuckDb extends Package {
  DuckDBInstance: {
    create(path: string, settings: Record<string, string>): Promise<{ connect(): Promise<Connection>; closeSync(): void }>;
  };
}

type Meanings = ReadonlyMap<Asking, Meaning | undefined>;
export async function openDuckDb(dir: string, names: Names, meanings: Meanings, threads: 1 | 2): Promise<Peer> {
  const { DuckDBInstance } = await load<DuckDb>('@duckdb/node-api');
  const began = performance.now();
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  const columns: Record<string, Record<string, string>> = {
    creators: Object.fromEntries(rowColumns.map((c) => [c, columnTypes(c)])),
    postings: { word: 'integer', n: 'integer', weight: 'double' },
    sets: { kind: 'varchar', number: 'integer', value: 'integer' },
  };
  for (const [table, of] of Object.entries(columns)) {
    const types = Object.entries(of).map(([c, type]) => `'${c}': '${type}'`);
    const read = `read_csv('${tableFile(dir, table)}', delim = '\t', header = false, quote = '', escape = '', nullstr = '\\N', columns = {${types.join(', ')}})`;
    await connection.run(`create table ${table} as select * from ${read} ${table === 'postings' ? 'order by word, n' : ''}`);
  }
  await connection.run('analyze');
  const loadSeconds = (performance.now() - began) / 1000;
  return {
    name: threads === 1 ? 'DuckDB, one thread' : 'DuckDB',
    note: `in memory, ${threads === 1 ? 'one thread' : 'two threads'}, word lists in order; no typos: it is handed the words that are meant; the quicker of two statements for each query`,
    loadSeconds,
    shapes: ['once', 'apart'],
    ask: (asking, shape) =>
      timed(names, async () => {
        const meant = meanings.get(asking);
        const texts = meant && textsOf(meant.answering, meant.tokens, meant.whole);
        return (await connection.runAndReadAll(statementOf(asking.query, names, texts, shape))).getRows();
      }),
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
