import type { PolicyKind } from '#src/features/policies/contract.ts';
import { daysBetween } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import type { NoticeName } from '../contract.ts';
import type { Params } from '../tables.ts';
import { staffReaders, type Role } from './names.ts';

/** One notice to one person, before it is known whether she wants it. `cause` makes it happen once. */
export interface Draft {
  personId: string;
  name: NoticeName;
  cause: string;
  params: Params;
  at: Date;
}
/** What has to be known to say who is told; loaded for a batch of events at once. */
export interface Facts {
  /** The person behind a creator; of somebody who was erased nobody is told anything any more. */
  people: ReadonlyMap<string, string | null>;
  seats: ReadonlyMap<string, readonly { personId: string; role: Role }[]>;
  invites: ReadonlyMap<string, { sentBy: string | null; expiresAt: Date }>;
  coaches: ReadonlyMap<string, string | null>;
  /** Operators who decide. */
  operators: readonly string[];
  /** Of agencies whose lists of a day were reckoned: who need a call, by their coach. */
  due: { on: string; of: ReadonlyMap<string, ReadonlyMap<string | null, number>> };
}
export interface Happened {
  seq: number;
  name: string;
  body: Record<string, unknown>;
  at: Date;
}
type Body = { creatorId: string; agencyId: string; inviteId: string; membershipId: string; personId: string };

const leads: readonly Role[] = ['owner', 'manager'];
const sending: readonly Role[] = ['owner', 'manager', 'scout'];

const seatsOf = (facts: Facts, agencyId: string) => facts.seats.get(agencyId) ?? [];
/** Owners and managers, and who sent it, while the sender still may send. */
function askers(facts: Facts, { agencyId, inviteId }: Pick<Body, 'agencyId' | 'inviteId'>): string[] {
  const sender = facts.invites.get(inviteId)?.sentBy;
  return seatsOf(facts, agencyId)
    .filter((s) => leads.includes(s.role) || (s.personId === sender && sending.includes(s.role)))
    .map((s) => s.personId);
}
/** Owners and managers, and the coach of this member. */
function carers(facts: Facts, { agencyId, membershipId }: Pick<Body, 'agencyId' | 'membershipId'>): string[] {
  const coach = facts.coaches.get(membershipId);
  return seatsOf(facts, agencyId)
    .filter((s) => leads.includes(s.role) || (s.role === 'coach' && s.personId === coach))
    .map((s) => s.personId);
}

type Told = { name: NoticeName; params: Params; key?: string };
const to = (people: readonly (string | null | undefined)[], event: { seq: number | string; at: Date }, told: Told): Draft[] =>
  people
    .filter((p): p is string => p !== null && p !== undefined)
    .map((personId) => ({
      personId,
      name: told.name,
      cause: `${told.name} ${told.key ?? event.seq}`,
      params: told.params,
      at: event.at,
    }));

function ofInvite(event: Happened, facts: Facts): Draft[] {
  const { creatorId, agencyId, inviteId } = event.body as unknown as Body;
  const about = { agencyId, creatorId, inviteId };
  const her = [facts.people.get(creatorId)];
  const known = facts.invites.get(inviteId);
  switch (event.name) {
    case 'invites.sent':
      return known ? to(her, event, { name: 'invites.received', params: { ...about, until: known.expiresAt.toISOString() } }) : [];
    case 'invites.answered': {
      const name = event.body['answer'] === 'accept' ? 'invites.accepted' : 'invites.declined';
      return to(askers(facts, about), event, { name, params: about });
    }
    case 'invites.withdrawn':
      // Ended by her own switch: she knows, and an agency is not told of it.
      return event.body['by'] === 'agency' ? to(her, event, { name: 'invites.withdrawn', params: about }) : [];
    case 'invites.expired':
      return [
        ...to(her, event, { name: 'invites.lapsed', params: about }),
        ...to(askers(facts, about), event, { name: 'invites.expired', params: about }),
      ];
    default:
      return [];
  }
}

