// What a database holds, said the same by every PostgreSQL: the tables of the program, and one hash over all their rows.
import { createHash } from 'node:crypto';

/** One statement without parameters, answered by its rows. */
export type Ask = <R>(text: string) => Promise<R[]>;

export interface Table {
  name: string;
  /** In the order of their names, each with its type as PostgreSQL writes it. */
  columns: { name: string; type: string }[];
}

/** They say how this database came to be, or what indexes follow of it, not what it holds. */
export const leftOut = ['migrations', 'store_eras', 'discovery_changes', 'discovery_feed', 'discovery_snapshots'];

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Texts of instants, numbers and bytes in one form, whatever a server prefers. For the transaction alone. */
export const plainForms = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'iso_8601'`,
  `set local bytea_output = 'hex'`,
  `set local extra_float_digits = 1`,
  `set local statement_timeout = 0`,
];

export async function listTables(ask: Ask): Promise<Table[]> {
  const rows = await ask<{ name: string; column: string; type: string }>(`
    select c.relname::text as name, a.attname::text as column, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
      and c.relname <> all (array[${leftOut.map(literal).join(', ')}])
    order by c.relname collate "C", a.attname collate "C"`);
  const tables: Table[] = [];
  for (const { name, column, type } of rows) {
    if (tables.at(-1)?.name !== name) tables.push({ name, columns: [] });
    tables.at(-1)!.columns.push({ name: column, type });
  }
  return tables;
}

/**
 * One SHA-256 over every row of every table, whatever their order: each row is hashed by the texts of its values, and the hashes are
 * added up. Inside a transaction of one snapshot, with `plainForms`.
 */
export async function contentOf(ask: Ask, onTable: (name: string) => void = () => {}): Promise<string> {
  const whole = createHash('sha256');
  for (const { name, columns } of await listTables(ask)) {
    onTable(name);
    const sums = [1, 17, 33, 49].map((at) => `coalesce(sum(('x' || substr(h, ${at}, 16))::bit(64)::bigint), 0)::text`);
    const row = columns.map((c) => `${quoted(c.name)}::text`).join(', ');
    const [found] = await ask<{ sums: string[] }>(`
      select array[count(*)::text, ${sums.join(', ')}] as sums
      from (select encode(sha256(convert_to(row(${row})::text, 'UTF8')), 'hex') as h from ${quoted(name)}) r`);
    // A table that nobody has filled yet changes nothing: a later version of the program may bring one.
    if (found!.sums[0] !== '0') whole.update(`${name} (${columns.map((c) => c.name).join(' ')}) ${found!.sums.join(' ')}\n`);
  }
  return whole.digest('hex');
}
