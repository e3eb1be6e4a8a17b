import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState, type FormEvent } from 'react';
import type { Answer } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { CountryField, LanguagesField, WordsField } from '#src/web/kit/Choices.tsx';
import { Select, TextArea, TextField, Wrong } from '#src/web/kit/Field.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';

type Profile = Answer<'creators.mine'>;
const fields = ['displayName', 'bio', 'languages', 'country', 'categories', 'tags', 'zone'] as const;
type Draft = Pick<Profile, (typeof fields)[number]>;

const draftOf = (profile: Profile): Draft => Object.fromEntries(fields.map((name) => [name, profile[name]])) as Draft;

/** The creator's own words about herself. Only what was changed is sent. */
export function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(() => draftOf(profile));
  const put =
    <K extends keyof Draft>(name: K) =>
    (value: Draft[K]) =>
      setDraft((old) => ({ ...old, [name]: value }));
  const edit = useChange('creators.edit', {
    touches: ['creators.mine', 'creators.agencyCenter'],
    onDone: () => tell({ title: t`Your profile is saved.` }),
  });
  const zones = useMemo(() => [...new Set(['UTC', profile.zone, ...Intl.supportedValuesOf('timeZone')])], [profile.zone]);
  const changed = Object.fromEntries(
    fields.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(profile[name])).map((name) => [name, draft[name]]),
  ) as Partial<Draft>;
  const clean = Object.keys(changed).length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!edit.isPending && !clean) edit.mutate({ body: changed });
  };
  return (
    <form className="grid gap-4" onSubmit={send}>
      <TextField label={<Trans>Display name</Trans>} required maxLength={80} value={draft.displayName} onChange={put('displayName')} />
      <TextArea
        label={<Trans>Bio</Trans>}
        hint={<Trans>Agencies find you by its words. At most 600 characters.</Trans>}
        maxLength={600}
        value={draft.bio}
        onChange={put('bio')}
      />
      <LanguagesField label={<Trans>Languages you speak on LIVE</Trans>} value={draft.languages} onChange={put('languages')} />
      <CountryField label={<Trans>Country</Trans>} value={draft.country} onChange={put('country')} />
      <WordsField
        label={<Trans>Categories</Trans>}
        hint={<Trans>Such as pottery or chess. Up to 10.</Trans>}
        max={10}
        value={draft.categories}
        onChange={put('categories')}
      />
      <WordsField
        label={<Trans>Tags</Trans>}
        hint={<Trans>Finer words. Up to 20.</Trans>}
        max={20}
        value={draft.tags}
        onChange={put('tags')}
      />
      <Select
        label={<Trans>Time zone</Trans>}
        value={draft.zone}
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        onChange={put('zone')}
      />
      <div className="field">{edit.error && <Wrong>{sayProblem(edit.error)}</Wrong>}</div>
      <div className="acts">
        <Btn go type="submit" busy={edit.isPending} disabled={clean}>
          <Trans>Save the profile</Trans>
        </Btn>
        {!clean && !edit.isPending && (
          <Btn onClick={() => setDraft(draftOf(profile))}>
            <Trans>Take it back</Trans>
          </Btn>
        )}
      </div>
    </form>
  );
}
