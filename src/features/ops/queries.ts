import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { z } from 'zod';
import type { Db, Tables } from '#src/infra/db/open.ts';
import type { AgencyQuery } from './contract.ts';

const anywhere = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
const all = (conditions: RawBuilder<unknown>[]) => sql.join([sql`true`, ...conditions], sql` and `);

type AgencyFilter = Omit<z.output<typeof AgencyQuery>, 'cursor' | 'limit'>;
export type AgencyRow = Selectable<Tables['agencies']> & {
  sorted: string;
  staff: number;
  owners: number;
  members: number;
  open_owner_links: number;
};
const agencyFilter = (f: AgencyFilter) =>
  all([
    ...(f.q ? [sql`(a.name ilike ${anywhere(f.q)} or a.city ilike ${anywhere(f.q)})`] : []),
    ...(f.verified ? [sql`(a.verified_at is not null) = ${f.verified === 'yes'}`] : []),
    ...(f.country ? [sql`a.country = ${f.country}`] : []),
  ]);
const agencyOrder: Record<AgencyFilter['sort'], { key: RawBuilder<unknown>; down: boolean }> = {
  name: { key: sql`lower(a.name)`, down: false },
  newest: { key: sql`a.created_at`, down: true },
  staff: { key: sql`coalesce(s.staff, 0)`, down: true },
  members: { key: sql`coalesce(m.members, 0)`, down: true },
};

/** Agencies with how many work there and how many creators are with them; each count is made once for all. */
export const listAgenciesEverywhere = async (
  db: Db,
  f: AgencyFilter,
  after: { key: string | number; agencyId: string } | undefined,
  limit: number,
  now: Date,
) => {
  const { key, down } = agencyOrder[f.sort];
  const typed =
    after && (f.sort === 'newest' ? sql`${after.key}::timestamptz` : f.sort === 'name' ? sql`${after.key}` : sql`${after.key}::int`);
  const beyond = after ? sql`and (${key}, a.agency_id) ${down ? sql`<` : sql`>`} (${typed}, ${after.agencyId}::uuid)` : sql``;
  return (
    await sql<AgencyRow>`
      with s as (select agency_id, count(*)::int as staff, count(*) filter (where role = 'owner')::int as owners from agency_seats group by 1),
        m as (select agency_id, count(*)::int as members from memberships where coalesce(ends_at, term_ends_at) > ${now} group by 1),
        l as (select agency_id, count(*)::int as links from people_links where kind = 'staff' and role = 'owner' and used_at is null
          and withdrawn_at is null and expires_at > ${now} group by 1)
      select a.*, lower(a.name) as sorted, coalesce(s.staff, 0) as staff, coalesce(s.owners, 0) as owners,
        coalesce(m.members, 0) as members, coalesce(l.links, 0) as open_owner_links
      from agencies a left join s using (agency_id) left join m using (agency_id) left join l using (agency_id)
      where ${agencyFilter(f)} ${beyond}
      order by ${key} ${down ? sql`desc` : sql`asc`}, a.agency_id ${down ? sql`desc` : sql`asc`} limit ${limit + 1}`.execute(db)
  ).rows;
};
export const countAgencies = async (db: Db, f: AgencyFilter): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from agencies a where ${agencyFilter(f)}`.execute(db)).rows[0]!.n;

export interface AuditFilter {
  /** Null: whoever; an empty list: nobody. */
  people: string[] | null;
  by: 'people' | 'system' | 'everybody';
  act: string | undefined;
  subject: string | undefined;
  from: Date | undefined;
  before: Date | undefined;
}
export interface AuditFound {
  seq: number;
  audit_id: string;
  at: Date;
  actor_kind: 'visitor' | 'person' | 'key' | 'system';
  person_id: string | null;
  key_id: string | null;
  act: string;
  agency_id: string | null;
  creator_id: string | null;
  subject: Record<string, unknown>;
  request_id: string;
}

function auditFilter(f: AuditFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [];
  if (f.people) conditions.push(sql`person_id = any(${f.people}::uuid[])`);
  if (f.by === 'people') conditions.push(sql`actor_kind <> 'system'`);
  if (f.by === 'system') conditions.push(sql`actor_kind = 'system'`);
  if (f.act?.includes('.')) conditions.push(sql`act = ${f.act}`);
  else if (f.act !== undefined) conditions.push(sql`act like ${`${f.act}.%`}`);
  if (f.from) conditions.push(sql`at >= ${f.from}`);
  if (f.before) conditions.push(sql`at < ${f.before}`);
  return all(conditions);
}

/** What happened, newest first. Rows that name an id are found by index and then put in order; the rest is read in order. */
export const listAudit = async (db: Db, f: AuditFilter, after: { at: string; seq: number } | undefined, limit: number) => {
  const id = f.subject;
  const source =
    id === undefined
      ? sql`audit`
      : sql`(select * from audit where agency_id = ${id} union select * from audit where creator_id = ${id}
          union select * from audit where person_id = ${id}
          union select * from audit_naming(${id}::uuid)) named`;
  return (
    await sql<AuditFound>`select seq, audit_id, at, actor_kind, person_id, key_id, act, agency_id, creator_id, subject, request_id
      from ${source} where ${auditFilter(f)}
      ${after ? sql`and (at, seq) < (${after.at}::timestamptz, ${after.seq}::bigint)` : sql``}
      order by at desc, seq desc limit ${limit + 1}`.execute(db)
  ).rows;
};
