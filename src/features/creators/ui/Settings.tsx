import { Trans, useLingui } from '@lingui/react/macro';
import { Bell, EyeOff, KeyRound, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useMe } from '#src/web/me.ts';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { LanguageChoice } from '#src/web/shell/Language.tsx';
import { LightChoice } from '#src/web/shell/LightChoice.tsx';
import { leave } from '#src/web/shell/leave.ts';
import { platformName } from '#src/web/words/names.ts';
import { Handles } from './parts/Handles.tsx';
import { ProfileForm } from './parts/ProfileForm.tsx';

/** The creator's profile, the light, how she is told and signs in, the way out. */
export default function Settings() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const read = useRead('creators.mine');
  const page = (children: ReactNode) => (
    <PhonePage title={t`Settings`} back="/home">
      {children}
    </PhonePage>
  );
  const profile = read.data;
  if (!profile) {
    if (read.error)
      return page(
        <>
          <CreatorError error={read.error} again={() => void read.refetch()} />
          <Rest me={me} />
        </>,
      );
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  }
  const name = profile.displayName;
  const since = profile.adultSince === null ? '' : day(profile.adultSince);
  return page(
    <>
      <Say then={<Trans>Change what is not right.</Trans>}>
        <Trans>
          You are <bdi>{name}</bdi> here.
        </Trans>
      </Say>
      <p className="prov mt-2">
        {profile.handles.map((one) => (
          <span key={`${one.platform} ${one.handle}`}>
            <bdi>@{one.handle}</bdi> {platformName(one.platform)}
          </span>
        ))}
        <span>{since === '' ? <Trans>age not known</Trans> : <Trans>18 or over since {since}</Trans>}</span>
      </p>
      <Section title={<Trans>Profile</Trans>} prov={<Trans>agencies see it while the switch is on</Trans>}>
        <ProfileForm profile={profile} />
      </Section>
      <Section title={<Trans>Handles</Trans>} prov={<Trans>one for each platform</Trans>}>
        <Handles handles={profile.handles} />
      </Section>
      <Rest me={me} />
    </>,
  );
}

function Rest({ me }: { me: ReturnType<typeof useMe>['data'] }) {
  const { t } = useLingui();
  return (
    <>
      <LightChoice />
      <Section title={<Trans>Language</Trans>}>
        <LanguageChoice />
      </Section>
      <Section title={<Trans>How you are told, how you sign in</Trans>}>
        <RuledList className="border-y border-line" label={t`How you are told, how you sign in`}>
          <Line
            to="/settings/notifications"
            lead={<Bell size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Notifications</Trans>}
            how={<Trans>What reaches you in the app and by e-mail, and when.</Trans>}
          />
          <Line
            to="/account"
            lead={<KeyRound size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Password and keys</Trans>}
            how={<Trans>Change the password, make keys for programs.</Trans>}
          />
        </RuledList>
      </Section>
      <Section title={<Trans>Account</Trans>}>
        <p className="mb-3 text-text-2 wrap-anywhere">
          <bdi>{me?.person.name}</bdi> · <bdi>{me?.person.email}</bdi>
        </p>
        <div className="mb-2.5">
          <Btn wide icon={EyeOff} to="/privacy">
            <Trans>Privacy: who sees what, export, delete</Trans>
          </Btn>
        </div>
        <Btn wide icon={LogOut} onClick={() => void leave()}>
          <Trans>Sign out</Trans>
        </Btn>
      </Section>
    </>
  );
}
