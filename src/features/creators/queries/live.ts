import { sql, type Selectable } from 'kysely';
import type { Tables, Tx } from '#src/infra/db/open.ts';

export type LiveFiguresRow = Selectable<Tables['creator_live_figures']>;
const values = ['as_on', 'acv', 'live_minutes', 'valid_days', 'diamonds', 'gifter_conversion', 'returning_viewers', 'growth', 'hours'];
const list = (of?: string) => sql.raw(values.map((c) => (of ? `${of}.${c}` : c)).join(', '));

/** Writes what differs from what stands; gives whose. A profile that is gone has none. */
export const saveLiveFigures = async (tx: Tx, rows: readonly LiveFiguresRow[]): Promise<string[]> =>
  (
    await sql<{ creator_id: string }>`
      insert into creator_live_figures as t (creator_id, ${list()})
      select r.creator_id, ${list('r')} from jsonb_populate_recordset(null::creator_live_figures, ${JSON.stringify(rows)}::jsonb) r
        join creators c on c.creator_id = r.creator_id order by r.creator_id
      on conflict (creator_id) do update set ${sql.raw(values.map((c) => `${c} = excluded.${c}`).join(', '))}
      where (${list('t')}) is distinct from (${list('excluded')}) returning creator_id`.execute(tx)
  ).rows.map((r) => r.creator_id);
export const deleteLiveFigures = async (tx: Tx, creatorIds: readonly string[]): Promise<string[]> =>
  (
    await sql<{ creator_id: string }>`
      delete from creator_live_figures where creator_id = any(${creatorIds}::uuid[]) returning creator_id`.execute(tx)
  ).rows.map((r) => r.creator_id);
