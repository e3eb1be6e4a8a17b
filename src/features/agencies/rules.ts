import type { AgencyRole } from '#src/features/people/contract.ts';
import { refusals } from '#src/lib/errors.ts';
import { reasons } from './contract.ts';

export const no = refusals(reasons);

/** A link to a seat comes from the operator, or from somebody who is still an owner. */
export const mayStillIssue = (operator: string | null, role: AgencyRole | undefined): boolean => operator === 'admin' || role === 'owner';

/** Whether the operator's mark still stands after an edit: it was given to a name. */
export const keepsVerification = (before: string, after: string | undefined): boolean => after === undefined || after === before;

/** The seat that changes, if it exists and an owner remains; `next` null: the seat ends. */
export function checkSeatChange<S extends { person_id: string; role: AgencyRole }>(
  seats: S[],
  personId: string,
  next: AgencyRole | null,
): S {
  const seat = seats.find((s) => s.person_id === personId);
  if (!seat) throw no('agencies.seat_not_found');
  const otherOwners = seats.filter((s) => s.role === 'owner' && s.person_id !== personId).length;
  if (seat.role === 'owner' && next !== 'owner' && otherOwners === 0) throw no('agencies.last_owner');
  return seat;
}
