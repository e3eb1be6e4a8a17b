import { refusals } from '#src/lib/errors.ts';
import { addMs } from '#src/lib/time.ts';
import { reasons } from './contract.ts';

export const no = refusals(reasons);

interface Secrets {
  secret: string | null;
  old_secret: string | null;
  old_secret_until: Date | null;
}
/** The sealed secrets that a signature may be made with now: the newest, and the one before it until its time is over. */
export const validSecrets = ({ secret, old_secret, old_secret_until }: Secrets, now: Date): string[] =>
  [secret, old_secret !== null && old_secret_until !== null && now < old_secret_until ? old_secret : null].filter((one) => one !== null);

/** Until when the secret of today stays valid beside the next one; null: it ends at once. */
export const overlapUntil = (overlapHours: number, now: Date): Date | null =>
  overlapHours === 0 ? null : addMs(now, overlapHours * 3_600_000);

/** Signs of life are noted to the minute: whether this one says anything new. */
export const saysNew = (notedAt: Date | undefined, now: Date): boolean =>
  notedAt === undefined || now.getTime() - notedAt.getTime() >= 60_000;
