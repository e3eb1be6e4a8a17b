import { z } from 'zod';
import { LiveFigures, LiveSession, LiveSessionByMinute, LiveSessions, usually } from '#src/features/live/contract.ts';
import { Terms } from '#src/features/policies/contract.ts';
import { count, id, instant, orNull, page, platform, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** `leaving`: an end is set and still ahead. */
export const membershipState = z.enum(['active', 'leaving', 'ended']);
/** `erasure`: she deleted her profile, which ends everything at once. */
export const leaveRule = z.enum(['cooling_off', 'low_activity', 'notice', 'term_end', 'erasure']);
export type LeaveRule = z.infer<typeof leaveRule>;

const common = {
  membershipId: id,
  state: membershipState,
  terms: Terms,
  termsHash: z.string(),
  since: instant,
  /** The last instant of the term agreed. */
  termEndsAt: instant,
  /** Leaving is at once until this instant. */
  coolingOffUntil: instant,
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
  'roster.live_not_shared': { kind: 'forbidden', detail: 'This creator does not share her LIVE data with her agency.' },
  'roster.coach_unknown': { kind: 'unprocessable', detail: 'Nobody by this id works in this agency.' },
} as const satisfies Reasons;
