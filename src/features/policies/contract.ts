import { z } from 'zod';
import { bps, country, day, id, instant, line, page } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** Within so many days of joining; at most a year. */
const within = z.int().min(1).max(365).optional();
/** What the agency does once for a member, each with its days. There is no text in it that could carry a condition. */
export const Services = z
  .strictObject({
    training: within,
    plan: within,
    mentor: within,
    equipment: within,
    studio: within,
    promotion: within,
  })
  .meta({ id: 'Services' });
export type Service = keyof z.infer<typeof Services>;
/** Nothing follows from fewer hours than are asked but that the guarantee of that month does not apply. */
export const Guarantee = z
  .strictObject({
    /** What she has at least in a month in which she was LIVE for the hours asked, in minor units; the agency pays what is missing. */
    amountMinor: z.int().min(1).max(1_000_000_000),
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** The first so many months. */
    months: z.int().min(1).max(120),
  })
  .meta({ id: 'Guarantee' });

/**
 * The terms of an invitation, and of a membership once accepted. An exit fee, a penalty, a share after the end, a renewal without a
 * new yes cannot be written down: there is no field for them. What is left out is not part of them.
 */
export const Terms = z
  .strictObject({
    /** The agency's share, in parts per ten thousand of gift income. */
    commissionBps: bps,
    /** Whose part the share comes out of. */
    paidFrom: z.enum(['platform', 'creator']),
    months: z.int().min(1).max(120),
    coolingOffDays: z.int().min(0).max(365),
    noticeDays: z.int().min(0).max(365),
    exclusive: z.boolean(),
    coachingHoursMonthly: z.int().min(0).max(100),
    trialLive: z.boolean(),
    /** The share of brand deals that the agency brings. */
    brandBps: bps.min(1).optional(),
    /** LIVE hours asked for in a month. */
    hoursMonthly: z.int().min(1).max(200).optional(),
    guarantee: Guarantee.optional(),
    services: Services.optional(),
  })
  .meta({ id: 'Terms' });
export type Terms = z.infer<typeof Terms>;

export const cohort = z.strictObject({
  /** Empty: every country. */
  countries: z.array(country).max(250),
  followersMin: z.int().min(0).nullable(),
  followersMax: z.int().min(0).nullable(),
  /** Share of the creators that fit, 0 to 100, drawn by their id so that it stays the same. */
  percentage: z.number().min(0).max(100),
});
export type Cohort = z.infer<typeof cohort>;

