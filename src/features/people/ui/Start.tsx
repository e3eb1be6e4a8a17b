import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { instant } from '#src/web/format.ts';
import type { Answer } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import type { Me } from '#src/web/me.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { EitherDoor } from '#src/web/shell/Door.tsx';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
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
  const until = instant(link.expiresAt, { named: true });
  return (
    <>
      <Say then={<Trans>You will run it.</Trans>}>
        <Trans>Nobody runs this Greenroom yet.</Trans>
      </Say>
      <p className="mt-1.5 text-text-2">
        <Trans>The operator makes agencies, brings in profiles and sets the rules.</Trans>
      </p>
      <p className="prov mt-2">
        <Trans>The link works once, until {until}.</Trans>
      </p>
      {me === undefined ? (
        <EitherDoor onDone={() => undefined} />
      ) : (
        <div className="mt-5 grid gap-3">
          <p className="text-text-2">
            <Trans>
              You are signed in as <bdi>{me.person.name}</bdi> (<bdi>{me.person.email}</bdi>).
            </Trans>
          </p>
          <div className="field">{start.error && <Wrong>{sayProblem(start.error)}</Wrong>}</div>
          <Btn go wide busy={start.isPending} onClick={() => start.mutate({ body: { token } })}>
            <Trans>Become the operator</Trans>
          </Btn>
        </div>
      )}
    </>
  );
}
