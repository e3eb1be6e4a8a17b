import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Answer } from '../api.ts';
import { day, number } from '../format.ts';
import { allCertainties, certaintyOf, said, type Certainty } from '../words/policies.ts';
import { DateField } from './DateField.tsx';
import { Select, TextField } from './Field.tsx';
import { Facts } from './Lists.tsx';
import { Prov } from './Prov.tsx';
import { Seg } from './Seg.tsx';

/** From when a rule is in force, and where it comes from. */
export interface Force {
  /** '' is at once; otherwise a day. null: a day is wanted and none is given yet. */
  from: string | null;
  source: string;
  certainty: Certainty;
}
export const isWhole = (force: Force): boolean => force.from !== null && force.source.trim() !== '';

/** The three things that every version of a rule says of itself. */
export function RuleForce({ value, onChange, today }: { value: Force; onChange: (force: Force) => void; today: string }) {
  const { t } = useLingui();
  const [later, setLater] = useState(value.from !== '');
  const past = value.from !== null && value.from !== '' && value.from < today;
  return (
    <div className="grid gap-4">
      <div className="grid gap-3">
        <Seg
          label={t`In force`}
          value={later ? 'later' : 'now'}
          options={[
            { value: 'now', label: t`At once` },
            { value: 'later', label: t`From a day` },
          ]}
          onChange={(next) => {
            setLater(next === 'later');
            onChange({ ...value, from: next === 'later' ? null : '' });
          }}
        />
        {later && (
          <DateField
            label={t`In force from`}
            hint={t`From its first instant, UTC. Never a day that has gone.`}
            value={value.from ?? ''}
            onChange={(day) => onChange({ ...value, from: day === '' ? null : day })}
            error={past ? t`This day has gone.` : undefined}
          />
        )}
      </div>
      <TextField
        label={<Trans>Where it comes from</Trans>}
        value={value.source}
        maxLength={300}
        required
        autoComplete="off"
        onChange={(source) => onChange({ ...value, source })}
      />
      <Select
        label={<Trans>How certain the source is</Trans>}
        value={value.certainty}
        options={allCertainties.map((one) => ({ value: one, label: certaintyOf(one) }))}
        onChange={(certainty) => onChange({ ...value, certainty })}
      />
    </div>
  );
}

/** A rule as it is in force: what it says, since when, and where it comes from. */
export function RuleNow({ policy }: { policy: Answer<'policies.list'>['items'][number] }) {
  const { t } = useLingui();
  const since =
    policy.validFrom === null ? t`came with Greenroom` : t`version ${number(policy.version)}, in force from ${day(policy.validFrom)}`;
  return (
    <>
      <div className="border-t border-line">
        <Facts rows={said(policy.kind, policy.params)} />
      </div>
      <div className="mt-3">
        <Prov parts={[since, policy.source, certaintyOf(policy.certainty)]} />
      </div>
    </>
  );
}
