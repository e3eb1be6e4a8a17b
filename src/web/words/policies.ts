import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { Policy, Terms } from '../client.gen.ts';
import { country, duration, list, number, percent, percentBps, range } from '../format.ts';
import { days, months } from './plain.ts';
import { shortTerms } from './terms.ts';

export type Kind = Policy['kind'];
export type Certainty = Policy['certainty'];
export interface Cohort {
  countries: string[];
  followersMin: number | null;
  followersMax: number | null;
  percentage: number;
}

const titles: Record<Kind, MessageDescriptor> = {
  rollout: msg`Who is offered Agency Center`,
  consents: msg`Permissions`,
  invitations: msg`Invitations`,
  terms: msg`Terms an agency may ask`,
  renewals: msg`Further terms and changes`,
  messages: msg`Messages`,
  exits: msg`Leaving`,
  thresholds: msg`What a month asks`,
};
const kinds: Kind[] = ['rollout', 'consents', 'invitations', 'terms', 'renewals', 'messages', 'exits', 'thresholds'];
/**
 * Of the rules as the server lists them, what is in force at an instant and what is to come. The first of a kind was in force when they were
 * read, whatever the clock here says.
 */
export function rulesAt(items: Policy[], at: number): { inForce: Policy[]; upcoming: Policy[] } {
  const byKind = kinds.flatMap((kind) => {
    const all = items.filter((one) => one.kind === kind);
    const come = all.findLastIndex(({ validFrom }) => validFrom !== null && Date.parse(validFrom) <= at);
    const [now, ...later] = all.slice(Math.max(0, come));
    return now ? [{ now, later }] : [];
  });
  return { inForce: byKind.map(({ now }) => now), upcoming: byKind.flatMap(({ later }) => later) };
}
export const titleOf = (kind: Kind): string => i18n._(titles[kind]);

const certainties: Record<Certainty, MessageDescriptor> = {
  confirmed: msg`confirmed by the source`,
  reported: msg`reported, not confirmed`,
  inferred: msg`inferred, not from a source`,
};
export const certaintyOf = (certainty: Certainty): string => i18n._(certainties[certainty]);
export const allCertainties: Certainty[] = ['confirmed', 'reported', 'inferred'];

/** One parameter in words; `name` stays the same in every version, so that two can be set side by side. */
export interface Said {
  name: string;
  label: string;
  value: string;
}
type Params = Record<string, unknown>;
const yes = (on: unknown) => (on === true ? t`allowed` : t`not allowed`);
const most = (value: unknown) => t`at most ${number(Number(value))}`;

/** The parameters of a rule in words, one line each. */
export function said(kind: Kind, p: Params): Said[] {
  switch (kind) {
    case 'rollout':
      return saidCohorts(p['cohorts'] as Cohort[]);
    case 'consents':
      return [{ name: 'monthsMax', label: t`A permission lasts at most`, value: months(Number(p['monthsMax'])) }];
    case 'invitations':
      return [
        { name: 'expiryDays', label: t`An invitation can be answered for`, value: days(Number(p['expiryDays'])) },
        { name: 'bulkMax', label: t`Creators at once`, value: most(p['bulkMax']) },
        { name: 'agencyPerDay', label: t`A day, by one agency`, value: most(p['agencyPerDay']) },
        { name: 'seatPerDay', label: t`A day, by one person`, value: most(p['seatPerDay']) },
        { name: 'elitePerDay', label: t`A day, elite`, value: most(p['elitePerDay']) },
        { name: 'coolDownDays', label: t`Cool-down after a no`, value: days(Number(p['coolDownDays'])) },
        { name: 'inboxMax', label: t`Open invitations of one creator`, value: most(p['inboxMax']) },
        { name: 'messageMax', label: t`Length of a message`, value: t`at most ${number(Number(p['messageMax']))} characters` },
      ];
    case 'terms':
      return [
        { name: 'commissionBpsMax', label: t`Share of gift income`, value: t`at most ${percentBps(Number(p['commissionBpsMax']))}` },
        { name: 'monthsMax', label: t`Length of a term`, value: t`at most ${months(Number(p['monthsMax']))}` },
        { name: 'coolingOffDaysMin', label: t`Cooling-off`, value: t`at least ${days(Number(p['coolingOffDaysMin']))}` },
        { name: 'noticeDaysMax', label: t`Notice`, value: t`at most ${days(Number(p['noticeDaysMax']))}` },
        { name: 'brandBpsMax', label: t`Share of brand deals`, value: t`at most ${percentBps(Number(p['brandBpsMax']))}` },
        { name: 'hoursMonthlyMax', label: t`LIVE hours asked a month`, value: most(p['hoursMonthlyMax']) },
        { name: 'exclusiveAllowed', label: t`Exclusive terms`, value: yes(p['exclusiveAllowed']) },
        { name: 'trialLiveAllowed', label: t`A trial LIVE`, value: yes(p['trialLiveAllowed']) },
        { name: 'trialDays', label: t`A trial LIVE comes within`, value: days(Number(p['trialDays'])) },
        { name: 'trialMinutesMin', label: t`A trial LIVE lasts at least`, value: duration(Number(p['trialMinutesMin']) * 60) },
        saidReview(p['review'] as { reviewDays: number } | null),
        { name: 'standard', label: t`Where an agency says nothing`, value: wholeTerms(p['standard'] as Terms) },
      ];
    case 'renewals':
      return [
        { name: 'offerDays', label: t`An offer can be answered for`, value: days(Number(p['offerDays'])) },
        { name: 'renewalFromDays', label: t`A further term is offered in the last`, value: days(Number(p['renewalFromDays'])) },
        { name: 'renewalAsksMax', label: t`Offers of a further term, while nobody answers`, value: most(p['renewalAsksMax']) },
        { name: 'changeCoolDownDays', label: t`Other terms are proposed once in`, value: days(Number(p['changeCoolDownDays'])) },
      ];
    case 'messages':
      return [
        { name: 'beforeReplyMax', label: t`Messages a month before an answer`, value: most(p['beforeReplyMax']) },
        { name: 'textMax', label: t`Characters of a message`, value: most(p['textMax']) },
        { name: 'waitingMegabytesMax', label: t`Megabytes of an agency’s files that wait to be sent`, value: most(p['waitingMegabytesMax']) },
      ];
    case 'exits':
      return [
        ...saidExits(p['lowActivity'] as { windowDays: number; validDaysMin: number; hoursMin: number } | null),
        { name: 'removalNoticeDaysMin', label: t`An agency that ends a membership waits at least`, value: days(Number(p['removalNoticeDaysMin'])) },
        { name: 'decideDays', label: t`The operator decides a case within`, value: days(Number(p['decideDays'])) },
      ];
    case 'thresholds':
      return saidThresholds(p as unknown as Thresholds);
  }
}

