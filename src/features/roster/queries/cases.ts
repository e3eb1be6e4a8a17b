import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { MembershipChange } from '../rules/cases.ts';
import type { MembershipRow } from './rows.ts';

export type CaseRow = Selectable<Tables['membership_cases']>;

export const saveCase = (tx: Tx, row: CaseRow) => tx.insertInto('membership_cases').values(row).execute();

/** Every case of a membership, newest first. */
export const listCases = (db: Db | Tx, creatorId: string, membershipId: string): Promise<CaseRow[]> =>
  db
    .selectFrom('membership_cases')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('membership_id', '=', membershipId)
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute();

export const lockCase = (tx: Tx, creatorId: string, caseId: string): Promise<CaseRow | undefined> =>
  tx
    .selectFrom('membership_cases')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();

/** Whose case it is, wherever it is kept. */
export const findCaseEverywhere = (tx: Tx, caseId: string): Promise<{ creator_id: string } | undefined> =>
  tx.selectFrom('membership_cases').select('creator_id').where('case_id', '=', caseId).executeTakeFirst();

export const changeCase = (tx: Tx, c: CaseRow, change: Partial<CaseRow>) =>
  tx.updateTable('membership_cases').set(change).where('creator_id', '=', c.creator_id).where('case_id', '=', c.case_id).execute();

export const changeMembership = (
  tx: Tx,
  m: MembershipRow,
  change: MembershipChange & Partial<Pick<MembershipRow, 'left_at' | 'handle' | 'platform' | 'display_name'>>,
) =>
  tx.updateTable('memberships').set(change).where('creator_id', '=', m.creator_id).where('membership_id', '=', m.membership_id).execute();

/** What is open about a membership that she leaves or that ends otherwise comes to nothing; her complaint stays, for it is about the agency. */
export const withdrawCases = (tx: Tx, creatorId: string, membershipId: string, now: Date) =>
  sql`update membership_cases set state = 'withdrawn', decided_at = ${now}
    where creator_id = ${creatorId} and membership_id = ${membershipId} and kind in ('removal', 'review')
      and (state = 'told' or (state = 'open' and decide_by > ${now}))`.execute(tx);

/** What was open about memberships that have ended comes to nothing. */
export async function withdrawCasesOf(
  tx: Tx,
  ended: readonly Pick<MembershipRow, 'creator_id' | 'membership_id'>[],
  now: Date,
): Promise<void> {
  if (ended.length === 0) return;
  await sql`update membership_cases c set state = 'withdrawn', decided_at = ${now}
    from unnest(${ended.map((m) => m.creator_id)}::uuid[], ${ended.map((m) => m.membership_id)}::uuid[]) w(creator, membership)
    where c.creator_id = w.creator and c.membership_id = w.membership and c.state = 'open' and c.kind in ('removal', 'review')`.execute(tx);
}

/** What waits in memberships of these creators: a removal that may be contested, and what the operator is asked. */
export const listWaiting = (db: Db | Tx, creatorIds: readonly string[], now: Date): Promise<CaseRow[]> =>
  db
    .selectFrom('membership_cases')
    .selectAll()
    .where(sql<boolean>`creator_id = any(${creatorIds}::uuid[])`)
    .where(sql<boolean>`((state = 'told' and ends_at > ${now}) or (state = 'open' and decide_by > ${now}))`)
    .orderBy('opened_at')
    .execute();

/** Marks what nobody has decided in time in one membership. */
export const closeUnheard = async (tx: Tx, creatorId: string, membershipId: string, now: Date) =>
  (
    await sql<CaseRow>`update membership_cases set state = 'unheard', decided_at = decide_by
      where creator_id = ${creatorId} and membership_id = ${membershipId} and state = 'open' and decide_by <= ${now} returning *`.execute(
      tx,
    )
  ).rows;
