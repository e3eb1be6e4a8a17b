import { plural, t } from '@lingui/core/macro';
import type { Terms } from '../client.gen.ts';
import { list, percentBps } from '../format.ts';
import { guarantee, promised } from './services.ts';

/** Terms on one line: "8 %, 6 months, 14 d cooling-off, 7 d notice". */
export function shortTerms(terms: Terms): string {
  const parts = [
    percentBps(terms.commissionBps),
    plural(terms.months, { one: '# month', other: '# months' }),
    t`${terms.coolingOffDays} d cooling-off`,
    t`${terms.noticeDays} d notice`,
  ];
  if (terms.exclusive) parts.push(t`exclusive`);
  if (terms.trialLive) parts.push(t`trial LIVE`);
  if (terms.brandBps !== undefined) parts.push(t`${percentBps(terms.brandBps)} of brand deals`);
  if (terms.hoursMonthly !== undefined) parts.push(t`${terms.hoursMonthly} LIVE h a month`);
  if (terms.guarantee) parts.push(t`at least ${guarantee(terms.guarantee)}`);
  if (terms.services) parts.push(promised(terms));
  return parts.join(', ');
}

/** What one terms differ in from others, in words; empty when they are the same. `hers`: the reader is the creator. */
export function differences(from: Terms, to: Terms, hers = false): string {
  const said: string[] = [];
  if (from.commissionBps !== to.commissionBps) said.push(t`share ${percentBps(to.commissionBps)}`);
  if (from.paidFrom !== to.paidFrom)
    said.push(to.paidFrom === 'platform' ? t`out of the platform’s part` : hers ? t`out of your part` : t`out of the creator’s part`);
  if (from.months !== to.months) said.push(plural(to.months, { one: '# month', other: '# months' }));
  if (from.coolingOffDays !== to.coolingOffDays) said.push(t`${to.coolingOffDays} d cooling-off`);
  if (from.noticeDays !== to.noticeDays) said.push(t`${to.noticeDays} d notice`);
  if (from.exclusive !== to.exclusive) said.push(to.exclusive ? t`exclusive` : t`not exclusive`);
  if (from.coachingHoursMonthly !== to.coachingHoursMonthly) said.push(t`${to.coachingHoursMonthly} h coaching a month`);
  if (from.trialLive !== to.trialLive) said.push(to.trialLive ? t`with a trial LIVE` : t`without a trial LIVE`);
  if (from.brandBps !== to.brandBps) said.push(t`${percentBps(to.brandBps ?? 0)} of brand deals`);
  if (from.hoursMonthly !== to.hoursMonthly)
    said.push(to.hoursMonthly === undefined ? t`no LIVE hours asked` : t`${to.hoursMonthly} LIVE h a month`);
  const [before, after] = [from.guarantee && guarantee(from.guarantee), to.guarantee && guarantee(to.guarantee)];
  if (before !== after) said.push(after === undefined ? t`no guarantee` : t`at least ${after}`);
  if (promised(from) !== promised(to)) said.push(promised(to) || t`nothing promised with a day`);
  return said.length === 0 ? '' : list(said);
}
