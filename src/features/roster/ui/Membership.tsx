import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { BadgeCheck, DoorOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { useNow } from '#src/web/clock.ts';
import { day, daysLeft, instant } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextArea, Wrong } from '#src/web/kit/Field.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { PlainTerms } from '#src/web/kit/PlainTerms.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Refused, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { days, leavingRule } from '#src/web/words/plain.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { differences } from '#src/web/words/terms.ts';
import { MyCases, OpenCases } from './parts/MyCases.tsx';
import { MyCopies } from './parts/Copies.tsx';
import { MyPromises } from './parts/MyPromises.tsx';
import { Offered } from './parts/Offered.tsx';
import { Proposals } from './parts/Proposals.tsx';

type One = Answer<'roster.mine'>['items'][number];

/** One membership: until when, the terms as accepted, and the way out. */
export default function Membership() {
  const { t } = useLingui();
  const at = useNow();
  const { membershipId = '' } = useParams({ strict: false }) as { membershipId?: string };
  const read = useRead('roster.mine');
  const one = read.data?.items.find((each) => each.membershipId === membershipId);
  useTitle(one ? t`Membership with ${one.agencyName}` : t`Membership`);
  const page = (children: ReactNode) => (
    <PhonePage title={t`Membership`} back="/membership">
      {children}
    </PhonePage>
  );
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Section title={t`The terms`}>
          <Skeleton rows={5} />
        </Section>
      </>,
    );
  }
  if (!one)
    return page(
      <Refused
        say={<Trans>There is no such membership of yours.</Trans>}
        why={<Trans>The address is of somebody else’s membership, or a letter is missing.</Trans>}
        acts={
          <Btn go to="/membership">
            <Trans>To my memberships</Trans>
          </Btn>
        }
        code="roster.not_found"
      />,
    );
  return page(
    <>
      <div className="mb-4 flex items-center gap-3.5 pt-1">
        <HouseMark id={one.agencyId} size={56} />
        <div className="min-w-0">
          <p className="head flex flex-wrap items-center gap-1.5 wrap-anywhere">
            <bdi>{one.agencyName}</bdi>
            {one.agencyVerified && <BadgeCheck size={18} strokeWidth={1.75} className="text-ink" role="img" aria-label={t`verified`} />}
          </p>
          <p className="text-dense text-text-2">
            <Since one={one} />
          </p>
        </div>
      </div>
      <Answered one={one} />
      <OpenCases one={one} />
      <Offered key={one.offer?.offerId} one={one} />
      {one.state !== 'ended' && <WayOut one={one} />}
      <Dates one={one} />
      <Section title={<Trans>The terms</Trans>} prov={<Trans>as you accepted them</Trans>}>
        <PlainTerms
          terms={one.terms}
          label={t`The terms`}
          span={{ from: null, to: one.next?.from ?? one.termEndsAt, cooledOff: Date.parse(one.coolingOffUntil) <= at }}
          foot={
            <>
              <span className="flex-1" title={one.termsHash}>
                <Trans>
                  Frozen; fingerprint <bdi>{one.termsHash.slice(0, 12)}</bdi>
                </Trans>
              </span>
              <TextLink to={`/invitations/${one.inviteId}`}>
                <Trans>The invitation</Trans>
              </TextLink>
            </>
          }
        />
        {one.next && (
          <p className="mt-3 text-dense text-text-2">
            <Trans>
              From {day(one.next.from)}, as you agreed: {differences(one.terms, one.next.terms, true) || t`the same terms`}.
            </Trans>
          </p>
        )}
      </Section>
      <MyPromises membershipId={membershipId} />
      <MyCopies membershipId={membershipId} />
      <Proposed membershipId={membershipId} />
      <MyCases one={one} />
      <div className="mt-6">
        <Btn wide to={`/messages/${one.agencyId}`}>
          <span>
            <Trans>
              Write to <bdi>{one.agencyName}</bdi>
            </Trans>
          </span>
        </Btn>
      </div>
    </>,
  );
}

/** What her agency proposed and is over, with what she said to it. */
function Proposed({ membershipId }: { membershipId: string }) {
  const read = useRead('roster.myOffers', { path: { membershipId } });
  const over = (read.data?.items ?? []).filter(({ state }) => state !== 'open');
  if (over.length === 0) return null;
  return (
    <Section title={<Trans>What was proposed</Trans>}>
      <Proposals offers={over} />
    </Section>
  );
}

