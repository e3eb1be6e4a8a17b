import { sql } from 'kysely';
import { rolloutDraw } from '#src/features/policies/index.ts';
import type { Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { Figures } from '../rules/bands.ts';

export interface Known {
  handle: string;
  creator_id: string;
  claimed: boolean;
  display_name: string;
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  figures: Figures | null;
}
/** The profiles behind these handles, locked against a second import of the same ones. */
export const lockKnown = async (tx: Tx, platform: Platform, handles: string[]): Promise<Known[]> => {
  await sql`select pg_advisory_xact_lock(hashtext('creators.import'))`.execute(tx);
  return (
    await sql<Known>`
      select h.handle, c.creator_id, c.person_id is not null as claimed, c.display_name, c.bio, c.languages, c.country, c.categories,
        case when f.creator_id is null then null else jsonb_build_object('followers', f.followers, 'averageViewers', f.average_viewers,
          'peakViewers', f.peak_viewers, 'watchMinutes', f.watch_minutes, 'streamMinutes', f.stream_minutes) end as figures
      from creator_handles h join creators c on c.creator_id = h.creator_id left join creator_figures f on f.creator_id = c.creator_id
      where h.platform = ${platform} and h.handle = any(${handles})
      order by c.creator_id for update of c`.execute(tx)
  ).rows;
};

interface NewRow {
  creator_id: string;
  handle: string;
  display_name: string;
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
}
export async function saveImported(tx: Tx, platform: Platform, rows: NewRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('creators')
    .values(
      rows.map(({ handle: _handle, ...r }) => ({
        ...r,
        person_id: null,
        tags: [],
        zone: 'UTC',
        adult_since: null,
        age_attested_at: null,
        claimed_at: null,
        created_at: at,
        changed_at: at,
        rollout_draw: rolloutDraw(r.creator_id),
      })),
    )
    .execute();
  await tx
    .insertInto('creator_handles')
    .values(rows.map((r) => ({ platform, handle: r.handle, creator_id: r.creator_id, since: at })))
    .execute();
}

export async function saveFigures(tx: Tx, rows: { creator_id: string; figures: Figures }[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('creator_figures')
    .values(
      rows.map(({ creator_id, figures: f }) => ({
        creator_id,
        followers: f.followers,
        average_viewers: f.averageViewers,
        peak_viewers: f.peakViewers,
        watch_minutes: f.watchMinutes,
        stream_minutes: f.streamMinutes,
        source: 'import' as const,
        as_of: at,
      })),
    )
    .onConflict((c) =>
      c.column('creator_id').doUpdateSet((e) => ({
        followers: e.ref('excluded.followers'),
        average_viewers: e.ref('excluded.average_viewers'),
        peak_viewers: e.ref('excluded.peak_viewers'),
        watch_minutes: e.ref('excluded.watch_minutes'),
        stream_minutes: e.ref('excluded.stream_minutes'),
        as_of: e.ref('excluded.as_of'),
      })),
    )
    .execute();
}

/** Profile fields of unclaimed profiles only: once claimed they are hers. */
export async function saveProfiles(tx: Tx, rows: Omit<NewRow, 'handle'>[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`update creators c set display_name = r.display_name, bio = r.bio, languages = r.languages, country = r.country,
      categories = r.categories, changed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(creator_id uuid, display_name text, bio text, languages text[], country text, categories text[])
    where c.creator_id = r.creator_id and c.person_id is null`.execute(tx);
}
