import { Trans } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { Problem } from '#src/web/api.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { CountryField, LanguagesField } from '#src/web/kit/Choices.tsx';
import { Select, TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useMe, type Me } from '#src/web/me.ts';
import { useChange } from '#src/web/queries.ts';
import { BirthDate, useBecome, useBirthDate } from '#src/web/shell/BirthDate.tsx';
import { SignUpForm } from '#src/web/shell/Door.tsx';
import { platformName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';

const platforms = ['tiktok', 'twitch', 'youtube', 'other'] as const;

/** Two steps: an account, then a profile. Who is signed in begins with the second. */
export default function SignUp() {
  const me = useMe();
  if (me.isPending)
    return (
      <>
        <SayBone />
        <Skeleton rows={3} avatar={false} />
      </>
    );
  if (me.data?.creatorId !== undefined) return <Already />;
  if (me.data) return <Profile me={me.data} />;
  return (
    <>
      <Say then={<Trans>Nobody can find you before you say so.</Trans>}>
        <Trans>Make your account, then your profile.</Trans>
      </Say>
      <p className="prov mt-2">
        <Trans>Step 1 of 2</Trans>
      </p>
      <SignUpForm onDone={() => undefined} />
      <p className="mt-5 text-text-2">
        <Trans>
          You have an account? <TextLink to="/sign-in">Sign in</TextLink>.
        </Trans>
      </p>
    </>
  );
}

function Already() {
  return (
    <>
      <Say>
        <Trans>You already have a creator profile.</Trans>
      </Say>
      <div className="acts mt-5">
        <Btn go to="/home">
          <Trans>To my room</Trans>
        </Btn>
      </div>
    </>
  );
}

function Profile({ me }: { me: Me }) {
  const become = useBecome();
  const [displayName, setDisplayName] = useState(me.person.name);
  const [platform, setPlatform] = useState<(typeof platforms)[number]>('tiktok');
  const [handle, setHandle] = useState('');
  const [languages, setLanguages] = useState<string[]>([]);
  const [country, setCountry] = useState<string | null>(null);
  const join = useChange('creators.join', { onDone: () => become('/home') });
  const birth = useBirthDate(join.error);
  const ofHandle = join.error instanceof Problem && join.error.code === 'creators.handle_taken';
  const send = (event: FormEvent) => {
    event.preventDefault();
    const birthDate = birth.ask();
    if (birthDate === null || join.isPending) return;
    join.mutate({
      body: { displayName: displayName.trim(), platform, handle: handle.trim().replace(/^@/u, ''), birthDate, languages, country },
    });
  };
  return (
    <>
      <Say then={<Trans>Agencies see it only after your yes.</Trans>}>
        <Trans>This will be your profile.</Trans>
      </Say>
      <p className="prov mt-2">
        <Trans>
          Step 2 of 2 · signed in as <bdi>{me.person.email}</bdi>
        </Trans>
      </p>
      <form className="mt-5 grid gap-4" onSubmit={send}>
        <TextField
          label={<Trans>Display name</Trans>}
          hint={<Trans>The name you are known by on LIVE.</Trans>}
          maxLength={80}
          required
          value={displayName}
          onChange={setDisplayName}
        />
        <Select
          label={<Trans>Platform</Trans>}
          value={platform}
          options={platforms.map((value) => ({ value, label: platformName(value) }))}
          onChange={setPlatform}
        />
        <TextField
          label={<Trans>Handle</Trans>}
          hint={<Trans>As it stands on the platform, without the @.</Trans>}
          error={ofHandle ? sayProblem(join.error) : ''}
          autoComplete="off"
          maxLength={120}
          required
          value={handle}
          onChange={setHandle}
        />
        <LanguagesField label={<Trans>Languages you speak on LIVE</Trans>} value={languages} onChange={setLanguages} />
        <CountryField label={<Trans>Country</Trans>} value={country} onChange={setCountry} />
        <BirthDate {...birth.field} />
        <div className="field">{birth.rest && !ofHandle && <Wrong>{sayProblem(birth.rest)}</Wrong>}</div>
        <Btn go wide type="submit" busy={join.isPending}>
          <Trans>Make the profile</Trans>
        </Btn>
      </form>
    </>
  );
}
