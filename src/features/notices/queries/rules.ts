import { sql, type Selectable } from 'kysely';
import type { Tables, Tx } from '#src/infra/db/open.ts';

export type RoundRow = Selectable<Tables['rule_rounds']>;
type NewRound = Pick<RoundRow, 'policy_id' | 'kind' | 'version' | 'valid_from' | 'told_at'>;

/** A version is told of in one round, however often its event is handed over. */
export const saveRounds = (tx: Tx, rows: readonly NewRound[]) =>
  rows.length === 0
    ? Promise.resolve([])
    : tx
        .insertInto('rule_rounds')
        .values(rows.map((row) => ({ ...row, reached: null, done_at: null })))
        .onConflict((c) => c.doNothing())
        .execute();

/** The oldest round that is not done and that nobody else is at. */
export const lockOpenRound = async (tx: Tx): Promise<RoundRow | undefined> =>
  (
    await sql<RoundRow>`select * from rule_rounds where done_at is null order by told_at, policy_id limit 1 for update skip locked`.execute(
      tx,
    )
  ).rows[0];

export const saveReached = (tx: Tx, policyId: string, to: { reached: string | null; done_at: Date | null }) =>
  tx.updateTable('rule_rounds').set(to).where('policy_id', '=', policyId).execute();
