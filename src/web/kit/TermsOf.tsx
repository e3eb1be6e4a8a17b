import { Plural, Trans } from '@lingui/react/macro';
import {
  CalendarClock,
  Clock,
  DoorOpen,
  HandCoins,
  Handshake,
  Hourglass,
  ListChecks,
  MessagesSquare,
  Percent,
  Radio,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Terms } from '../client.gen.ts';
import { percentBps } from '../format.ts';
import { capital, guarantee, promised } from '../words/services.ts';
import { Sheet } from './Sheet.tsx';
import { TermRow } from './Terms.tsx';

/** Terms in plain words, one row each, as both sides read them. */
export function TermsOf({ terms, label, foot }: { terms: Terms; label: string; foot?: ReactNode }) {
  const share = percentBps(terms.commissionBps);
  return (
    <Sheet rule label={label} foot={foot}>
      <TermRow icon={Percent} what={<Trans>{share} of gift income</Trans>}>
        {terms.paidFrom === 'platform' ? (
          <Trans>Paid out of the platform’s part. The creator’s own part stays whole.</Trans>
        ) : (
          <Trans>Paid out of the creator’s own part.</Trans>
        )}
      </TermRow>
      <TermRow icon={CalendarClock} what={<Plural value={terms.months} one="# month" other="# months" />}>
        <Trans>Then it ends by itself. A further term needs a new yes.</Trans>
      </TermRow>
      <TermRow icon={Hourglass} what={<Plural value={terms.coolingOffDays} one="# day cooling-off" other="# days cooling-off" />}>
        <Trans>In this time the creator can leave at once, without a reason.</Trans>
      </TermRow>
      <TermRow icon={DoorOpen} what={<Plural value={terms.noticeDays} one="# day notice" other="# days notice" />}>
        <Trans>After the cooling-off, leaving takes this long. There is no exit fee.</Trans>
      </TermRow>
      <TermRow icon={Users} what={terms.exclusive ? <Trans>Only this agency</Trans> : <Trans>Other agencies are allowed</Trans>}>
        {terms.exclusive ? (
          <Trans>No other agency while it runs.</Trans>
        ) : (
          <Trans>The creator may be with other agencies at the same time.</Trans>
        )}
      </TermRow>
      <TermRow
        icon={MessagesSquare}
        what={
          terms.coachingHoursMonthly === 0 ? (
            <Trans>No coaching promised</Trans>
          ) : (
            <Plural value={terms.coachingHoursMonthly} one="# hour of coaching a month" other="# hours of coaching a month" />
          )
        }
      >
        {terms.coachingHoursMonthly === 0 ? (
          <Trans>The agency promises no hours.</Trans>
        ) : (
          <Trans>With a person of the agency, one to one.</Trans>
        )}
      </TermRow>
      {terms.brandBps !== undefined && (
        <TermRow icon={Handshake} what={<Trans>{percentBps(terms.brandBps)} of brand deals</Trans>}>
          <Trans>Of those alone that the agency brings.</Trans>
        </TermRow>
      )}
      {terms.hoursMonthly !== undefined && (
        <TermRow
          icon={Clock}
          what={<Plural value={terms.hoursMonthly} one="# LIVE hour asked a month" other="# LIVE hours asked a month" />}
        >
          <Trans>Fewer cost the creator nothing.</Trans>
        </TermRow>
      )}
      {terms.guarantee && (
        <TermRow icon={HandCoins} what={<Trans>At least {guarantee(terms.guarantee)}</Trans>}>
          {terms.hoursMonthly === undefined ? (
            <Trans>Where gifts bring the creator less, the agency pays the difference.</Trans>
          ) : (
            <Trans>In a month with the hours asked: where gifts bring the creator less, the agency pays the difference.</Trans>
          )}
        </TermRow>
      )}
      {terms.services && (
        <TermRow icon={ListChecks} what={<Trans>Promised once</Trans>}>
          {capital(promised(terms))}
        </TermRow>
      )}
      {terms.trialLive && (
        <TermRow icon={Radio} what={<Trans>A trial LIVE</Trans>}>
          <Trans>The agency asks for one LIVE as a trial.</Trans>
        </TermRow>
      )}
    </Sheet>
  );
}
