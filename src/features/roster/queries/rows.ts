import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { Terms } from '#src/features/policies/contract.ts';
import { addDays } from '#src/lib/time.ts';
import type { LeaveRule } from '../contract.ts';

export type MembershipRow = Selectable<Tables['memberships']>;
const ends = sql<Date>`coalesce(ends_at, term_ends_at)`;

export const saveMembership = (
  tx: Tx,
  row: {
    creator_id: string;
    membership_id: string;
    agency_id: string;
    invite_id: string;
    terms: Terms;
    terms_hash: string;
    terms_from: Date;
    handle: string;
    platform: MembershipRow['platform'];
    display_name: string;
    since: Date;
    term_ends_at: Date;
    /** On trial until then, and over then without a trial LIVE; null: no trial. */
    trial_until: Date | null;
    trial_minutes: number | null;
    trial_review_days: number | null;
  },
) =>
  tx
    .insertInto('memberships')
    .values({
      ...row,
      terms: sql<Terms>`${JSON.stringify(row.terms)}::jsonb`,
      terms_before: null,
      ends_at: row.trial_until,
      ended_by: row.trial_until === null ? null : 'trial',
      free_from: null,
      leave_reason: null,
      left_at: null,
      closed_at: null,
      coach_id: null,
    })
    .execute();

/** Memberships running now, of several creators; only those with one agency where one is named. */
export const listRunning = (db: Db | Tx, creatorIds: readonly string[], now: Date, agencyId?: string): Promise<MembershipRow[]> => {
  const rows = db
    .selectFrom('memberships')
    .selectAll()
    .where(sql<boolean>`creator_id = any(${creatorIds}::uuid[])`)
    .where(ends, '>', now);
  return (agencyId === undefined ? rows : rows.where('agency_id', '=', agencyId)).execute();
};

/** Those of some creators who are or were members of an agency. */
export const listEverMembers = async (db: Db | Tx, agencyId: string, creatorIds: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ creator_id: string }>`select distinct creator_id from memberships
    where creator_id = any(${creatorIds}::uuid[]) and agency_id = ${agencyId}`.execute(db);
  return new Set(rows.map((r) => r.creator_id));
};

/** Until when she is with an agency stands in her profile: whether she is may be seen in a search. Reckoned from all her memberships. */
export const noteAgency = (tx: Tx, creatorId: string) => sql`select note_agency(${creatorId})`.execute(tx);

export const listOfCreator = (db: Db, creatorId: string): Promise<MembershipRow[]> =>
  db.selectFrom('memberships').selectAll().where('creator_id', '=', creatorId).orderBy('since', 'desc').limit(200).execute();

export const loadMembership = (db: Db, creatorId: string, membershipId: string): Promise<MembershipRow | undefined> =>
  db.selectFrom('memberships').selectAll().where('creator_id', '=', creatorId).where('membership_id', '=', membershipId).executeTakeFirst();
export const lockMembership = (tx: Tx, creatorId: string, membershipId: string): Promise<MembershipRow | undefined> =>
  tx
    .selectFrom('memberships')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('membership_id', '=', membershipId)
    .forUpdate()
    .executeTakeFirst();

type Names = Pick<MembershipRow, 'handle' | 'platform' | 'display_name'>;
export const saveLeave = (
  tx: Tx,
  m: MembershipRow,
  left: { endsAt: Date; rule: LeaveRule; reason: string | undefined; names: Names },
  now: Date,
) =>
  tx
    .updateTable('memberships')
    .set({
      ends_at: left.endsAt,
      ended_by: left.rule,
      left_at: m.left_at ?? now,
      ...left.names,
      ...(left.reason !== undefined && { leave_reason: left.reason }),
    })
    .where('creator_id', '=', m.creator_id)
    .where('membership_id', '=', m.membership_id)
    .execute();

export interface RosterFilter {
  agencyId: string;
  coachId?: string;
  state?: 'trial' | 'active' | 'leaving' | 'ended' | undefined;
  endsWithin?: number | undefined;
}
const filtered = (f: RosterFilter, now: Date) => sql<boolean>`agency_id = ${f.agencyId}
  ${f.coachId === undefined ? sql`` : sql`and coach_id = ${f.coachId}`}
  ${f.endsWithin === undefined ? sql`` : sql`and ${ends} > ${now} and ${ends} <= ${addDays(now, f.endsWithin)}`}
  ${f.state === 'trial' ? sql`and ended_by = 'trial' and ends_at > ${now}` : sql``}
  ${f.state === 'active' ? sql`and (ends_at is null or ended_by = 'trial') and ${ends} > ${now}` : sql``}
  ${f.state === 'leaving' ? sql`and ends_at is not null and ended_by <> 'trial' and least(ends_at, term_ends_at) > ${now}` : sql``}
  ${f.state === 'ended' ? sql`and coalesce(least(ends_at, term_ends_at), term_ends_at) <= ${now}` : sql``}`;

export type RosterRow = MembershipRow & { coach_name: string | null };
/** An agency's members over all creators, newest first. */
export const listRosterEverywhere = async (
  db: Db,
  f: RosterFilter,
  after: { since: string; id: string } | undefined,
  limit: number,
  now: Date,
) =>
  (
    await sql<RosterRow>`select m.*, p.name as coach_name from memberships m left join people p on p.id = m.coach_id
      where ${filtered(f, now)} ${after ? sql`and (m.since, m.membership_id) < (${after.since}::timestamptz, ${after.id}::uuid)` : sql``}
      order by m.since desc, m.membership_id desc limit ${limit + 1}`.execute(db)
  ).rows;
