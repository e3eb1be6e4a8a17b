import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import type { Answer } from '#src/web/api.ts';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { BirthDate, useBecome, useBirthDate } from '#src/web/shell/BirthDate.tsx';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { LinkOffer, TakeOffer } from '#src/web/shell/LinkOffer.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';

/** An agency lets the creator whom its export tells of see the same figures. */
export default function See() {
  return <LinkDoor kind="figures">{(given) => <Offer {...given} />}</LinkDoor>;
}

function Offer({ token, link, me }: { token: string; link: Answer<'people.lookAtLink'>; me: Me | undefined }) {
  const { t } = useLingui();
  useTitle(t`Figures of ${link.subject}`);
  return (
    <LinkOffer
      link={link}
      me={me}
      mark={<HouseMark id={link.agencyId!} size={48} />}
      say={
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
      }
      why={
        <Trans>
          They come from its own exports. Seeing them switches nothing on: you join nobody, and nobody finds you until you say so.
        </Trans>
      }
    >
      {(who) => <Take token={token} me={who} />}
    </LinkOffer>
  );
}

/** Whoever has a profile has said her age already. */
function Take({ token, me }: { token: string; me: Me }) {
  const client = useQueryClient();
  const become = useBecome();
  const known = me.creatorId !== undefined;
  const claim = useChange('calls.claim', {
    onDone: () => {
      client.removeQueries({ queryKey: keyOf('calls.mine') });
      become('/figures');
    },
  });
  const birth = useBirthDate(claim.error);
  const take = () => {
    if (known) return claim.mutate({ body: { token } });
    const birthDate = birth.ask();
    if (birthDate !== null) claim.mutate({ body: { token, birthDate } });
  };
  return (
    <TakeOffer
      me={me}
      note={
        <>
          {known && <Trans>Your profile stays as it is.</Trans>}{' '}
          <Trans>The agency is told that you see them and since when, not who you are here.</Trans>
        </>
      }
      error={birth.rest}
      busy={claim.isPending}
      act={<Trans>See my figures</Trans>}
      onTake={take}
    >
      {!known && <BirthDate {...birth.field} />}
    </TakeOffer>
  );
}
