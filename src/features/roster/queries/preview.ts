import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';
import type { MembershipFacts } from '../rules/memberships.ts';
import type { OfferRow } from './offers.ts';

export type RunningRow = MembershipFacts & { creator_id: string; membership_id: string; agency_id: string; left_at: Date | null };
/** Every membership that ran at an instant. */
export const listAllRunning = async (db: Db, at: Date): Promise<RunningRow[]> =>
  (
    await sql<RunningRow>`
      select creator_id, membership_id, agency_id, terms, terms_from, terms_before, since, term_ends_at, ends_at, ended_by, left_at from memberships
      where since <= ${at} and least(ends_at, term_ends_at) > ${at}`.execute(db)
  ).rows;

export type AskedRow = Pick<OfferRow, 'membership_id' | 'kind' | 'state' | 'withdrawn_by' | 'terms_from' | 'sent_at' | 'expires_at'>;
/** What was offered in memberships that run. */
export const listAllAsked = async (db: Db, now: Date): Promise<AskedRow[]> =>
  (
    await sql<AskedRow>`
      select o.membership_id, o.kind, o.state, o.withdrawn_by, o.terms_from, o.sent_at, o.expires_at from membership_offers o
      join memberships m using (creator_id, membership_id) where coalesce(m.ends_at, m.term_ends_at) > ${now}`.execute(db)
  ).rows;

export type SentRow = Pick<OfferRow, 'agency_id' | 'kind' | 'terms' | 'sent_at'> & {
  held: Pick<MembershipFacts, 'terms' | 'terms_before'> & { terms_from: string };
};
/** What was offered from one instant on and before another, with the membership as it is now. */
export const listAllSent = async (db: Db, from: Date, to: Date): Promise<SentRow[]> =>
  (
    await sql<SentRow>`
      select o.agency_id, o.kind, o.terms, o.sent_at,
        jsonb_build_object('terms', m.terms, 'terms_before', m.terms_before, 'terms_from', m.terms_from) as held
      from membership_offers o join memberships m using (creator_id, membership_id) where o.sent_at >= ${from} and o.sent_at < ${to}`.execute(
      db,
    )
  ).rows;
