import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { Db } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { CreatorQuery } from '../contract.ts';
import type { Alike, Edges } from '../rules/rollout.ts';

type Filter = Omit<z.output<typeof CreatorQuery>, 'cursor' | 'limit'>;
export interface ListedRow {
  creator_id: string;
  display_name: string;
  sorted: string;
  handles: { platform: Platform; handle: string }[];
  country: string | null;
  languages: string[];
  claimed_at: Date | null;
  adult_since: string | null;
  opted_in: boolean;
  followers: number | null;
  as_of: Date | null;
  created_at: Date;
}

/** Text as a pattern that means itself, anywhere. */
const anywhere = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
const optedIn = (now: Date) => sql<boolean>`coalesce(d.granted and (d.expires_at is null or d.expires_at > ${now}), false)`;

function conditions(f: Filter, now: Date): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  const word = f.q?.replace(/^@/, '');
  if (word)
    all.push(sql`(c.display_name ilike ${anywhere(word)}
      or exists (select from all_creator_handles h where h.creator_id = c.creator_id and h.handle ilike ${anywhere(word)}))`);
  if (f.claimed) all.push(sql`(c.person_id is not null) = ${f.claimed === 'yes'}`);
  if (f.optedIn) all.push(sql`${optedIn(now)} = ${f.optedIn === 'yes'}`);
  if (f.age) all.push(sql`(c.adult_since is not null) = ${f.age === 'known'}`);
  if (f.country) all.push(sql`c.country = ${f.country}`);
  if (f.platform)
    all.push(sql`exists (select from all_creator_handles h where h.creator_id = c.creator_id and h.platform = ${f.platform})`);
  return sql.join(all, sql` and `);
}
/** Every profile, by the views that no policy slows down: empty for whoever does not see everything. */
const source = sql`all_creators c left join consents d on d.creator_id = c.creator_id and d.purpose = 'discovery'
  left join all_creator_figures f on f.creator_id = c.creator_id`;

const orders: Record<Filter['sort'], RawBuilder<unknown>> = {
  newest: sql`c.creator_id desc`,
  name: sql`lower(c.display_name), c.creator_id`,
  followers: sql`coalesce(f.followers, -1) desc, c.creator_id desc`,
};
export type After = { creatorId: string; name?: string; followers?: number };
function beyond(sort: Filter['sort'], after: After): RawBuilder<unknown> {
  if (sort === 'name') return sql`and (lower(c.display_name), c.creator_id) > (${after.name}, ${after.creatorId}::uuid)`;
  if (sort === 'followers')
    return sql`and (coalesce(f.followers, -1), c.creator_id) < (${after.followers}::bigint, ${after.creatorId}::uuid)`;
  return sql`and c.creator_id < ${after.creatorId}::uuid`;
}

/** Every profile there is, for the operator. */
export const listCreatorsEverywhere = async (db: Db, f: Filter, after: After | undefined, limit: number, now: Date) =>
  (
    await sql<ListedRow>`
      select c.creator_id, c.display_name, lower(c.display_name) as sorted, c.country, c.languages, c.claimed_at, c.adult_since,
        c.created_at, ${optedIn(now)} as opted_in, f.followers, f.as_of,
        coalesce((select jsonb_agg(jsonb_build_object('platform', h.platform, 'handle', h.handle) order by h.since, h.platform)
          from all_creator_handles h where h.creator_id = c.creator_id), '[]') as handles
      from ${source} where ${conditions(f, now)} ${after ? beyond(f.sort, after) : sql``}
      order by ${orders[f.sort]} limit ${limit + 1}`.execute(db)
  ).rows;
export const countCreatorsEverywhere = async (db: Db, f: Filter, now: Date): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ${source} where ${conditions(f, now)}`.execute(db)).rows[0]!.n;

/** Adults, counted by all that a roll-out can tell them apart by. */
export const countAlikeEverywhere = async (db: Db, edges: Edges, adultUntil: string, now: Date) =>
  (
    await sql<Alike>`
      select c.country, width_bucket(f.followers::float8, ${edges.followers}::float8[]) as followers,
        width_bucket(c.rollout_draw, ${edges.draw}::float8[]) as draw, ${optedIn(now)} as opted_in, count(*)::int as n
      from ${source} where c.adult_since <= ${adultUntil}::date group by 1, 2, 3, 4`.execute(db)
  ).rows;
export const countEverybody = async (db: Db): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from all_creators`.execute(db)).rows[0]!.n;

/** Permissions that hold, counted by the days (UTC) on which they were given and run out; null: they run out by themselves on none. */
export const countPermissionsEverywhere = async (db: Db, now: Date) =>
  (
    await sql<{ given_on: string; until_on: string | null; n: number }>`
      select (granted_at at time zone 'UTC')::date as given_on, (expires_at at time zone 'UTC')::date as until_on, count(*)::int as n from consents
      where granted and granted_at is not null and (expires_at is null or expires_at > ${now}) group by 1, 2`.execute(db)
  ).rows;
