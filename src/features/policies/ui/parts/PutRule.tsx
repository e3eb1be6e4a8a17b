import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Policy, PolicyDraft, Preset } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Changes } from '#src/web/kit/Changes.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { isWhole, RuleForce, type Force } from '#src/web/kit/RuleForce.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { certaintyOf, changesOf, titleOf } from '#src/web/words/policies.ts';
import { draftOfRule, paramsOf } from './form.ts';
import { RuleFields } from './RuleFields.tsx';
import { WouldAffect } from './WouldAffect.tsx';

/**
 * A new version of a rule: its fields or a preset, what would differ, whom it would affect, from when, and where it comes from. It can be saved and
 * gone on with later; `saved` is such a draft.
 */
export function PutRule({
  policy,
  presets,
  saved,
  onClose,
}: {
  policy: Policy;
  presets: Preset[];
  saved: PolicyDraft | null;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { kind, params } = policy;
  const title = titleOf(kind);
  const [draft, setDraft] = useState(() => draftOfRule(kind, saved?.params ?? params));
  const [preset, setPreset] = useState('');
  const [force, setForce] = useState<Force>({
    from: saved?.validFrom ?? '',
    source: saved?.source ?? '',
    certainty: saved?.certainty ?? 'inferred',
  });
  const put = useChange('policies.put', {
    touches: ['policies.list', 'policies.history', 'policies.drafts', 'creators.rolloutPreview'],
    onDone: ({ validFrom }) => {
      tell({ title: t`${title}: in force from ${day(validFrom)}.` });
      onClose();
    },
  });
  const keeping = {
    touches: ['policies.drafts' as const],
    onDone: () => {
      tell({ title: t`${title}: the draft is saved.` });
      onClose();
    },
  };
  const keep = useChange('policies.draft', keeping);
  const edit = useChange('policies.editDraft', keeping);
  const next = paramsOf(kind, params, draft);
  const save = () => {
    if (!next || keep.isPending || edit.isPending) return;
    const body = { params: next, source: force.source.trim(), certainty: force.certainty, validFrom: force.from ? force.from : null };
    if (saved) edit.mutate({ path: { draftId: saved.draftId }, body: { ...body, revision: saved.revision } });
    else keep.mutate({ body: { kind, ...body } });
  };
  const failed = put.error ?? keep.error ?? edit.error;
  const changes = next ? changesOf(kind, params, next) : [];
  const today = new Date(now()).toISOString().slice(0, 10);
  const chosen = presets.find(({ name }) => name === preset);
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={title}
      said={
        kind === 'thresholds' ? (
          <Trans>Every agency’s list of whom to call is reckoned anew by this rule. Months that are over stay as they were.</Trans>
        ) : kind === 'exits' ? (
          <Trans>Every member leaves by the rule that is in force when she asks. The terms that were agreed do not change.</Trans>
        ) : (
          <Trans>What was agreed keeps its terms: memberships that run and invitations already sent do not change.</Trans>
        )
      }
    >
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (put.isPending || !next || !isWhole(force)) return;
          const { from, source, certainty } = force;
          put.mutate({
            body: {
              kind,
              params: next,
              source: source.trim(),
              certainty,
              ...(from ? { validFrom: from } : {}),
              ...(saved ? { draft: { draftId: saved.draftId, revision: saved.revision } } : {}),
            },
          });
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
        <RuleFields kind={kind} params={params} draft={draft} onChange={setDraft} />
        <section aria-label={t`What would change`} className="grid gap-2">
          <h3 className="sub">
            <Trans>What would change</Trans>
          </h3>
          {next ? (
            <Changes changes={changes} caption={t`What would change`} />
          ) : (
            <p className="prov">
              <Trans>Put right what is marked above; then it stands here.</Trans>
            </p>
          )}
        </section>
        <WouldAffect kind={kind} params={changes.length > 0 ? next : null} />
        <RuleForce value={force} onChange={setForce} today={today} />
        <Failed error={failed} />
        <div className="acts">
          <Btn
            go
            type="submit"
            busy={put.isPending}
            disabled={!next || changes.length === 0 || !isWhole(force) || (force.from !== '' && (force.from ?? '') < today)}
          >
            <Trans>Put in force</Trans>
          </Btn>
          <Btn busy={keep.isPending || edit.isPending} disabled={!next || changes.length === 0} onClick={save}>
            <Trans>Save the draft</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </div>
      </form>
    </Dialog>
  );
}
