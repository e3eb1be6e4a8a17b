import { Plural, Trans, useLingui } from '@lingui/react/macro';
import {
  CircleCheck,
  CircleMinus,
  DoorOpen,
  Eye,
  Handshake,
  Hourglass,
  Mail,
  MessageSquare,
  MailQuestionMark,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { useNow } from '#src/web/clock.ts';
import { clock, day, left, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Limelight } from '#src/web/kit/Limelight.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { BellKey } from '#src/web/shell/Bell.tsx';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { sayProblem } from '#src/web/words/problems.ts';

type Center = Answer<'creators.agencyCenter'>;
type Invites = Answer<'invites.mine'>;
type Membership = Answer<'roster.mine'>['items'][number];

/** What matters now: the switch, the open invitations, the membership, and one next step. */
export default function Home() {
  const { t } = useLingui();
  const at = useNow();
  const center = useRead('creators.agencyCenter');
  const invites = useRead('invites.mine', { query: {} });
  const memberships = useRead('roster.mine');
  const profile = useRead('creators.mine');
  const figures = useRead('calls.mine');
  const messages = useRead('messages.mine', { query: { limit: 1 } }, { every: 30_000 });
  const page = (children: ReactNode) => (
    <PhonePage>
      <div className="home-bell">
        <BellKey />
      </div>
      {children}
    </PhonePage>
  );
  if (!center.data || !invites.data) {
    const error = (center.data ? undefined : center.error) ?? (invites.data ? undefined : invites.error);
    const again = () => void Promise.all([center.refetch(), invites.refetch()]);
    if (error) return page(<CreatorError error={error} again={again} />);
    return page(
      <>
        <SayBone />
        <Section title={t`Agency Center`}>
          <Skeleton rows={2} />
        </Section>
        <Section title={t`Membership`}>
          <Skeleton rows={1} />
        </Section>
      </>,
    );
  }
  const open = openOf(invites.data, at);
  const on = center.data.consents.some(({ purpose, granted }) => purpose === 'discovery' && granted);
  const running = memberships.data?.items.filter(({ state }) => state !== 'ended');
  return page(
    <>
      <Answered center={center.data} on={on} open={open.length} running={running} />
      <Next center={center.data} on={on} open={open} profile={profile.data} at={at} />
      <Section title={<Trans>Agency Center</Trans>}>
        <RuledList className="border-y border-line" label={t`Agency Center`}>
          <Line
            to="/agency-center"
            lead={<Handshake size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Agency invitation</Trans>}
            how={on ? <Trans>Agencies can search for you and invite you.</Trans> : <Trans>Nobody can find you.</Trans>}
            end={on ? <Mark icon={CircleCheck}>{t`On`}</Mark> : <Mark icon={CircleMinus}>{t`Off`}</Mark>}
          />
          <Line
            to="/agency-center/seen"
            lead={<Eye size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Who saw you</Trans>}
            how={<Trans>Every look of an agency, written down.</Trans>}
          />
          <Line
            to="/messages"
            lead={<MessageSquare size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />}
            what={<Trans>Messages</Trans>}
            how={
              messages.data && (
                <Plural
                  value={messages.data.unread}
                  _0="Nothing new is waiting."
                  one="One conversation has something new."
                  other="# conversations have something new."
                />
              )
            }
          />
        </RuledList>
      </Section>
      {open.length > 0 && (
        <Section title={<Trans>Open invitations</Trans>}>
          <RuledList className="border-y border-line" label={t`Open invitations`}>
            {open.map((one) => (
              <Line
                key={one.inviteId}
                to={`/invitations/${one.inviteId}`}
                lead={<HouseMark id={one.agencyId} />}
                what={<bdi>{one.agency.name}</bdi>}
                how={left(one.expiresAt, at)}
              />
            ))}
          </RuledList>
        </Section>
      )}
      {figures.data && figures.data.items.length > 0 && (
        <Section title={<Trans>Your figures</Trans>}>
          <RuledList className="border-y border-line" label={t`Your figures`}>
            {figures.data.items.map((one) => (
              <Line
                key={one.exportId}
                to="/figures"
                lead={<HouseMark id={one.agencyId} />}
                what={<bdi>{one.agencyName}</bdi>}
                how={<Trans>What its export says of you.</Trans>}
              />
            ))}
          </RuledList>
        </Section>
      )}
      <Section title={<Trans>Membership</Trans>}>
        {running ? (
          <Running items={running} />
        ) : memberships.error ? (
          <p className="text-text-2">{sayProblem(memberships.error)}</p>
        ) : (
          <Skeleton rows={1} />
        )}
      </Section>
    </>,
  );
}

const openOf = (invites: Invites, at: number) =>
  invites.items
    .filter(({ state, expiresAt }) => state === 'sent' && Date.parse(expiresAt) > at)
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));

