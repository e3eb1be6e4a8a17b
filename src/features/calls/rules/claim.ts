import type { Claimed } from '../contract.ts';

export interface ClaimFacts {
  /** Null: nobody ever claimed. */
  claim: { claimedAt: Date; endedAt: Date | null; endedBy: 'creator' | 'agency' | null } | null;
  /** The end of the link that can still be used. */
  linkUntil: Date | null;
}

/** What the agency is told. A link made after an end says more than the end. */
export function claimedOf({ claim, linkUntil }: ClaimFacts, now: Date): Claimed {
  if (claim && claim.endedAt === null) return { state: 'claimed', since: claim.claimedAt.toISOString(), until: null, endedBy: null };
  if (linkUntil !== null && linkUntil > now) return { state: 'invited', since: null, until: linkUntil.toISOString(), endedBy: null };
  if (claim) return { state: 'ended', since: claim.endedAt!.toISOString(), until: null, endedBy: claim.endedBy };
  return { state: 'nobody', since: null, until: null, endedBy: null };
}

/** What is asked by the agency alone, of a group, stays with it. */
export const isHers = ({ threshold }: { threshold: { kind: string } }): boolean => threshold.kind !== 'own';
