import { refusals } from '#src/lib/errors.ts';
import { reasons, type NoticeGroup, type NoticeName } from '../contract.ts';
import type { Params } from '../tables.ts';

export const no = refusals(reasons);

const groups: Record<NoticeName, NoticeGroup> = {
  'invites.received': 'invitations',
  'invites.expiring': 'invitations',
  'invites.withdrawn': 'invitations',
  'invites.lapsed': 'invitations',
  'invites.accepted': 'invitations',
  'invites.declined': 'invitations',
  'invites.expired': 'invitations',
  'roster.joined': 'membership',
  'roster.leaving': 'membership',
  'roster.ending': 'membership',
  'roster.ended': 'membership',
  'roster.renewal_offered': 'membership',
  'roster.change_offered': 'membership',
  'roster.offer_withdrawn': 'membership',
  'roster.promise_said': 'membership',
  'roster.promise_denied': 'membership',
  'roster.removed': 'membership',
  'roster.answered': 'membership',
  'roster.decided': 'membership',
  'roster.unheard': 'membership',
  'roster.trial_passed': 'membership',
  'roster.contested': 'membership',
  'roster.member_decided': 'membership',
  'roster.member_unheard': 'membership',
  'roster.member_trial_passed': 'membership',
  'cases.opened': 'membership',
  'roster.member_leaving': 'membership',
  'roster.member_ending': 'membership',
  'roster.member_ended': 'membership',
  'roster.offer_accepted': 'membership',
  'roster.offer_declined': 'membership',
  'messages.received': 'messages',
  'messages.answered': 'messages',
  'permissions.expiring': 'permissions',
  'permissions.expired': 'permissions',
  'team.role_changed': 'team',
  'team.seat_ended': 'team',
  'calls.today': 'calls',
  'scouting.found': 'searches',
  'scouting.due': 'pipeline',
  'rules.in_force': 'rules',
  'security.key_made': 'security',
  'security.password_changed': 'security',
};
export const groupOf = (name: NoticeName): NoticeGroup => groups[name];
/** What stands in her list whatever she has switched off: an agency ends her membership, and she has so many days to contest it. */
export const isAlwaysShown = (name: NoticeName): boolean => name === 'roster.removed';

/** The screen that a notice leads to; null: there is none any more. */
export function leadsTo(name: NoticeName, p: Params): string | null {
  switch (name) {
    case 'invites.received':
    case 'invites.expiring':
    case 'invites.withdrawn':
    case 'invites.lapsed':
      return `/invitations/${p.inviteId}`;
    case 'roster.joined':
    case 'roster.leaving':
    case 'roster.ending':
    case 'roster.ended':
    case 'roster.renewal_offered':
    case 'roster.change_offered':
    case 'roster.offer_withdrawn':
    case 'roster.promise_said':
    case 'roster.removed':
    case 'roster.answered':
    case 'roster.decided':
    case 'roster.unheard':
    case 'roster.trial_passed':
      return `/membership/${p.membershipId}`;
    case 'messages.received':
      return `/messages/${p.agencyId}`;
    case 'messages.answered':
      return `/a/${p.agencyId}/messages/${p.creatorId}`;
    case 'permissions.expiring':
    case 'permissions.expired':
      return '/agency-center';
    case 'invites.declined':
    case 'invites.expired':
      return `/a/${p.agencyId}/invitations`;
    case 'invites.accepted':
    case 'roster.member_leaving':
    case 'roster.member_ending':
    case 'roster.member_ended':
    case 'roster.offer_accepted':
    case 'roster.offer_declined':
    case 'roster.promise_denied':
    case 'roster.contested':
    case 'roster.member_decided':
    case 'roster.member_unheard':
    case 'roster.member_trial_passed':
      return `/a/${p.agencyId}/roster`;
    case 'cases.opened':
      return '/operator/cases';
    case 'calls.today':
      return `/a/${p.agencyId}/today`;
    case 'scouting.found':
      return `/a/${p.agencyId}/searches/${p.searchId}`;
    case 'scouting.due':
      return `/a/${p.agencyId}/pipeline?remind=due`;
    case 'team.role_changed':
      return `/a/${p.agencyId}/agency`;
    case 'team.seat_ended':
      return null;
    case 'rules.in_force':
      return '/operator/policies';
    case 'security.key_made':
    case 'security.password_changed':
      return '/account';
  }
}

/** Names that are told to the staff of an agency, and the roles that may read them there. A coach reads of the creators assigned to her. */
export type Role = NonNullable<Params['role']>;
export const staffReaders: Partial<Record<NoticeName, readonly Role[]>> = {
  'invites.accepted': ['owner', 'manager', 'scout'],
  'invites.declined': ['owner', 'manager', 'scout'],
  'invites.expired': ['owner', 'manager', 'scout'],
  'roster.member_leaving': ['owner', 'manager', 'coach'],
  'roster.member_ending': ['owner', 'manager', 'coach'],
  'roster.member_ended': ['owner', 'manager', 'coach'],
  'roster.offer_accepted': ['owner', 'manager', 'coach'],
  'roster.offer_declined': ['owner', 'manager', 'coach'],
  'roster.promise_denied': ['owner', 'manager', 'coach'],
  'roster.contested': ['owner', 'manager'],
  'roster.member_decided': ['owner', 'manager'],
  'roster.member_unheard': ['owner', 'manager'],
  'roster.member_trial_passed': ['owner', 'manager', 'coach'],
  'messages.answered': ['owner', 'manager', 'coach', 'scout'],
  'calls.today': ['owner', 'manager', 'coach'],
  'scouting.found': ['owner', 'manager', 'scout'],
  'scouting.due': ['owner', 'manager', 'scout'],
};
/** What is taken away from somebody whose role in an agency is now this one; null: none. */
export const lostWith = (role: Role | null): NoticeName[] =>
  (Object.entries(staffReaders) as [NoticeName, readonly Role[]][])
    .filter(([, readers]) => role === null || !readers.includes(role))
    .map(([name]) => name);
/** Whether a reader with this role may see whom such a notice is about. */
export const mayName = (name: NoticeName, role: Role | undefined, coached: boolean): boolean =>
  role !== undefined && (staffReaders[name]?.includes(role) ?? false) && (role !== 'coach' || coached);
