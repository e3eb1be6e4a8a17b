import type { Tx } from '#src/infra/db/open.ts';

/** The profile with its handles, figures and permissions. Its consent events and exposures stay: ids and instants. */
export async function deleteProfile(tx: Tx, creatorId: string): Promise<void> {
  await tx.deleteFrom('consents').where('creator_id', '=', creatorId).execute();
  await tx.deleteFrom('creator_figures').where('creator_id', '=', creatorId).execute();
  await tx.deleteFrom('creator_live_figures').where('creator_id', '=', creatorId).execute();
  await tx.deleteFrom('creator_handles').where('creator_id', '=', creatorId).execute();
  await tx.deleteFrom('creators').where('creator_id', '=', creatorId).execute();
}

export const saveErased = (tx: Tx, rows: { erased_id: string; kind: 'creator' | 'person'; at: Date }[]) =>
  rows.length === 0
    ? Promise.resolve([])
    : tx
        .insertInto('erasures')
        .values(rows)
        .onConflict((c) => c.doNothing())
        .execute();
