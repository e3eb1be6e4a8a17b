import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Problem, type Answer } from '#src/web/api.ts';
import { instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DateField } from '#src/web/kit/DateField.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { EitherDoor } from '#src/web/shell/Door.tsx';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** An agency lets the creator whom its export tells of see the same figures. */
export default function See() {
  return <LinkDoor kind="figures">{(given) => <Offer {...given} />}</LinkDoor>;
}

function Offer({ token, link, me }: { token: string; link: Answer<'people.lookAtLink'>; me: Me | undefined }) {
  const { t } = useLingui();
  useTitle(t`Figures of ${link.subject}`);
  const until = instant(link.expiresAt, { named: true });
  return (
    <>
      <HouseMark id={link.subject} size={48} />
      <div className="mt-4">
        <Say
          then={
            <Trans>
              Are you <bdi>@{link.handle}</bdi>?
            </Trans>
          }
        >
          <Trans>
            <bdi>{link.subject}</bdi> shows you the figures that it sees of you.
          </Trans>
        </Say>
      </div>
      <p className="mt-1.5 text-text-2">
        <Trans>
          They come from its own exports. Seeing them switches nothing on: you join nobody, and nobody finds you until you say so.
        </Trans>
      </p>
      <p className="prov mt-2">
        <Trans>The link works once, until {until}.</Trans>
      </p>
      {me === undefined ? <EitherDoor onDone={() => undefined} /> : <Take token={token} me={me} />}
    </>
  );
}

/** Whoever has a profile has said her age already. */
function Take({ token, me }: { token: string; me: Me }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [birthDate, setBirthDate] = useState('');
  const [missing, setMissing] = useState(false);
  const known = me.creatorId !== undefined;
  const claim = useChange('calls.claim', {
    onDone: () => {
      // Marked old, not read anew: this page would else say for a moment that the link was used.
      void client.invalidateQueries({ queryKey: keyOf('people.me'), refetchType: 'none' });
      client.removeQueries({ queryKey: keyOf('calls.mine') });
      void navigate({ to: '/figures', replace: true });
    },
  });
  const code = claim.error instanceof Problem ? claim.error.code : '';
  const ofDate = code === 'creators.birth_date_impossible' || code === 'creators.under_age';
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(birthDate === '');
    if (!claim.isPending && (known || birthDate !== '')) claim.mutate({ body: known ? { token } : { token, birthDate } });
  };
  return (
    <form className="mt-5 grid gap-4" onSubmit={send}>
      <p className="text-text-2">
        <Trans>
          You are signed in as <bdi>{me.person.name}</bdi> (<bdi>{me.person.email}</bdi>).
        </Trans>{' '}
        {known && <Trans>Your profile stays as it is.</Trans>} <Trans>The agency is told since when, not who you are here.</Trans>
      </p>
      {!known && (
        <DateField
          birth
          label={<Trans>Birth date</Trans>}
          hint={<Trans>Asked once, to know that you are 18. We keep only since which day you are.</Trans>}
          error={missing && birthDate === '' ? <Trans>Give a full date that exists.</Trans> : ofDate ? sayProblem(claim.error) : ''}
          value={birthDate}
          onChange={setBirthDate}
        />
      )}
      <div className="field">{claim.error && !ofDate && <Wrong>{sayProblem(claim.error)}</Wrong>}</div>
      <Btn go wide type="submit" busy={claim.isPending}>
        <Trans>See my figures</Trans>
      </Btn>
    </form>
  );
}
