import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#src/web/api.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Refused } from '#src/web/kit/States.tsx';
import type { Me } from '#src/web/me.ts';
import { useChange } from '#src/web/queries.ts';
import { BirthDate, useBecome, useBirthDate } from '#src/web/shell/BirthDate.tsx';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { LinkOffer, TakeOffer } from '#src/web/shell/LinkOffer.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';

/** An imported profile waits for the person behind it. */
export default function Claim() {
  return <LinkDoor kind="claim">{(given) => <Profile {...given} />}</LinkDoor>;
}

function Profile({ token, link, me }: { token: string; link: Answer<'people.lookAtLink'>; me: Me | undefined }) {
  const { t } = useLingui();
  useTitle(t`Claim the profile of ${link.subject}`);
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
    <LinkOffer
      link={link}
      me={me}
      mark={<Avatar id={link.subject} name={link.subject} size={52} />}
      say={
        <Say then={<Trans>Is it you?</Trans>}>
          <Trans>
            The profile of <bdi>{link.subject}</bdi> waits for its person.
          </Trans>
        </Say>
      }
      why={<Trans>It was imported. Taking it over switches nothing on: nobody finds you until you say so.</Trans>}
    >
      {(who) => <Take token={token} me={who} />}
    </LinkOffer>
  );
}

function Take({ token, me }: { token: string; me: Me }) {
  const become = useBecome();
  const claim = useChange('creators.claim', { onDone: () => become('/agency-center') });
  const birth = useBirthDate(claim.error);
  const take = () => {
    const birthDate = birth.ask();
    if (birthDate !== null) claim.mutate({ body: { token, birthDate } });
  };
  return (
    <TakeOffer me={me} error={birth.rest} busy={claim.isPending} act={<Trans>Take over this profile</Trans>} onTake={take}>
      <BirthDate {...birth.field} />
    </TakeOffer>
  );
}