function Answered({ center, on, open, running }: { center: Center; on: boolean; open: number; running: Membership[] | undefined }) {
  const leaving = running?.find(({ state }) => state === 'leaving');
  const told = running?.find(({ waiting }) => waiting?.state === 'told');
  if (told)
    return (
      <Say then={<Trans>You may contest that until then.</Trans>}>
        <Trans>
          <bdi>{told.agencyName}</bdi> ends your membership on {day(told.endsAt ?? told.termEndsAt)}.
        </Trans>
      </Say>
    );
  if (open > 0)
    return (
      <Say then={<Plural value={open} one="Unanswered, it ends by itself." other="Unanswered, they end by themselves." />}>
        <Plural
          value={open}
          _2="Two invitations wait for your answer."
          _3="Three invitations wait for your answer."
          one="One invitation waits for your answer."
          other="# invitations wait for your answer."
        />
      </Say>
    );
  if (leaving) {
    const end = day(leaving.endsAt ?? leaving.termEndsAt);
    if (leaving.endedBy === 'removal')
      return (
        <Say then={<Trans>So the operator has decided.</Trans>}>
          <Trans>
            <bdi>{leaving.agencyName}</bdi> ends your membership on {end}.
          </Trans>
        </Say>
      );
    return (
      <Say then={<Trans>Nothing is left to do.</Trans>}>
        <Trans>
          You leave <bdi>{leaving.agencyName}</bdi> on {end}.
        </Trans>
      </Say>
    );
  }
  if (on)
    return (
      <Say then={<Trans>No invitation is open.</Trans>}>
        <Trans>Agencies can find you.</Trans>
      </Say>
    );
  return (
    <Say
      then={center.visible ? <Trans>It stays so until you switch it on.</Trans> : <Trans>Agency Center is not offered to you yet.</Trans>}
    >
      <Trans>No agency can find you.</Trans>
    </Say>
  );
}

/** One lit place: the first of these that is true. */
function Next({
  center,
  on,
  open,
  profile,
  at,
}: {
  center: Center;
  on: boolean;
  open: Invites['items'];
  profile: Answer<'creators.mine'> | undefined;
  at: number;
}) {
  const first = open[0];
  if (first) {
    const until = `${weekday(first.expiresAt)}, ${clock(first.expiresAt)}`;
    const time = left(first.expiresAt, at);
    return (
      <Lit
        kicker={<Trans>Next step</Trans>}
        icon={Mail}
        more={
          <Trans>
            {time}, until {until}.
          </Trans>
        }
        act={
          <Btn go to={`/invitations/${first.inviteId}`}>
            <Trans>Read the invitation</Trans>
          </Btn>
        }
      >
        <Trans>
          Answer <bdi>{first.agency.name}</bdi>
        </Trans>
      </Lit>
    );
  }
  if (!on && center.visible && center.blocked === null)
    return (
      <Lit
        kicker={<Trans>Next step</Trans>}
        icon={Handshake}
        more={<Trans>Read what they would see first. Off is a good answer too.</Trans>}
        act={
          <Btn go to="/agency-center">
            <Trans>Open Agency Center</Trans>
          </Btn>
        }
      >
        <Trans>Decide whether agencies may find you</Trans>
      </Lit>
    );
  if (profile && (profile.languages.length === 0 || profile.bio === ''))
    return (
      <Lit
        kicker={<Trans>Next step</Trans>}
        icon={UserRound}
        more={<Trans>Agencies search by languages and by the words of a profile.</Trans>}
        act={
          <Btn go to="/settings">
            <Trans>Complete my profile</Trans>
          </Btn>
        }
      >
        {profile.languages.length === 0 ? <Trans>Say which languages you speak</Trans> : <Trans>Say in a few words what you do</Trans>}
      </Lit>
    );
  return null;
}

function Lit({ children, ...rest }: Parameters<typeof Limelight>[0]) {
  return (
    <div className="mt-[18px]">
      <Limelight {...rest}>{children}</Limelight>
    </div>
  );
}

function Ends({ one, end }: { one: Membership; end: string }) {
  if (one.state === 'trial') return <Trans>on trial until {end}</Trans>;
  if (one.endedBy === 'removal') return <Trans>ended by the agency, on {end}</Trans>;
  return one.state === 'leaving' ? <Trans>ends on {end}, as you asked</Trans> : <Trans>ends by itself on {end}</Trans>;
}

function Running({ items }: { items: Membership[] }) {
  const { t } = useLingui();
  if (items.length === 0)
    return (
      <p className="text-text-2">
        <Trans>You belong to no agency. You need none to go LIVE.</Trans>
      </p>
    );
  return (
    <RuledList className="border-y border-line" label={t`Membership`}>
      {items.map((one) => {
        const end = day(one.endsAt ?? one.termEndsAt);
        return (
          <Line
            key={one.membershipId}
            to={`/membership/${one.membershipId}`}
            lead={<HouseMark id={one.agencyId} />}
            what={<bdi>{one.agencyName}</bdi>}
            how={<Ends one={one} end={end} />}
            end={
              one.offer ? (
                <Mark icon={MailQuestionMark}>{t`Answer awaited`}</Mark>
              ) : one.state === 'trial' ? (
                <Mark icon={Hourglass}>{t`On trial`}</Mark>
              ) : one.state === 'leaving' ? (
                <Mark icon={DoorOpen}>{t`Leaving`}</Mark>
              ) : undefined
            }
          />
        );
      })}
    </RuledList>
  );
}