function ofMembership(event: Happened, facts: Facts): Draft[] {
  const { creatorId, agencyId, membershipId } = event.body as unknown as Body;
  const about = { agencyId, creatorId, membershipId };
  const her = [facts.people.get(creatorId)];
  if (event.name === 'roster.joined') return to(her, event, { name: 'roster.joined', params: about });
  if (event.name === 'roster.offered') {
    const name = event.body['kind'] === 'renewal' ? 'roster.renewal_offered' : 'roster.change_offered';
    return to(her, event, { name, params: { ...about, offerId: String(event.body['offerId']), until: String(event.body['until']) } });
  }
  if (event.name === 'roster.offer_withdrawn') return to(her, event, { name: 'roster.offer_withdrawn', params: about });
  if (event.name === 'roster.offer_answered') {
    const name = event.body['answer'] === 'accept' ? 'roster.offer_accepted' : 'roster.offer_declined';
    return to(carers(facts, about), event, { name, params: about });
  }
  if (event.name.startsWith('roster.promise_')) return ofPromise(event, facts, her, about);
  if (aboutCases.has(event.name)) return ofCase(event, facts, her, about);
  const endsAt = event.name === 'roster.left' ? String(event.body['endsAt']) : undefined;
  const leaving = endsAt !== undefined && Date.parse(endsAt) > event.at.getTime();
  const params = endsAt === undefined ? about : { ...about, until: endsAt };
  // One end, one notice: leaving at once and the job that marks the end say the same.
  const key = leaving ? {} : { key: membershipId };
  return [
    ...to(her, event, { name: leaving ? 'roster.leaving' : 'roster.ended', params, ...key }),
    ...to(carers(facts, about), event, { name: leaving ? 'roster.member_leaving' : 'roster.member_ended', params, ...key }),
  ];
}

/** What the operator is asked, what the agency answers, what is decided; a removal; a trial that is passed. */
const aboutCases = new Set(['roster.removed', 'roster.contested', 'roster.answered', 'roster.decided', 'roster.trial_passed']);
function ofCase(
  event: Happened,
  facts: Facts,
  her: (string | null | undefined)[],
  about: Pick<Body, 'agencyId' | 'creatorId' | 'membershipId'>,
): Draft[] {
  const { caseId } = event.body as { caseId?: string };
  const key = caseId ?? about.membershipId;
  const deciders = seatsOf(facts, about.agencyId).filter((s) => leads.includes(s.role));
  const ours = deciders.map((s) => s.personId);
  switch (event.name) {
    case 'roster.removed':
      return to(her, event, { name: 'roster.removed', params: { ...about, until: String(event.body['endsAt']) }, key });
    case 'roster.contested':
      return [
        // A look at a trial LIVE is the operator's alone.
        ...(event.body['kind'] === 'review' ? [] : to(ours, event, { name: 'roster.contested', params: about, key })),
        ...to(facts.operators, event, { name: 'cases.opened', params: { agencyId: about.agencyId }, key }),
      ];
    case 'roster.answered':
      return to(her, event, { name: 'roster.answered', params: about, key });
    case 'roster.decided': {
      const isUnheard = event.body['state'] === 'unheard';
      return [
        ...to(her, event, { name: isUnheard ? 'roster.unheard' : 'roster.decided', params: about, key }),
        ...to(ours, event, { name: isUnheard ? 'roster.member_unheard' : 'roster.member_decided', params: about, key }),
      ];
    }
    default:
      return [
        ...to(her, event, { name: 'roster.trial_passed', params: about, key }),
        ...to(carers(facts, about), event, { name: 'roster.member_trial_passed', params: about, key }),
      ];
  }
}

