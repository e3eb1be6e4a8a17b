import { createHash } from 'node:crypto';
import { keepAgreed } from '#src/features/copies/index.ts';
import { loadNames, lockCreators } from '#src/features/creators/index.ts';
import { loadActivity } from '#src/features/live/index.ts';
import type { Params, Terms } from '#src/features/policies/contract.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { pseudonymOf, type ErasureStep } from '#src/infra/owned.ts';
import { addMonths } from '#src/lib/time.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import type { MembershipCase, Offer, PromisesKept } from './contract.ts';
import { changeMembership, closeUnheard, deleteCasePerson, eraseCases, saveCase, withdrawCases, type CaseRow } from './queries/cases.ts';
import { deleteOfferSender, eraseOffers, findMemberEverywhere, withdrawOffers, type OfferRow } from './queries/offers.ts';
import { countKeptEverywhere, deletePromiseKeeper, listPromises, savePromises, voidPromises, type PromiseRow } from './queries/promises.ts';
import {
  deleteCoach,
  endRunning,
  eraseNames,
  listRunning,
  lockMembership,
  noteAgency,
  saveMembership,
  type MembershipRow,
} from './queries/rows.ts';
import { writtenTerms } from './rules/terms.ts';
import {
  asksActivity,
  checkJoin,
  coolingOffEnd,
  isRenewed,
  isRunning,
  lastTermEnd,
  no,
  stateOf,
  termEnd,
  termsAt,
  type Activity,
} from './rules/memberships.ts';
import { caseStateAt, endIn, isAwaited, trialOf, type MembershipChange } from './rules/cases.ts';
import { offerStateAt } from './rules/offers.ts';
import { promisedFrom, promisesAfter, promisesOf, promiseStateAt, sayableFrom } from './rules/promises.ts';

/** The same terms give the same hash, whatever the order of their fields. */
export const hashTerms = (terms: Terms): string => createHash('sha256').update(writtenTerms(terms)).digest('hex');

/** How an agency calls a member: a running one by the name of today, who has left as she was called then. */
export const callMember = (r: MembershipRow, names: Awaited<ReturnType<typeof loadNames>>, now: Date) =>
  (isRunning(r, now) ? names.get(r.creator_id) : undefined) ?? { handle: r.handle, platform: r.platform, displayName: r.display_name };

/** How a creator is called now, for the membership to keep. */
export async function namesOf(tx: Tx, creatorId: string) {
  const { handle, platform, displayName } = (await loadNames(tx, [creatorId])).get(creatorId)!;
  return { handle, platform, display_name: displayName };
}

/** A membership of this agency, its creator locked as for every change of it. */
export async function lockMember(tx: Tx, agencyId: string, membershipId: string): Promise<MembershipRow> {
  const found = await findMemberEverywhere(tx, agencyId, membershipId);
  if (!found) throw no('roster.not_found');
  await lockCreators(tx, [found.creator_id]);
  return (await lockMembership(tx, found.creator_id, membershipId))!;
}

/** Starts a membership from an accepted invitation, its terms frozen. The caller holds the creator's lock. */
export async function startMembership(
  tx: Tx,
  ctx: Ctx,
  from: { creatorId: string; agencyId: string; inviteId: string; terms: Terms; askedAt: Date },
): Promise<string> {
  checkJoin(await listRunning(tx, [from.creatorId], ctx.now), from.agencyId, from.terms, ctx.now);
  const membershipId = ctx.newId();
  const term_ends_at = termEnd(ctx.now, from.terms);
  // A trial is what the rule said when she was asked: that is what she has read.
  const { terms: policy } = await policiesAt(tx, ['terms'], from.askedAt);
  await saveMembership(tx, {
    creator_id: from.creatorId,
    membership_id: membershipId,
    agency_id: from.agencyId,
    invite_id: from.inviteId,
    terms: from.terms,
    terms_hash: hashTerms(from.terms),
    terms_from: ctx.now,
    ...(await namesOf(tx, from.creatorId)),
    since: ctx.now,
    term_ends_at,
    ...trialOf(ctx.now, term_ends_at, from.terms.trialLive, policy),
  });
  const { creatorId: creator_id, agencyId: agency_id } = from;
  const promises = promisesOf(from.terms, { from: ctx.now, to: term_ends_at });
  await savePromises(tx, { creator_id, agency_id, membership_id: membershipId }, ctx.newId, promises);
  const span = { from: ctx.now, to: term_ends_at, coolingOffUntil: coolingOffEnd(ctx.now, from.terms) };
  await keepAgreed(tx, ctx, { ...from, membershipId, offerId: null, kind: 'joined', termsHash: hashTerms(from.terms), ...span, promises });
  await noteAgency(tx, from.creatorId);
  ctx.tell('roster.joined', { membershipId, creatorId: from.creatorId, agencyId: from.agencyId });
  return membershipId;
}

