import { sql, type Selectable } from 'kysely';
import type { Terms } from '#src/features/policies/contract.ts';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { OfferState } from '../contract.ts';
import type { MembershipFacts } from '../rules/memberships.ts';
import type { MembershipRow } from './rows.ts';

export type OfferRow = Selectable<Tables['membership_offers']>;
const asJson = (terms: Terms | null) => sql<Terms>`${terms === null ? null : JSON.stringify(terms)}::jsonb`;

export const saveOffer = (tx: Tx, row: OfferRow) =>
  tx
    .insertInto('membership_offers')
    .values({ ...row, terms: asJson(row.terms) })
    .execute();

/** Every offer of a membership, newest first. */
export const listOffers = (db: Db | Tx, creatorId: string, membershipId: string): Promise<OfferRow[]> =>
  db
    .selectFrom('membership_offers')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('membership_id', '=', membershipId)
    .orderBy('sent_at', 'desc')
    .limit(200)
    .execute();

/** Offers that wait for an answer, in memberships of these creators. */
export const listOpenOffers = (db: Db | Tx, creatorIds: readonly string[], now: Date): Promise<OfferRow[]> =>
  db
    .selectFrom('membership_offers')
    .selectAll()
    .where(sql<boolean>`creator_id = any(${creatorIds}::uuid[])`)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .execute();

/** An open row past its time would stand in the way of the next one. */
export const closeLapsedOffers = (tx: Tx, creatorId: string, membershipId: string, now: Date) =>
  sql`update membership_offers set state = 'lapsed'
    where creator_id = ${creatorId} and membership_id = ${membershipId} and state = 'open' and expires_at <= ${now}`.execute(tx);
/** Whoever leaves has answered: what is open ends with it. */
export const withdrawOffers = (tx: Tx, creatorId: string, membershipId: string, now: Date) =>
  sql`update membership_offers set state = 'withdrawn', withdrawn_by = 'leaving', answered_at = ${now}
    where creator_id = ${creatorId} and membership_id = ${membershipId} and state = 'open' and expires_at > ${now}`.execute(tx);

export const lockOffer = (tx: Tx, creatorId: string, offerId: string): Promise<OfferRow | undefined> =>
  tx
    .selectFrom('membership_offers')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .where('offer_id', '=', offerId)
    .forUpdate()
    .executeTakeFirst();

export const saveOfferState = (tx: Tx, offer: OfferRow, state: OfferState, at: Date) =>
  tx
    .updateTable('membership_offers')
    .set({ state, answered_at: at, withdrawn_by: state === 'withdrawn' ? 'agency' : null })
    .where('creator_id', '=', offer.creator_id)
    .where('offer_id', '=', offer.offer_id)
    .execute();

/** What she has agreed to takes the place of the terms before. */
export const saveAgreed = (
  tx: Tx,
  m: MembershipRow,
  to: Pick<MembershipFacts, 'terms' | 'terms_from' | 'terms_before' | 'term_ends_at'> & { terms_hash: string },
) =>
  tx
    .updateTable('memberships')
    .set({ ...to, terms: asJson(to.terms), terms_before: asJson(to.terms_before) })
    .where('creator_id', '=', m.creator_id)
    .where('membership_id', '=', m.membership_id)
    .execute();

/** The creator of an agency's membership, wherever she is kept. */
export const findMemberEverywhere = (db: Db | Tx, agencyId: string, membershipId: string): Promise<{ creator_id: string } | undefined> =>
  db
    .selectFrom('memberships')
    .select('creator_id')
    .where('agency_id', '=', agencyId)
    .where('membership_id', '=', membershipId)
    .executeTakeFirst();

/** Of somebody who is erased the terms and instants stay, for the agency's books; what was written to her goes. */
export const eraseOffers = (tx: Tx, creatorId: string, now: Date) =>
  sql`update membership_offers set message = '',
    state = case when state <> 'open' then state when expires_at <= ${now} then 'lapsed' else 'withdrawn' end,
    withdrawn_by = case when state = 'open' and expires_at > ${now} then 'erasure' else withdrawn_by end,
    answered_at = case when state = 'open' and expires_at > ${now} then ${now} else answered_at end
    where creator_id = ${creatorId}`.execute(tx);
export const deleteOfferSender = (tx: Tx, personId: string) =>
  tx.updateTable('membership_offers').set({ sent_by: null }).where('sent_by', '=', personId).execute();

/** What agencies proposed to her as a member, with what she said to it. Who sent it is the agency's. */
export const exportOffers: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select o.*, a.name as agency_name from membership_offers o left join agencies a using (agency_id)
    where o.creator_id = ${creatorId} order by o.sent_at`.execute(db);
  return [{ name: 'membership_offers', from: 'membership_offers', rows: rows.map((r) => plainRow(r, 'sent_by')) }];
};

/** Several offers by creator and id. */
export const listOffersByIds = async (db: Db | Tx, wanted: readonly { creatorId: string; offerId: string }[]): Promise<OfferRow[]> =>
  (
    await sql<OfferRow>`select o.* from unnest(${wanted.map((w) => w.creatorId)}::uuid[], ${wanted.map((w) => w.offerId)}::uuid[]) w(c, o_id)
      join membership_offers o on o.creator_id = w.c and o.offer_id = w.o_id`.execute(db)
  ).rows;