/** Each rule is dated, versioned data; the params of a kind. */
export const params = {
  rollout: z.strictObject({ cohorts: z.array(cohort).max(50) }),
  consents: z.strictObject({ monthsMax: z.int().min(1).max(120) }),
  invitations: z.strictObject({
    expiryDays: z.int().min(1).max(60),
    bulkMax: z.int().min(1).max(30),
    agencyPerDay: z.int().min(0).max(10_000),
    seatPerDay: z.int().min(0).max(10_000),
    elitePerDay: z.int().min(0).max(10_000),
    coolDownDays: z.int().min(0).max(365),
    inboxMax: z.int().min(1).max(500),
    messageMax: z.int().min(0).max(5000),
  }),
  terms: z.strictObject({
    commissionBpsMax: bps,
    monthsMax: z.int().min(1).max(120),
    coolingOffDaysMin: z.int().min(0).max(365),
    noticeDaysMax: z.int().min(0).max(365),
    exclusiveAllowed: z.boolean(),
    trialLiveAllowed: z.boolean(),
    /** Versions put before these bounds were there are read with them. */
    brandBpsMax: bps.default(2500),
    hoursMonthlyMax: z.int().min(0).max(200).default(100),
    /** Where terms ask for a trial LIVE: within so many days, of so many minutes. */
    trialDays: z.int().min(1).max(60).default(14),
    trialMinutesMin: z.int().min(1).max(240).default(10),
    /** After it the operator has so long to say no; null: nobody is asked. Silence is a yes. */
    review: z
      .strictObject({ reviewDays: z.int().min(1).max(60) })
      .nullable()
      .default(null),
    standard: Terms,
  }),
  /** What an agency may propose to a member: a further term, or other terms. */
  renewals: z.strictObject({
    /** So long an offer can be answered; silence is a no. */
    offerDays: z.int().min(1).max(60),
    /** A further term is offered in the last so many days of the one that runs. */
    renewalFromDays: z.int().min(1).max(120),
    /** So often for one term, where nobody answers. After a no it is not offered again. */
    renewalAsksMax: z.int().min(1).max(5),
    /** Other terms are proposed once in so many days. */
    changeCoolDownDays: z.int().min(1).max(365),
  }),
  /** What an agency may write to a creator. */
  messages: z.strictObject({
    /** So many in a calendar month before she answers; to a member as many as it likes. */
    beforeReplyMax: z.int().min(0).max(50),
    /** Characters of one message, of either side. */
    textMax: z.int().min(200).max(8000),
    /** Of files that an agency has begun and not sent yet, in all its conversations together; 1,048,576 bytes each. Older versions are read with it. */
    waitingMegabytesMax: z.int().min(4).max(10_000).default(256),
  }),
  exits: z.strictObject({
    /** Leave at once inside this window if any of the figures is below; null: no such exit. A figure not known never counts. */
    lowActivity: z.strictObject({ windowDays: z.int().min(1).max(365), validDaysMin: z.int().min(0), hoursMin: z.int().min(0) }).nullable(),
    /** An agency that ends a membership waits at least so long; she may contest it meanwhile. */
    removalNoticeDaysMin: z.int().min(1).max(90).default(14),
    /** So long the operator has to decide. Silence favours her. */
    decideDays: z.int().min(1).max(60).default(14),
  }),
  /** What the platform asks of a creator in a calendar month; null: not asked. */
  thresholds: z.strictObject({
    /** Hours and valid days, both or nothing; `prorate`: less in the month of joining. */
    gate: z.strictObject({ hours: z.int().min(0).max(744), validDays: z.int().min(0).max(31), prorate: z.boolean() }).nullable(),
    /** Diamonds of a month from which tier 1, 2, ... hold, ascending; empty: no tiers. */
    tiers: z
      .array(z.int().min(0).max(1_000_000_000))
      .max(20)
      .refine((all) => all.every((from, i) => i === 0 || from > all[i - 1]!), 'is not ascending'),
    /** Diamonds within one of the first months in the network. */
    graduation: z.strictObject({ diamonds: z.int().min(1).max(1_000_000_000), attempts: z.int().min(1).max(24) }).nullable(),
  }),
} as const;
export const policyKind = z.enum(['rollout', 'consents', 'invitations', 'terms', 'renewals', 'messages', 'exits', 'thresholds']);
export type PolicyKind = z.infer<typeof policyKind>;
export type Params = { [K in PolicyKind]: z.infer<(typeof params)[K]> };
export const certainty = z.enum(['confirmed', 'reported', 'inferred']);
export type Certainty = z.infer<typeof certainty>;

export const Policy = z
  .object({
    policyId: id.nullable(),
    kind: policyKind,
    version: z.int(),
    validFrom: instant.nullable(),
    params: z.record(z.string(), z.unknown()),
    source: z.string(),
    certainty,
  })
  .meta({ id: 'Policy' });
/** One version with who put it and when; null: the program itself. */
export const PolicyVersion = Policy.extend({ madeAt: instant, madeBy: z.object({ personId: id, name: z.string() }).nullable() }).meta({
  id: 'PolicyVersion',
});
export const PolicyHistory = page(PolicyVersion).meta({ id: 'PolicyHistory' });
export const Preset = z
  .object({ name: z.string(), kind: policyKind, params: z.record(z.string(), z.unknown()), source: z.string(), certainty })
  .meta({ id: 'Preset' });
export const PutPolicy = z.strictObject({
  kind: policyKind,
  params: z.record(z.string(), z.unknown()),
  /** A day not in the past; in force from its first instant, UTC. Left out: from now on. */
  validFrom: day.optional(),
  source: line(300),
  certainty,
  /** The draft that it was made from: it goes. */
  draft: z.strictObject({ draftId: id, revision: z.int() }).optional(),
});
export const PolicyPut = z.object({ policyId: id, kind: policyKind, version: z.int(), validFrom: instant }).meta({ id: 'PolicyPut' });

/** Drafts of all kinds together. */
export const draftsMax = 100;
/** A version that is thought about: saved, edited, thrown away by operators. It holds nowhere. */
export const DraftRule = z.strictObject({
  kind: policyKind,
  params: z.record(z.string(), z.unknown()),
  /** The day from which it is meant to hold; null: not said yet, or at once. */
  validFrom: day.nullable(),
  source: z.string().trim().max(300),
  certainty,
});
export const EditDraft = DraftRule.omit({ kind: true }).extend({
  /** As it was read: somebody else may have edited it since. */
  revision: z.int().min(1),
});
export const PolicyDraft = DraftRule.extend({
  draftId: id,
  revision: z.int(),
  changedAt: instant,
  changedBy: z.object({ personId: id, name: z.string() }).nullable(),
}).meta({ id: 'PolicyDraft' });
export const DraftKept = z.object({ draftId: id, kind: policyKind, revision: z.int() }).meta({ id: 'PolicyDraftKept' });

