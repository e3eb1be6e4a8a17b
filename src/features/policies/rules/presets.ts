import type { Certainty, Params, PolicyKind, Terms } from '../contract.ts';

export interface PresetOf<K extends PolicyKind> {
  name: string;
  kind: K;
  params: Params[K];
  source: string;
  certainty: Certainty;
}

/** Used when an invitation gives no terms and its agency has none of its own. */
export const standardTerms: Terms = {
  commissionBps: 800,
  paidFrom: 'platform',
  months: 6,
  coolingOffDays: 14,
  noticeDays: 7,
  exclusive: false,
  coachingHoursMonthly: 2,
  trialLive: false,
};

/** In force until the operator puts a version of its own. No roll-out rule: every adult is offered the menu. */
export const defaults: { [K in PolicyKind]: PresetOf<K> } = {
  rollout: {
    name: 'everybody',
    kind: 'rollout',
    params: { cohorts: [] },
    source: 'Greenroom: offered to every adult',
    certainty: 'inferred',
  },
  consents: {
    name: 'one year',
    kind: 'consents',
    params: { monthsMax: 12 },
    source: 'Greenroom: a permission is asked anew each year',
    certainty: 'inferred',
  },
  invitations: {
    name: 'greenroom',
    kind: 'invitations',
    params: {
      expiryDays: 7,
      bulkMax: 30,
      agencyPerDay: 100,
      seatPerDay: 60,
      elitePerDay: 10,
      coolDownDays: 30,
      inboxMax: 20,
      messageMax: 2000,
    },
    source: 'Expiry, bulk and daily quota as TikTok Shop (2025) and Backstage; cool-down and inbox limit are ours',
    certainty: 'inferred',
  },
  terms: {
    name: 'greenroom',
    kind: 'terms',
    params: {
      commissionBpsMax: 2000,
      monthsMax: 12,
      coolingOffDaysMin: 14,
      noticeDaysMax: 30,
      exclusiveAllowed: true,
      trialLiveAllowed: true,
      brandBpsMax: 2500,
      hoursMonthlyMax: 100,
      trialDays: 14,
      trialMinutesMin: 10,
      review: null,
      standard: standardTerms,
    },
    source:
      'Cooling-off as Douyin (July 2025); shares and length as the fair range of 10-20 %, of brand deals 15-25 %, 12 months; a trial LIVE of 10 minutes as Backstage; hours and its 14 days are ours',
    certainty: 'reported',
  },
  renewals: {
    name: 'tiktok shop partners',
    kind: 'renewals',
    params: { offerDays: 7, renewalFromDays: 30, renewalAsksMax: 2, changeCoolDownDays: 30 },
    source:
      'TikTok Shop partner guides: countdown from day 30, answered within 7 days, once more after silence, never after a no; the cool-down is ours',
    certainty: 'inferred',
  },
  messages: {
    name: 'tiktok shop partners',
    kind: 'messages',
    params: { beforeReplyMax: 5, textMax: 4000, waitingMegabytesMax: 256 },
    source:
      'TikTok Shop: five messages a creator and month before a reply, no limit once linked; the length (about its 500 words) and the room for files that wait are ours',
    certainty: 'confirmed',
  },
  exits: {
    name: 'douyin 2025',
    kind: 'exits',
    params: { lowActivity: { windowDays: 60, validDaysMin: 14, hoursMin: 45 }, removalNoticeDaysMin: 14, decideDays: 14 },
    source: 'Douyin, 28 July 2025: within two months below 14 days or 45 hours; the days of a removal and of a decision are ours',
    certainty: 'reported',
  },
  thresholds: {
    name: 'backstage 2026',
    kind: 'thresholds',
    params: {
      gate: { hours: 15, validDays: 8, prorate: true },
      tiers: [0, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000, 1_600_000, 2_500_000, 5_000_000],
      graduation: { diamonds: 200_000, attempts: 3 },
    },
    source: 'TikTok LIVE Backstage 2026: 15 h on 8 days, tiers by last month’s diamonds; graduation as in the UK',
    certainty: 'reported',
  },
};

export const presets: PresetOf<PolicyKind>[] = [
  ...Object.values(defaults),
  {
    name: 'backstage',
    kind: 'invitations',
    params: {
      expiryDays: 7,
      bulkMax: 30,
      agencyPerDay: 30,
      seatPerDay: 30,
      elitePerDay: 3,
      coolDownDays: 90,
      inboxMax: 50,
      messageMax: 1000,
    },
    source: 'TikTok LIVE Backstage: 30 names at once, longest countdown just under 7 days; quotas are not public',
    certainty: 'inferred',
  },
  {
    name: 'tiktok shop',
    kind: 'invitations',
    params: {
      expiryDays: 7,
      bulkMax: 30,
      agencyPerDay: 100,
      seatPerDay: 100,
      elitePerDay: 0,
      coolDownDays: 90,
      inboxMax: 100,
      messageMax: 3000,
    },
    source: 'TikTok Shop partner guides: 100 requests a day, 7 days; filter of 90 days',
    certainty: 'confirmed',
  },
  {
    name: 'short first term',
    kind: 'terms',
    params: { ...defaults.terms.params, monthsMax: 2, standard: { ...standardTerms, months: 2 } },
    source: 'TikTok Shop partner guides: a first term of at most two months',
    certainty: 'confirmed',
  },
  {
    name: 'notice only',
    kind: 'exits',
    params: { lowActivity: null, removalNoticeDaysMin: 14, decideDays: 14 },
    source: 'Greenroom: cooling-off and notice, no low-activity exit',
    certainty: 'inferred',
  },
  {
    name: 'a tenth, from 300 followers',
    kind: 'rollout',
    params: { cohorts: [{ countries: [], followersMin: 300, followersMax: null, percentage: 10 }] },
    source: 'TikTok 2022: "available to some users"; LIVE access from about 300 followers',
    certainty: 'reported',
  },
];