/** Marks cases that nobody has decided in time, and names them. */
export const closeUnheardEverywhere = async (tx: Tx, now: Date, most: number) =>
  (
    await sql<CaseRow>`update membership_cases set state = 'unheard', decided_at = decide_by
      where (creator_id, case_id) in (select creator_id, case_id from membership_cases
        where state = 'open' and decide_by <= ${now} order by decide_by, case_id limit ${most} for update skip locked)
      returning *`.execute(tx)
  ).rows;

export type OperatorCaseRow = CaseRow & {
  agency_name: string;
  due: number;
  kept: number;
  not_kept: number;
  said_alone: number;
};
const keyed = (over: boolean) => (over ? sql`c.decided_at` : sql`c.decide_by`);
/** Cases of all agencies: those that are open by the day on which they have to be decided, those that are over newest first. */
export const listCasesEverywhere = async (
  db: Db,
  over: boolean,
  after: { at: string; id: string } | undefined,
  limit: number,
  now: Date,
): Promise<OperatorCaseRow[]> =>
  (
    await sql<OperatorCaseRow>`
      select c.*, a.name as agency_name, p.* from membership_cases c join agencies a using (agency_id)
      cross join lateral (select count(*)::int as due, count(*) filter (where answer = 'kept')::int as kept,
          count(*) filter (where answer = 'not_kept')::int as not_kept,
          count(*) filter (where answer is null and kept_at is not null)::int as said_alone
        from membership_promises where creator_id = c.creator_id and membership_id = c.membership_id and void_at is null and due_at <= ${now}) p
      where ${over ? sql`c.decided_at is not null` : sql`c.state = 'open'`}
      ${after ? sql`and (${keyed(over)}, c.case_id) ${over ? sql`<` : sql`>`} (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
      order by ${keyed(over)} ${over ? sql`desc` : sql`asc`}, c.case_id ${over ? sql`desc` : sql`asc`} limit ${limit + 1}`.execute(db)
  ).rows;
export const countOpenCases = async (db: Db): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from membership_cases where state = 'open'`.execute(db)).rows[0]!.n;

/** Memberships on which a trial LIVE is awaited, of which one long enough was heard since she joined. */
export const listTrialsSeenEverywhere = async (db: Db | Tx, now: Date, most: number) =>
  (
    await sql<{ creator_id: string; membership_id: string }>`
      select m.creator_id, m.membership_id from memberships m
      where m.ended_by = 'trial' and m.left_at is null and m.closed_at is null and m.ends_at > ${now} and exists (select from live_sessions s
        where s.creator_id = m.creator_id and s.from_at >= m.since and s.from_at < m.ends_at and s.to_at - s.from_at >= make_interval(mins => m.trial_minutes))
      order by m.creator_id, m.membership_id limit ${most}`.execute(db)
  ).rows;

/** Of somebody who is erased: that there was a case and how it ended stays with the agency's books; its words go. */
export const eraseCases = (tx: Tx, creatorId: string, now: Date) =>
  sql`update membership_cases set said = '', said_by = case when kind = 'complaint' then null else said_by end, answer = case when answer is null then null else '' end,
    decision = case when decision is null then null else '' end,
    decided_at = case when state in ('told', 'open') then ${now} else decided_at end,
    state = case when state in ('told', 'open') then 'withdrawn' else state end
    where creator_id = ${creatorId}`.execute(tx);
export const deleteCasePerson = (tx: Tx, personId: string) =>
  sql`update membership_cases set said_by = nullif(said_by, ${personId}), answered_by = nullif(answered_by, ${personId}),
    decided_by = nullif(decided_by, ${personId})
    where ${personId} in (said_by, answered_by, decided_by)`.execute(tx);

/** What was for the operator to decide about her memberships. Who of the agency or the operators wrote is theirs. */
export const exportCases: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select c.*, a.name as agency_name from membership_cases c left join agencies a using (agency_id)
    where c.creator_id = ${creatorId} order by c.opened_at`.execute(db);
  return [
    { name: 'membership_cases', from: 'membership_cases', rows: rows.map((r) => plainRow(r, 'said_by', 'answered_by', 'decided_by')) },
  ];
};
