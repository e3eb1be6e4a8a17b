import { refusals } from '#src/lib/errors.ts';
import { addDays } from '#src/lib/time.ts';
import { reasons, type LinkKind } from './contract.ts';

export const no = refusals(reasons);
/** Days that a one-time link can be used. */
export const linkDays = 7;
export const linkExpiry = (now: Date): Date => addDays(now, linkDays);

/** Whether a link can still be used: throws the reason why not. */
export function checkLink(
  link: { kind: LinkKind; expires_at: Date; used_at: Date | null; withdrawn_at: Date | null } | undefined,
  kind: LinkKind,
  now: Date,
) {
  if (!link || link.kind !== kind) throw no('people.link_not_found');
  if (link.used_at) throw no('people.link_used');
  if (link.withdrawn_at) throw no('people.link_withdrawn');
  if (now >= link.expires_at) throw no('people.link_expired');
}

/** `gr_`, eight characters that name the key, and the secret part. */
export const keyText = (prefix: string, secret: string): string => `gr_${prefix}_${secret}`;
export function prefixOf(key: string): string | undefined {
  return /^gr_([A-Za-z0-9]{8})_[A-Za-z0-9_-]{43}$/.exec(key)?.[1];
}
