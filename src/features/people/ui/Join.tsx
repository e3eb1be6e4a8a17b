import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Answer } from '#src/web/api.ts';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { LinkOffer, TakeOffer } from '#src/web/shell/LinkOffer.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { roleName } from '#src/web/words/names.ts';

/** A seat in an agency, offered by a link. */
export default function Join() {
  return <LinkDoor kind="staff">{(given) => <Seat {...given} />}</LinkDoor>;
}

function Seat({ token, link, me }: { token: string; link: Answer<'people.lookAtLink'>; me: Me | undefined }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  useTitle(t`Join ${link.subject}`);
  const join = useChange('agencies.join', {
    onDone: ({ agencyId }) => {
      void client
        .invalidateQueries({ queryKey: keyOf('people.me') })
        .then(() => navigate({ to: `/a/${agencyId}/discover`, replace: true }));
    },
  });
  const role = roleName(link.role ?? 'coach');
  return (
    <LinkOffer
      link={link}
      me={me}
      mark={<HouseMark id={link.agencyId!} size={48} />}
      say={
        <Say then={<Trans>Your role: {role}.</Trans>}>
          <Trans>
            <bdi>{link.subject}</bdi> offers you a seat.
          </Trans>
        </Say>
      }
    >
      {(who) => (
        <TakeOffer
          me={who}
          note={<Trans>The agency will see your name and e-mail.</Trans>}
          error={join.error}
          busy={join.isPending}
          act={<Trans>Take the seat</Trans>}
          onTake={() => join.mutate({ body: { token } })}
        />
      )}
    </LinkOffer>
  );
}
