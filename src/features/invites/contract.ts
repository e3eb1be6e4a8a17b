import { z } from 'zod';
import { AgencyCard } from '#src/features/agencies/contract.ts';
import { Terms } from '#src/features/policies/contract.ts';
import { PromisesKept } from '#src/features/roster/contract.ts';
import { bps, id, instant, language, orNull, page, platform, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

export const inviteKind = z.enum(['regular', 'elite']);
export const inviteState = z.enum(['sent', 'accepted', 'declined', 'expired', 'withdrawn']);
export type InviteState = z.infer<typeof inviteState>;
/** Who ended a withdrawn invitation: the agency, or the creator by her own switch or by a block. An agency is told of no block: to it both are the switch. */
export const withdrawnBy = z.enum(['agency', 'switch', 'block']);

const common = {
  inviteId: id,
  agencyId: id,
  creatorId: id,
  kind: inviteKind,
  state: inviteState,
  terms: Terms,
  message: z.string(),
  sentAt: instant,
  expiresAt: instant,
  answeredAt: instant.nullable(),
};
export const Invite = z.object(common).meta({ id: 'Invite' });
export type Invite = z.infer<typeof Invite>;

export const SendInvites = z.strictObject({
  creatorIds: z.array(id).min(1).max(30),
  kind: inviteKind.default('regular'),
  message: prose(5000).default(''),
  terms: Terms.optional(),
});
export const Sent = z
  .object({
    items: z.array(
      z.object({
        creatorId: id,
        invite: Invite.optional(),
        refusal: z
          .object({
            code: z.string(),
            detail: z.string(),
            askAgainAt: instant.optional(),
            /** What she would take: the share at most, or the languages of which the agency speaks none. */
            commissionBpsMax: bps.optional(),
            languages: z.array(language).optional(),
          })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'Sent' });

/** Who sent it; null once that account is deleted. */
const sentBy = z.string().nullable();
/** The creator's side: with the agency that asks. `promises` is told where one that is open is read; null: nothing was due yet. */
export const MyInvite = z.object({ ...common, agency: AgencyCard, sentBy, withdrawnBy: withdrawnBy.nullable() }).meta({ id: 'MyInvite' });
export const MyOpenInvite = MyInvite.extend({
  promises: orNull(PromisesKept),
  /** The trial LIVE that is asked for, by the rule of the day on which it was sent; `reviewDays` null: nobody looks at it. Null: none is asked for. */
  trial: orNull(z.object({ days: z.int(), minutes: z.int(), reviewDays: z.int().nullable() })),
}).meta({ id: 'MyOpenInvite' });
export const MyInvites = page(MyInvite).extend({ open: z.int() }).meta({ id: 'MyInvites' });
export const Answer = z.strictObject({ answer: z.enum(['accept', 'decline']) });
export const Answered = Invite.extend({ membershipId: id.nullable() }).meta({ id: 'Answered' });

/** The agency's side: the name as it was known when the invitation was sent. */
export const OurInvite = z
  .object({
    ...common,
    handle: z.string(),
    platform,
    displayName: z.string(),
    sentBy,
    askAgainAt: instant.nullable(),
    withdrawnBy: withdrawnBy.exclude(['block']).nullable(),
  })
  .meta({ id: 'OurInvite' });
export const OurInvites = page(OurInvite)
  .extend({ counts: z.record(inviteState, z.int()) })
  .meta({ id: 'OurInvites' });
export const Allowance = z
  .object({
    bulkMax: z.int(),
    leftToday: z.int(),
    perDay: z.int(),
    eliteLeftToday: z.int(),
    /** The day, UTC, ends here and the count starts anew. */
    resetsAt: instant,
    messageMax: z.int(),
    expiryDays: z.int(),
  })
  .meta({ id: 'Allowance' });

/** A creator's own conditions: who may invite her at all. Null and empty: whatever the policy allows. */
export const Filters = z.strictObject({
  commissionBpsMax: bps.nullable(),
  /** The agency speaks one of these. */
  languages: z.array(language).max(10),
  verifiedOnly: z.boolean(),
  /** Open invitations at once; never more than the policy allows. */
  inboxMax: z.int().min(0).max(500).nullable(),
});
export type Filters = z.infer<typeof Filters>;
export const MyFilters = z
  .object({
    ...Filters.shape,
    /** What the operator's rules allow. */
    policy: z.object({ commissionBpsMax: bps, inboxMax: z.int() }),
  })
  .meta({ id: 'MyFilters' });

export const reasons = {
  'invites.share_too_high': { kind: 'unprocessable', detail: 'This creator takes no invitation with a share as high as this.' },
  'invites.other_language': {
    kind: 'unprocessable',
    detail: 'This creator takes invitations only from agencies that speak a language of hers.',
  },
  'invites.verified_only': { kind: 'unprocessable', detail: 'This creator takes invitations only from verified agencies.' },
  'invites.own_limit': { kind: 'too_many', detail: 'This creator has as many open invitations as she wants at once.' },
  'invites.above_policy': { kind: 'unprocessable', detail: 'The rules of this Greenroom allow fewer open invitations at once.' },
  'invites.not_found': { kind: 'not_found', detail: 'There is no such invitation.' },
  'invites.lapsed': { kind: 'gone', detail: 'This invitation has expired.' },
  'invites.already_answered': { kind: 'conflict', detail: 'This invitation was answered already.' },
  'invites.withdrawn': { kind: 'gone', detail: 'This invitation was withdrawn.' },
  'invites.not_findable': { kind: 'not_found', detail: 'Nobody by this id is open to invitations.' },
  'invites.open_already': { kind: 'conflict', detail: 'Your invitation to this creator is still open.' },
  'invites.cooling_down': {
    kind: 'too_many',
    detail: 'This creator declined, or your invitation was taken back, lately. Ask again after the cool-down.',
  },
  'invites.inbox_full': { kind: 'too_many', detail: 'This creator has as many open invitations as the policy allows.' },
  'invites.already_member': { kind: 'conflict', detail: 'This creator is a member of your agency.' },
  'invites.own_profile': { kind: 'unprocessable', detail: 'Nobody can invite themselves.' },
  'invites.agency_quota': { kind: 'too_many', detail: 'Your agency has sent as many invitations today as the policy allows.' },
  'invites.seat_quota': { kind: 'too_many', detail: 'You have sent as many invitations today as the policy allows one person.' },
  'invites.elite_quota': { kind: 'too_many', detail: 'Your agency has sent as many elite invitations today as the policy allows.' },
  'invites.too_many_at_once': { kind: 'unprocessable', detail: 'That is more creators at once than the policy allows.' },
  'invites.message_too_long': { kind: 'unprocessable', detail: 'The message is longer than the policy allows.' },
  'invites.named_twice': { kind: 'invalid', detail: 'A creator is named twice.' },
} as const satisfies Reasons;
