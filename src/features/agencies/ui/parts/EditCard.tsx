import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Problem } from '#src/web/api.ts';
import type { Agency } from '#src/web/client.gen.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { CountryField, LanguagesField } from '#src/web/kit/Choices.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextArea, TextField } from '#src/web/kit/Field.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';

/** What the directory says of the agency. Says beforehand that a new name ends the verification. */
export function EditCard({ agency, onClose }: { agency: Agency; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(agency.name);
  const [city, setCity] = useState(agency.city ?? '');
  const [land, setLand] = useState(agency.country);
  const [tongues, setTongues] = useState(agency.languages);
  const [about, setAbout] = useState(agency.about);
  const save = useChange('agencies.edit', {
    touches: ['agencies.show', 'people.me'],
    onDone: () => {
      tell({ title: t`The card is saved.` });
      onClose();
    },
  });
  const wrong = (field: string) =>
    save.error instanceof Problem && save.error.errors.some(({ path }) => path.endsWith(field)) ? t`This cannot be used.` : undefined;
  const renamed = name.trim() !== agency.name;
  return (
    <Dialog open roomy onClose={onClose} title={<Trans>The agency’s card</Trans>} said={<Trans>Everybody can read it.</Trans>}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (save.isPending) return;
          save.mutate({
            path: { agencyId: agency.agencyId },
            body: {
              ...(renamed ? { name: name.trim() } : {}),
              city: city.trim() || null,
              country: land,
              languages: tongues,
              about: about.trim(),
            },
          });
        }}
      >
        <TextField
          label={<Trans>Name</Trans>}
          value={name}
          onChange={setName}
          maxLength={80}
          required
          error={wrong('name')}
          autoComplete="off"
          {...(renamed && agency.verifiedAt !== null
            ? { hint: <Trans>A new name is not verified: the operator has to verify it again.</Trans> }
            : {})}
        />
        <TextField label={<Trans>City</Trans>} value={city} onChange={setCity} maxLength={80} error={wrong('city')} autoComplete="off" />
        <CountryField label={<Trans>Country</Trans>} value={land} onChange={setLand} />
        <LanguagesField label={<Trans>Languages</Trans>} value={tongues} onChange={setTongues} max={30} />
        <TextArea label={<Trans>About</Trans>} value={about} onChange={setAbout} maxLength={1000} rows={5} error={wrong('about')} />
        <Failed error={save.error} />
        <div className="acts">
          <Btn go type="submit" busy={save.isPending} disabled={name.trim() === ''}>
            <Trans>Save the card</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </div>
      </form>
    </Dialog>
  );
}
