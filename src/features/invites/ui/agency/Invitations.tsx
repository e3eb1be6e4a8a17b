import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, CircleSlash, Hourglass, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { OurInvite } from '#src/web/client.gen.ts';
import { useNow } from '#src/web/clock.ts';
import { day, instant, left, number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { platformName } from '#src/web/words/names.ts';
import { shortTerms } from '#src/web/words/terms.ts';

const states = ['sent', 'accepted', 'declined', 'expired', 'withdrawn'] as const;
type State = (typeof states)[number];

/** What this agency has sent, by what became of it. */
export default function Invitations() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { state?: string }).state;
  const state: State = states.find((one) => one === asked) ?? 'sent';
  const list = usePages('invites.list', { path: { agencyId }, query: { state, limit: 50 } });
  const { data: me } = useMe();
  const [leaving, setLeaving] = useState<OurInvite | null>(null);
  const { first, items } = list;
  const discover = `/a/${agencyId}/discover`;
  if (!first) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the invitations`} rows={7} />
      </DeskPage>
    );
  }
  const count = (name: State) => first.counts[name] ?? 0;
  const all = states.reduce((sum, name) => sum + count(name), 0);
  const answered = count('accepted') + count('declined');
  if (all === 0) {
    return (
      <DeskPage padded>
        <Empty
          say={<Trans>You have not invited anybody yet.</Trans>}
          act={
            <Btn go to={discover}>
              <Trans>Find creators</Trans>
            </Btn>
          }
        >
          <Trans>Each invitation stands here with its terms, its end and what became of it.</Trans>
        </Empty>
      </DeskPage>
    );
  }
  const words: Record<State, string> = {
    sent: t`Open`,
    accepted: t`Accepted`,
    declined: t`Declined`,
    expired: t`Expired`,
    withdrawn: t`Withdrawn`,
  };
  return (
    <DeskPage padded>
      <Say
        then={
          answered === 0 ? (
            <Trans>Nobody has answered yet.</Trans>
          ) : (
            <Trans>
              {number(count('accepted'))} of {number(answered)} who answered said yes.
            </Trans>
          )
        }
      >
        <Plural value={count('sent')} _0="No invitation is open." one="# invitation is open." other="# invitations are open." />
      </Say>
      <div className="mt-5">
        <Views
          label={t`Invitations by state`}
          value={state}
          options={states.map((value) => ({ value, label: words[value], count: count(value) }))}
          onChange={(next) => void navigate({ to: '.', search: next === 'sent' ? {} : { state: next }, replace: true } as never)}
        />
      </div>
      {items.length === 0 && !list.isPlaceholderData ? (
        <Nothing state={state} to={discover} />
      ) : (
        <div aria-busy={list.isPlaceholderData || undefined}>
          <ul className="rule border-b border-line" aria-label={words[state]}>
            {items.map((invite) => (
              <Row key={invite.inviteId} invite={invite} onWithdraw={may(me, 'invites.withdraw') ? () => setLeaving(invite) : undefined} />
            ))}
          </ul>
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <Prov parts={[t`${number(items.length)} of ${number(Math.max(items.length, count(state)))} shown, newest first`]} />
            {list.hasNextPage && (
              <Btn small busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                <Trans>Show more</Trans>
              </Btn>
            )}
          </div>
        </div>
      )}
      {leaving && <Withdraw invite={leaving} onClose={() => setLeaving(null)} />}
    </DeskPage>
  );
}

function Nothing({ state, to }: { state: State; to: string }) {
  const { t } = useLingui();
  const say: Record<State, string> = {
    sent: t`No invitation is open. What you send from Discover stands here until it is answered or ends.`,
    accepted: t`Nobody has accepted yet. Who accepts moves on to the roster.`,
    declined: t`Nobody has declined.`,
    expired: t`None has ended unanswered.`,
    withdrawn: t`None was withdrawn, by you or by a creator’s switch.`,
  };
  return (
    <div className="py-6">
      <p className="max-w-(--measure) text-text-2">{say[state]}</p>
      {state === 'sent' && (
        <div className="acts mt-4">
          <Btn to={to}>
            <Trans>Find creators</Trans>
          </Btn>
        </div>
      )}
    </div>
  );
}

function Row({ invite, onWithdraw }: { invite: OurInvite; onWithdraw: (() => void) | undefined }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <li style={{ contentVisibility: 'auto', containIntrinsicBlockSize: 'auto 62px' }}>
      <div className="grid gap-x-5 gap-y-2 py-2.5 min-[900px]:min-h-14 min-[900px]:grid-cols-[minmax(0,1.3fr)_minmax(0,1.5fr)_minmax(0,1.5fr)_118px] min-[900px]:items-center">
        <div className="creator">
          <Avatar id={invite.creatorId} name={invite.displayName} />
          <div className="min-w-0">
            <div className="flex min-w-0 items-center gap-2">
              <button
                type="button"
                className="name min-h-6 min-w-6 text-start hover:underline"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              >
                <bdi>{invite.displayName}</bdi>
              </button>
              {invite.kind === 'elite' && <Tag>{t`elite`}</Tag>}
            </div>
            <div className="prov truncate">
              <bdi>@{invite.handle}</bdi>, {platformName(invite.platform)}
            </div>
          </div>
        </div>
        <div className="min-w-0">
          <Became invite={invite} />
          <Prov
            parts={[
              invite.sentBy === null ? (
                <Trans key="sent">sent {day(invite.sentAt)}</Trans>
              ) : (
                <Trans key="sent">
                  sent {day(invite.sentAt)} by <bdi>{invite.sentBy}</bdi>
                </Trans>
              ),
            ]}
          />
        </div>
        <div className="text-small text-text-2">{shortTerms(invite.terms)}</div>
        <div className="min-[900px]:text-end">
          {invite.state === 'sent' && onWithdraw && (
            <Btn small onClick={onWithdraw} label={t`Withdraw the invitation to ${invite.displayName}`}>
              <Trans>Withdraw</Trans>
            </Btn>
          )}
        </div>
      </div>
      {open && (
        <div className="grid gap-4 pb-5 min-[900px]:grid-cols-2">
          <TermsOf terms={invite.terms} label={t`Terms sent to ${invite.displayName}`} />
          <div>
            <h2 className="sub mb-2">
              <Trans>Your message</Trans>
            </h2>
            {invite.message === '' ? (
              <p className="text-text-2">
                <Trans>Sent without a message.</Trans>
              </p>
            ) : (
              <p className="quote" dir="auto">
                {invite.message}
              </p>
            )}
            <div className="acts mt-3">
              <Btn small to={`/a/${invite.agencyId}/messages/${invite.creatorId}`}>
                <Trans>Messages with {invite.displayName}</Trans>
              </Btn>
            </div>
          </div>
        </div>
      )}
    </li>
  );
}

/** What became of an invitation, with its day. */
function Became({ invite }: { invite: OurInvite }): ReactNode {
  const now = useNow();
  const at = invite.answeredAt;
  if (invite.state === 'sent')
    return (
      <Mark icon={Hourglass}>
        <span>
          {left(invite.expiresAt)}, <Trans>ends {instant(invite.expiresAt, { named: true })}</Trans>
        </span>
      </Mark>
    );
  if (invite.state === 'accepted')
    return (
      <Mark icon={CircleCheck} tone="pos">
        {at === null ? <Trans>accepted</Trans> : <Trans>accepted {day(at)}</Trans>}
      </Mark>
    );
  if (invite.state === 'declined')
    return (
      <Mark icon={CircleSlash}>
        <span>
          {at === null ? <Trans>declined</Trans> : <Trans>declined {day(at)}</Trans>}
          {invite.askAgainAt !== null && (
            <>
              {', '}
              {Date.parse(invite.askAgainAt) > now ? (
                <Trans>ask again from {day(invite.askAgainAt)}</Trans>
              ) : (
                <Trans>can be asked again</Trans>
              )}
            </>
          )}
        </span>
      </Mark>
    );
  if (invite.state === 'expired') return <Mark icon={CircleDashed}>{<Trans>ended unanswered {day(invite.expiresAt)}</Trans>}</Mark>;
  return (
    <Mark icon={Undo2}>
      <span>
        {invite.withdrawnBy === 'switch' ? <Trans>ended by the creator’s switch</Trans> : <Trans>withdrawn by your agency</Trans>}
        {at !== null && <> {day(at)}</>}
      </span>
    </Mark>
  );
}

function Withdraw({ invite, onClose }: { invite: OurInvite; onClose: () => void }) {
  const { t } = useLingui();
  const withdraw = useChange('invites.withdraw', {
    touches: ['invites.list', 'invites.allowance', 'discovery.search'],
    onDone: () => {
      tell({ title: t`The invitation to ${invite.displayName} is withdrawn.` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Withdraw the invitation to {invite.displayName}?</Trans>}
      said={
        <Trans>
          It ends now instead of on {day(invite.expiresAt)}. {invite.displayName} can no longer accept it and sees that it was withdrawn. It
          still counts among the invitations of the day it was sent.
        </Trans>
      }
      acts={
        <>
          <Btn
            go
            icon={Undo2}
            busy={withdraw.isPending}
            onClick={() => withdraw.mutate({ path: { agencyId: invite.agencyId, inviteId: invite.inviteId } })}
          >
            <Trans>Withdraw it</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Keep it</Trans>
          </Btn>
        </>
      }
    >
      <Failed error={withdraw.error} />
    </Dialog>
  );
}
