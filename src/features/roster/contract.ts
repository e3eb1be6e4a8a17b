import { z } from 'zod';
import { Terms } from '#src/features/policies/contract.ts';
import { id, instant, page, platform, prose } from '#src/lib/shapes.ts';
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

export const reasons = {
  'roster.not_found': { kind: 'not_found', detail: 'There is no such membership.' },
  'roster.exclusive': { kind: 'conflict', detail: 'An exclusive membership is running: only one agency can be joined.' },
  'roster.already_member': { kind: 'conflict', detail: 'This membership is running already.' },
  'roster.live_not_shared': { kind: 'forbidden', detail: 'This creator does not share her LIVE data with her agency.' },
  'roster.coach_unknown': { kind: 'unprocessable', detail: 'Nobody by this id works in this agency.' },
} as const satisfies Reasons;
