import { sql } from 'kysely';
import type { Terms } from '#src/features/policies/contract.ts';
import type { Db } from '#src/infra/db/open.ts';
import type { MembershipFacts } from '../rules/memberships.ts';
import type { OfferRow } from './offers.ts';

export type RunningRow = MembershipFacts & { creator_id: string; membership_id: string; agency_id: string; left_at: Date | null };
type Plain = Omit<RunningRow, Instants | 'terms' | 'terms_before'> &
  Record<Instants, number | null> & { terms: string; terms_before: string | null };
type Instants = 'terms_from' | 'since' | 'term_ends_at' | 'ends_at' | 'left_at' | 'trial_until' | 'free_from';
const ms = (column: Instants) => sql.raw(`(date_part('epoch', ${column}) * 1000)::int8 as ${column}`);
const instant = (at: number | null) => (at === null ? null : new Date(at));

/** Terms that read alike are one: twenty thousand memberships share a few. */
function readTerms() {
  const known = new Map<string, Terms>();
  return (text: string): Terms => {
    const found = known.get(text) ?? (JSON.parse(text) as Terms);
    known.set(text, found);
    return found;
  };
}

/** Every membership that ran at some time between two instants. Instants come as numbers and terms as text: the driver reads dates and documents one by one. */
export async function listAllRunning(db: Db, from: Date, to: Date): Promise<RunningRow[]> {
  const { rows } = await sql<Plain>`
    select creator_id, membership_id, agency_id, terms::text, terms_before::text, ended_by, ${ms('terms_from')}, ${ms('since')}, ${ms('term_ends_at')},
      ${ms('ends_at')}, ${ms('left_at')}, ${ms('trial_until')}, ${ms('free_from')} from memberships where since <= ${to} and least(ends_at, term_ends_at) > ${from}`.execute(
    db,
  );
  const read = readTerms();
  return rows.map((r) => ({
    ...r,
    terms: read(r.terms),
    terms_before: r.terms_before === null ? null : read(r.terms_before),
    terms_from: instant(r.terms_from)!,
    since: instant(r.since)!,
    term_ends_at: instant(r.term_ends_at)!,
    ends_at: instant(r.ends_at),
    left_at: instant(r.left_at),
    trial_until: instant(r.trial_until),
    free_from: instant(r.free_from),
  }));
}

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
