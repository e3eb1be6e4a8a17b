import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '../api.ts';
import { DateField } from '../kit/DateField.tsx';
import { keyOf } from '../queries.ts';
import { sayProblem } from '../words/problems.ts';

const ofDate = (error: Error | null): boolean =>
  error instanceof Problem && (error.code === 'creators.birth_date_impossible' || error.code === 'creators.under_age');

/** Asked once of whoever becomes a creator here. `ask` gives the date, or null and says that it is missing; `rest` is the error that is not of it. */
export function useBirthDate(error: Error | null) {
  const [value, onChange] = useState('');
  const [asked, setAsked] = useState(false);
  const ask = () => {
    setAsked(value === '');
    return value === '' ? null : value;
  };
  const wrong = ofDate(error) ? error : null;
  return { ask, rest: wrong ? null : error, field: { value, onChange, missing: asked && value === '', wrong } };
}

export function BirthDate({ value, onChange, missing, wrong }: ReturnType<typeof useBirthDate>['field']) {
  return (
    <DateField
      birth
      label={<Trans>Birth date</Trans>}
      hint={<Trans>Asked once, to know that you are 18. We keep only since which day you are.</Trans>}
      error={missing ? <Trans>Give a full date that exists.</Trans> : wrong ? sayProblem(wrong) : ''}
      value={value}
      onChange={onChange}
    />
  );
}

/** Into the creator's room, once there is a profile. */
export function useBecome() {
  const navigate = useNavigate();
  const client = useQueryClient();
  return (to: string) => {
    // Marked old, not read anew: the page that is left would else say for a moment that its profile exists or its link was used.
    void client.invalidateQueries({ queryKey: keyOf('people.me'), refetchType: 'none' });
    void navigate({ to, replace: true });
  };
}
