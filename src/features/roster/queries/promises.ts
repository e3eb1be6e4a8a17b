import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { Promised } from '../rules/promises.ts';
import type { MembershipRow } from './rows.ts';

export type PromiseRow = Selectable<Tables['membership_promises']>;

export async function savePromises(
  tx: Tx,
  m: Pick<MembershipRow, 'creator_id' | 'membership_id' | 'agency_id'>,
  newId: () => string,
  all: readonly Promised[],
) {
  if (all.length === 0) return;
  const { creator_id, membership_id, agency_id } = m;
  const said = { kept_at: null, kept_by: null, answer: null, answered_at: null, void_at: null };
  const rows = all.map((one) => ({ creator_id, promise_id: newId(), membership_id, agency_id, ...one, ...said }));
  await tx.insertInto('membership_promises').values(rows).execute();
}

/** Every promise of a membership, by the day on which it is due; also those that other terms took the place of. */
export const listPromises = (db: Db | Tx, creatorId: string, membershipId: string): Promise<PromiseRow[]> =>
  db
    .selectFrom('membership_promises')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('membership_id', '=', membershipId)
    .orderBy('due_at')
    .orderBy('promise_id')
    .limit(1000)
    .execute();

export const lockPromise = (tx: Tx, creatorId: string, promiseId: string): Promise<PromiseRow | undefined> =>
  tx
    .selectFrom('membership_promises')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('promise_id', '=', promiseId)
    .forUpdate()
    .executeTakeFirst();

export const savePromise = (tx: Tx, p: PromiseRow, said: Partial<Pick<PromiseRow, 'kept_at' | 'kept_by' | 'answer' | 'answered_at'>>) =>
  tx.updateTable('membership_promises').set(said).where('creator_id', '=', p.creator_id).where('promise_id', '=', p.promise_id).execute();

export const voidPromises = (tx: Tx, creatorId: string, promiseIds: readonly string[], now: Date) =>
  sql`update membership_promises set void_at = ${now}
    where creator_id = ${creatorId} and promise_id = any(${promiseIds}::uuid[])`.execute(tx);

/** What was due from an agency after one instant and up to another, to members who were there on that day. */
export const countKeptEverywhere = async (db: Db, agencyId: string, after: Date, upTo: Date) =>
  (
    await sql<{ due: number; kept: number; not_kept: number; said_alone: number; members: number }>`
      select count(*)::int as due, count(*) filter (where p.answer = 'kept')::int as kept,
        count(*) filter (where p.answer = 'not_kept')::int as not_kept,
        count(*) filter (where p.answer is null and p.kept_at is not null)::int as said_alone,
        count(distinct p.creator_id)::int as members
      from membership_promises p join memberships m on m.creator_id = p.creator_id and m.membership_id = p.membership_id
      where p.agency_id = ${agencyId} and p.due_at > ${after} and p.due_at <= ${upTo} and p.void_at is null
        and p.due_at <= least(m.ends_at, m.term_ends_at)`.execute(db)
  ).rows[0]!;

export const deletePromiseKeeper = (tx: Tx, personId: string) =>
  tx.updateTable('membership_promises').set({ kept_by: null }).where('kept_by', '=', personId).execute();

/** What agencies promised her, and what was said of it. Who said so is the agency's. */
export const exportPromises: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select p.*, a.name as agency_name from membership_promises p left join agencies a using (agency_id)
    where p.creator_id = ${creatorId} order by p.due_at`.execute(db);
  return [{ name: 'membership_promises', from: 'membership_promises', rows: rows.map((r) => plainRow(r, 'kept_by')) }];
};
