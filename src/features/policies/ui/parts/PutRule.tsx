import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Policy, Preset } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Changes } from '#src/web/kit/Changes.tsx';
import { CheckLine } from '#src/web/kit/Check.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Select, TextField, Wrong } from '#src/web/kit/Field.tsx';
import { isWhole, RuleForce, type Force } from '#src/web/kit/RuleForce.tsx';
import { TermsForm } from '#src/web/kit/TermsForm.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { certaintyOf, changesOf, titleOf } from '#src/web/words/policies.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { draftOfRule, fieldsOf, numberOf, paramsOf } from './form.ts';

/** A new version of a rule: its fields or a preset, what would differ, from when, and where it comes from. */
export function PutRule({ policy, presets, onClose }: { policy: Policy; presets: Preset[]; onClose: () => void }) {
  const { t } = useLingui();
  const { kind, params } = policy;
  const title = titleOf(kind);
  const [draft, setDraft] = useState(() => draftOfRule(kind, params));
  const [preset, setPreset] = useState('');
  const [force, setForce] = useState<Force>({ from: '', source: '', certainty: 'inferred' });
  const put = useChange('policies.put', {
    touches: ['policies.list', 'policies.history', 'creators.rolloutPreview'],
    onDone: ({ validFrom }) => {
      tell({ title: t`${title}: in force from ${day(validFrom)}.` });
      onClose();
    },
  });
  const next = paramsOf(kind, params, draft);
  const changes = next ? changesOf(kind, params, next) : [];
  const today = new Date(now()).toISOString().slice(0, 10);
  const chosen = presets.find(({ name }) => name === preset);
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={title}
      said={<Trans>What was agreed keeps its terms: memberships that run and invitations already sent do not change.</Trans>}
    >
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (put.isPending || !next || !isWhole(force)) return;
          const { from, source, certainty } = force;
          put.mutate({ body: { kind, params: next, source: source.trim(), certainty, ...(from ? { validFrom: from } : {}) } });
        }}
      >
        {presets.length > 0 && (
          <Select
            label={<Trans>Begin with a preset</Trans>}
            value={preset}
            options={[{ value: '', label: t`What is in force` }, ...presets.map(({ name }) => ({ value: name, label: name }))]}
            onChange={(name) => {
              setPreset(name);
              const found = presets.find((one) => one.name === name);
              setDraft(draftOfRule(kind, found?.params ?? params));
              if (found) setForce({ ...force, source: found.source, certainty: found.certainty });
            }}
            {...(chosen ? { hint: `${chosen.source} (${certaintyOf(chosen.certainty)})` } : {})}
          />
        )}
        {kind === 'exits' && (
          <CheckLine on={draft.flags['lowActivity'] ?? false} onChange={(on) => setDraft({ ...draft, flags: { lowActivity: on } })}>
            <Trans>A creator may leave at once after a quiet time</Trans>
          </CheckLine>
        )}
        {(kind !== 'exits' || draft.flags['lowActivity']) && (
          <div className="grid items-start gap-4 min-[560px]:grid-cols-2">
            {fieldsOf(kind, params).map((field) => (
              <TextField
                key={field.name}
                label={field.label}
                hint={field.unit}
                inputMode={field.percent ? 'decimal' : 'numeric'}
                autoComplete="off"
                value={draft.numbers[field.name] ?? ''}
                onChange={(text) => setDraft({ ...draft, numbers: { ...draft.numbers, [field.name]: text } })}
                error={
                  numberOf(field, draft.numbers[field.name] ?? '') === null ? t`A number from ${field.min} to ${field.max}.` : undefined
                }
              />
            ))}
          </div>
        )}
        {kind === 'terms' && draft.standard && (
          <>
            <div className="field">
              <CheckLine
                on={draft.flags['exclusiveAllowed'] ?? false}
                onChange={(on) => setDraft({ ...draft, flags: { ...draft.flags, exclusiveAllowed: on } })}
              >
                <Trans>Exclusive terms are allowed</Trans>
              </CheckLine>
              <CheckLine
                on={draft.flags['trialLiveAllowed'] ?? false}
                onChange={(on) => setDraft({ ...draft, flags: { ...draft.flags, trialLiveAllowed: on } })}
              >
                <Trans>A trial LIVE may be asked for</Trans>
              </CheckLine>
            </div>
            <section aria-label={t`Where an agency says nothing`} className="grid gap-3">
              <h3 className="sub">
                <Trans>Where an agency says nothing</Trans>
              </h3>
              <TermsForm draft={draft.standard} onChange={(standard) => setDraft({ ...draft, standard })} />
            </section>
          </>
        )}
        <section aria-label={t`What would change`} className="grid gap-2">
          <h3 className="sub">
            <Trans>What would change</Trans>
          </h3>
          {next && <Changes changes={changes} caption={t`What would change`} />}
        </section>
        <RuleForce value={force} onChange={setForce} today={today} />
        {put.isError && (
          <div className="field">
            <Wrong>{sayProblem(put.error)}</Wrong>
          </div>
        )}
        <div className="acts">
          <Btn
            go
            type="submit"
            busy={put.isPending}
            disabled={!next || changes.length === 0 || !isWhole(force) || (force.from !== '' && (force.from ?? '') < today)}
          >
            <Trans>Put in force</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </div>
      </form>
    </Dialog>
  );
}
