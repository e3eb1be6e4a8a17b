import { isAdult } from './age.ts';

/** What becomes of the profile of somebody whom an agency's export tells of, when a person says that it is she. */
export type Claiming =
  | { profile: 'hers' | 'taken_over'; creatorId: string }
  | { profile: 'made' }
  | { refused: 'creators.already_claimed' | 'creators.operators_profile' | 'creators.age_unknown' };

export interface ClaimingFacts {
  /** The profile of the person who claims. */
  mine: { creatorId: string; adultSince: string | null } | undefined;
  /** The profile that has the platform's id of the export, or its handle. */
  found: { creatorId: string; claimed: boolean } | undefined;
  /** Whether an agency may hand over a profile that the operator imported: in a house its owner is who claims are asked of. */
  takesOver: boolean;
}

/** One person, one profile: hers stays as it is (so does one that nobody has claimed beside it), nobody else's is touched, else one is made. */
export function claimingOf({ mine, found, takesOver }: ClaimingFacts, now: Date): Claiming {
  if (found?.claimed && found.creatorId !== mine?.creatorId) return { refused: 'creators.already_claimed' };
  if (mine) return isAdult(mine.adultSince, now) ? { profile: 'hers', creatorId: mine.creatorId } : { refused: 'creators.age_unknown' };
  if (!found) return { profile: 'made' };
  return takesOver ? { profile: 'taken_over', creatorId: found.creatorId } : { refused: 'creators.operators_profile' };
}