/** The agency says that one is kept: she is asked, once a day however many it says. She says that one is not: whoever cares for her is told. */
function ofPromise(
  { name, body, ...event }: Happened,
  facts: Facts,
  her: (string | null | undefined)[],
  about: Pick<Body, 'agencyId' | 'creatorId' | 'membershipId'>,
): Draft[] {
  const key = String(body['promiseId']);
  if (name === 'roster.promise_said') return to(her, event, { name, params: about, key: `${about.membershipId} ${dayOf(event.at)}` });
  return body['answer'] === 'not_kept' ? to(carers(facts, about), event, { name: 'roster.promise_denied', params: about, key }) : [];
}

/** The list of figures older than so many days is no news: whoever stops bringing files is not written to each morning. */
const freshDays = 7;

/** Whoever has somebody to call on the day of the list, once that day; of a day that has passed nobody is told. */
function ofCalls(event: Happened, facts: Facts): Draft[] {
  const { agencyId } = event.body as unknown as Body;
  const on = dayOf(event.at);
  const due = facts.due.of.get(agencyId);
  if (on !== facts.due.on || due === undefined || due.size === 0) return [];
  const { dataOn } = event.body as { dataOn?: string | null };
  if (!dataOn || daysBetween(dataOn, on) > freshDays) return [];
  const callers = seatsOf(facts, agencyId)
    .filter(({ role }) => staffReaders['calls.today']!.includes(role))
    .filter(({ role, personId }) => role !== 'coach' || due.has(personId));
  const people = callers.map(({ personId }) => personId);
  return to(people, event, { name: 'calls.today', params: { agencyId, on }, key: `${agencyId} ${on}` });
}

/** Whoever keeps the search, while her seat still looks for creators. Each asking is one notice, and no creator is in two of them. */
function ofSearch(event: Happened, facts: Facts): Draft[] {
  const { agencyId, personId } = event.body as unknown as Body;
  const readers = staffReaders['scouting.found']!;
  if (!seatsOf(facts, agencyId).some((s) => s.personId === personId && readers.includes(s.role))) return [];
  const params = { agencyId, searchId: String(event.body['searchId']), foundAt: String(event.body['foundAt']) };
  return to([personId], event, { name: 'scouting.found', params, key: `${params.searchId} ${params.foundAt}` });
}

/** Whoever is in charge, once a day, while her seat still looks for creators. */
function ofReminders(event: Happened, facts: Facts): Draft[] {
  const { agencyId, personId } = event.body as unknown as Body;
  const readers = staffReaders['scouting.due']!;
  if (!seatsOf(facts, agencyId).some((s) => s.personId === personId && readers.includes(s.role))) return [];
  const on = String(event.body['on']);
  return to([personId], event, { name: 'scouting.due', params: { agencyId, on }, key: `${agencyId} ${on}` });
}

/**
 * The other side of a conversation, once until it has been read there: her; or owners and managers, with her coach, and scouts who have written to her
 * before she was a member.
 */
function ofMessages(event: Happened, facts: Facts): Draft[] {
  const { creatorId, agencyId } = event.body as unknown as Body;
  const { side, first, writers, everMember, coachId } = event.body as unknown as Written;
  if (!first) return [];
  const about = { agencyId, creatorId };
  if (side === 'agency') return to([facts.people.get(creatorId)], event, { name: 'messages.received', params: about });
  const readers = seatsOf(facts, agencyId).filter(
    ({ role, personId }) =>
      leads.includes(role) || (role === 'coach' && personId === coachId) || (role === 'scout' && !everMember && writers.includes(personId)),
  );
  return to(
    readers.map((s) => s.personId),
    event,
    { name: 'messages.answered', params: about },
  );
}
interface Written {
  side: 'agency' | 'creator';
  /** Everything before it had been read. */
  first: boolean;
  /** Of what she wrote: who of the agency has written there, and how she stands with it. */
  writers: string[];
  everMember: boolean;
  coachId: string | null;
}

