import { sql, type Expression } from 'kysely';
import { rolloutDraw } from '#src/features/policies/index.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { Profile } from '../rules/seen.ts';

/** The profile of a person: part of who asks, in one question with the person. */
export const creatorOf = (personId: Expression<string>) =>
  sql<string | null>`(select c.creator_id from creators c where c.person_id = ${personId})`;
export const findCreatorOf = async (db: Db | Tx, personId: string): Promise<string | undefined> =>
  (await db.selectFrom('creators').select('creator_id').where('person_id', '=', personId).executeTakeFirst())?.creator_id;

/** The person behind each of several creators; null: nobody has taken the profile over. */
export const listPeopleOf = async (db: Db | Tx, creatorIds: readonly string[]): Promise<Map<string, string | null>> =>
  new Map(
    (
      await sql<{ creator_id: string; person_id: string | null }>`
        select creator_id, person_id from creators where creator_id = any(${creatorIds}::uuid[])`.execute(db)
    ).rows.map((r) => [r.creator_id, r.person_id]),
  );

/** The public side of several creators, in no order; unknown ids are absent. */
export const listProfiles = async (db: Db | Tx, creatorIds: readonly string[]): Promise<Profile[]> =>
  (
    await sql<Profile>`
      select c.creator_id, c.person_id, c.display_name, c.bio, c.languages, c.country, c.categories, c.tags, c.zone, c.adult_since,
        coalesce((select jsonb_agg(jsonb_build_object('platform', h.platform, 'handle', h.handle) order by h.since, h.platform)
          from creator_handles h where h.creator_id = c.creator_id), '[]') as handles,
        case when f.creator_id is null then null else jsonb_build_object('followers', f.followers, 'averageViewers', f.average_viewers,
          'peakViewers', f.peak_viewers, 'watchMinutes', f.watch_minutes, 'streamMinutes', f.stream_minutes) end as figures,
        f.as_of, c.agency_until,
        case when l.creator_id is null then null else jsonb_build_object('asOn', l.as_on, 'acv', l.acv, 'liveMinutes', l.live_minutes,
          'validDays', l.valid_days, 'diamonds', l.diamonds, 'gifterConversion', l.gifter_conversion,
          'returningViewers', l.returning_viewers, 'growth', l.growth, 'hours', l.hours) end as live
      from creators c left join creator_figures f on f.creator_id = c.creator_id
        left join creator_live_figures l on l.creator_id = c.creator_id
      where c.creator_id = any(${creatorIds}::uuid[])`.execute(db)
  ).rows;

/**
 * Withdrawal, invitations and answers about one creator wait for each other here, also where who asks may not read her profile. Sorted, so that
 * nobody waits in a ring. Gives those who are here.
 */
export const lockCreators = async (tx: Tx, creatorIds: readonly string[]): Promise<string[]> =>
  (await sql<{ id: string }>`select lock_creators(${creatorIds}::uuid[]) as id`.execute(tx)).rows.map((r) => r.id);
/** The same of one, who is read when she is locked. */
export const lockProfile = async (tx: Tx, creatorId: string) => {
  const read = tx.selectFrom('creators').select(['creator_id', 'person_id', 'adult_since']).where('creator_id', '=', creatorId);
  return (await Promise.all([lockCreators(tx, [creatorId]), read.executeTakeFirst()]))[1];
};

export const saveCreator = (
  tx: Tx,
  row: {
    creator_id: string;
    person_id: string | null;
    display_name: string;
    bio: string;
    languages: string[];
    country: string | null;
    categories: string[];
    tags: string[];
    adult_since: string | null;
    at: Date;
  },
) => {
  const { at, ...rest } = row;
  const claimed = row.person_id === null ? null : at;
  return tx
    .insertInto('creators')
    .values({
      ...rest,
      zone: 'UTC',
      age_attested_at: claimed,
      claimed_at: claimed,
      created_at: at,
      changed_at: at,
      rollout_draw: rolloutDraw(row.creator_id),
    })
    .execute();
};
export const saveEdits = (
  tx: Tx,
  creatorId: string,
  edits: Partial<{
    display_name: string;
    bio: string;
    languages: string[];
    country: string | null;
    categories: string[];
    tags: string[];
    zone: string;
  }>,
  at: Date,
) =>
  tx
    .updateTable('creators')
    .set({ ...edits, changed_at: at })
    .where('creator_id', '=', creatorId)
    .execute();

export const saveHandle = (
  tx: Tx,
  row: { platform: Platform; handle: string; creator_id: string; since: Date; platform_id?: string | null },
) =>
  tx
    .insertInto('creator_handles')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
/** One handle a platform: what she was called there before is let go. */
export const deleteHandles = (tx: Tx, creatorId: string, platform: Platform, but: string | null = null) =>
  tx
    .deleteFrom('creator_handles')
    .where('creator_id', '=', creatorId)
    .where('platform', '=', platform)
    .where((w) => (but === null ? w.lit(true) : w('handle', '!=', but)))
    .executeTakeFirst();
export const findByHandle = (db: Db | Tx, platform: Platform, handle: string) =>
  db
    .selectFrom('creator_handles as h')
    .innerJoin('creators as c', 'c.creator_id', 'h.creator_id')
    .select(['c.creator_id', 'c.person_id', 'c.display_name', 'h.handle'])
    .where('h.platform', '=', platform)
    .where('h.handle', '=', handle)
    .executeTakeFirst();
/** The profile that bears the platform's id, else the one that is called so there. */
export const findByIdentity = async (
  tx: Tx,
  platform: Platform,
  { platformId, handle }: { platformId: string | null; handle: string },
): Promise<{ creator_id: string; person_id: string | null } | undefined> =>
  (
    await sql<{ creator_id: string; person_id: string | null }>`
      select c.creator_id, c.person_id from creator_handles h join creators c on c.creator_id = h.creator_id
      where h.platform = ${platform} and (h.platform_id = ${platformId} or h.handle = ${handle})
      order by (h.platform_id = ${platformId}) is true desc limit 1`.execute(tx)
  ).rows[0];
/** What a handle is called by its platform for ever, where nobody had told it. */
export const savePlatformId = (tx: Tx, creatorId: string, platform: Platform, handle: string, platformId: string) =>
  sql`update creator_handles set platform_id = ${platformId} where creator_id = ${creatorId} and platform = ${platform} and handle = ${handle}
    and platform_id is null
    and not exists (select from creator_handles o where o.platform = ${platform} and o.platform_id = ${platformId})`.execute(tx);
export const saveClaim = (tx: Tx, creatorId: string, personId: string, adultSince: string, at: Date) =>
  tx
    .updateTable('creators')
    .set({ person_id: personId, adult_since: adultSince, age_attested_at: at, claimed_at: at, changed_at: at })
    .where('creator_id', '=', creatorId)
    .where('person_id', 'is', null)
    .executeTakeFirst();