function Since({ one }: { one: One }) {
  const since = day(one.since);
  const end = day(one.endsAt ?? one.termEndsAt);
  return one.state === 'ended' ? (
    <Trans>
      {since} to {end}
    </Trans>
  ) : (
    <Trans>member since {since}</Trans>
  );
}

const how = (one: One): ReactNode => {
  if (one.endedBy === 'cooling_off') return <Trans>You left within the cooling-off, at once.</Trans>;
  if (one.endedBy === 'low_activity') return <Trans>You left at once, in a quiet time.</Trans>;
  if (one.endedBy === 'notice') return <Trans>You left, and the notice has run.</Trans>;
  if (one.endedBy === 'unheard') return <Trans>You left at once, for nobody decided your complaint in time.</Trans>;
  if (one.endedBy === 'trial') return <Trans>It ended on trial.</Trans>;
  if (one.endedBy === 'review') return <Trans>The operator said no after the trial LIVE.</Trans>;
  if (one.endedBy === 'removal') return <Trans>The agency ended it, and the notice has run.</Trans>;
  if (one.endedBy === 'breach') return <Trans>The operator found that the agency broke the terms.</Trans>;
  if (one.endedBy === 'order') return <Trans>The operator ended it.</Trans>;
  return <Trans>It ended by itself.</Trans>;
};

/** The countdown of a term that nothing renews begins here. */
const soonDays = 30;

function Answered({ one }: { one: One }) {
  const at = useNow();
  const end = day(one.endsAt ?? one.termEndsAt);
  const name = <bdi>{one.agencyName}</bdi>;
  if (one.state === 'ended')
    return (
      <Say then={how(one)}>
        <Trans>
          Your time with {name} ended on {end}.
        </Trans>
      </Say>
    );
  if (one.trial && one.state !== 'leaving') return <OnTrial one={one} trial={one.trial} />;
  if (one.state === 'leaving' && one.endedBy === 'removal')
    return (
      <Say
        then={one.waiting?.state === 'told' ? <Trans>You may contest that until then.</Trans> : <Trans>So the operator has decided.</Trans>}
      >
        <Trans>
          {name} ends your membership on {end}.
        </Trans>
      </Say>
    );
  if (one.state === 'leaving')
    return (
      <Say then={<Trans>You have left; nothing more is needed.</Trans>}>
        <Trans>
          You are with {name} until {end}.
        </Trans>
      </Say>
    );
  const days = daysLeft(one.termEndsAt, at);
  return (
    <Say
      then={
        days > soonDays ? (
          <Trans>Then it ends by itself.</Trans>
        ) : (
          <Plural value={days} one="It ends by itself in # day." other="It ends by itself in # days." />
        )
      }
    >
      <Trans>
        You are with {name} until {end}.
      </Trans>
    </Say>
  );
}

function OnTrial({ one, trial: { state, until, minutes } }: { one: One; trial: NonNullable<One['trial']> }) {
  const name = <bdi>{one.agencyName}</bdi>;
  const by = day(until);
  if (state === 'awaited')
    return (
      <Say then={<Trans>A LIVE of {minutes} minutes or more makes it go on; without one it ends by itself.</Trans>}>
        <Trans>
          You are on trial with {name} until {by}.
        </Trans>
      </Say>
    );
  return (
    <Say then={<Trans>The operator may say no until {by}. Silence is a yes.</Trans>}>
      <Trans>Your trial LIVE with {name} was there.</Trans>
    </Say>
  );
}

