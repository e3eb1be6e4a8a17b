import { Trans, useLingui } from '@lingui/react/macro';
import { Bell, EyeOff, LogOut } from 'lucide-react';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useMe } from '#src/web/me.ts';
import { LanguageChoice } from '#src/web/shell/Language.tsx';
import { LightChoice } from '#src/web/shell/LightChoice.tsx';
import { leave } from '#src/web/shell/leave.ts';
import { OwnPage } from '#src/web/shell/OwnPage.tsx';
import { PageError } from '#src/web/shell/PageError.tsx';
import { Keys } from './parts/Keys.tsx';
import { Password } from './parts/Password.tsx';

/** What belongs to the person whatever their room: how they sign in, the light, the language, how they are told, keys, the way out. */
export default function Account() {
  const { t } = useLingui();
  const { data: me, error, refetch } = useMe();
  if (!me)
    return (
      <OwnPage title={t`Account`}>
        {error ? (
          <PageError error={error} again={() => void refetch()} />
        ) : (
          <>
            <SayBone />
            <Skeleton rows={5} avatar={false} />
          </>
        )}
      </OwnPage>
    );
  return (
    <OwnPage title={t`Account`}>
      <Say>
        <Trans>
          You are signed in as <bdi>{me.person.name}</bdi>.
        </Trans>
      </Say>
      <p className="prov mt-2">
        <bdi className="wrap-anywhere">{me.person.email}</bdi>
      </p>
      <Section title={<Trans>How you are told</Trans>}>
        <RuledList className="border-y border-line" label={t`How you are told`}>
          <Line
            to="/settings/notifications"
            lead={<Bell size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Notifications</Trans>}
            how={<Trans>What reaches you in the app and by e-mail, and when.</Trans>}
          />
        </RuledList>
      </Section>
      <LightChoice />
      <Section title={<Trans>Language</Trans>}>
        <LanguageChoice />
      </Section>
      <Section title={<Trans>Password</Trans>}>
        <Password />
      </Section>
      <Section title={<Trans>Keys for programs</Trans>}>
        <Keys />
      </Section>
      <Section title={<Trans>Way out</Trans>}>
        <Btn icon={LogOut} onClick={() => void leave()}>
          <Trans>Sign out</Trans>
        </Btn>
        <RuledList className="mt-4 border-y border-line" label={t`Your account`}>
          <Line
            to="/account/delete"
            lead={<EyeOff size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Your account</Trans>}
            how={<Trans>Take it with you, or delete it.</Trans>}
          />
        </RuledList>
      </Section>
    </OwnPage>
  );
}
