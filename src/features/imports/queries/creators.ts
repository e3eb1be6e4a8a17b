import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';

export type ExportCreator = Selectable<Tables['export_creators']>;

/** Files of one agency are taken in one after the other; false: another one is being taken in right now. */
export const lockExports = async (tx: Tx, agencyId: string): Promise<boolean> =>
  (await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${agencyId}, 17)) as free`.execute(tx)).rows[0]!.free;

/**
 * For a transaction that fills tables which it then reads: nobody has counted their rows yet, and a plan made when they were empty would go
 * through all of them for each row.
 */
export const planForGrowth = (tx: Tx) =>
  sql`select set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('enable_seqscan', 'off', true)`.execute(tx);

/** Those that rows with these ids and names may be about, each with every one of these names that she once had. */
export const listKnown = async (
  tx: Tx,
  agencyId: string,
  platform: Platform,
  platformIds: readonly string[],
  handles: readonly string[],
): Promise<(ExportCreator & { names: string[] })[]> =>
  (
    await sql<ExportCreator & { names: string[] }>`
      with found as (
        select export_id, array_agg(handle) as names from export_handles
        where agency_id = ${agencyId} and platform = ${platform} and handle = any(${handles}) group by 1
        union all
        select export_id, '{}' from export_creators
        where agency_id = ${agencyId} and platform = ${platform} and platform_id = any(${platformIds})),
      named as (select export_id, max(names) as names from found group by 1)
      select c.*, n.names from named n join export_creators c on c.agency_id = ${agencyId} and c.export_id = n.export_id`.execute(tx)
  ).rows;

/** How an agency's exports call one creator. */
export const loadExported = (db: Db | Tx, agencyId: string, exportId: string) =>
  db
    .selectFrom('export_creators')
    .select(['platform', 'platform_id', 'handle', 'display_name'])
    .where('agency_id', '=', agencyId)
    .where('export_id', '=', exportId)
    .executeTakeFirst();

export const saveCreators = async (tx: Tx, rows: readonly ExportCreator[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`insert into export_creators
    select * from jsonb_populate_recordset(null::export_creators, ${JSON.stringify(rows)}::jsonb)
    on conflict (agency_id, export_id) do update set platform_id = excluded.platform_id, handle = excluded.handle,
      display_name = excluded.display_name, group_name = excluded.group_name, manager = excluded.manager, joined_at = excluded.joined_at,
      quit_on = excluded.quit_on, graduation = excluded.graduation, tier = excluded.tier, seen_on = excluded.seen_on,
      first_on = excluded.first_on, last_on = excluded.last_on`.execute(tx);
};

export const saveHandles = async (
  tx: Tx,
  rows: readonly { agency_id: string; platform: Platform; handle: string; export_id: string; last_on: string }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`insert into export_handles
    select * from jsonb_populate_recordset(null::export_handles, ${JSON.stringify(rows)}::jsonb)
    on conflict (agency_id, platform, handle, export_id)
      do update set last_on = greatest(export_handles.last_on, excluded.last_on)`.execute(tx);
};

/** Those who were in an export of forty days before a day, or of a later one, and not only of later ones. */
export const countActive = async (db: Db | Tx, agencyId: string, on: string): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from export_creators
      where agency_id = ${agencyId} and quit_on is null and first_on <= ${on}::date and last_on >= ${on}::date - 40`.execute(db)
  ).rows[0]!.n;
