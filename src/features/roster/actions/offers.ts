import { z } from 'zod';
import { isBlocked } from '#src/features/blocks/index.ts';
import { lockCreators } from '#src/features/creators/index.ts';
import { checkTerms, policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { creatorHerself, staff } from '#src/infra/may.ts';
import type { Refusal } from '#src/lib/errors.ts';
import { id } from '#src/lib/shapes.ts';
import { AnswerOffer, MakeOffer, type OfferKind } from '../contract.ts';
import * as q from '../queries/offers.ts';
import { listRunning, loadMembership, lockMembership, noteAgency } from '../queries/rows.ts';
import { checkBeside, no, termsAt } from '../rules/memberships.ts';
import { agreed, boundsOf, checkAsking, checkOpenOffer, checkProposed, checkTaken, offerDates } from '../rules/offers.ts';
import { hashTerms, keepOffered, lockMember, savePromisesAgreed, showOffer } from '../steps.ts';

const ofMember = z.strictObject({ agencyId: id, membershipId: id });
const seesOffers = staff('owner', 'manager');

const about = (o: q.OfferRow) => ({
  offerId: o.offer_id,
  membershipId: o.membership_id,
  creatorId: o.creator_id,
  agencyId: o.agency_id,
  kind: o.kind,
});

/** What is answered, and kept with the key of the request: ids and states alone. */
function done(o: q.OfferRow) {
  const { agencyId: _, ...ids } = about(o);
  return { ...ids, state: o.state, expiresAt: o.expires_at.toISOString() };
}

/** Proposes a further term or other terms to a member. Nothing holds without her yes; what runs goes on as it is. */
export const offer = act(
  'roster.offer',
  ofMember.extend(MakeOffer.shape),
  seesOffers,
  async (tx, ctx, { agencyId, membershipId, kind, terms, message }) => {
    const m = await lockMember(tx, agencyId, membershipId);
    // Whoever blocked the agency is to its offers as somebody who is not there.
    if (await isBlocked(tx, agencyId, m.creator_id)) throw no('roster.not_found');
    const policy = await policiesAt(tx, ['renewals', 'terms'], ctx.now);
    const before = await q.listOffers(tx, m.creator_id, membershipId);
    const refused =
      checkAsking(m, before, kind, policy.renewals, ctx.now) ??
      checkProposed(m, { kind, terms }, ctx.now) ??
      checkTerms(terms, kind === 'change' ? boundsOf(termsAt(m, ctx.now), terms, policy.terms) : policy.terms);
    if (refused) throw refused;
    await q.closeLapsedOffers(tx, m.creator_id, membershipId, ctx.now);
    const row: q.OfferRow = {
      creator_id: m.creator_id,
      offer_id: ctx.newId(),
      membership_id: membershipId,
      agency_id: agencyId,
      kind,
      state: 'open',
      withdrawn_by: null,
      terms,
      message,
      ...offerDates(m, { kind, terms }, policy.renewals, ctx.now),
      sent_by: ctx.actor.personId ?? null,
      sent_at: ctx.now,
      answered_at: null,
    };
    await q.saveOffer(tx, row);
    ctx.about(about(row));
    ctx.tell('roster.offered', { ...about(row), until: row.expires_at.toISOString() });
    return done(row);
  },
);

export const withdrawOffer = act(
  'roster.withdrawOffer',
  ofMember.extend({ offerId: id }),
  seesOffers,
  async (tx, ctx, { agencyId, membershipId, offerId }) => {
    const m = await lockMember(tx, agencyId, membershipId);
    const found = await q.lockOffer(tx, m.creator_id, offerId);
    const row = found?.membership_id === membershipId ? found : undefined;
    checkOpenOffer(row, ctx.now);
    await q.saveOfferState(tx, row!, 'withdrawn', ctx.now);
    ctx.about(about(row!));
    ctx.tell('roster.offer_withdrawn', about(row!));
    return done({ ...row!, state: 'withdrawn' });
  },
);

/** Everything that was proposed in a membership and what she said to it, and whether something can be offered now. */
export const offers = view('roster.offers', ofMember, seesOffers, async (db, ctx, { agencyId, membershipId }) => {
  const found = await q.findMemberEverywhere(db, agencyId, membershipId);
  if (!found) throw no('roster.not_found');
  const m = (await loadMembership(db, found.creator_id, membershipId))!;
  const rows = await q.listOffers(db, found.creator_id, membershipId);
  const { renewals } = await policiesAt(db, ['renewals'], ctx.now);
  const blocked = await isBlocked(db, agencyId, m.creator_id);
  const asking = (kind: OfferKind) => {
    const refused = blocked ? no('roster.not_found') : checkAsking(m, rows, kind, renewals, ctx.now);
    return refused ? { code: refused.code, detail: refused.message, askAgainAt: askAgainOf(refused) } : null;
  };
  return {
    items: rows.map((o) => showOffer(o, ctx.now)),
    nextCursor: null,
    refused: { renewal: asking('renewal'), change: asking('change') },
  };
});
const askAgainOf = ({ more }: Refusal): string | null => (typeof more['askAgainAt'] === 'string' ? more['askAgainAt'] : null);

export const myOffers = view('roster.myOffers', z.strictObject({ membershipId: id }), creatorHerself, async (db, ctx, { membershipId }) => {
  const creatorId = ctx.actor.creatorId!;
  if (!(await loadMembership(db, creatorId, membershipId))) throw no('roster.not_found');
  const rows = await q.listOffers(db, creatorId, membershipId);
  return { items: rows.map((o) => showOffer(o, ctx.now)), nextCursor: null };
});

/** Her answer. A no changes nothing, and neither does silence. */
export const answerOffer = act(
  'roster.answerOffer',
  z.strictObject({ offerId: id, ...AnswerOffer.shape }),
  creatorHerself,
  async (tx, ctx, { offerId, answer }) => {
    const creatorId = ctx.actor.creatorId!;
    await lockCreators(tx, [creatorId]);
    const row = await q.lockOffer(tx, creatorId, offerId);
    checkOpenOffer(row, ctx.now);
    if (answer === 'accept') await agree(tx, ctx, row!);
    const state = answer === 'accept' ? 'accepted' : 'declined';
    await q.saveOfferState(tx, row!, state, ctx.now);
    ctx.about({ ...about(row!), answer });
    ctx.tell('roster.offer_answered', { ...about(row!), answer });
    return done({ ...row!, state });
  },
);

async function agree(tx: Tx, ctx: Ctx, row: q.OfferRow): Promise<void> {
  const m = (await lockMembership(tx, row.creator_id, row.membership_id))!;
  checkTaken(m, ctx.now);
  const running = await listRunning(tx, [row.creator_id], ctx.now);
  const others = running.filter((one) => one.membership_id !== m.membership_id);
  checkBeside(others, { from: row.terms_from ?? ctx.now, to: row.term_ends_at, terms: row.terms });
  await q.saveAgreed(tx, m, { ...agreed(m, row, ctx.now), terms_hash: hashTerms(row.terms) });
  await savePromisesAgreed(tx, ctx, m, row);
  await keepOffered(tx, ctx, m, row);
  await noteAgency(tx, row.creator_id);
}