export const countRosterEverywhere = async (db: Db, f: RosterFilter, now: Date): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from memberships where ${filtered(f, now)}`.execute(db)).rows[0]!.n;

export const saveCoach = (tx: Tx, agencyId: string, membershipId: string, coachId: string | null) =>
  tx
    .updateTable('memberships')
    .set({ coach_id: coachId })
    .where('agency_id', '=', agencyId)
    .where('membership_id', '=', membershipId)
    .executeTakeFirst();
/** Those of the people who work in the agency. */
export const listSeated = async (db: Db, agencyId: string, personIds: readonly string[]): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('agency_seats')
    .select('person_id')
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .execute();
  return new Set(rows.map((r) => r.person_id));
};
/** Whoever no longer works in an agency coaches nobody there. */
export const clearCoachEverywhere = (tx: Tx, agencyId: string, personId: string) =>
  sql`update memberships set coach_id = null where agency_id = ${agencyId} and coach_id = ${personId}
    and not exists (select from agency_seats where agency_id = ${agencyId} and person_id = ${personId})`.execute(tx);
export const findSeat = (tx: Tx, agencyId: string, personId: string) =>
  tx.selectFrom('agency_seats').select('person_id').where('agency_id', '=', agencyId).where('person_id', '=', personId).executeTakeFirst();

/** Marks memberships whose end has passed, and names them. */
export const closeEndedEverywhere = async (tx: Tx, now: Date, most: number) =>
  (
    await sql<{ creator_id: string; membership_id: string; agency_id: string }>`
      update memberships set closed_at = ${now}, ended_by = coalesce(ended_by, 'term_end')
      where (creator_id, membership_id) in (select creator_id, membership_id from memberships
        where closed_at is null and coalesce(ends_at, term_ends_at) <= ${now} order by creator_id, membership_id limit ${most} for update skip locked)
      returning creator_id, membership_id, agency_id`.execute(tx)
  ).rows;

export const listMembersEverywhere = async (db: Db, agencyId: string, now: Date): Promise<string[]> =>
  (await db.selectFrom('memberships').select('creator_id').where('agency_id', '=', agencyId).where(ends, '>', now).execute()).map(
    (r) => r.creator_id,
  );

/** Ends what runs, at once, and names it. */
export const endRunning = async (tx: Tx, creatorId: string, now: Date) =>
  (
    await sql<{ membership_id: string; agency_id: string }>`
      update memberships set ends_at = greatest(since, ${now}), ended_by = 'erasure', left_at = coalesce(left_at, ${now})
      where creator_id = ${creatorId} and ${ends} > ${now} returning membership_id, agency_id`.execute(tx)
  ).rows;
/** What the agency's books keep of somebody who was erased: terms and dates under a pseudonym. */
export const eraseNames = (tx: Tx, creatorId: string, pseudonym: string) =>
  tx
    .updateTable('memberships')
    .set({ handle: pseudonym, display_name: pseudonym, platform: 'other', leave_reason: null })
    .where('creator_id', '=', creatorId)
    .execute();
export const deleteCoach = (tx: Tx, personId: string) =>
  tx.updateTable('memberships').set({ coach_id: null }).where('coach_id', '=', personId).execute();

/** Her memberships with the terms as they were agreed. Who coaches her is her agency's to say. */
export const exportMemberships: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select m.*, a.name as agency_name from memberships m left join agencies a using (agency_id)
    where m.creator_id = ${creatorId} order by m.since`.execute(db);
  return [{ name: 'memberships', from: 'memberships', rows: rows.map((r) => plainRow(r, 'coach_id')) }];
};

/** Several memberships by creator and id. */
export const listByIds = async (db: Db | Tx, wanted: readonly { creatorId: string; membershipId: string }[]): Promise<MembershipRow[]> =>
  (
    await sql<MembershipRow>`select m.* from unnest(${wanted.map((w) => w.creatorId)}::uuid[], ${wanted.map((w) => w.membershipId)}::uuid[]) w(c, m_id)
      join memberships m on m.creator_id = w.c and m.membership_id = w.m_id`.execute(db)
  ).rows;
/** Memberships that end after one instant and up to another. */
export const listEndingEverywhere = async (tx: Tx, after: Date, upTo: Date) =>
  (
    await sql<{ creator_id: string; membership_id: string; agency_id: string; ends: Date }>`
      select creator_id, membership_id, agency_id, ${ends} as ends from memberships
      where closed_at is null and ${ends} > ${after} and ${ends} <= ${upTo}`.execute(tx)
  ).rows;

/** Creators with an account whose membership runs, each once, in the order of their accounts' ids, behind one; null: from the first. */
export const listMemberPeopleAfterEverywhere = async (db: Db | Tx, now: Date, after: string | null, most: number): Promise<string[]> =>
  (
    await sql<{ person_id: string }>`select c.person_id from creators c
      where ${after === null ? sql`c.person_id is not null` : sql`c.person_id > ${after}`} and exists (
        select from memberships m where m.creator_id = c.creator_id and m.since <= ${now} and least(m.ends_at, m.term_ends_at) > ${now})
      order by c.person_id limit ${most}`.execute(db)
  ).rows.map((r) => r.person_id);
