import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Building2, KeyRound, UserRound } from 'lucide-react';
import { useState } from 'react';
import { auth, call } from '#src/web/api.ts';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { homeOf } from '#src/web/me.ts';
import { keyOf, useRead } from '#src/web/queries.ts';
import { SignInForm } from '#src/web/shell/Door.tsx';
import { sayProblem } from '#src/web/words/problems.ts';

const glyphs = { creator: UserRound, agency: Building2, brand: Building2, operator: KeyRound } as const;

/** The door. In a demo, one button for each person of it. */
export default function SignIn() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { next } = useSearch({ strict: false }) as { next?: unknown };
  const demo = useRead('people.demoLogins');
  const [entering, setEntering] = useState('');
  const [wrong, setWrong] = useState('');
  const onward = async (room?: string) => {
    client.clear();
    const me = await client.fetchQuery({ queryKey: keyOf('people.me'), queryFn: () => call('people.me') });
    // Back to where the session ended; an address of another site is not one of ours. A demo's button leads to its own room.
    const back = room === undefined && typeof next === 'string' && /^\/(?![/\\])/u.test(next) ? next : homeOf(me);
    await navigate({ to: back, replace: true });
  };
  const enter = async (login: { email: string; password: string; room: string }) => {
    setEntering(login.email);
    setWrong('');
    try {
      await auth('sign-in/email', { email: login.email, password: login.password });
      await onward(login.room);
    } catch (error) {
      setWrong(sayProblem(error));
      setEntering('');
    }
  };
  // Whether this is a demo is known in a moment; a form that moved while somebody types would lose what was typed.
  if (demo.isPending && demo.failureCount === 0)
    return (
      <>
        <SayBone />
        <Skeleton rows={4} avatar={false} />
      </>
    );
  const logins = demo.data?.items ?? [];
  return (
    <>
      <Say then={next === undefined ? undefined : <Trans>Then you are back where you were.</Trans>}>
        {logins.length > 0 ? <Trans>Walk in as one of these people, or sign in.</Trans> : <Trans>Sign in to your room.</Trans>}
      </Say>
      {logins.length > 0 && (
        <Section title={<Trans>This is a demo</Trans>} prov={<Trans>invented people and figures</Trans>}>
          <RuledList className="border-y border-line" label={t`Logins of the demo`}>
            {logins.map((login) => {
              const Glyph = glyphs[login.room];
              return (
                <li key={login.email}>
                  <button
                    type="button"
                    className="line w-full text-start"
                    aria-disabled={entering !== '' || undefined}
                    aria-busy={entering === login.email || undefined}
                    onClick={() => entering === '' && void enter(login)}
                  >
                    <Glyph size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />
                    <span className="body">
                      <span className="what block">{login.title}</span>
                      <span className="how block">
                        <bdi>{login.name}</bdi>
                      </span>
                    </span>
                    <span className="end">{entering === login.email && <Trans>opening …</Trans>}</span>
                  </button>
                </li>
              );
            })}
          </RuledList>
          <div className="field mt-2">{wrong !== '' && <Wrong>{wrong}</Wrong>}</div>
        </Section>
      )}
      <section className={logins.length > 0 ? 'section' : undefined}>
        {logins.length > 0 && (
          <div className="top">
            <h2 className="head">
              <Trans>With your own account</Trans>
            </h2>
          </div>
        )}
        <SignInForm onDone={onward} />
        <p className="mt-4">
          <TextLink to="/forgot">
            <Trans>Forgotten your password?</Trans>
          </TextLink>
        </p>
      </section>
      <p className="mt-5 text-text-2">
        <Trans>
          New here as a creator? <TextLink to="/sign-up">Sign up</TextLink>. Agencies and claimed profiles come in by a link they were sent.
        </Trans>
      </p>
    </>
  );
}