/** Whom an event of an earlier feature is told to, and as what. */
export function draftsOf(event: Happened, facts: Facts): Draft[] {
  const { body } = event;
  const { agencyId, personId } = body as unknown as Body;
  switch (event.name) {
    case 'creators.consent_changed': {
      if (body['action'] !== 'expired') return [];
      const purpose = body['purpose'] as Params['purpose'] & string;
      const her = (body['creatorIds'] as string[]).map((id) => facts.people.get(id));
      return to(her, event, { name: 'permissions.expired', params: { purpose } });
    }
    case 'agencies.role_changed':
      return to([personId], event, { name: 'team.role_changed', params: { agencyId, role: body['role'] as Role } });
    case 'agencies.seat_ended':
      return to([personId], event, { name: 'team.seat_ended', params: { agencyId } });
    case 'calls.reckoned':
      return ofCalls(event, facts);
    case 'scouting.found':
      return ofSearch(event, facts);
    case 'scouting.due':
      return ofReminders(event, facts);
    case 'people.key_made':
      return to([personId], event, { name: 'security.key_made', params: { keyId: String(body['keyId']) } });
    case 'people.password_changed':
      return to([personId], event, { name: 'security.password_changed', params: {} });
    default:
      if (typeof facts.people.get(String(body['creatorId'])) !== 'string') return [];
      if (event.name === 'messages.sent') return ofMessages(event, facts);
      return event.name.startsWith('roster.') ? ofMembership(event, facts) : ofInvite(event, facts);
  }
}

export const followed = [
  'invites.sent',
  'invites.answered',
  'invites.withdrawn',
  'invites.expired',
  'roster.joined',
  'roster.left',
  'roster.ended',
  'roster.offered',
  'roster.offer_answered',
  'roster.offer_withdrawn',
  'roster.promise_said',
  'roster.promise_answered',
  'roster.removed',
  'roster.contested',
  'roster.answered',
  'roster.decided',
  'roster.trial_passed',
  'messages.sent',
  'creators.consent_changed',
  'agencies.role_changed',
  'agencies.seat_ended',
  'people.key_made',
  'people.password_changed',
  'calls.reckoned',
  'scouting.found',
  'scouting.due',
] as const;

/** A version of a rule that took force, to those whom it concerns: once to each person, whatever she is besides. */
export const ruleTold = (
  personIds: readonly string[],
  { policyId, kind: rule, version, from, at }: { policyId: string; kind: PolicyKind; version: number; from: Date; at: Date },
): Draft[] => to(personIds, { seq: 0, at }, { name: 'rules.in_force', params: { rule, version, from: from.toISOString() }, key: policyId });

/** Reminders before an end; the sorts of one name never fall on one person twice for one end. */
export interface Ending {
  sort: 'invite' | 'membership' | 'permission';
  id: string;
  creatorId: string;
  agencyId: string | null;
  purpose: Params['purpose'] | null;
  endsAt: Date;
}
export const reminders = { invite: [1], membership: [30, 15, 1], permission: [30, 3] } as const satisfies Record<Ending['sort'], number[]>;

export function remindersOf(e: Ending, days: number, facts: Facts, now: Date): Draft[] {
  const until = e.endsAt.toISOString();
  if (typeof facts.people.get(e.creatorId) !== 'string') return [];
  const event = { seq: 0, at: now };
  const key = `${e.id} ${until} ${days}`;
  const her = [facts.people.get(e.creatorId)];
  if (e.sort === 'permission')
    return to(her, event, { name: 'permissions.expiring', params: { purpose: e.purpose ?? 'discovery', until, days }, key });
  const about = { agencyId: e.agencyId!, creatorId: e.creatorId, until };
  if (e.sort === 'invite') return to(her, event, { name: 'invites.expiring', params: { ...about, inviteId: e.id }, key });
  const params = { ...about, membershipId: e.id, days };
  return [
    ...to(her, event, { name: 'roster.ending', params, key }),
    ...to(carers(facts, { agencyId: e.agencyId!, membershipId: e.id }), event, { name: 'roster.member_ending', params, key }),
  ];
}
