import { Plural, Trans } from '@lingui/react/macro';
import { CalendarDays, Clock, DoorOpen, Eye, HandCoins, Handshake, Link2, ListChecks, Percent, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Terms } from '../client.gen.ts';
import { day, percentBps } from '../format.ts';
import { days, leavingRule, months, whoPays } from '../words/plain.ts';
import { capital, guarantee, promised } from '../words/services.ts';
import { Sheet } from './Sheet.tsx';
import { TermRow } from './Terms.tsx';

export interface TermSpan {
  from: string | null;
  to: string;
  cooledOff: boolean;
}

interface Trialled {
  days: number;
  minutes: number;
  reviewDays: number | null;
}
/** Terms as the creator reads them: what, then how, in the second person. */
export function PlainTerms({
  terms,
  foot,
  label,
  span,
  inNumbers,
  trial,
}: {
  terms: Terms;
  foot?: ReactNode;
  label: string;
  /** Of a membership that runs: the days of the term (`from` null: it has begun), and whether the cooling-off is over by then. */
  span?: TermSpan;
  /** The share in her own numbers, a sentence more. */
  inNumbers?: ReactNode;
  /** What is asked of a trial LIVE, where it is known. */
  trial?: Trialled | null;
}) {
  const share = percentBps(terms.commissionBps);
  const term = months(terms.months);
  const hours = terms.coachingHoursMonthly;
  return (
    <Sheet rule foot={foot} label={label}>
      <TermRow icon={Percent} what={<Trans>{share} of gift income</Trans>}>
        {whoPays(terms)}
        {inNumbers}
      </TermRow>
      {terms.brandBps !== undefined && (
        <TermRow icon={Handshake} what={<Trans>{percentBps(terms.brandBps)} of brand deals</Trans>}>
          <Trans>Of those alone that they bring you. Your own deals are yours.</Trans>
        </TermRow>
      )}
      {terms.guarantee && (
        <TermRow icon={HandCoins} what={<Trans>At least {guarantee(terms.guarantee)}</Trans>}>
          {terms.hoursMonthly === undefined ? (
            <Trans>Where gifts bring you less, they pay the difference.</Trans>
          ) : (
            <Trans>In a month with the hours asked: where gifts bring you less, they pay the difference.</Trans>
          )}
        </TermRow>
      )}
      {terms.hoursMonthly !== undefined && (
        <TermRow
          icon={Clock}
          what={<Plural value={terms.hoursMonthly} one="They ask for # LIVE hour a month" other="They ask for # LIVE hours a month" />}
        >
          {terms.guarantee ? (
            <Trans>Fewer cost you nothing; only the guarantee of that month falls away.</Trans>
          ) : (
            <Trans>Fewer cost you nothing.</Trans>
          )}
        </TermRow>
      )}
      <TermRow icon={CalendarDays} what={<Trans>{term}, then it ends by itself</Trans>}>
        <Length span={span} />
      </TermRow>
      <TermRow icon={DoorOpen} what={<Trans>Leaving costs nothing</Trans>}>
        {leavingRule(terms, span?.cooledOff)}
      </TermRow>
      <TermRow icon={Eye} what={<Trans>They see ranges until you say otherwise</Trans>}>
        <Trans>Exact numbers and LIVE data stay your two separate switches. Neither is a condition.</Trans>
      </TermRow>
      <TermRow icon={Link2} what={terms.exclusive ? <Trans>Only this agency</Trans> : <Trans>Other agencies stay possible</Trans>}>
        {terms.exclusive ? (
          <Trans>While it runs you cannot be in a second agency.</Trans>
        ) : (
          <Trans>You may be in a second agency at the same time.</Trans>
        )}
      </TermRow>
      <TermRow icon={ListChecks} what={hours === 0 ? <Trans>No coaching hours promised</Trans> : <Hours count={hours} />}>
        {hours === 0 ? <Trans>They promise no time of a coach.</Trans> : <Trans>Promised by the agency as part of these terms.</Trans>}
      </TermRow>
      {terms.services && (
        <TermRow icon={ListChecks} what={<Trans>Promised, each with a day</Trans>}>
          <Trans>{capital(promised(terms))}, counted from the day on which these terms begin.</Trans>
        </TermRow>
      )}
      {terms.trialLive && !span && (
        <TermRow icon={Radio} what={<Trans>A trial LIVE</Trans>}>
          <Trial trial={trial} />
        </TermRow>
      )}
    </Sheet>
  );
}

/** What she would agree to: the days and minutes as the rule has them, and whether somebody looks at it. */
function Trial({ trial }: { trial: Trialled | null | undefined }) {
  if (!trial) return <Trans>They ask for one LIVE as a trial.</Trans>;
  const { minutes } = trial;
  const within = days(trial.days);
  const review = days(trial.reviewDays ?? 0);
  return (
    <>
      <Trans>
        One LIVE of {minutes} minutes or more within {within} of joining; the agency is told that it was there. For that time you may leave
        at once, and without it the membership ends by itself.
      </Trans>{' '}
      {trial.reviewDays !== null && <Trans>The operator then has {review} to say no; silence is a yes.</Trans>}
    </>
  );
}

function Length({ span }: { span: TermSpan | undefined }) {
  if (!span) return <Trans>From the day you accept. Staying longer needs a new yes from you.</Trans>;
  const [from, to] = [span.from && day(span.from), day(span.to)];
  return from ? (
    <Trans>
      From {from} to {to}. Staying longer needs a new yes from you.
    </Trans>
  ) : (
    <Trans>Until {to}, as agreed. Staying longer needs a new yes from you.</Trans>
  );
}

function Hours({ count }: { count: number }) {
  return count === 1 ? <Trans>1 hour of coaching a month</Trans> : <Trans>{count} hours of coaching a month</Trans>;
}
