import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { keyOf, useChange } from '#src/web/queries.ts';
import { EitherDoor } from '#src/web/shell/Door.tsx';
import { LinkDoor } from '#src/web/shell/LinkDoor.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import type { Answer } from '#src/web/api.ts';
import type { Me } from '#src/web/me.ts';
import { roleName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';

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
  const until = instant(link.expiresAt, { named: true });
  return (
    <>
      <HouseMark id={link.subject} size={48} />
      <div className="mt-4">
        <Say then={<Trans>Your role: {role}.</Trans>}>
          <Trans>
            <bdi>{link.subject}</bdi> offers you a seat.
          </Trans>
        </Say>
      </div>
      <p className="prov mt-2">
        <Trans>The link works once, until {until}.</Trans>
      </p>
      {me === undefined ? (
        <EitherDoor onDone={() => undefined} />
      ) : (
        <div className="mt-5 grid gap-3">
          <p className="text-text-2">
            <Trans>
              You are signed in as <bdi>{me.person.name}</bdi> (<bdi>{me.person.email}</bdi>). The agency will see your name and e-mail.
            </Trans>
          </p>
          <div className="field">{join.error && <Wrong>{sayProblem(join.error)}</Wrong>}</div>
          <Btn go wide busy={join.isPending} onClick={() => join.mutate({ body: { token } })}>
            <Trans>Take the seat</Trans>
          </Btn>
        </div>
      )}
    </>
  );
}
