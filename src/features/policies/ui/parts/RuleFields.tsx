import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { number } from '#src/web/format.ts';
import { CheckLine } from '#src/web/kit/Check.tsx';
import { TextArea, TextField } from '#src/web/kit/Field.tsx';
import { TermsForm } from '#src/web/kit/TermsForm.tsx';
import type { Kind } from '#src/web/words/policies.ts';
import { fieldsOf, numberOf, partsOf, tiersOf, type RuleDraft } from './form.ts';

interface Editing {
  kind: Kind;
  params: Record<string, unknown>;
  draft: RuleDraft;
  onChange: (draft: RuleDraft) => void;
}

/** Everything that a rule of this kind says, to be typed. */
export function RuleFields(editing: Editing) {
  const { kind, draft, onChange } = editing;
  return (
    <>
      <Numbers {...editing} />
      {kind === 'terms' && draft.standard && <TermsParts {...editing} />}
      {partsOf(kind).map((part) => (
        <RulePart key={part} {...editing} part={part} />
      ))}
      {kind === 'thresholds' && <Tiers line={draft.tiers} onChange={(tiers) => onChange({ ...draft, tiers })} />}
    </>
  );
}

function Numbers({ kind, params, draft, onChange, part }: Editing & { part?: string }) {
  const { t } = useLingui();
  const fields = fieldsOf(kind, params, part);
  if (fields.length === 0) return null;
  return (
    <div className="grid items-start gap-4 min-[560px]:grid-cols-2">
      {fields.map((field) => (
        <TextField
          key={field.name}
          label={field.label}
          hint={field.unit}
          inputMode={field.percent ? 'decimal' : 'numeric'}
          autoComplete="off"
          value={draft.numbers[field.name] ?? ''}
          onChange={(text) => onChange({ ...draft, numbers: { ...draft.numbers, [field.name]: text } })}
          error={
            numberOf(field, draft.numbers[field.name] ?? '') === null
              ? t`A number from ${number(field.min)} to ${number(field.max)}.`
              : undefined
          }
        />
      ))}
    </div>
  );
}

function Flag({ name, draft, onChange, children }: Pick<Editing, 'draft' | 'onChange'> & { name: string; children: ReactNode }) {
  return (
    <CheckLine on={draft.flags[name] ?? false} onChange={(on) => onChange({ ...draft, flags: { ...draft.flags, [name]: on } })}>
      {children}
    </CheckLine>
  );
}

/** What is asked at all, and then how much. */
function RulePart(editing: Editing & { part: string }) {
  const { part, draft, onChange } = editing;
  return (
    <div className="grid gap-4">
      <Flag name={part} draft={draft} onChange={onChange}>
        {part === 'gate' ? (
          <Trans>A month asks for LIVE hours and valid days</Trans>
        ) : part === 'graduation' ? (
          <Trans>New creators graduate by diamonds</Trans>
        ) : part === 'review' ? (
          <Trans>After a trial LIVE the operator is asked</Trans>
        ) : (
          <Trans>A creator may leave at once after a quiet time</Trans>
        )}
      </Flag>
      {draft.flags[part] && <Numbers {...editing} />}
      {draft.flags[part] && part === 'gate' && (
        <Flag name="prorate" draft={draft} onChange={onChange}>
          <Trans>Less is asked in the month of joining, by the days that are left</Trans>
        </Flag>
      )}
    </div>
  );
}

function Tiers({ line, onChange }: { line: string; onChange: (line: string) => void }) {
  const read = tiersOf(line);
  const n = 'tiers' in read ? read.tiers.length : 0;
  return (
    <TextArea
      label={<Trans>Diamonds of a month from which each tier begins</Trans>}
      rows={2}
      value={line}
      onChange={onChange}
      hint={
        'tiers' in read && n > 0 ? (
          <Plural value={n} one="# tier, the lowest first. Empty: no tiers." other="# tiers, the lowest first. Empty: no tiers." />
        ) : (
          <Trans>The lowest first, with commas between. Empty: no tiers.</Trans>
        )
      }
      error={'wrong' in read ? read.wrong : undefined}
    />
  );
}

function TermsParts({ draft, onChange }: Editing) {
  const { t } = useLingui();
  return (
    <>
      <div className="field">
        <Flag name="exclusiveAllowed" draft={draft} onChange={onChange}>
          <Trans>Exclusive terms are allowed</Trans>
        </Flag>
        <Flag name="trialLiveAllowed" draft={draft} onChange={onChange}>
          <Trans>A trial LIVE may be asked for</Trans>
        </Flag>
      </div>
      <section aria-label={t`Where an agency says nothing`} className="grid gap-3">
        <h3 className="sub">
          <Trans>Where an agency says nothing</Trans>
        </h3>
        <TermsForm draft={draft.standard!} onChange={(standard) => onChange({ ...draft, standard })} />
      </section>
    </>
  );
}