/** What a preview counts. Of whom something is not known she is counted as that, and never among the rest. */
export const effectName = z.enum([
  'rollout.offered',
  'consents.longer',
  'invitations.agency_day',
  'invitations.seat_day',
  'invitations.elite_day',
  'invitations.message',
  'invitations.inbox',
  'terms.standard',
  'terms.invites',
  'terms.offers',
  'renewals.renewal',
  'renewals.change',
  'messages.wait',
  'messages.long',
  'exits.now',
  'exits.month',
  'thresholds.gate',
  'thresholds.tier',
  'thresholds.graduation',
]);
export type EffectName = z.infer<typeof effectName>;
/** What stays as it was agreed, whatever the rule becomes. */
export const keptName = z.enum(['memberships', 'invites', 'offers', 'consents', 'opted_in']);
export type KeptName = z.infer<typeof keptName>;

export const PreviewRule = z.strictObject({ kind: policyKind, params: z.record(z.string(), z.unknown()) });
export const Effect = z
  .object({
    name: effectName,
    /** The instant as of which it is counted; null: over the whole month. */
    at: instant.nullable(),
    /** How many were looked at: the sample. */
    of: z.int(),
    before: z.int(),
    after: z.int(),
    /** Who would be and is not; who is and would not be. */
    gained: z.int(),
    lost: z.int(),
    /** Not decided, for a figure is missing: neither before nor after. */
    unknown: z.int(),
    /** Whether `ops.affected` names them. */
    named: z.boolean(),
  })
  .meta({ id: 'PolicyEffect' });
export const PolicyPreview = z
  .object({
    kind: policyKind,
    asOf: instant,
    /** The last whole calendar month, UTC. */
    month: z.object({ first: day, last: day }),
    effects: z.array(Effect),
    /** `outside`: agreed beyond what the rule would allow; null: nothing to be outside of. */
    kept: z.array(z.object({ name: keptName, n: z.int(), outside: z.int().nullable() })),
  })
  .meta({ id: 'PolicyPreview' });
export const WhoAffected = PreviewRule.extend({
  effect: effectName,
  change: z.enum(['gained', 'lost']),
  cursor: z.string().max(2000).optional(),
  limit: z.int().min(1).max(200).default(20),
});
/** One whom it would concern; names are those of today, null: gone. */
export const Affected = page(
  z.object({
    agency: z.object({ agencyId: id, name: z.string() }).nullable(),
    creator: z.object({ creatorId: id, displayName: z.string() }).nullable(),
    person: z.object({ personId: id, name: z.string() }).nullable(),
    /** How many of what is counted are theirs. */
    n: z.int(),
  }),
).meta({ id: 'PolicyAffected' });

export const reasons = {
  'policies.bad_params': { kind: 'invalid', detail: 'The parameters do not fit this kind of rule.' },
  'policies.backwards': { kind: 'unprocessable', detail: 'A rule cannot take force in the past.' },
  'policies.no_draft': { kind: 'not_found', detail: 'There is no such draft.' },
  'policies.too_many_drafts': { kind: 'unprocessable', detail: 'There are too many drafts already; throw one away.' },
  'policies.draft_changed': { kind: 'conflict', detail: 'Somebody has edited this draft meanwhile.' },
  'policies.not_named': { kind: 'invalid', detail: 'Of this figure nobody is named.' },
  'terms.commission_too_high': { kind: 'unprocessable', detail: 'The share asked is higher than the policy allows.' },
  'terms.too_long': { kind: 'unprocessable', detail: 'The term is longer than the policy allows.' },
  'terms.cooling_off_too_short': { kind: 'unprocessable', detail: 'The cooling-off is shorter than the policy asks for.' },
  'terms.notice_too_long': { kind: 'unprocessable', detail: 'The notice is longer than the policy allows.' },
  'terms.exclusive_not_allowed': { kind: 'unprocessable', detail: 'The policy does not allow exclusive terms.' },
  'terms.brand_share_too_high': { kind: 'unprocessable', detail: 'The share of brand deals is higher than the policy allows.' },
  'terms.hours_too_many': { kind: 'unprocessable', detail: 'More LIVE hours are asked than the policy allows.' },
  'terms.services_empty': { kind: 'unprocessable', detail: 'Services that name none are left out.' },
  'terms.currency_unknown': { kind: 'unprocessable', detail: 'There is no such currency.' },
  'terms.guarantee_too_long': { kind: 'unprocessable', detail: 'The guarantee lasts longer than the term.' },
  'terms.trial_not_allowed': { kind: 'unprocessable', detail: 'The policy does not allow a trial LIVE.' },
} as const satisfies Reasons;
