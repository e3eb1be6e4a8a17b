import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Answer } from '#src/web/api.ts';
import { Say } from '#src/web/kit/Say.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { LinkOffer, TakeOffer } from '#src/web/shell/LinkOffer.tsx';
import { House } from './parts/House.tsx';

/** The first start: whoever opens the printed link runs this Greenroom. */
export default function Start() {
  return (
    <LinkDoor kind={['operator', 'house']}>
      {(given) => (given.link.kind === 'house' ? <House token={given.token} me={given.me} /> : <First {...given} />)}
    </LinkDoor>
  );
}

function First({ token, link, me }: { token: string; link: Answer<'people.lookAtLink'>; me: Me | undefined }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const start = useChange('people.start', {
    onDone: () => {
      void client.invalidateQueries({ queryKey: keyOf('people.me') }).then(() => navigate({ to: '/operator', replace: true }));
    },
  });
  return (
    <LinkOffer
      link={link}
      me={me}
      say={
        <Say then={<Trans>You will run it.</Trans>}>
          <Trans>Nobody runs this Greenroom yet.</Trans>
        </Say>
      }
      why={<Trans>The operator makes agencies, brings in profiles and sets the rules.</Trans>}
    >
      {(who) => (
        <TakeOffer
          me={who}
          error={start.error}
          busy={start.isPending}
          act={<Trans>Become the operator</Trans>}
          onTake={() => start.mutate({ body: { token } })}
        />
      )}
    </LinkOffer>
  );
}
