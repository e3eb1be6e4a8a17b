import type { Params, Terms } from '#src/features/policies/contract.ts';
import type { Refusal } from '#src/lib/errors.ts';
import { addDays, addMonths, earlier } from '#src/lib/time.ts';
import type { OfferKind, OfferState } from '../contract.ts';
import { sameTerms } from './terms.ts';
import { isRenewed, no, stateOf, termEnd, termsAt, type MembershipFacts } from './memberships.ts';

export type OfferPolicy = Params['renewals'];
export interface OfferFacts {
  kind: OfferKind;
  state: OfferState;
  withdrawn_by: 'agency' | 'leaving' | 'erasure' | null;
  /** The end of the term that a renewal goes on from; null: a change, from her yes. */
  terms_from: Date | null;
  sent_at: Date;
  expires_at: Date;
}
/** An offer past its time is a no, whether or not anything has marked it. */
export const offerStateAt = (offer: Pick<OfferFacts, 'state' | 'expires_at'>, now: Date): OfferState =>
  offer.state === 'open' && now >= offer.expires_at ? 'lapsed' : offer.state;

/** Whether an offer can still be answered or taken back: throws the reason why not. */
export function checkOpenOffer(offer: OfferFacts | undefined, now: Date): void {
  if (!offer) throw no('roster.offer_not_found');
  const state = offerStateAt(offer, now);
  if (state === 'lapsed') throw no('roster.offer_lapsed');
  if (state === 'withdrawn') throw no(offer.withdrawn_by === 'agency' ? 'roster.offer_withdrawn' : 'roster.leaving');
  if (state !== 'open') throw no('roster.offer_answered');
}

/**
 * Why an agency can offer nothing of this kind now; undefined: it can. `before`: every offer of this membership. A further term is offered in
 * the last days of the one that runs, not again after a no, and after silence so often as the policy says; other terms once in so many days,
 * whatever she said.
 */
export function checkAsking(
  m: MembershipFacts,
  before: readonly OfferFacts[],
  kind: OfferKind,
  policy: OfferPolicy,
  now: Date,
): Refusal | undefined {
  const state = stateOf(m, now);
  if (state === 'ended') return no('roster.ended');
  if (state === 'leaving') return no('roster.leaving');
  if (state === 'trial') return no('roster.on_trial');
  if (isRenewed(m, now)) return no('roster.renewed_already', { from: m.terms_from.toISOString() });
  if (before.some((o) => offerStateAt(o, now) === 'open')) return no('roster.offer_open');
  return kind === 'renewal' ? checkRenewal(m, before, policy, now) : checkChange(m, before, policy, now);
}

/** What was offered for when the term that runs is over. */
const renewalsOf = (m: MembershipFacts, offers: readonly OfferFacts[]) =>
  offers.filter((o) => o.kind === 'renewal' && o.terms_from?.getTime() === m.term_ends_at.getTime());
const declinedRenewal = (m: MembershipFacts, offers: readonly OfferFacts[]) => renewalsOf(m, offers).some((o) => o.state === 'declined');

function checkRenewal(m: MembershipFacts, before: readonly OfferFacts[], policy: OfferPolicy, now: Date): Refusal | undefined {
  const from = addDays(m.term_ends_at, -policy.renewalFromDays);
  if (now < from) return no('roster.renewal_too_early', { askAgainAt: from.toISOString() });
  if (declinedRenewal(m, before)) return no('roster.renewal_declined');
  const asked = renewalsOf(m, before);
  return asked.length >= policy.renewalAsksMax ? no('roster.renewal_asked') : undefined;
}

function checkChange(m: MembershipFacts, before: readonly OfferFacts[], policy: OfferPolicy, now: Date): Refusal | undefined {
  if (declinedRenewal(m, before)) return no('roster.renewal_declined');
  const changes = before.filter((o) => o.kind === 'change');
  const until = changes.map((o) => addDays(o.sent_at, policy.changeCoolDownDays)).find((at) => now < at);
  return until && no('roster.change_cooling_down', { askAgainAt: until.toISOString() });
}

/** Other terms differ from those that hold, leave the length as it is, and guarantee no month that will not be. */
export function checkProposed(m: MembershipFacts, { kind, terms }: { kind: OfferKind; terms: Terms }, now: Date): Refusal | undefined {
  const held = termsAt(m, now);
  if (kind === 'renewal') return undefined;
  if (sameTerms(held, terms)) return no('roster.nothing_changed');
  if (held.months !== terms.months) return no('roster.length_changed');
  const { guarantee } = terms;
  const isNew = guarantee !== undefined && !sameTerms({ guarantee }, held.guarantee ? { guarantee: held.guarantee } : {});
  return isNew && addMonths(now, guarantee.months) > m.term_ends_at ? no('roster.guarantee_too_long') : undefined;
}

/** The bounds for other terms: what stays as it was agreed is not asked about again, whatever the rules have become. */
export function boundsOf(held: Terms, terms: Terms, policy: Params['terms']): Params['terms'] {
  const same = (name: keyof Terms) => held[name] === terms[name];
  return {
    ...policy,
    ...(same('commissionBps') && { commissionBpsMax: terms.commissionBps }),
    ...(same('months') && { monthsMax: terms.months }),
    ...(same('coolingOffDays') && { coolingOffDaysMin: terms.coolingOffDays }),
    ...(same('noticeDays') && { noticeDaysMax: terms.noticeDays }),
    ...(same('exclusive') && { exclusiveAllowed: true }),
    ...(same('trialLive') && { trialLiveAllowed: true }),
    ...(same('brandBps') && { brandBpsMax: terms.brandBps ?? 0 }),
    ...(same('hoursMonthly') && { hoursMonthlyMax: terms.hoursMonthly ?? 0 }),
  };
}

/** When an offer holds from and to, and how long she has to answer: never longer than the term that runs. */
export function offerDates(m: MembershipFacts, { kind, terms }: { kind: OfferKind; terms: Terms }, policy: OfferPolicy, now: Date) {
  const expires_at = earlier(addDays(now, policy.offerDays), m.term_ends_at);
  return kind === 'renewal'
    ? { expires_at, terms_from: m.term_ends_at, term_ends_at: termEnd(m.term_ends_at, terms) }
    : { expires_at, terms_from: null, term_ends_at: m.term_ends_at };
}

/** The membership after her yes. A further term begins when the one that runs is over; until then nothing changes. */
export function agreed(
  m: MembershipFacts,
  offer: { terms: Terms; terms_from: Date | null; term_ends_at: Date },
  now: Date,
): Pick<MembershipFacts, 'terms' | 'terms_from' | 'terms_before' | 'term_ends_at'> {
  const { terms, term_ends_at } = offer;
  if (offer.terms_from === null) return { terms, terms_from: now, terms_before: null, term_ends_at };
  return { terms, terms_from: offer.terms_from, terms_before: termsAt(m, now), term_ends_at };
}

/** Whether a membership can still take what was offered in it: throws the reason why not. An end that was told stays an end. */
export function checkTaken(m: MembershipFacts & { closed_at: Date | null }, now: Date): void {
  const state = stateOf(m, now);
  if (state === 'ended' || m.closed_at !== null) throw no('roster.ended');
  if (state === 'leaving') throw no('roster.leaving');
}
