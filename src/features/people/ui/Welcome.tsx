import { Trans } from '@lingui/react/macro';
import { LinkIcon, LogOut, UserRound } from 'lucide-react';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section, Sheet } from '#src/web/kit/Sheet.tsx';
import { TermRow } from '#src/web/kit/Terms.tsx';
import { SayBone } from '#src/web/kit/States.tsx';
import { homeOf, useMe } from '#src/web/me.ts';
import { leave } from '#src/web/shell/leave.ts';
import { PageError } from '#src/web/shell/PageError.tsx';

/** Somebody signed in who has no room yet: the two ways on. */
export default function Welcome() {
  const { data: me, error, refetch } = useMe();
  if (error && !me) return <PageError error={error} again={() => void refetch()} />;
  if (!me) return <SayBone />;
  const home = homeOf(me);
  return (
    <>
      <Say>{home === '/welcome' ? <Trans>You are signed in, but you have no room yet.</Trans> : <Trans>You have a room here.</Trans>}</Say>
      <p className="prov mt-2">
        <bdi>{me.person.name}</bdi> · <bdi>{me.person.email}</bdi>
      </p>
      {home === '/welcome' ? (
        <Section title={<Trans>Two ways on</Trans>}>
          <Sheet rule>
            <TermRow icon={UserRound} what={<Trans>Become a creator here</Trans>}>
              <Trans>Make a profile. Nobody can find it until you switch that on.</Trans>
            </TermRow>
            <TermRow icon={LinkIcon} what={<Trans>Open a link that you were sent</Trans>}>
              <Trans>
                A claim link takes over your imported profile, a seat link lets you into an agency. Open it in this browser: you are signed
                in.
              </Trans>
            </TermRow>
          </Sheet>
        </Section>
      ) : null}
      <div className="mt-5 grid gap-2.5">
        <Btn go wide to={home === '/welcome' ? '/sign-up' : home}>
          {home === '/welcome' ? <Trans>Become a creator</Trans> : <Trans>To my room</Trans>}
        </Btn>
        <Btn wide icon={UserRound} to="/account">
          <Trans>Your account</Trans>
        </Btn>
        <Btn wide icon={LogOut} onClick={() => void leave()}>
          <Trans>Sign out</Trans>
        </Btn>
      </div>
    </>
  );
}
