import type { SeenCreator, Visibility } from '../contract.ts';

export interface VisibilityFacts {
  /** What an agency that searches sees of her now, by `asSeen`; null: she is in no search. */
  seen: Pick<SeenCreator, 'numbers' | 'displayName' | 'figures' | 'withAgency'> | null;
  /** Whether LIVE data is shared with her own agency. */
  live: boolean;
}

/**
 * Who sees what of her now. Agencies that search see the card or nothing; her own agency sees her name and the terms as well, which it
 * agreed with her; operators bring figures in and hand out claim links. A birth date is kept by nobody.
 */
export function visibility({ seen, live }: VisibilityFacts): Visibility['rows'] {
  const found = seen === null ? 'no' : 'yes';
  const figures = seen?.numbers ?? 'no';
  return [
    { field: 'name', visitors: 'no', agencies: found, mine: 'yes', operator: 'yes' },
    { field: 'profile', visitors: 'no', agencies: found, mine: found, operator: 'yes' },
    { field: 'figures', visitors: 'no', agencies: figures, mine: figures, operator: 'exact' },
    { field: 'live', visitors: 'no', agencies: 'no', mine: live ? 'yes' : 'no', operator: 'no' },
    { field: 'agency', visitors: 'no', agencies: seen && seen.withAgency !== null ? 'yes' : 'no', mine: 'yes', operator: 'yes' },
    { field: 'terms', visitors: 'no', agencies: 'no', mine: 'yes', operator: 'no' },
    { field: 'account', visitors: 'no', agencies: 'no', mine: 'no', operator: 'yes' },
    { field: 'email', visitors: 'no', agencies: 'no', mine: 'no', operator: 'no' },
    { field: 'birth', visitors: 'no', agencies: 'no', mine: 'no', operator: 'no' },
  ];
}
