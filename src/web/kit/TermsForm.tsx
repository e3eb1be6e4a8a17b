import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { Problem } from '../api.ts';
import type { Terms } from '../client.gen.ts';
import { sayProblem } from '../words/problems.ts';
import { CheckLine, RadioLines } from './Check.tsx';
import { TextField, Wrong } from './Field.tsx';
import { moreOf, readMore, TermsMore, type MoreDraft } from './TermsMore.tsx';
import { shareOf, whole } from './termsNumbers.ts';

/** Terms while they are typed: numbers as text, so that a field can be empty for a moment. */
export interface Draft {
  share: string;
  paidFrom: Terms['paidFrom'];
  months: string;
  coolingOffDays: string;
  noticeDays: string;
  coachingHoursMonthly: string;
  exclusive: boolean;
  trialLive: boolean;
  more: MoreDraft;
}

export const draftOf = (terms: Terms): Draft => ({
  share: String(terms.commissionBps / 100),
  paidFrom: terms.paidFrom,
  months: String(terms.months),
  coolingOffDays: String(terms.coolingOffDays),
  noticeDays: String(terms.noticeDays),
  coachingHoursMonthly: String(terms.coachingHoursMonthly),
  exclusive: terms.exclusive,
  trialLive: terms.trialLive,
  more: moreOf(terms),
});

/** The terms that a draft stands for; null while a field is not a number that can be. */
export function termsOf(draft: Draft): Terms | null {
  const commissionBps = shareOf(draft.share);
  const months = whole(draft.months, 1, 120);
  const coolingOffDays = whole(draft.coolingOffDays, 0, 365);
  const noticeDays = whole(draft.noticeDays, 0, 365);
  const coachingHoursMonthly = whole(draft.coachingHoursMonthly, 0, 100);
  const more = readMore(draft.more);
  if (commissionBps === null || months === null || coolingOffDays === null || noticeDays === null || coachingHoursMonthly === null || !more)
    return null;
  const { paidFrom, exclusive, trialLive } = draft;
  return { commissionBps, paidFrom, months, coolingOffDays, noticeDays, exclusive, coachingHoursMonthly, trialLive, ...more };
}

type Named = keyof Draft | 'brandShare' | 'hoursMonthly' | 'guaranteeMonths';
const fieldOf: Record<string, Named> = {
  'terms.commission_too_high': 'share',
  'terms.too_long': 'months',
  'terms.cooling_off_too_short': 'coolingOffDays',
  'terms.notice_too_long': 'noticeDays',
  'terms.exclusive_not_allowed': 'exclusive',
  'terms.trial_not_allowed': 'trialLive',
  'terms.brand_share_too_high': 'brandShare',
  'terms.hours_too_many': 'hoursMonthly',
  'terms.guarantee_too_long': 'guaranteeMonths',
  'roster.guarantee_too_long': 'guaranteeMonths',
};

/** Whether a refusal stands at a field of the form already. */
export const isAtField = (error: unknown): boolean => error instanceof Problem && error.code in fieldOf;

/** The fields of terms. A refusal by the operator's rules stands at the field that it is about, until that field changes. */
export function TermsForm({
  draft,
  onChange,
  error,
  lengthFixed = false,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  error?: unknown;
  /** The length is not for discussion: it has no field. */
  lengthFixed?: boolean;
}) {
  const { t } = useLingui();
  const [settled, setSettled] = useState<{ error: unknown; fields: Named[] }>({ error: null, fields: [] });
  const refused = error instanceof Problem ? fieldOf[error.code] : undefined;
  const fresh = settled.error === error ? settled.fields : [];
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) => {
    setSettled({ error, fields: [...fresh, name] });
    onChange({ ...draft, [name]: value });
  };
  const refusedAt = (name: Named): ReactNode => (refused === name && !fresh.includes(name) ? sayProblem(error) : undefined);
  const wrong = (name: keyof Draft, isWrong: boolean, said: string): ReactNode => (isWrong ? said : refusedAt(name));
  return (
    <div className="grid gap-4">
      <div className="grid items-start gap-4 min-[560px]:grid-cols-2">
        <TextField
          label={<Trans>Share of gift income, %</Trans>}
          inputMode="decimal"
          value={draft.share}
          onChange={(text) => set('share', text)}
          error={wrong('share', shareOf(draft.share) === null, t`A number from 0 to 100.`)}
        />
        {!lengthFixed && (
          <TextField
            label={<Trans>Months</Trans>}
            inputMode="numeric"
            value={draft.months}
            onChange={(text) => set('months', text)}
            error={wrong('months', whole(draft.months, 1, 120) === null, t`Whole months, from 1 to 120.`)}
          />
        )}
        <TextField
          label={<Trans>Cooling-off, days</Trans>}
          inputMode="numeric"
          value={draft.coolingOffDays}
          onChange={(text) => set('coolingOffDays', text)}
          error={wrong('coolingOffDays', whole(draft.coolingOffDays, 0, 365) === null, t`Whole days, up to 365.`)}
        />
        <TextField
          label={<Trans>Notice, days</Trans>}
          inputMode="numeric"
          value={draft.noticeDays}
          onChange={(text) => set('noticeDays', text)}
          error={wrong('noticeDays', whole(draft.noticeDays, 0, 365) === null, t`Whole days, up to 365.`)}
        />
        <TextField
          label={<Trans>Coaching, hours a month</Trans>}
          inputMode="numeric"
          value={draft.coachingHoursMonthly}
          onChange={(text) => set('coachingHoursMonthly', text)}
          error={wrong('coachingHoursMonthly', whole(draft.coachingHoursMonthly, 0, 100) === null, t`Whole hours, up to 100.`)}
        />
      </div>
      <RadioLines
        label={<Trans>The share is paid out of</Trans>}
        name="paidFrom"
        value={draft.paidFrom}
        onChange={(value) => set('paidFrom', value)}
        options={[
          { value: 'platform', label: t`the platform’s part` },
          { value: 'creator', label: t`the creator’s part` },
        ]}
      />
      <div className="field">
        <CheckLine on={draft.exclusive} onChange={(on) => set('exclusive', on)}>
          <Trans>Exclusive: no other agency while it runs</Trans>
        </CheckLine>
        {wrong('exclusive', false, '') !== undefined && <Wrong>{sayProblem(error)}</Wrong>}
        <CheckLine on={draft.trialLive} onChange={(on) => set('trialLive', on)}>
          <Trans>Ask for a trial LIVE</Trans>
        </CheckLine>
        {wrong('trialLive', false, '') !== undefined && <Wrong>{sayProblem(error)}</Wrong>}
      </div>
      <TermsMore
        draft={draft.more}
        refused={refusedAt}
        onChange={(more, changed) => {
          if (changed) setSettled({ error, fields: [...fresh, changed] });
          onChange({ ...draft, more });
        }}
      />
    </div>
  );
}