function Dates({ one }: { one: One }) {
  const cooling = Date.parse(one.coolingOffUntil) > useNow() && one.state !== 'ended';
  return (
    <Section title={<Trans>The dates</Trans>}>
      <Facts
        rows={[
          { label: <Trans>Began</Trans>, value: instant(one.since, { named: true }) },
          {
            label: cooling ? <Trans>Leaving at once until</Trans> : <Trans>Leaving at once was possible until</Trans>,
            value: day(one.coolingOffUntil),
          },
          ...(one.next ? [{ label: <Trans>The further term begins</Trans>, value: day(one.next.from) }] : []),
          { label: <Trans>Ends by itself</Trans>, value: day(one.termEndsAt) },
          ...(one.endsAt !== undefined && one.endsAt !== one.termEndsAt
            ? [
                {
                  label: one.state === 'ended' ? <Trans>Ended</Trans> : <EndsLabel one={one} />,
                  value: instant(one.endsAt, { named: true }),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function EndsLabel({ one }: { one: One }) {
  if (one.endedBy === 'removal') return <Trans>Ends, by the agency</Trans>;
  return one.endedBy === 'trial' ? <Trans>Ends without a trial LIVE</Trans> : <Trans>Ends, as you asked</Trans>;
}

/** What leaving now does, in a sentence with its day. */
function effect(one: One): { sentence: ReactNode; button: ReactNode } | null {
  const now = one.ifLeftNow;
  if (!now) return null;
  const end = day(now.endsAt);
  const notice = days(one.terms.noticeDays);
  const atOnce = ['cooling_off', 'low_activity', 'trial', 'unheard'].includes(now.rule);
  if (atOnce || (now.rule === 'notice' && one.terms.noticeDays === 0))
    return { sentence: <Trans>Leaving today ends it at once.</Trans>, button: <Trans>Leave now</Trans> };
  if (now.rule === 'term_end')
    return {
      sentence: <Trans>Leaving today ends it on {end}, the day it would end by itself.</Trans>,
      button: <Trans>Leave on {end}</Trans>,
    };
  return {
    sentence: (
      <Trans>
        Leaving today ends it on {end}, after {notice}’ notice.
      </Trans>
    ),
    button: <Trans>Leave on {end}</Trans>,
  };
}

function WayOut({ one }: { one: One }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const at = useNow();
  const name = one.agencyName;
  const leave = useChange('roster.leave', {
    touches: ['roster.mine', 'roster.myPromises'],
    onDone: ({ endsAt, state }) => {
      const end = day(endsAt);
      setAsking(false);
      tell({ title: state === 'ended' ? t`You have left ${name}.` : t`You leave ${name} on ${end}.` });
    },
  });
  const what = effect(one);
  const sooner = one.endsAt === undefined || (one.ifLeftNow !== null && one.ifLeftNow.endsAt < one.endsAt);
  if (!what || !sooner) return null;
  return (
    <Section title={<Trans>The way out</Trans>}>
      <p className="font-[560]">{what.sentence}</p>
      <p className="mt-1 text-dense text-text-2">
        {one.ifLeftNow?.rule === 'low_activity' ? (
          <Trans>There were few LIVEs since you joined: by the rules here you need no notice, pay nothing, and nobody can refuse.</Trans>
        ) : one.ifLeftNow?.rule === 'trial' ? (
          <Trans>You joined on trial: you need no notice yet, pay nothing, and nobody can refuse.</Trans>
        ) : one.ifLeftNow?.rule === 'unheard' ? (
          <Trans>Nobody decided your complaint in time: you need no notice, pay nothing, and nobody can refuse.</Trans>
        ) : (
          leavingRule(one.terms, Date.parse(one.coolingOffUntil) <= at)
        )}
      </p>
      <div className="mt-3">
        <Btn wide icon={DoorOpen} onClick={() => setAsking(true)}>
          <Trans>Leave</Trans>
        </Btn>
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={
          <Trans>
            Leave <bdi>{name}</bdi>
          </Trans>
        }
        said={
          <>
            {what.sentence} <Trans>It costs nothing, and your switch stays as it is.</Trans>
          </>
        }
        acts={
          <>
            <Btn
              go
              busy={leave.isPending}
              onClick={() =>
                leave.mutate({ path: { membershipId: one.membershipId }, body: reason.trim() === '' ? {} : { reason: reason.trim() } })
              }
            >
              {what.button}
            </Btn>
            <Btn onClick={() => setAsking(false)}>
              <Trans>Stay</Trans>
            </Btn>
          </>
        }
      >
        <TextArea
          label={<Trans>Why, if you want to say</Trans>}
          hint={<Trans>Not needed.</Trans>}
          maxLength={500}
          rows={3}
          value={reason}
          onChange={setReason}
        />
        <div className="field">{leave.error && <Wrong>{sayProblem(leave.error)}</Wrong>}</div>
      </Dialog>
    </Section>
  );
}