interface Thresholds {
  gate: { hours: number; validDays: number; prorate: boolean } | null;
  tiers: number[];
  graduation: { diamonds: number; attempts: number } | null;
}
function saidThresholds({ gate, tiers, graduation }: Thresholds): Said[] {
  const none = t`not asked`;
  return [
    ...(gate === null
      ? [{ name: 'gate', label: t`Activity`, value: none }]
      : [
          { name: 'hours', label: t`Activity: LIVE hours`, value: number(gate.hours) },
          { name: 'validDays', label: t`Activity: valid days`, value: number(gate.validDays) },
          { name: 'prorate', label: t`Less in the month of joining`, value: gate.prorate ? t`yes` : t`no` },
        ]),
    { name: 'tiers', label: t`Tiers from so many diamonds on`, value: tiers.length === 0 ? none : list(tiers.map((one) => number(one))) },
    ...(graduation === null
      ? [{ name: 'graduation', label: t`Graduation`, value: none }]
      : [
          { name: 'diamonds', label: t`Graduation: diamonds in a month`, value: number(graduation.diamonds) },
          { name: 'attempts', label: t`Graduation: months to try`, value: number(graduation.attempts) },
        ]),
  ];
}

const wholeTerms = (terms: Terms) =>
  list([
    shortTerms(terms),
    terms.paidFrom === 'platform' ? t`out of the platform’s part` : t`out of the creator’s part`,
    t`${terms.coachingHoursMonthly} h coaching a month`,
  ]);

const saidReview = (review: { reviewDays: number } | null): Said =>
  review === null
    ? { name: 'review', label: t`Review of a trial LIVE`, value: t`none` }
    : { name: 'reviewDays', label: t`The operator reviews a trial LIVE within`, value: days(review.reviewDays) };
function saidExits(low: { windowDays: number; validDaysMin: number; hoursMin: number } | null): Said[] {
  if (low === null) return [{ name: 'none', label: t`After a quiet time`, value: t`no exit of its own` }];
  return [
    { name: 'windowDays', label: t`Leave at once after a quiet time of`, value: days(low.windowDays) },
    { name: 'validDaysMin', label: t`Quiet: fewer valid days than`, value: number(low.validDaysMin) },
    { name: 'hoursMin', label: t`or fewer LIVE hours than`, value: number(low.hoursMin) },
  ];
}

/** "Germany and Japan, 300 or more followers" */
export function cohortName({ countries, followersMin, followersMax }: Cohort): string {
  return [
    countries.length === 0 ? t`every country` : list(countries.map(country)),
    followersMin === null && followersMax === null ? '' : t`${range(followersMin, followersMax)} followers`,
  ]
    .filter(Boolean)
    .join(', ');
}
function saidCohorts(cohorts: Cohort[]): Said[] {
  if (cohorts.length === 0) return [{ name: 'everybody', label: t`Offered to`, value: t`every adult` }];
  return cohorts.map((cohort) => {
    const label = cohortName(cohort);
    return { name: label, label, value: t`${percent(cohort.percentage / 100)} of them` };
  });
}

export interface Change {
  label: string;
  before: string | null;
  after: string | null;
}
/** Where two versions of a rule differ, field by field; null: the field is not there. */
export function changesOf(kind: Kind, from: Params, to: Params): Change[] {
  const [old, next] = [said(kind, from), said(kind, to)];
  const names = [...new Set([...old, ...next].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [a, b] = [old.find((one) => one.name === name), next.find((one) => one.name === name)];
    return a?.value === b?.value ? [] : [{ label: (b ?? a)!.label, before: a?.value ?? null, after: b?.value ?? null }];
  });
}