/** What was heard of her LIVEs since each of these memberships began, where a quiet time would let her go at once; null: not known, or not asked. */
export async function loadActivities(
  db: Db | Tx,
  memberships: readonly MembershipRow[],
  exits: Params['exits'],
  now: Date,
): Promise<Map<string, Activity | null>> {
  const asked = memberships.filter((m) => asksActivity(m, exits, now));
  const found = asked[0]
    ? await loadActivity(
        db,
        asked[0].creator_id,
        asked.map((m) => m.since),
        now,
      )
    : [];
  return new Map(asked.map((m, i) => [m.membership_id, found[i] ?? null]));
}

/** Erasing is no harder than leaving: what runs ends at once. The agency keeps terms and dates under a pseudonym, for its books. */
export const eraseMembership: ErasureStep = async (tx, ctx, { creatorId, personId }) => {
  if (personId !== undefined) {
    await deleteCoach(tx, personId);
    await deleteOfferSender(tx, personId);
    await deletePromiseKeeper(tx, personId);
    await deleteCasePerson(tx, personId);
  }
  if (creatorId === undefined) return;
  for (const { membership_id: membershipId, agency_id: agencyId } of await endRunning(tx, creatorId, ctx.now))
    ctx.tell('roster.left', { membershipId, creatorId, agencyId, rule: 'erasure', endsAt: ctx.now.toISOString() });
  await eraseNames(tx, creatorId, pseudonymOf(creatorId));
  await eraseOffers(tx, creatorId, ctx.now);
  await eraseCases(tx, creatorId, ctx.now);
};

/**
 * What becomes of a membership beside leaving: an end is set or taken away. The caller holds the creator's lock, and tells what it was. An end
 * withdraws what is open in it; her name stays with it as it is now.
 */
export async function changeTo(tx: Tx, ctx: Ctx, m: MembershipRow, change: MembershipChange): Promise<MembershipRow> {
  if (Object.keys(change).length === 0) return m;
  const end = endIn(change, ctx.now);
  const isSet = end === 'set' || end === 'now';
  const names = isSet ? callMember(m, await loadNames(tx, [m.creator_id]), ctx.now) : undefined;
  const more = names
    ? { left_at: m.left_at ?? ctx.now, handle: names.handle, platform: names.platform, display_name: names.displayName }
    : {};
  const after = { ...change, ...more, ...(end === 'taken' && { left_at: null }) };
  await changeMembership(tx, m, after);
  if (isSet) await withdrawOffers(tx, m.creator_id, m.membership_id, ctx.now);
  if (end === 'now') await withdrawCases(tx, m.creator_id, m.membership_id, ctx.now);
  if (end !== 'kept') await noteAgency(tx, m.creator_id);
  return { ...m, ...after };
}

/** What is told of a case: ids and states alone. */
export const aboutCase = (c: Pick<CaseRow, 'case_id' | 'membership_id' | 'creator_id' | 'agency_id' | 'kind' | 'state'>) => ({
  caseId: c.case_id,
  membershipId: c.membership_id,
  creatorId: c.creator_id,
  agencyId: c.agency_id,
  kind: c.kind,
  state: c.state,
});
type Begun = Pick<CaseRow, 'kind' | 'state' | 'said' | 'said_by'> & Partial<CaseRow>;
/** Begins a case in a membership. One that nobody decided in time is marked first, and told. */
export async function openCase(tx: Tx, ctx: Ctx, m: MembershipRow, begun: Begun): Promise<CaseRow> {
  for (const c of await closeUnheard(tx, m.creator_id, m.membership_id, ctx.now)) ctx.tell('roster.decided', aboutCase(c));
  const row: CaseRow = {
    creator_id: m.creator_id,
    case_id: ctx.newId(),
    membership_id: m.membership_id,
    agency_id: m.agency_id,
    why: null,
    opened_at: ctx.now,
    ends_at: null,
    answer: null,
    answered_by: null,
    answered_at: null,
    decide_by: null,
    decision: null,
    decided_by: null,
    decided_at: null,
    ...begun,
  };
  await saveCase(tx, row);
  return row;
}
/** What is answered, and kept with the key of the request. */
export function caseDone(c: Parameters<typeof aboutCase>[0]) {
  const { agencyId: _, ...ids } = aboutCase(c);
  return ids;
}
export const showCase = (c: CaseRow, now: Date): MembershipCase => ({
  caseId: c.case_id,
  membershipId: c.membership_id,
  kind: c.kind,
  state: caseStateAt(c, now),
  why: c.why,
  said: c.said,
  openedAt: c.opened_at.toISOString(),
  answer: c.answer,
  answeredAt: c.answered_at?.toISOString() ?? null,
  endsAt: c.ends_at?.toISOString() ?? null,
  decideBy: c.decide_by?.toISOString() ?? null,
  decision: c.decision,
  decidedAt: c.decided_at?.toISOString() ?? null,
});

