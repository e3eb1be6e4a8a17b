// What the database itself shows: the catalogue of the second wall, and the rows that it hands out to the role that the program runs as.
import pg from 'pg';
import { places } from '#src/app.ts';
import { textOf, type Sees } from '#src/infra/db/sees.ts';
import type { Place } from '#src/infra/db/tables.ts';

const classified = new Map<string, Place>(Object.entries(places));
type Walled = [name: string, keys: readonly string[]];
export const walled = [...classified].flatMap(([name, { wall }]): Walled[] =>
  wall === 'book' ? [[name, []]] : typeof wall === 'string' ? [] : [[name, wall]],
);

interface Found {
  name: string;
  walled: boolean;
  policies: string[];
}
/** Every table of ours with the policies on it, each as one text without the table's own name. */
const listTables = async (client: pg.ClientBase): Promise<Found[]> =>
  (
    await client.query<Found>(`
      select c.relname::text as name, c.relrowsecurity as walled, array(
        select concat_ws(' ', p.polname, p.polcmd, p.polpermissive, p.polroles, replace(pg_get_expr(p.polqual, p.polrelid), c.relname || '.', ''),
          pg_get_expr(p.polwithcheck, p.polrelid)) from pg_policy p where p.polrelid = c.oid order by 1) as policies
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`)
  ).rows;

/** The policy that this very database makes for these keys. */
async function policiesFor(client: pg.ClientBase, [name, keys]: Walled): Promise<string[]> {
  await client.query('savepoint trial');
  await client.query(`create table trial_of_a_wall (like ${name})`);
  if (keys.length === 0) await client.query(`select raise_book_wall('trial_of_a_wall')`);
  else await client.query(`select raise_wall('trial_of_a_wall', variadic $1::text[])`, [keys]);
  const made = (await listTables(client)).find((one) => one.name === 'trial_of_a_wall')!;
  await client.query('rollback to savepoint trial');
  return made.policies;
}

/** What the role that the program runs as may do past the wall. */
const overreach = `
  select format('%s owns %s', r.rolname, c.relname) from pg_class c join pg_roles r on r.oid = c.relowner
    where r.rolname = $1 and c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'jobs'::regnamespace)
  union all select format('%s passes by every wall', rolname) from pg_roles where rolname = $1 and (rolbypassrls or rolsuper)
  union all select format('%s may become %s', $1::text, r.rolname) from pg_roles r
    where r.rolname <> $1 and pg_has_role($1, r.oid, 'member')
  union all select format('%s reads a part of a table: %s', $1::text, c.relname) from pg_class c
    where c.relispartition and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege($1, c.oid, 'select, insert, update, delete')
  union all select format('%s may make tables', $1::text) where has_schema_privilege($1, 'public', 'create')`;

/** Each table that is private and stands open, each that nobody classified, and whatever the program's role could do past the wall. */
export async function gapsInTheWall(owner: pg.Pool, role: string): Promise<string[]> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    const tables = await listTables(client);
    const gaps: string[] = [];
    for (const { name, walled: isWalled, policies } of tables) {
      const wall = classified.get(name)?.wall;
      const keys = walled.find(([one]) => one === name)?.[1];
      if (wall === undefined) gaps.push(`${name} is not classified`);
      else if (keys === undefined)
        gaps.push(...(isWalled || policies.length > 0 ? [`${name} has a wall and is declared to have none`] : []));
      else if (!isWalled) gaps.push(`${name} is private and has no row-level security`);
      else if (policies.join() !== (await policiesFor(client, [name, keys])).join())
        gaps.push(`${name} has another policy: ${policies.join()}`);
    }
    for (const name of classified.keys()) if (!tables.some((t) => t.name === name)) gaps.push(`${name} is classified and does not exist`);
    const { rows } = await client.query<{ format: string }>(overreach, [role]);
    return [...gaps, ...rows.map((r) => r.format)];
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Keys of which rows are shown, and are nobody's own. */
const shows = ['permitted', 'met'];
const alsoOf = (key: string, id: string, table: string): string => {
  if (key === 'member') return `exists (select from memberships m where m.creator_id = ${table}.creator_id and m.agency_id = ${id})`;
  if (key === 'permitted')
    return `${table}.granted and (${table}.purpose in ('discovery', 'exact_numbers') or ${alsoOf('member', id, table)})`;
  if (key === 'account') return `exists (select from creators c where c.creator_id = ${table}.creator_id and c.person_id = ${id})`;
  if (key === 'met')
    return `exists (select from consents p where p.creator_id = ${table}.creator_id and p.purpose = 'discovery' and p.granted)
      or ${alsoOf('member', id, table)}`;
  return `${table}.${key} = ${key === 'actor' ? `${id}::text` : id}`;
};

export interface Shown {
  /** Rows that somebody was shown of others, by table. */
  leaks: string[];
  /** Rows that whoever they belong to was shown; what others permit them to see is not theirs. */
  own: number;
  /** Questions of one table as one of these. */
  asked: number;
}
/** Asks every walled table as each of these in turn, as the program's own role, without a `where`: what comes back is what the wall lets through. */
export async function shownBy(url: string, ids: readonly string[]): Promise<Shown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found: Shown = { leaks: [], own: 0, asked: 0 };
  const count = async (table: string, keys: readonly string[], sees: Sees | undefined, id: string) => {
    await client.query('begin');
    if (sees !== undefined) await client.query(`select set_config('greenroom.sees', $1, true)`, [textOf(sees)]);
    const by = (some: readonly string[]) => some.map((key) => alsoOf(key, `'${id}'::uuid`, table)).join(' or ') || 'false';
    const { rows } = await client.query<{ n: number; mine: number; own: number }>(
      `select count(*)::int as n, (count(*) filter (where ${by(keys)}))::int as mine,
        (count(*) filter (where ${by(keys.filter((key) => !shows.includes(key)))}))::int as own from ${table}`,
    );
    await client.query('rollback');
    found.asked++;
    return rows[0]!;
  };
  try {
    for (const [table, keys] of walled) {
      for (const nobody of [undefined, ...(keys.includes('actor') ? [] : [[]])]) {
        const none = await count(table, keys, nobody, '00000000-0000-0000-0000-000000000000');
        if (none.n > 0) found.leaks.push(`${table} shows ${none.n} rows to ${nobody ? 'a visitor' : 'nobody'}`);
      }
      for (const id of ids) {
        const { n, mine, own } = await count(table, keys, [id], id);
        found.own += own;
        if (n > mine) found.leaks.push(`${table} shows ${n - mine} rows of others to ${id}`);
      }
    }
    return found;
  } finally {
    await client.end();
  }
}
