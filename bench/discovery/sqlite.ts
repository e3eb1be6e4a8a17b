// SQLite with FTS5, in memory: the same narrow table and the same statement, the text by its full-text index with its own rank. It corrects
// nothing: queries with a typo find less, which is in its favour.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { figureNames } from '#src/features/creators/contract.ts';
import { weights, readQuery } from '#src/features/discovery/rules.ts';
import { timed, type Peer, type Said } from './peer.ts';
import { columnTypes, rowColumns, setRows, type Names } from './rows.ts';
import { statementOf, usual } from './statement.ts';

const dialect = { ...usual, greatest: 'max', least: 'min' };

/** Filled row by row while the crowd passes; `ready` when it has. */
export function fillSqlite() {
  let spent = 0;
  const db = new DatabaseSync(':memory:');
  db.exec('pragma cache_size = -2000000');
  db.exec(`create table creators (${rowColumns.map((c) => `${c} ${c === 'n' ? 'integer primary key' : columnTypes(c)}`).join(', ')})`);
  db.exec('create table sets (kind text, number integer, value integer)');
  db.exec(
    `create virtual table found using fts5(words, content = '', prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 0 tokenchars '@'")`,
  );
  const creator = db.prepare(`insert into creators values (${rowColumns.map(() => '?').join(', ')})`);
  const text = db.prepare('insert into found (rowid, words) values (?, ?)');
  db.exec('begin');
  const loading = <T>(work: () => T): T => {
    const began = performance.now();
    const done = work();
    spent += performance.now() - began;
    return done;
  };
  return {
    add: (cells: (number | null)[], words: Iterable<string>) =>
      loading(() => {
        creator.run(...cells);
        text.run(cells[0]!, [...words].join(' '));
      }),
    ready: (names: Names): Peer => {
      loading(() => {
        const set = db.prepare('insert into sets values (?, ?, ?)');
        for (const row of setRows(names)) set.run(...row);
        db.exec('commit');
        for (const column of [
          'languages',
          'country',
          'categories',
          'platforms',
          ...figureNames.flatMap((_, i) => [`f${i}_low`, `f${i}_high`]),
        ])
          db.exec(`create index creators_${column} on creators (${column})`);
        db.exec(`create index sets_number on sets (kind, number)`);
        db.exec(`insert into found (found) values ('optimize')`);
        db.exec('analyze');
      });
      return peer(db, names, spent / 1000);
    },
  };
}

function peer(db: DatabaseSync, names: Names, loadSeconds: number): Peer {
  return {
    name: 'SQLite FTS5',
    note: 'in memory, prefix indexes, its own rank of words; no typos; the quicker of two statements for each query',
    loadSeconds,
    shapes: ['once', 'apart'],
    ask: ({ query }, shape) =>
      timed(names, () => {
        const texts = query.text.trim() === '' ? undefined : matching(query.text);
        const statement: StatementSync = db.prepare(statementOf(query, names, texts, shape, dialect));
        statement.setReturnArrays(true);
        return statement.all() as unknown as Said[];
      }),
    async close() {
      db.close();
    },
  };
}

function matching(text: string): string {
  const all = readQuery(text)
    .words.map(({ word }) => `"${word}"*`)
    .join(' AND ');
  const q = `min(${weights.text}, round(-40 * bm25(found)))`;
  return `texts as materialized (select rowid as n, ${q} as q from found where found match '${all}')`;
}
