import { z } from 'zod';
import { bps, country, day, id, instant, line, page } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/**
 * The terms of an invitation, and of a membership once accepted. An exit fee, a penalty, a share after the end, a renewal without a
 * new yes cannot be written down: there is no field for them.
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
  }),
  exits: z.strictObject({
    /** Leave at once inside this window if any of the figures is below; null: no such exit. A figure not known never counts. */
    lowActivity: z.strictObject({ windowDays: z.int().min(1).max(365), validDaysMin: z.int().min(0), hoursMin: z.int().min(0) }).nullable(),
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
});
export const PolicyPut = z.object({ policyId: id, kind: policyKind, version: z.int(), validFrom: instant }).meta({ id: 'PolicyPut' });

export const reasons = {
  'policies.bad_params': { kind: 'invalid', detail: 'The parameters do not fit this kind of rule.' },
  'policies.backwards': { kind: 'unprocessable', detail: 'A rule cannot take force in the past.' },
  'terms.commission_too_high': { kind: 'unprocessable', detail: 'The share asked is higher than the policy allows.' },
  'terms.too_long': { kind: 'unprocessable', detail: 'The term is longer than the policy allows.' },
  'terms.cooling_off_too_short': { kind: 'unprocessable', detail: 'The cooling-off is shorter than the policy asks for.' },
  'terms.notice_too_long': { kind: 'unprocessable', detail: 'The notice is longer than the policy allows.' },
  'terms.exclusive_not_allowed': { kind: 'unprocessable', detail: 'The policy does not allow exclusive terms.' },
  'terms.trial_not_allowed': { kind: 'unprocessable', detail: 'The policy does not allow a trial LIVE.' },
} as const satisfies Reasons;
