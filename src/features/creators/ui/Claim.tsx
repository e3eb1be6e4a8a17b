import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Problem, type Answer } from '#src/web/api.ts';
import { instant } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DateField } from '#src/web/kit/DateField.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Refused } from '#src/web/kit/States.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { EitherDoor } from '#src/web/shell/Door.tsx';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** An imported profile waits for the person behind it. */
export default function Claim() {
  return <LinkDoor kind="claim">{(given) => <Profile {...given} />}</LinkDoor>;
}

function Profile({ token, link, me }: { token: string; link: Answer<'people.lookAtLink'>; me: Me | undefined }) {
  const { t } = useLingui();
  useTitle(t`Claim the profile of ${link.subject}`);
  const until = instant(link.expiresAt, { named: true });
  if (me?.creatorId !== undefined) {
    return (
      <Refused
        say={<Trans>You already have a creator profile.</Trans>}
        why={<Trans>One account holds one profile, and yours has one. The link was not used.</Trans>}
        change={<Trans>Sign out, open the link again and make another account for this profile.</Trans>}
        acts={
          <Btn go to="/home">
            <Trans>To my room</Trans>
          </Btn>
        }
        code="creators.already"
      />
    );
  }
  return (
    <>
      <Avatar id={link.subject} name={link.subject} size={52} />
      <div className="mt-4">
        <Say then={<Trans>Is it you?</Trans>}>
          <Trans>
            The profile of <bdi>{link.subject}</bdi> waits for its person.
          </Trans>
        </Say>
      </div>
      <p className="mt-1.5 text-text-2">
        <Trans>It was imported. Taking it over switches nothing on: nobody finds you until you say so.</Trans>
      </p>
      <p className="prov mt-2">
        <Trans>The link works once, until {until}.</Trans>
      </p>
      {me === undefined ? <EitherDoor onDone={() => undefined} /> : <Age token={token} me={me} />}
    </>
  );
}

function Age({ token, me }: { token: string; me: Me }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [birthDate, setBirthDate] = useState('');
  const [missing, setMissing] = useState(false);
  const claim = useChange('creators.claim', {
    onDone: () => {
      // Marked old, not read anew: this page would else say for a moment that the profile exists already.
      void client.invalidateQueries({ queryKey: keyOf('people.me'), refetchType: 'none' });
      void navigate({ to: '/agency-center', replace: true });
    },
  });
  const code = claim.error instanceof Problem ? claim.error.code : '';
  const ofDate = code === 'creators.birth_date_impossible' || code === 'creators.under_age';
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(birthDate === '');
    if (birthDate !== '' && !claim.isPending) claim.mutate({ body: { token, birthDate } });
  };
  return (
    <form className="mt-5 grid gap-4" onSubmit={send}>
      <p className="text-text-2">
        <Trans>
          You are signed in as <bdi>{me.person.name}</bdi> (<bdi>{me.person.email}</bdi>).
        </Trans>
      </p>
      <DateField
        birth
        label={<Trans>Birth date</Trans>}
        hint={<Trans>Asked once, to know that you are 18. We keep only since which day you are.</Trans>}
        error={missing && birthDate === '' ? <Trans>Give a full date that exists.</Trans> : ofDate ? sayProblem(claim.error) : ''}
        value={birthDate}
        onChange={setBirthDate}
      />
      <div className="field">{claim.error && !ofDate && <Wrong>{sayProblem(claim.error)}</Wrong>}</div>
      <Btn go wide type="submit" busy={claim.isPending}>
        <Trans>Take over this profile</Trans>
      </Btn>
    </form>
  );
}
