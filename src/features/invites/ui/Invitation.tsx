import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { BadgeCheck, CircleSlash, Clock, DoorOpen, Eye, Hourglass } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Problem, type Answer } from '#src/web/api.ts';
import { useNow } from '#src/web/clock.ts';
import { clock, country, day, instant, language, left, list, number, weekday, zoneName } from '#src/web/format.ts';
import { BlockAgency } from '#src/web/kit/BlockAgency.tsx';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { Dock, PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { PlainTerms } from '#src/web/kit/PlainTerms.tsx';
import { Meter } from '#src/web/kit/Progress.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section, Sheet } from '#src/web/kit/Sheet.tsx';
import { Bone, Refused, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { TermRow } from '#src/web/kit/Terms.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { leavingRule, offer } from '#src/web/words/plain.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { appliedTo } from './parts/inHerNumbers.ts';
import { stateAt, type MyInvite } from './parts/states.tsx';

/** One invitation: the sentence, the time left, the terms in plain words, the answer under the thumb. */
export default function Invitation() {
  const { t } = useLingui();
  const at = useNow();
  const { inviteId = '' } = useParams({ strict: false }) as { inviteId?: string };
  const read = useRead('invites.open', { path: { inviteId } });
  const others = useRead('invites.mine', { query: {} });
  const answer = useChange('invites.answer', { touches: ['invites.open', 'invites.mine', 'roster.mine'] });
  const [asking, setAsking] = useState(false);
  const invite = read.data;
  useTitle(invite ? t`Invitation from ${invite.agency.name}` : t`Invitation`);
  const page = (children: ReactNode, dock?: ReactNode) => (
    <PhonePage title={t`Invitation`} back="/invitations" dock={dock}>
      {children}
    </PhonePage>
  );
  if (!invite) {
    if (read.error instanceof Problem && read.error.code === 'invites.not_found') return page(<Unknown />);
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <div className="mb-4">
          <Bone width={56} height={56} round={12} />
        </div>
        <SayBone />
        <Section title={t`The terms`}>
          <Skeleton rows={5} />
        </Section>
      </>,
    );
  }
  const state = stateAt(invite, at);
  const other = others.data?.items.find((one) => one.inviteId !== inviteId && stateAt(one, at) === 'sent');
  const send = (word: 'accept' | 'decline') =>
    answer.mutate(
      { path: { inviteId }, body: { answer: word } },
      {
        onError: (error) => {
          if (error instanceof Problem && error.status < 500) void read.refetch();
        },
      },
    );
  const pending = answer.isPending ? answer.variables.body.answer : undefined;
  const dock =
    state === 'sent' ? (
      <Dock
        below={
          <>
            <Failed error={answer.error} />
            {other && (
              <span className="text-center text-dense">
                <TextLink to="/invitations/compare" search={{ a: inviteId, b: other.inviteId }}>
                  <Trans>
                    Compare with <bdi>{other.agency.name}</bdi>
                  </Trans>
                </TextLink>
              </span>
            )}
          </>
        }
      >
        <Btn busy={answer.isPending} onClick={() => send('decline')}>
          {pending === 'decline' ? <Trans>Declining …</Trans> : <Trans>Decline</Trans>}
        </Btn>
        <Btn go busy={answer.isPending} onClick={() => setAsking(true)}>
          {pending === 'accept' ? <Trans>Accepting …</Trans> : <Trans>Accept terms</Trans>}
        </Btn>
      </Dock>
    ) : undefined;
  return page(
    <>
      <Dialog
        open={asking && state === 'sent'}
        onClose={() => setAsking(false)}
        title={
          <Trans>
            Join <bdi>{invite.agency.name}</bdi>?
          </Trans>
        }
        said={
          <>
            {offer(invite.terms)} {leavingRule(invite.terms)}
          </>
        }
        acts={
          <>
            <Btn
              go
              onClick={() => {
                setAsking(false);
                send('accept');
              }}
            >
              <Trans>Join on these terms</Trans>
            </Btn>
            <Btn onClick={() => setAsking(false)}>
              <Trans>Not yet</Trans>
            </Btn>
          </>
        }
      />
      <From invite={invite} />
      <Answered invite={invite} state={state} />
      {state === 'sent' ? <TimeLeft invite={invite} at={at} /> : <Afterwards invite={invite} state={state} />}
      {state !== 'sent' && answer.error && (
        <div className="field mt-3">
          <Wrong>{sayProblem(answer.error)}</Wrong>
        </div>
      )}
      <Message invite={invite} />
      <Section
        title={<Trans>The terms</Trans>}
        prov={
          state === 'sent' ? (
            <Trans>frozen when you accept</Trans>
          ) : state === 'accepted' ? (
            <Trans>as you accepted them</Trans>
          ) : (
            <Trans>as they were offered</Trans>
          )
        }
      >
        <PlainTerms terms={invite.terms} label={t`The terms`} trial={invite.trial} inNumbers={<InYourMonths terms={invite.terms} />} />
      </Section>
      {invite.promises && <HowTheyDid kept={invite.promises} />}
      <Section title={<Trans>What no invitation can contain</Trans>}>
        <Cannot />
      </Section>
      <Between invite={invite} open={state === 'sent'} />
    </>,
    dock,
  );
}

/** What the share would have taken of her own months; nothing where the platform pays it, or no month is known. */
function InYourMonths({ terms }: { terms: MyInvite['terms'] }) {
  const months = useRead('live.months', undefined, { enabled: terms.paidFrom === 'creator' });
  const applied = months.data && appliedTo(months.data.items, terms);
  if (terms.paidFrom === 'platform' || !applied) return null;
  const share = number(applied.share);
  return (
    <>
      {' '}
      <Plural
        value={applied.months}
        one={`In a month like your last one that is about ${share} diamonds (estimated).`}
        other={`In a month like your last # that is about ${share} diamonds (estimated).`}
      />
    </>
  );
}

/** How the agency has kept its promises to others: by their word, with the sample and the time. */
function HowTheyDid({ kept: { due, kept, notKept, saidAlone, members, asOf } }: { kept: NonNullable<Answer<'invites.open'>['promises']> }) {
  const unsaid = due - kept - notKept - saidAlone;
  const end = day(asOf);
  const count = number(kept);
  return (
    <Section title={<Trans>How they have done</Trans>}>
      <Sheet>
        <div className="grid gap-1 px-4 py-3.5">
          <p className="head">
            <Plural
              value={due}
              one={`${count} of # promise kept, by the creators’ word`}
              other={`${count} of # promises kept, by the creators’ word`}
            />
          </p>
          <p className="prov">
            {notKept > 0 && <Plural value={notKept} one="# was not kept." other="# were not kept." />}{' '}
            {saidAlone > 0 && <Plural value={saidAlone} one="Of # only the agency says so." other="Of # only the agency says so." />}{' '}
            {unsaid > 0 && <Plural value={unsaid} one="Of # nobody has said anything." other="Of # nobody has said anything." />}{' '}
            <Plural
              value={members}
              one={`Promised to # member, due in the 12 months to ${end}.`}
              other={`Promised to # members, due in the 12 months to ${end}.`}
            />
          </p>
        </div>
      </Sheet>
    </Section>
  );
}

function Unknown() {
  return (
    <Refused
      say={<Trans>There is no such invitation to you.</Trans>}
      why={<Trans>It is somebody else’s, or a letter of the address is missing.</Trans>}
      acts={
        <Btn go to="/invitations">
          <Trans>To my invitations</Trans>
        </Btn>
      }
      code="invites.not_found"
    />
  );
}

function From({ invite: { agency, agencyId, kind } }: { invite: MyInvite }) {
  const place = [agency.city ?? '', agency.country === null ? '' : country(agency.country)].filter(Boolean).join(', ');
  const verified = agency.verifiedAt === null ? '' : day(agency.verifiedAt);
  const { t } = useLingui();
  return (
    <div className="mb-4 flex items-center gap-3.5 pt-1">
      <HouseMark id={agencyId} size={56} />
      <div className="min-w-0">
        <p className="head flex flex-wrap items-center gap-1.5 wrap-anywhere">
          <bdi>{agency.name}</bdi>
          {verified !== '' && <BadgeCheck size={18} strokeWidth={1.75} className="text-ink" role="img" aria-label={t`verified`} />}
          {kind === 'elite' && <Tag line>{t`Elite invitation`}</Tag>}
        </p>
        <p className="text-dense text-text-2">
          {[place, list(agency.languages.map(language)), verified === '' ? t`not verified` : t`verified ${verified}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </div>
  );
}

function Answered({ invite, state }: { invite: MyInvite; state: MyInvite['state'] }) {
  const name = <bdi>{invite.agency.name}</bdi>;
  const when = invite.answeredAt === null ? '' : day(invite.answeredAt);
  const end = day(invite.expiresAt);
  if (state === 'accepted')
    return (
      <Say then={<Trans>You may leave at any time.</Trans>}>
        <Trans>
          You joined {name} on {when}.
        </Trans>
      </Say>
    );
  if (state === 'declined')
    return (
      <Say then={<Trans>Nothing else changed.</Trans>}>
        <Trans>
          You declined {name} on {when}.
        </Trans>
      </Say>
    );
  if (state === 'expired')
    return (
      <Say then={<Trans>It counts as neither yes nor no.</Trans>}>
        <Trans>This invitation ended on {end}, unanswered.</Trans>
      </Say>
    );
  if (state === 'withdrawn')
    return (
      <Say then={<Trans>It cannot be answered.</Trans>}>
        {when === '' ? <Trans>This invitation was withdrawn.</Trans> : <Trans>This invitation was withdrawn on {when}.</Trans>}
      </Say>
    );
  return <Say then={<Trans>You may leave at any time.</Trans>}>{offer(invite.terms)}</Say>;
}

function TimeLeft({ invite, at }: { invite: MyInvite; at: number }) {
  const { t } = useLingui();
  const time = left(invite.expiresAt, at);
  const until = `${weekday(invite.expiresAt)}, ${clock(invite.expiresAt)} ${zoneName(invite.expiresAt)}`;
  const whole = Math.max(1, Date.parse(invite.expiresAt) - Date.parse(invite.sentAt));
  const rest = Math.max(0, Math.min(whole, Date.parse(invite.expiresAt) - at));
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-dense">
      <Clock size={17} strokeWidth={1.75} className="text-text-2" aria-hidden="true" />
      <span className="whitespace-nowrap">
        <Trans>{time} to answer</Trans>
      </span>
      <span className="flex min-w-12 flex-1">
        <Meter value={Math.round((rest / whole) * 100)} max={100} label={t`Time left, percent`} />
      </span>
      <span className="prov whitespace-nowrap">
        <Trans>until {until}</Trans>
      </span>
    </div>
  );
}

function Message({ invite }: { invite: MyInvite }) {
  const { t } = useLingui();
  const sender = invite.sentBy ?? t`somebody who has left`;
  const sent = instant(invite.sentAt);
  if (invite.message === '')
    return (
      <div className="mt-3">
        <Prov parts={[<Trans key="who">sent by {sender}</Trans>, sent, <Trans key="no">without a message</Trans>]} />
      </div>
    );
  return (
    <div className="mt-4">
      <blockquote className="quote" dir="auto">
        {invite.message} <cite className="not-italic text-text-3">{sender}</cite>
      </blockquote>
    </div>
  );
}

/** A question before the answer, or no more of this agency. */
function Between({ invite, open }: { invite: MyInvite; open: boolean }) {
  const { agencyId, agency } = invite;
  const memberships = useRead('roster.mine');
  const member = memberships.data?.items.some((one) => one.agencyId === agencyId && one.state !== 'ended') ?? false;
  const blocks = useRead('messages.blocks');
  const talks = useRead('messages.mine', { query: { limit: 200 } });
  const blocked = blocks.data?.items.some((one) => one.agency.agencyId === agencyId) ?? true;
  const written = talks.data?.items.some((one) => one.agency.agencyId === agencyId) ?? false;
  return (
    <div className="mt-6 grid gap-3">
      {(open || member || written) && (
        <Btn wide to={`/messages/${agencyId}`}>
          <span>
            <Trans>
              Write to <bdi>{agency.name}</bdi>
            </Trans>
          </span>
        </Btn>
      )}
      {!blocked && <BlockAgency agencyId={agencyId} name={agency.name} member={member} />}
    </div>
  );
}

function Cannot() {
  const { t } = useLingui();
  const all = [t`An exit fee or a penalty`, t`A share of income after the end`, t`Renewal without a new yes`];
  return (
    <Sheet>
      <ul className="grid gap-1.5 px-4 py-3.5">
        {all.map((one) => (
          <li key={one} className="flex items-center gap-2.5 text-dense">
            <CircleSlash size={16} strokeWidth={2} className="flex-none text-text-3" aria-hidden="true" />
            {one}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** After the answer: what happens now. */
function Afterwards({ invite, state }: { invite: MyInvite; state: MyInvite['state'] }) {
  const memberships = useRead('roster.mine', undefined, { enabled: state === 'accepted' });
  const membership = memberships.data?.items.find(({ inviteId }) => inviteId === invite.inviteId);
  const name = <bdi>{invite.agency.name}</bdi>;
  if (state === 'expired' || state === 'withdrawn')
    return (
      <p className="mt-1.5 text-text-2">
        {state === 'expired' ? (
          <Trans>{name} may ask again, as long as your switch is on.</Trans>
        ) : invite.withdrawnBy === 'switch' ? (
          <Trans>It ended at the moment you switched agency invitation off.</Trans>
        ) : invite.withdrawnBy === 'block' ? (
          <Trans>It ended at the moment you blocked the agency.</Trans>
        ) : (
          <Trans>The agency took it back.</Trans>
        )}
      </p>
    );
  if (state === 'declined')
    return (
      <Section title={<Trans>What happens now</Trans>}>
        <Sheet rule>
          <TermRow icon={Hourglass} what={<Trans>They have to wait</Trans>}>
            <Trans>{name} sees that you declined and cannot ask again before the cool-down is over.</Trans>
          </TermRow>
          <TermRow icon={Eye} what={<Trans>Your switch stays as it is</Trans>}>
            <Trans>Other agencies find you as before.</Trans>
          </TermRow>
        </Sheet>
      </Section>
    );
  const end = membership ? day(membership.termEndsAt) : '';
  return (
    <Section title={<Trans>What happens now</Trans>}>
      <Sheet rule>
        <TermRow icon={DoorOpen} what={end === '' ? <Trans>It ends by itself</Trans> : <Trans>It ends by itself on {end}</Trans>}>
          {leavingRule(membership?.terms ?? invite.terms)}
        </TermRow>
        <TermRow icon={Eye} what={<Trans>Your switch stays as it is</Trans>}>
          <Trans>Other agencies find you only while it is on. {name} keeps seeing ranges until you share more.</Trans>
        </TermRow>
      </Sheet>
      {membership && (
        <div className="mt-3">
          <Btn wide go to={`/membership/${membership.membershipId}`}>
            <Trans>To my membership</Trans>
          </Btn>
        </div>
      )}
    </Section>
  );
}
