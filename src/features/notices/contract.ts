import { z } from 'zod';
import { purpose } from '#src/features/creators/contract.ts';
import { agencyRole } from '#src/features/people/contract.ts';
import { policyKind } from '#src/features/policies/contract.ts';
import { day, id, instant, orNull, page, pageQuery, platform } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** Each name is one sentence to one sort of reader. */
export const noticeName = z.enum([
  // to a creator
  'invites.received',
  'invites.expiring',
  'invites.withdrawn',
  'invites.lapsed',
  'roster.joined',
  'roster.leaving',
  'roster.ending',
  'roster.ended',
  'roster.renewal_offered',
  'roster.change_offered',
  'roster.offer_withdrawn',
  'roster.promise_said',
  'roster.removed',
  'roster.answered',
  'roster.decided',
  'roster.unheard',
  'roster.trial_passed',
  'messages.received',
  'permissions.expiring',
  'permissions.expired',
  // to people of an agency
  'invites.accepted',
  'invites.declined',
  'invites.expired',
  'roster.member_leaving',
  'roster.member_ending',
  'roster.member_ended',
  'roster.offer_accepted',
  'roster.offer_declined',
  'roster.promise_denied',
  'roster.contested',
  'roster.member_decided',
  'roster.member_unheard',
  'roster.member_trial_passed',
  'messages.answered',
  'team.role_changed',
  'team.seat_ended',
  'calls.today',
  'scouting.found',
  'scouting.due',
  // to operators
  'cases.opened',
  // to anybody
  'rules.in_force',
  'security.key_made',
  'security.password_changed',
]);
export type NoticeName = z.infer<typeof noticeName>;

export const noticeGroup = z.enum([
  'invitations',
  'membership',
  'messages',
  'permissions',
  'team',
  'calls',
  'searches',
  'pipeline',
  'rules',
  'security',
]);
export type NoticeGroup = z.infer<typeof noticeGroup>;
/** News about one's own safety cannot be switched off. */
export const chosenGroup = noticeGroup.exclude(['security']);
export type ChosenGroup = z.infer<typeof chosenGroup>;

/** Running memberships keep their terms; of leaving and of permissions there is more to say. */
export const keeps = z.enum(['memberships', 'exits', 'consents']);
export type Keeps = z.infer<typeof keeps>;

export const Notice = z
  .object({
    noticeId: id,
    name: noticeName,
    group: noticeGroup,
    at: instant,
    readAt: instant.nullable(),
    /** The screen it leads to. */
    to: z.string().nullable(),
    agency: z.object({ agencyId: id, name: z.string() }).nullable(),
    /** As this reader may call her now; null: not by name. */
    creator: z.object({ displayName: z.string(), handle: z.string(), platform }).nullable(),
    purpose: purpose.nullable(),
    role: agencyRole.nullable(),
    keyName: z.string().nullable(),
    /** The rule that has taken force, and what is said to stay as it was agreed. */
    rule: orNull(z.object({ kind: policyKind, version: z.int(), from: instant, keeps })),
    /** The end that it speaks of, and how many days before it stands. */
    until: instant.nullable(),
    days: z.int().nullable(),
    /** The saved search of hers that it speaks of; null: there is none any more. */
    search: z.object({ searchId: id, name: z.string() }).nullable(),
    /**
     * The day whose list it speaks of, and how many need a call now; null: that day has passed, or the list is not hers to read. Of a saved
     * search how many were new to it then and can still be found.
     */
    on: day.nullable(),
    count: z.int().nullable(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof Notice>;
export const Notices = page(Notice).extend({ unread: z.int() }).meta({ id: 'Notices' });
export const Unread = z.object({ unread: z.int() }).meta({ id: 'UnreadNotices' });

/** One by its id, or all of them up to an instant. */
export const ReadNotices = z.union([z.strictObject({ noticeId: id }), z.strictObject({ upTo: instant })]);
export const noticesQuery = pageQuery;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day');
const channels = z.strictObject({ app: z.boolean(), mail: z.boolean() });
export const SetNoticeSettings = z.strictObject({
  groups: z.strictObject({
    invitations: channels,
    membership: channels,
    messages: channels,
    permissions: channels,
    team: channels,
    calls: channels,
    searches: channels,
    pipeline: channels,
    rules: channels,
  }),
  /** Mails wait until `to`; null: at any hour. */
  quiet: z.strictObject({ from: clock, to: clock }).nullable(),
  zone: z.string().min(1).max(64),
  /** One mail a day in place of one for each notice. */
  daily: z.boolean(),
});
export const NoticeSettings = z
  .object({
    ...SetNoticeSettings.shape,
    /** Where mails go, and in which form: `files` in a demo or where the operator has set no mail server. */
    email: z.string(),
    by: z.enum(['smtp', 'files']),
  })
  .meta({ id: 'NoticeSettings' });
export type NoticeSettings = z.infer<typeof NoticeSettings>;

export const Unsubscribe = z.strictObject({ token: z.string().min(20).max(200) });
export const Unsubscribed = z.object({ group: chosenGroup.nullable() }).meta({ id: 'Unsubscribed' });

export const reasons = {
  'notices.not_found': { kind: 'not_found', detail: 'There is no such notification.' },
  'notices.zone_unknown': { kind: 'invalid', detail: 'This time zone is not known.' },
  'notices.quiet_empty': { kind: 'invalid', detail: 'Quiet hours end at another time than they begin.' },
  'notices.link_unknown': { kind: 'not_found', detail: 'This link is not known.' },
} as const satisfies Reasons;
