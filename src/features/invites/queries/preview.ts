import { sql } from 'kysely';
import type { Terms } from '#src/features/policies/contract.ts';
import type { Db } from '#src/infra/db/open.ts';

/** How many an agency, its elite ones, and each of its seats sent on the days from one on and before another. */
export const listDaysEverywhere = async (db: Db, from: Date, to: Date) =>
  (
    await sql<{ agency_id: string; seat: string; sent: number }>`select agency_id, seat, sent from invite_counts
      where on_day >= (${from}::timestamptz at time zone 'UTC')::date and on_day < (${to}::timestamptz at time zone 'UTC')::date and sent > 0`.execute(
      db,
    )
  ).rows;

/** Characters as the program counts them: those beyond the first plane are two. */
const length = sql`case when octet_length(message) = length(message) then length(message)
  else length(message) + length(regexp_replace(message, '[^\\U00010000-\\U0010FFFF]', '', 'g')) end`;
/** Invitations sent from one instant on and before another, by agency and how long their message is. */
export const countMessagesEverywhere = async (db: Db, from: Date, to: Date) =>
  (
    await sql<{ agency_id: string; length: number; n: number }>`select agency_id, ${length} as length, count(*)::int as n from invites
      where sent_at >= ${from} and sent_at < ${to} group by 1, 2`.execute(db)
  ).rows;

/** Creators by how many invitations of theirs are open. */
export const countInboxesEverywhere = async (db: Db, now: Date) =>
  (
    await sql<{ open: number; n: number }>`select open, count(*)::int as n from
      (select count(*)::int as open from invites where state = 'sent' and expires_at > ${now} group by creator_id) one group by open`.execute(
      db,
    )
  ).rows;

/** Terms of invitations by agency: sent from one instant on and before another, or, without them, open. */
export const countTermsEverywhere = async (db: Db, when: { from: Date; to: Date } | { openAt: Date }) =>
  (
    await sql<{ agency_id: string; terms: Terms; n: number }>`select agency_id, terms, count(*)::int as n from invites
      where ${'openAt' in when ? sql`state = 'sent' and expires_at > ${when.openAt}` : sql`sent_at >= ${when.from} and sent_at < ${when.to}`}
      group by 1, 2`.execute(db)
  ).rows;
