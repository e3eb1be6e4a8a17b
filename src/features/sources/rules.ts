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

/** A broadcast of an account, instants in milliseconds. */
export interface Span {
  stream: string;
  startedAt: number;
  /** Null: nobody has told of its end. */
  endedAt: number | null;
}
/** No platform lets a broadcast run longer; whose end was never told of ends here. */
export const longestMs = 48 * 3_600_000;
/** What belongs to no broadcast that is known is kept so long. */
export const unplacedMs = longestMs;
/** Spans are kept while anything may still come that belongs to them. */
export const spanMs = 2 * longestMs;

/** The broadcast during which something happened: the last that had begun, unless it had ended. */
export function spanAt(spans: readonly Span[], at: number): Span | undefined {
  const begun = spans.filter((s) => s.startedAt <= at).toSorted((a, b) => b.startedAt - a.startedAt)[0];
  if (!begun || at > begun.startedAt + longestMs) return undefined;
  return begun.endedAt !== null && at > begun.endedAt ? undefined : begun;
}

interface Subscribed {
  type: string;
  channel: string | null;
  status: string;
}
/** Whether something that the platform was asked for has ended, and nobody asked for it anew. */
export const isRevoked = (subscriptions: readonly Subscribed[]): boolean =>
  subscriptions.some(
    (s) => s.status !== 'enabled' && !subscriptions.some((o) => o.status === 'enabled' && o.type === s.type && o.channel === s.channel),
  );
