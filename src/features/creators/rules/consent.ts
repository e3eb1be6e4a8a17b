import { refusals } from '#src/lib/errors.ts';
import { addDays, addMonths } from '#src/lib/time.ts';
import { reasons, type Purpose } from '../contract.ts';
import { isAdult } from './age.ts';

export const no = refusals(reasons);

export interface ConsentState {
  granted: boolean;
  expires_at: Date | null;
}
/** A permission holds when it was given, not withdrawn, and has not run out. */
export const holds = (c: ConsentState | undefined, now: Date): boolean =>
  c !== undefined && c.granted && (c.expires_at === null || now < c.expires_at);

/** Found by agencies: she said yes, is known to be 18 or over, and the profile has a person behind it. */
export const isFindable = (
  creator: { person_id: string | null; adult_since: string | null },
  discovery: ConsentState | undefined,
  now: Date,
): boolean => creator.person_id !== null && isAdult(creator.adult_since, now) && holds(discovery, now);

/** Why the discovery switch cannot be turned on now; null when it can. Turning it off is never blocked. */
export function blockedBy(adultSince: string | null, offered: boolean, now: Date): 'age_unknown' | 'not_offered' | null {
  if (!isAdult(adultSince, now)) return 'age_unknown';
  return offered ? null : 'not_offered';
}

/** Refuses a grant that may not be given now; a withdrawal is never asked anything. */
export function checkGrant(
  purpose: Purpose,
  facts: { adultSince: string | null; offered: boolean; textVersion: number; newest: number },
  now: Date,
) {
  if (!isAdult(facts.adultSince, now)) throw no('creators.age_unknown');
  if (purpose === 'discovery' && !facts.offered) throw no('creators.not_offered');
  if (facts.textVersion !== facts.newest) throw no('creators.text_outdated', { textVersion: facts.newest });
}

/** A second yes counts when the text is newer or the end moves by a day or more: so a permission is renewed before it runs out. */
export const isRenewal = (before: ConsentState & { text_version: number | null }, textVersion: number, expiresAt: Date): boolean =>
  (before.text_version ?? 0) < textVersion || before.expires_at === null || addDays(before.expires_at, 1) <= expiresAt;

export const consentExpiry = (now: Date, monthsMax: number): Date => addMonths(now, monthsMax);
