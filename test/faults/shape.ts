// What a database is made of, as text: two are alike when the texts are. Names of its roles are left out, so that databases of different owners compare.
import { createHash } from 'node:crypto';
import type pg from 'pg';

const ours = `('public', 'jobs')`;
const parts = {
  relations: `select n.nspname, c.relname, c.relkind, c.relispartition, c.relacl::text, pg_get_userbyid(c.relowner), obj_description(c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours}`,
  columns: `select c.oid::regclass::text, row_number() over (partition by c.oid order by a.attnum), a.attname, format_type(a.atttypid, a.atttypmod),
    a.attnotnull, a.attidentity, a.attgenerated, a.attacl::text, pg_get_expr(d.adbin, d.adrelid)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname in ${ours} and a.attnum > 0 and not a.attisdropped`,
  constraints: `select conrelid::regclass::text, conname, pg_get_constraintdef(c.oid), convalidated from pg_constraint c
    join pg_namespace n on n.oid = c.connamespace where n.nspname in ${ours}`,
  indexes: `select pg_get_indexdef(i.indexrelid), i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours}`,
  functions: `select pg_get_functiondef(p.oid), p.proacl::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ${ours} and p.prokind in ('f', 'p')`,
  types: `select t.oid::regtype::text, t.typtype, (select array_agg(enumlabel::text order by enumsortorder) from pg_enum where enumtypid = t.oid)
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname in ${ours}`,
  triggers: `select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal`,
  policies: `select * from pg_policies`,
  extensions: `select extname, extversion from pg_extension`,
  schemas: `select nspname, nspacl::text from pg_namespace where nspname in ${ours}`,
  // The rights themselves are compared; their hash has the name of the role in it.
  done: `select name, case name when 'grants' then '' else hash end from migrations`,
  queues: `select name, policy, table_name from jobs.queue`,
  version: `select version from jobs.version`,
};

export async function shapeOf(client: pg.Client): Promise<{ hash: string; lines: string[] }> {
  const { rows: who } = await client.query<{ owner: string }>('select current_user::text as owner');
  const { owner } = who[0]!;
  const lines: string[] = [];
  const take = async (what: string, text: string) => {
    const { rows } = await client.query({ text, rowMode: 'array' });
    lines.push(...rows.map((row) => `${what} ${JSON.stringify(row)}`.replaceAll(owner, 'OWNER')));
  };
  for (const [what, text] of Object.entries(parts)) await take(what, text);
  // Rows that migrations bring: how many, for some hold an instant or an id made there.
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename::text as name from pg_tables where schemaname = 'public'`,
  );
  for (const { name } of tables) await take(`rows of ${name}`, `select count(*)::int from "${name}"`);
  lines.sort();
  return { hash: createHash('sha256').update(lines.join('\n')).digest('hex'), lines };
}