/** What she has agreed to brings its promises: a further term adds its own, other terms take the place of what is not due yet. */
export async function savePromisesAgreed(
  tx: Tx,
  ctx: Ctx,
  m: MembershipRow,
  to: { terms: Terms; terms_from: Date | null; term_ends_at: Date },
) {
  const span = { from: to.terms_from ?? ctx.now, to: to.term_ends_at };
  if (to.terms_from !== null) return savePromises(tx, m, ctx.newId, promisesOf(to.terms, span));
  const held = await listPromises(tx, m.creator_id, m.membership_id);
  const { voided, added } = promisesAfter(held, { before: termsAt(m, ctx.now), after: to.terms }, span);
  await voidPromises(
    tx,
    m.creator_id,
    voided.map((p) => p.promise_id),
    ctx.now,
  );
  return savePromises(tx, m, ctx.newId, added);
}

/** What she has said yes to inside a membership is kept for its copy, with what is promised from then on. */
export async function keepOffered(tx: Tx, ctx: Ctx, m: MembershipRow, o: OfferRow) {
  const from = o.terms_from ?? ctx.now;
  await keepAgreed(tx, ctx, {
    creatorId: o.creator_id,
    agencyId: o.agency_id,
    membershipId: o.membership_id,
    offerId: o.offer_id,
    kind: o.kind,
    terms: o.terms,
    termsHash: hashTerms(o.terms),
    from,
    to: o.term_ends_at,
    coolingOffUntil: coolingOffEnd(m.since, o.terms),
    promises: promisedFrom(await listPromises(tx, o.creator_id, o.membership_id), from),
  });
}

/** How an agency has kept its promises to all its members, over the twelve months to now; null: nothing was due. */
export async function loadPromisesKept(db: Db, agencyId: string, now: Date): Promise<PromisesKept | null> {
  const from = addMonths(now, -12);
  const { due, kept, not_kept: notKept, said_alone: saidAlone, members } = await countKeptEverywhere(db, agencyId, from, now);
  return due === 0 ? null : { from: from.toISOString(), asOf: now.toISOString(), due, kept, notKept, saidAlone, members };
}

export const showPromise = (p: PromiseRow, now: Date) => ({
  promiseId: p.promise_id,
  membershipId: p.membership_id,
  what: p.what,
  hours: p.hours,
  dueAt: p.due_at.toISOString(),
  sayableFrom: sayableFrom(p)?.toISOString() ?? null,
  state: promiseStateAt(p, now),
  keptAt: p.kept_at?.toISOString() ?? null,
  answeredAt: p.answered_at?.toISOString() ?? null,
});

export const showOffer = (o: OfferRow, now: Date): Offer => ({
  offerId: o.offer_id,
  membershipId: o.membership_id,
  kind: o.kind,
  state: offerStateAt(o, now),
  terms: o.terms,
  message: o.message,
  from: o.terms_from?.toISOString() ?? null,
  termEndsAt: o.term_ends_at.toISOString(),
  sentAt: o.sent_at.toISOString(),
  expiresAt: o.expires_at.toISOString(),
  answeredAt: o.answered_at?.toISOString() ?? null,
  withdrawnBy: o.withdrawn_by,
});

function showTrial(m: MembershipRow, waiting: CaseRow | undefined, now: Date) {
  if (isAwaited(m, now)) return { state: 'awaited' as const, until: m.trial_until!.toISOString(), minutes: m.trial_minutes! };
  if (waiting?.kind !== 'review') return null;
  return { state: 'review' as const, until: waiting.decide_by!.toISOString(), minutes: m.trial_minutes! };
}

/** A membership as both sides read it. `offers`: those that are open; `waiting`: cases that are. */
export function showMembership(
  m: MembershipRow,
  { offers, waiting }: { offers: readonly OfferRow[]; waiting: readonly CaseRow[] },
  now: Date,
) {
  const held = termsAt(m, now);
  const renewed = isRenewed(m, now);
  const offer = offers.find((o) => o.membership_id === m.membership_id);
  // A membership that is over waits for nothing.
  const asked = isRunning(m, now) ? waiting.find((c) => c.membership_id === m.membership_id) : undefined;
  return {
    membershipId: m.membership_id,
    state: stateOf(m, now),
    terms: held,
    termsHash: held === m.terms ? m.terms_hash : hashTerms(held),
    since: m.since.toISOString(),
    termEndsAt: lastTermEnd(m).toISOString(),
    next: renewed ? { terms: m.terms, termsHash: m.terms_hash, from: m.terms_from.toISOString() } : null,
    offer: offer ? showOffer(offer, now) : null,
    coolingOffUntil: coolingOffEnd(m.since, held).toISOString(),
    trial: showTrial(m, asked, now),
    waiting: asked ? { kind: asked.kind, state: asked.state, until: (asked.decide_by ?? asked.ends_at!).toISOString() } : null,
    ...(m.ends_at && { endsAt: m.ends_at.toISOString() }),
    ...(!m.ends_at && !isRunning(m, now) && { endsAt: m.term_ends_at.toISOString() }),
    ...(m.ended_by && { endedBy: m.ended_by }),
  };
}
