// Everything that a database holds, read from one snapshot while the program goes on writing.
import type pg from 'pg';
import { z } from 'zod';
import { contentOf, listTables, plainForms, quoted, type Ask, type Table } from '../content.ts';
import { writeBackup } from './file.ts';

const chunkChars = 1_000_000;
/** Rows may be as long as a part of a file: a few hundred of them are held at most. */
const rowsAtOnce = 200;

export const Header = z.object({
  /** Of the shape of this header and of the chunks. */
  format: z.literal(1),
  instanceId: z.uuid(),
  era: z.int(),
  /** By the clock of the program that made it. */
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  tables: z.array(z.object({ name: z.string(), rows: z.int(), columns: z.array(z.object({ name: z.string(), type: z.string() })) })),
  /** The next numbers of the identity columns. */
  sequences: z.array(z.object({ table: z.string(), column: z.string(), last: z.string(), called: z.boolean() })),
  content: z.string(),
});
export type Header = z.infer<typeof Header>;

/** `part` is one of hash, save, check, load. */
export type Progress = (part: string, done: number, of: number, what: string) => void;

/** Reads from one snapshot into the file; the file appears whole or not at all. */
export async function dump(owner: pg.Client, file: string, madeAt: Date, onProgress: Progress): Promise<{ header: Header; bytes: number }> {
  const ask = asker(owner);
  await owner.query('begin isolation level repeatable read read only');
  const to = await writeBackup(file);
  try {
    for (const form of plainForms) await owner.query(form);
    const header = await describe(ask, madeAt, onProgress);
    await to.add(JSON.stringify(header));
    const of = header.tables.reduce((sum, t) => sum + t.rows, 0);
    let done = 0;
    for (const table of header.tables)
      for await (const lines of chunksOf(owner, table)) {
        await to.add(`${table.name}\n${lines.join('\n')}`);
        onProgress('save', (done += lines.length), of, table.name);
      }
    const bytes = await to.finish();
    await owner.query('commit');
    return { header, bytes };
  } catch (error) {
    await to.abandon();
    await owner.query('rollback').catch(() => {});
    throw error;
  }
}

export const asker =
  (client: pg.Client): Ask =>
  async <R>(text: string) =>
    (await client.query<R & pg.QueryResultRow>(text)).rows;

async function describe(ask: Ask, madeAt: Date, onProgress: Progress): Promise<Header> {
  const tables = await listTables(ask);
  const counted: Header['tables'] = [];
  for (const table of tables) {
    const [found] = await ask<{ n: string }>(`select count(*)::text as n from ${quoted(table.name)}`);
    counted.push({ ...table, rows: Number(found!.n) });
  }
  const [era] = await ask<{ era: number; instance_id: string }>('select era, instance_id from store_eras order by era desc limit 1');
  const migrations = await ask<{ name: string; hash: string }>(
    `select name, hash from migrations where name like '%.sql' order by name collate "C"`,
  );
  let seen = 0;
  const content = await contentOf(ask, (name) => onProgress('hash', ++seen, tables.length, name));
  return {
    format: 1,
    instanceId: era!.instance_id,
    era: era!.era,
    madeAt: madeAt.toISOString(),
    migrations,
    tables: counted,
    sequences: await listSequences(ask),
    content,
  };
}

async function listSequences(ask: Ask): Promise<Header['sequences']> {
  const columns = await ask<{ table: string; column: string; sequence: string }>(`
    select c.relname::text as table, a.attname::text as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null
    order by 1, 2`);
  const sequences: Header['sequences'] = [];
  for (const { table, column, sequence } of columns) {
    const [at] = await ask<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${sequence}`);
    sequences.push({ table, column, ...at! });
  }
  return sequences;
}

/** Each row as the JSON list of its values' texts, in the order of the columns' names. */
async function* chunksOf(owner: pg.Client, { name, columns }: Table): AsyncGenerator<string[]> {
  const values = columns.map((c) => `${quoted(c.name)}::text`).join(', ');
  await owner.query(`declare chunk no scroll cursor for select json_build_array(${values})::text as row from ${quoted(name)}`);
  let lines: string[] = [];
  let chars = 0;
  for (;;) {
    const { rows } = await owner.query<{ row: string }>(`fetch ${rowsAtOnce} from chunk`);
    for (const { row } of rows) {
      lines.push(row);
      chars += row.length;
      if (chars <= chunkChars) continue;
      yield lines;
      [lines, chars] = [[], 0];
    }
    if (rows.length > 0) continue;
    if (lines.length > 0) yield lines;
    break;
  }
  await owner.query('close chunk');
}
