import { sql } from 'kysely';
import type { Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';

/** Everything of hers, and what waits under her handles. */
export async function deleteOf(tx: Tx, creatorId: string): Promise<void> {
  await sql`delete from live_quarantine q using creator_handles h
    where h.creator_id = ${creatorId} and q.platform = h.platform and q.account = h.handle`.execute(tx);
  for (const table of ['live_figures', 'live_minutes', 'live_days', 'live_streaks', 'live_sessions', 'live_events'] as const)
    await tx.deleteFrom(table).where('creator_id', '=', creatorId).execute();
}

/** Her LIVEs, their minutes and her days. */
export const exportLive: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const hers = async (
    table: 'live_sessions' | 'live_minutes' | 'live_days' | 'live_figures',
    order: 'from_at' | 'minute' | 'on_day' | 'as_on',
  ) => ({
    name: table,
    from: table,
    rows: (
      await db
        .selectFrom(table)
        .selectAll()
        .where('creator_id', '=', creatorId)
        .orderBy(order as never)
        .execute()
    ).map((r) => plainRow(r)),
  });
  return [
    await hers('live_sessions', 'from_at'),
    await hers('live_minutes', 'minute'),
    await hers('live_days', 'on_day'),
    await hers('live_figures', 'as_on'),
  ];
};
