import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';
import type { MembershipRow } from './rows.ts';

/** A running membership, with the permission by which she shares her LIVEs and the snapshot that it was read in. */
export type SharingRow = MembershipRow & { event_id: string; snapshot: string };
interface Who {
  agencyId: string;
  /** Only those assigned to this coach. */
  coachId: string | undefined;
}
const running = ({ agencyId, coachId }: Who, now: Date) => sql`m.agency_id = ${agencyId} and coalesce(m.ends_at, m.term_ends_at) > ${now}
  ${coachId === undefined ? sql`` : sql`and m.coach_id = ${coachId}`}`;
const granted = (now: Date) =>
  sql`consents c on c.creator_id = m.creator_id and c.purpose = 'live_data' and c.granted and c.expires_at > ${now}`;

/** Members of an agency who share their LIVEs now, newest first: membership and permission in one statement, on the primary. */
export const listSharingEverywhere = async (
  db: Db,
  who: Who,
  now: Date,
  limit: number,
  after?: { since: string; id: string },
): Promise<SharingRow[]> =>
  (
    await sql<SharingRow>`
      select m.*, c.event_id, pg_current_snapshot()::text as snapshot from memberships m join ${granted(now)}
      where ${running(who, now)} ${after ? sql`and (m.since, m.membership_id) < (${after.since}::timestamptz, ${after.id}::uuid)` : sql``}
      order by m.since desc, m.membership_id desc limit ${limit}`.execute(db)
  ).rows;
/** Several members of an agency, with the permission or without one. */
export const listAsked = async (db: Db, who: Who, creatorIds: readonly string[], now: Date) =>
  (
    await sql<MembershipRow & { event_id: string | null; snapshot: string }>`
      select m.*, c.event_id, pg_current_snapshot()::text as snapshot from memberships m left join ${granted(now)}
      where ${running(who, now)} and m.creator_id = any(${creatorIds}::uuid[])`.execute(db)
  ).rows;
export const countSharingEverywhere = async (db: Db, who: Who, now: Date): Promise<{ members: number; sharing: number }> =>
  (
    await sql<{ members: number; sharing: number }>`
      select count(*)::int as members, count(c.creator_id)::int as sharing from memberships m left join ${granted(now)}
      where ${running(who, now)}`.execute(db)
  ).rows[0]!;
