import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleSlash, Pencil, RotateCcw, Send } from 'lucide-react';
import { useState } from 'react';
import type { Allowance, Found, Sent } from '#src/web/client.gen.ts';
import { day, list, number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { RadioLines } from '#src/web/kit/Check.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { TextArea, Wrong } from '#src/web/kit/Field.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { draftOf, TermsForm, termsOf, type Draft } from '#src/web/kit/TermsForm.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayCode, sayProblem } from '#src/web/words/problems.ts';
import { differences } from '#src/web/words/terms.ts';

/** The terms that the picked creators will read, kind and message; then, for each of them, whether the invitation went out. */
export function InviteDialog({
  agencyId,
  picked,
  allowance,
  onClose,
  onSent,
}: {
  agencyId: string;
  picked: Found[];
  allowance: Allowance | undefined;
  onClose: () => void;
  onSent: (creatorIds: string[]) => void;
}) {
  const { t } = useLingui();
  const [people] = useState(picked);
  const agency = useRead('agencies.show', { path: { agencyId } });
  const [draft, setDraft] = useState<Draft | null>(null);
  const [kind, setKind] = useState<'regular' | 'elite'>('regular');
  const [message, setMessage] = useState('');
  const [sent, setSent] = useState<Sent | null>(null);
  const send = useChange('invites.send', {
    touches: ['invites.allowance', 'invites.list', 'discovery.search'],
    onDone: (answer) => {
      setSent(answer);
      onSent(answer.items.filter(({ invite }) => invite).map(({ creatorId }) => creatorId));
    },
  });
  if (sent) return <Outcome sent={sent} people={people} onClose={onClose} />;

  const standard = agency.data?.standardTerms;
  const terms = draft ? termsOf(draft) : (standard ?? null);
  const changed = standard && draft && terms ? differences(standard, terms) : '';
  const most = allowance?.messageMax ?? 0;
  const days = allowance?.expiryDays ?? 0;
  const submit = () => {
    if (!terms) return;
    send.mutate({ path: { agencyId }, body: { creatorIds: people.map(({ creatorId }) => creatorId), kind, message, terms } });
  };
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={<Plural value={people.length} one="Invite # creator" other="Invite # creators" />}
      said={
        <>
          <bdi>{list(people.slice(0, 3).map(({ displayName }) => displayName))}</bdi>
          {people.length > 3 && <> {plural(people.length - 3, { one: 'and # more', other: 'and # more' })}</>}
          {'. '}
          {days > 0 && (
            <Plural
              value={days}
              one="They have # day to answer; these are the terms they read first."
              other="They have # days to answer; these are the terms they read first."
            />
          )}
        </>
      }
      acts={
        <>
          <Btn go icon={Send} busy={send.isPending} disabled={!terms || !allowance || message.length > most} onClick={submit}>
            <Plural value={people.length} one="Send # invitation" other="Send # invitations" />
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-5">
        {agency.isError && (
          <div className="field">
            <Wrong>{sayProblem(agency.error)}</Wrong>
          </div>
        )}
        {agency.isPending && <Skeleton rows={4} avatar={false} label={t`Loading your terms`} />}
        {standard && !draft && (
          <TermsOf
            terms={standard}
            label={t`The terms they read`}
            foot={
              <>
                <span className="flex-1 basis-44">
                  {agency.data?.ownTerms ? <Trans>Your agency’s standard terms</Trans> : <Trans>The operator’s standard terms</Trans>}
                </span>
                <Btn small icon={Pencil} onClick={() => setDraft(draftOf(standard))}>
                  <Trans>Change for this invitation</Trans>
                </Btn>
              </>
            }
          />
        )}
        {standard && draft && (
          <div className="grid gap-3">
            <TermsForm draft={draft} onChange={setDraft} error={send.error} />
            <div className="acts">
              <Btn small icon={RotateCcw} onClick={() => setDraft(null)}>
                <Trans>Back to the standard terms</Trans>
              </Btn>
              <span className="prov">
                {changed === '' ? <Trans>As your standard terms</Trans> : <Trans>Other than your standard terms: {changed}</Trans>}
              </span>
            </div>
          </div>
        )}
        <RadioLines
          label={<Trans>Kind</Trans>}
          name="kind"
          value={kind}
          onChange={setKind}
          options={[
            {
              value: 'regular',
              label: t`Regular`,
              hint: allowance && t`${number(allowance.leftToday)} of ${number(allowance.perDay)} left today`,
            },
            { value: 'elite', label: t`Elite`, hint: allowance && t`${number(allowance.eliteLeftToday)} left today` },
          ]}
        />
        <TextArea
          label={<Trans>Message</Trans>}
          value={message}
          onChange={setMessage}
          rows={4}
          hint={
            <Trans>
              Who you are and why you ask. {number(message.length)} of {number(most)} characters.
            </Trans>
          }
          error={allowance && message.length > most ? t`The message is longer than the rules allow.` : undefined}
        />
        {send.isError && (
          <div className="field">
            <Wrong>{sayProblem(send.error)}</Wrong>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Outcome({ sent, people, onClose }: { sent: Sent; people: Found[]; onClose: () => void }) {
  const gone = sent.items.filter(({ invite }) => invite).length;
  const refused = sent.items.length - gone;
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={
        <>
          <Plural value={gone} _0="No invitation sent" one="# invitation sent" other="# invitations sent" />
          {refused > 0 && (
            <>
              , <Plural value={refused} one="# refused" other="# refused" />
            </>
          )}
        </>
      }
      acts={
        <Btn go onClick={onClose}>
          <Trans>Done</Trans>
        </Btn>
      }
    >
      <RuledList>
        {sent.items.map(({ creatorId, invite, refusal }) => {
          const name = people.find((one) => one.creatorId === creatorId)?.displayName ?? '';
          const again = refusal?.askAgainAt;
          return (
            <Line
              key={creatorId}
              lead={<Avatar id={creatorId} name={name} />}
              what={<bdi>{name}</bdi>}
              how={
                invite ? (
                  <Trans>Can answer until {day(invite.expiresAt)}.</Trans>
                ) : (
                  <>
                    {refusal && sayCode(refusal.code, refusal.detail)} {again !== undefined && <Trans>Ask again from {day(again)}.</Trans>}
                  </>
                )
              }
              end={
                invite ? (
                  <Mark icon={CircleCheck} tone="pos">
                    <Trans>Sent</Trans>
                  </Mark>
                ) : (
                  <Mark icon={CircleSlash} tone="neg">
                    <Trans>Refused</Trans>
                  </Mark>
                )
              }
            />
          );
        })}
      </RuledList>
    </Dialog>
  );
}
