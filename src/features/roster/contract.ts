import { z } from 'zod';
import { LiveFigures, LiveSession, LiveSessionByMinute, LiveSessions, usually } from '#src/features/live/contract.ts';
import { Terms } from '#src/features/policies/contract.ts';
import { count, id, instant, orNull, page, pageQuery, platform, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** `trial`: a trial LIVE is awaited, without it the membership ends by itself. `leaving`: an end is set and still ahead. */
export const membershipState = z.enum(['trial', 'active', 'leaving', 'ended']);
/**
 * By what rule it ends. `erasure`: she deleted her profile, which ends everything at once. `trial`: she left on trial, or no trial LIVE came.
 * `review`: the operator said no after it. `removal`: the agency ended it. `breach`: the operator found that the agency broke the terms.
 * `order`: the operator ended it. `unheard`: she left, for nobody decided her complaint in time.
 */
export const leaveRule = z.enum([
  'cooling_off',
  'low_activity',
  'notice',
  'term_end',
  'erasure',
  'trial',
  'review',
  'removal',
  'breach',
  'order',
  'unheard',
]);
export type LeaveRule = z.infer<typeof leaveRule>;

export const offerKind = z.enum(['renewal', 'change']);
export type OfferKind = z.infer<typeof offerKind>;
export const offerState = z.enum(['open', 'accepted', 'declined', 'withdrawn', 'lapsed']);
export type OfferState = z.infer<typeof offerState>;
/** Who ended an offer that was open: the agency, or the creator by leaving or by deleting her profile. */
export const offerWithdrawnBy = z.enum(['agency', 'leaving', 'erasure']);
/** A further term (`renewal`), or other terms for the one that runs (`change`). It holds only by her yes; silence is a no. */
export const Offer = z
  .object({
    offerId: id,
    membershipId: id,
    kind: offerKind,
    state: offerState,
    terms: Terms,
    message: z.string(),
    /** From when they would hold: the end of the term before; null: from her yes. */
    from: instant.nullable(),
    /** When the term would end. */
    termEndsAt: instant,
    sentAt: instant,
    expiresAt: instant,
    answeredAt: instant.nullable(),
    withdrawnBy: offerWithdrawnBy.nullable(),
  })
  .meta({ id: 'MembershipOffer' });
export type Offer = z.infer<typeof Offer>;
export const Offers = page(Offer).meta({ id: 'MembershipOffers' });
/** Why nothing of this kind can be offered now; null: it can. */
const asking = orNull(z.object({ code: z.string(), detail: z.string(), askAgainAt: instant.nullable() }));
export const OurOffers = page(Offer)
  .extend({ refused: z.object({ renewal: asking, change: asking }) })
  .meta({ id: 'OurMembershipOffers' });
/** What became of an offer: ids and states, for an answer is kept with its key. */
export const OfferDone = z
  .object({ offerId: id, membershipId: id, creatorId: id, kind: offerKind, state: offerState, expiresAt: instant })
  .meta({ id: 'MembershipOfferDone' });
export const MakeOffer = z.strictObject({ kind: offerKind, terms: Terms, message: prose(2000).default('') });
export const AnswerOffer = z.strictObject({ answer: z.enum(['accept', 'decline']) });

export const promiseWhat = z.enum(['coaching', 'training', 'plan', 'mentor', 'equipment', 'studio', 'promotion']);
export type PromiseWhat = z.infer<typeof promiseWhat>;
/**
 * `open`: not due, and neither has said anything. `said`: the agency says that it is kept, she has not answered. `kept`: she says so.
 * `disputed`: the agency says yes, she says no. `broken`: she says no and the agency nothing. `overdue`: due, and nobody has said anything.
 */
export const promiseState = z.enum(['open', 'said', 'kept', 'disputed', 'broken', 'overdue']);
export type PromiseState = z.infer<typeof promiseState>;
/** One thing that the agency promised in the terms, with the day on which it is due. */
export const PromiseOf = z
  .object({
    promiseId: id,
    membershipId: id,
    what: promiseWhat,
    /** Of coaching: hours in this month. */
    hours: z.int().nullable(),
    dueAt: instant,
    /** From when the agency can say that it is kept: of a month of coaching from its beginning; null: from the start. Her word waits for its day. */
    sayableFrom: instant.nullable(),
    state: promiseState,
    /** When the agency said that it is kept. */
    keptAt: instant.nullable(),
    /** When she answered. */
    answeredAt: instant.nullable(),
  })
  .meta({ id: 'MembershipPromise' });
/** By the day on which they are due. */
export const Promises = page(PromiseOf).meta({ id: 'MembershipPromises' });
export const SayPromise = z.strictObject({ kept: z.boolean() });
export const AnswerPromise = z.strictObject({ answer: z.enum(['kept', 'not_kept']) });
export const PromiseSaid = z.object({ promiseId: id, membershipId: id, state: promiseState }).meta({ id: 'PromiseSaid' });
/** How an agency has kept what was due: to all its members, over twelve months. */
export const PromisesKept = z
  .object({
    from: instant,
    asOf: instant,
    /** Due in this time, to members who were there on that day. */
    due: count,
    /** By the creators' word. */
    kept: count,
    /** By the creators' word, too. */
    notKept: count,
    /** The agency says that it was kept, the creator has not answered. */
    saidAlone: count,
    members: count,
  })
  .meta({ id: 'PromisesKept' });
export type PromisesKept = z.infer<typeof PromisesKept>;

export const caseKind = z.enum(['removal', 'complaint', 'review', 'order']);
export type CaseKind = z.infer<typeof caseKind>;
/**
 * `told`: a removal that she has not contested. `open`: the operator is asked. `granted`: as she wished, or as was ordered. `refused`: not as
 * she wished. `unheard`: nobody decided in time, which favours her. `withdrawn`: it came to nothing, for the membership ended otherwise.
 */
export const caseState = z.enum(['told', 'open', 'granted', 'refused', 'unheard', 'withdrawn']);
export type CaseState = z.infer<typeof caseState>;
/** Why an agency ends a membership. */
export const removalWhy = z.enum(['inactive', 'terms', 'conduct', 'closing', 'other']);
/** What a creator complains of. */
export const complaintWhy = z.enum(['promise', 'money', 'pressure', 'false_terms', 'other']);
export const caseWhy = z.enum([...new Set([...removalWhy.options, ...complaintWhy.options])]);
export type CaseWhy = z.infer<typeof caseWhy>;
/** What is for the operator to decide in a membership, or was. */
const caseFields = {
  caseId: id,
  membershipId: id,
  kind: caseKind,
  state: caseState,
  why: orNull(caseWhy),
  /** By whoever began it: of a removal the agency, of a complaint the creator. */
  said: z.string(),
  openedAt: instant,
  /** By the other side; null: nothing yet. */
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** Of a removal: when the membership ends, and until when she may contest it. */
  endsAt: instant.nullable(),
  /** The operator decides until then. */
  decideBy: instant.nullable(),
  /** The operator's reasons. */
  decision: z.string().nullable(),
  decidedAt: instant.nullable(),
};
export const MembershipCase = z.object(caseFields).meta({ id: 'MembershipCase' });
export type MembershipCase = z.infer<typeof MembershipCase>;
export const MembershipCases = page(MembershipCase).meta({ id: 'MembershipCases' });
/** Ids and states, for an answer is kept with its key. */
export const CaseDone = z
  .object({ caseId: id, membershipId: id, creatorId: id, kind: caseKind, state: caseState })
  .meta({ id: 'MembershipCaseDone' });
export const TrialConfirmed = z.object({ membershipId: id, creatorId: id }).meta({ id: 'TrialConfirmed' });
const words = prose(2000);
export const Remove = z.strictObject({ why: removalWhy, said: words });
export const Complain = z.strictObject({ why: complaintWhy, said: words });
/** The other side's word: hers against a removal, the agency's to a complaint. */
export const SayInCase = z.strictObject({ answer: words });
export const DecideCase = z.strictObject({ decision: z.enum(['grant', 'refuse']), reasons: words });
export const Order = z.strictObject({ reasons: words });
export const caseQuery = pageQuery.extend({ over: z.enum(['yes', 'no']).default('no') });

const common = {
  membershipId: id,
  state: membershipState,
  /** The terms that hold now. */
  terms: Terms,
  termsHash: z.string(),
  since: instant,
  /** The last instant that is agreed: of the further term, where one is. */
  termEndsAt: instant,
  /** The further term that is agreed and has not begun; null: none. */
  next: orNull(z.object({ terms: Terms, termsHash: z.string(), from: instant })),
  /** What the agency proposes and she has not answered; null: nothing, or not for this reader. */
  offer: orNull(Offer),
  /** Leaving is at once until this instant. */
  coolingOffUntil: instant,
  /** `awaited`: a trial LIVE of so many minutes is awaited until then, without it the membership ends. `review`: the operator looks at it until then. Null: neither. */
  trial: orNull(z.object({ state: z.enum(['awaited', 'review']), until: instant, minutes: z.int() })),
  /** A removal that may be contested (`told`), or what the operator is asked; null: nothing, or not for this reader. */
  waiting: orNull(z.object({ kind: caseKind, state: caseState, until: instant })),
  endsAt: instant.optional(),
  endedBy: leaveRule.optional(),
};
export const RosterRow = z
  .object({
    ...common,
    creatorId: id,
    handle: z.string(),
    platform,
    displayName: z.string(),
    coach: z.object({ personId: id, name: z.string() }).nullable(),
  })
  .meta({ id: 'RosterRow' });
export const rosterQuery = pageQuery.extend({
  /** `active`: those on trial, too. */
  state: membershipState.optional(),
  /** Only those whose last agreed day lies within so many days. */
  endsWithin: z.coerce.number().int().min(1).max(366).optional(),
});
/** What an agency may do about a membership beside its terms. `refused`: why it cannot end it now, null: it can; `endsAt`: then it would end. */
export const OurCases = page(MembershipCase)
  .extend({ remove: z.object({ refused: asking, endsAt: instant }) })
  .meta({ id: 'OurMembershipCases' });
export const Roster = page(RosterRow).extend({ total: z.int() }).meta({ id: 'Roster' });

export const Membership = z
  .object({
    ...common,
    agencyId: id,
    agencyName: z.string(),
    agencyVerified: z.boolean(),
    inviteId: id,
    /** What leaving today would do. */
    ifLeftNow: z.object({ endsAt: instant, rule: leaveRule }).nullable(),
  })
  .meta({ id: 'Membership' });
/** A case as the operator sees it, with both sides and what the records of this Greenroom say. */
export const OperatorCase = z
  .object({
    ...caseFields,
    agency: z.object({ agencyId: id, name: z.string() }),
    creator: z.object({ creatorId: id, displayName: z.string(), handle: z.string(), platform }),
    membership: z.object({ since: instant, state: membershipState, endsAt: instant, terms: Terms }),
    /** What the agency promised her and was due by now. */
    promises: z.object({ due: count, kept: count, notKept: count, saidAlone: count }),
    /** Her LIVEs since she joined, up to the decision or the end; hours are whole ones. Null: not known, for none was heard of since 28 days before. */
    lives: z.object({ validDays: count, hours: count }).nullable(),
  })
  .meta({ id: 'OperatorCase' });
export const OperatorCases = page(OperatorCase).extend({ open: count }).meta({ id: 'OperatorCases' });
/** A membership that runs, as the operator may end it. */
export const RunningMemberships = page(
  z.object({
    membershipId: id,
    agency: z.object({ agencyId: id, name: z.string() }),
    state: membershipState,
    since: instant,
    endsAt: instant,
  }),
).meta({ id: 'RunningMemberships' });
export const Memberships = page(Membership).meta({ id: 'Memberships' });

export const Leave = z.strictObject({ reason: prose(500).optional() });
export const Left = z
  .object({ membershipId: id, agencyId: id, state: membershipState, terms: Terms, since: instant, endsAt: instant, rule: leaveRule })
  .meta({ id: 'Left' });
export const AssignCoach = z.strictObject({ personId: id.nullable() });
export const Assigned = z.object({ membershipId: id, coach: id.nullable() }).meta({ id: 'Assigned' });

const called = { creatorId: id, handle: z.string(), platform, displayName: z.string() };
/** Members with the figures that follow: running memberships, and how many of them share their LIVEs. Of the others nothing is said. */
const shares = { asOf: instant, members: count, sharing: count };
export const LiveMembersNow = z
  .object({
    ...shares,
    /** So many of those who share were looked at, those who joined last. */
    looked: count,
    onAir: count,
    /** Most viewers first, at most a hundred. */
    items: z.array(
      z
        .object({
          ...called,
          session: LiveSession,
          /** The last minute that was measured; null: none was. */
          now: orNull(z.object({ minute: instant, viewers: count })),
          /** Between which values her average lay in eight of ten of the LIVEs before; null: too few. */
          usualViewers: usually,
          usualOf: count,
        })
        .meta({ id: 'MemberOnAir' }),
    ),
  })
  .meta({ id: 'LiveMembersNow' });
export const LiveMembers = page(z.object({ ...called, since: instant, latest: orNull(LiveSession) }).meta({ id: 'LiveMember' }))
  .extend(shares)
  .meta({ id: 'LiveMembers' });
const creator = z.object(called).meta({ id: 'CalledCreator' });
/** A member's LIVEs, with how she is called. */
export const MemberLives = LiveSessions.extend({ creator }).meta({ id: 'MemberLives' });
export const MemberLiveByMinute = LiveSessionByMinute.extend({ creator }).meta({ id: 'MemberLiveByMinute' });
export const CompareLives = z.strictObject({ creatorIds: z.array(id).min(2).max(5) });
export const LivesCompared = z
  .object({
    asOf: instant,
    from: instant,
    /** As they were asked for; figures null: she does not share her LIVEs now. */
    items: z.array(z.object({ ...called, figures: orNull(LiveFigures) }).meta({ id: 'ComparedLives' })),
  })
  .meta({ id: 'LivesCompared' });

export const reasons = {
  'roster.not_found': { kind: 'not_found', detail: 'There is no such membership.' },
  'roster.exclusive': { kind: 'conflict', detail: 'An exclusive membership is running: only one agency can be joined.' },
  'roster.already_member': { kind: 'conflict', detail: 'This membership is running already.' },
  'roster.ended': { kind: 'conflict', detail: 'This membership has ended.' },
  'roster.leaving': { kind: 'conflict', detail: 'This membership is being left: nothing can be agreed in it any more.' },
  'roster.offer_not_found': { kind: 'not_found', detail: 'There is no such offer.' },
  'roster.offer_lapsed': { kind: 'gone', detail: 'The time to answer this offer is over. Nothing has changed.' },
  'roster.offer_withdrawn': { kind: 'gone', detail: 'This offer was taken back. Nothing has changed.' },
  'roster.offer_answered': { kind: 'conflict', detail: 'This offer was answered already.' },
  'roster.offer_open': { kind: 'conflict', detail: 'An offer to this creator is still open.' },
  'roster.renewed_already': { kind: 'conflict', detail: 'A further term is agreed already.' },
  'roster.renewal_too_early': {
    kind: 'unprocessable',
    detail: 'A further term can be offered only in the last days of the one that runs.',
  },
  'roster.renewal_declined': {
    kind: 'conflict',
    detail: 'This creator has declined a further term. Nothing more is proposed in this one.',
  },
  'roster.renewal_asked': { kind: 'too_many', detail: 'A further term was offered as often as the policy allows.' },
  'roster.nothing_changed': { kind: 'unprocessable', detail: 'These are the terms that hold already.' },
  'roster.length_changed': { kind: 'unprocessable', detail: 'The length of a running term cannot change. Offer a further term instead.' },
  'roster.guarantee_too_long': { kind: 'unprocessable', detail: 'The guarantee lasts longer than what is left of the term.' },
  'roster.change_cooling_down': { kind: 'too_many', detail: 'Other terms were proposed lately. Ask again after the cool-down.' },
  'roster.promise_not_found': { kind: 'not_found', detail: 'There is no such promise.' },
  'roster.promise_answered': { kind: 'conflict', detail: 'The creator has answered this one. Only her word stands now.' },
  'roster.promise_early': { kind: 'unprocessable', detail: 'This month of coaching has not begun: nothing can be kept in it yet.' },
  'roster.promise_void': { kind: 'conflict', detail: 'This promise is no part of the terms any more.' },
  'roster.on_trial': {
    kind: 'conflict',
    detail: 'This membership is on trial: until then nothing is proposed in it, and it ends by itself.',
  },
  'roster.no_trial': { kind: 'conflict', detail: 'No trial LIVE is awaited in this membership.' },
  'roster.words_missing': { kind: 'unprocessable', detail: 'Say it in words: the other side reads them, and whoever decides.' },
  'roster.case_not_found': { kind: 'not_found', detail: 'There is no such case.' },
  'roster.case_open': { kind: 'conflict', detail: 'The operator is asked already. Nothing more can be begun until it is decided.' },
  'roster.case_over': { kind: 'conflict', detail: 'This case is over.' },
  'roster.case_unheard': { kind: 'gone', detail: 'The time to decide this case is over.' },
  'roster.case_answered': { kind: 'conflict', detail: 'This was answered already.' },
  'roster.own_case': {
    kind: 'forbidden',
    detail: 'This is your own matter, or that of an agency you work in: another operator decides it.',
  },
  'roster.appeal_late': { kind: 'gone', detail: 'The membership has ended: its end can no longer be contested.' },
  'roster.removed_lately': { kind: 'too_many', detail: 'A removal was not upheld lately. Another one has to wait.' },
  'roster.live_not_shared': { kind: 'forbidden', detail: 'This creator does not share her LIVE data with her agency.' },
  'roster.coach_unknown': { kind: 'unprocessable', detail: 'Nobody by this id works in this agency.' },
} as const satisfies Reasons;
