import { plural, t } from '@lingui/core/macro';
import type { Terms } from '../client.gen.ts';
import { percentBps } from '../format.ts';

/** "6 months" */
export const months = (count: number): string => plural(count, { one: '# month', other: '# months' });
/** "14 days" */
export const days = (count: number): string => plural(count, { one: '# day', other: '# days' });
/** The sentence of an offer: the share, out of whose part, how long. */
export function offer(terms: Terms): string {
  const share = percentBps(terms.commissionBps);
  const term = months(terms.months);
  return terms.paidFrom === 'platform'
    ? t`They get ${share} out of the platform’s part, for ${term}.`
    : t`They take ${share} of your gift income for ${term}.`;
}

/** Out of whose part a share is paid. */
export function whoPays(terms: Terms): string {
  return terms.paidFrom === 'platform' ? t`Paid by the platform out of its part, not out of yours.` : t`Taken from your part.`;
}

/** How leaving works, whole; `cooledOff`: the first days, in which it is at once, are over. */
export function leavingRule(terms: Pick<Terms, 'coolingOffDays' | 'noticeDays'>, cooledOff = false): string {
  const first = days(terms.coolingOffDays);
  const notice = days(terms.noticeDays);
  if (terms.noticeDays === 0) return t`At once, at any time. No fee, nobody can refuse.`;
  if (terms.coolingOffDays === 0 || cooledOff) return t`At any time, with ${notice}’ notice. No fee, nobody can refuse.`;
  return t`First ${first}: leave at once. Later: ${notice}’ notice. No fee, nobody can refuse.`;
}

/** The last day of a term that would begin at this instant; as the server counts, in UTC. */
export function termEnd(from: number, count: number): number {
  const at = new Date(from);
  const date = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + count);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(date, last));
  return at.getTime();
}
