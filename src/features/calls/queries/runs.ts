import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { Pool } from '../rules/project.ts';

export type Run = Selectable<Tables['call_runs']>;
export type StandingRow = Selectable<Tables['call_standings']>;

/** The run of an agency, made where there is none; undefined while another process works on it. */
export async function lockRun(tx: Tx, agencyId: string): Promise<Run | undefined> {
  await sql`insert into call_runs (agency_id) values (${agencyId}) on conflict do nothing`.execute(tx);
  return (await sql<Run>`select * from call_runs where agency_id = ${agencyId} for update skip locked`.execute(tx)).rows[0];
}
/** The same for an act: it waits until the step in hand has ended, and writes after it. */
export const holdRun = async (tx: Tx, agencyId: string): Promise<Run | undefined> =>
  (await sql<Run>`select * from call_runs where agency_id = ${agencyId} for update`.execute(tx)).rows[0];
export const loadRun = (db: Db | Tx, agencyId: string): Promise<Run | undefined> =>
  db.selectFrom('call_runs').selectAll().where('agency_id', '=', agencyId).executeTakeFirst();
export const listRunsEverywhere = (db: Db): Promise<Pick<Run, 'agency_id' | 'revision' | 'made_of' | 'going'>[]> =>
  db.selectFrom('call_runs').select(['agency_id', 'revision', 'made_of', 'going']).execute();

export const saveBegun = (tx: Tx, agencyId: string, run: { made_of: string; total: number; data_on: string | null; pool: Pool }) =>
  tx
    .updateTable('call_runs')
    .set({ ...run, pool: sql`${JSON.stringify(run.pool)}::jsonb`, going: true, after_id: null, done: 0 })
    .where('agency_id', '=', agencyId)
    .execute();
/** How far it is; `endedAt` when that was the end. */
export const saveProgress = (tx: Tx, agencyId: string, after: string | null, done: number, endedAt?: Date) =>
  tx
    .updateTable('call_runs')
    .set({ after_id: after, done, ...(endedAt && { going: false, ended_at: endedAt }) })
    .where('agency_id', '=', agencyId)
    .execute();
/** What is asked has changed. */
export const saveRevision = (tx: Tx, agencyId: string) =>
  sql`insert into call_runs (agency_id, revision) values (${agencyId}, 1)
    on conflict (agency_id) do update set revision = call_runs.revision + 1`.execute(tx);

export const saveStandings = async (tx: Tx, rows: readonly StandingRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await sql`insert into call_standings
    select * from jsonb_populate_recordset(null::call_standings, ${JSON.stringify(rows)}::jsonb)
    on conflict (agency_id, export_id) do update set today = excluded.today, data_on = excluded.data_on, platform = excluded.platform,
      handle = excluded.handle, display_name = excluded.display_name, group_name = excluded.group_name, quit_on = excluded.quit_on,
      band = excluded.band, valid_days = excluded.valid_days, live_seconds = excluded.live_seconds, diamonds = excluded.diamonds,
      last_live_on = excluded.last_live_on, reasons = excluded.reasons, changes = excluded.changes, rank = excluded.rank,
      near = excluded.near, soon = excluded.soon, strength = excluded.strength, body = excluded.body`.execute(tx);
};
