import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleSlash, Pencil, RotateCcw, Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Given } from '#src/web/api.ts';
import type { Allowance, Found, Sent } from '#src/web/client.gen.ts';
import { day, list, number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { RadioLines } from '#src/web/kit/Check.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextArea, Wrong } from '#src/web/kit/Field.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { PlainTerms } from '#src/web/kit/PlainTerms.tsx';
import { Progress } from '#src/web/kit/Progress.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { draftOf, TermsForm, termsOf, type Draft } from '#src/web/kit/TermsForm.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { sayCode, sayProblem } from '#src/web/words/problems.ts';
import { differences } from '#src/web/words/terms.ts';

/** Whom an invitation goes to. */
type Asked = Pick<Found, 'creatorId' | 'displayName'>;
type Answered = Sent['items'];
/** So many are asked at once: each answer says something, and one that does not come leaves few in doubt. */
const atOnce = 5;

/** The terms that the picked creators will read, kind and message; then, for each of them, whether the invitation went out. */
export function InviteDialog({
  agencyId,
  picked,
  allowance,
  onClose,
  onSent,
}: {
  agencyId: string;
  picked: Asked[];
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
  const { answered, going, error, run } = useSending(agencyId, people, onSent);
  if (answered.length > 0 || going)
    return <Outcome answered={answered} people={people} going={going} error={error} onGoOn={run} onClose={onClose} />;

  const standard = agency.data?.standardTerms;
  const terms = draft ? termsOf(draft) : (standard ?? null);
  const changed = standard && draft && terms ? differences(standard, terms) : '';
  const most = allowance?.messageMax ?? 0;
  const days = allowance?.expiryDays ?? 0;
  const submit = () => {
    if (!terms) return;
    void run({ kind, message, terms });
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
          <Btn go icon={Send} disabled={!terms || !allowance || message.length > most} onClick={submit}>
            <Plural value={people.length} one="Send # invitation" other="Send # invitations" />
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-5">
        <Failed error={agency.error} />
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
            <TermsForm draft={draft} onChange={setDraft} error={error} />
            <div className="acts">
              <Btn small icon={RotateCcw} onClick={() => setDraft(null)}>
                <Trans>Back to the standard terms</Trans>
              </Btn>
              <span className="prov">
                {changed === '' ? <Trans>As your standard terms</Trans> : <Trans>Other than your standard terms: {changed}</Trans>}
              </span>
            </div>
            {terms && (
              <Section title={<Trans>As the creator reads it</Trans>}>
                <PlainTerms terms={terms} label={t`As the creator reads it`} />
              </Section>
            )}
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
        {error !== null && (
          <div className="field">
            <Wrong>{sayProblem(error)}</Wrong>
          </div>
        )}
      </div>
    </Dialog>
  );
}

type Offer = Omit<Given<'invites.send'>['body'], 'creatorIds'>;

/**
 * Asks a few at a time. What fails is sent again with the same key when one goes on, so that nobody is invited twice; whoever was answered is
 * not asked again.
 */
function useSending(agencyId: string, people: Asked[], onSent: (creatorIds: string[]) => void) {
  const [answered, setAnswered] = useState<Answered>([]);
  const [going, setGoing] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const offer = useRef<Offer | null>(null);
  const gone = useRef(false);
  useEffect(() => () => void (gone.current = true), []);
  const send = useChange('invites.send', {
    touches: ['invites.allowance', 'invites.list', 'discovery.search', 'scouting.list', 'scouting.show'],
  });
  const run = async (given?: Offer) => {
    offer.current = given ?? offer.current;
    if (!offer.current) return;
    setError(null);
    setGoing(true);
    let so = answered;
    try {
      while (so.length < people.length && !gone.current) {
        const creatorIds = people.slice(so.length, so.length + atOnce).map(({ creatorId }) => creatorId);
        const { items } = await send.mutateAsync({ path: { agencyId }, body: { ...offer.current, creatorIds } });
        so = [...so, ...items];
        setAnswered(so);
        onSent(items.filter(({ invite }) => invite).map(({ creatorId }) => creatorId));
      }
    } catch (failure) {
      setError(failure as Error);
    }
    setGoing(false);
  };
  return { answered, going, error, run };
}

function Outcome({
  answered,
  people,
  going,
  error,
  onGoOn,
  onClose,
}: {
  answered: Answered;
  people: Asked[];
  going: boolean;
  error: Error | null;
  onGoOn: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const gone = answered.filter(({ invite }) => invite).length;
  const refused = answered.length - gone;
  const left = people.length - answered.length;
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
        left > 0 ? (
          <>
            <Btn go busy={going} onClick={() => void onGoOn()}>
              <Plural value={left} one="Ask # more" other="Ask # more" />
            </Btn>
            <Btn onClick={onClose}>
              <Trans>Stop here</Trans>
            </Btn>
          </>
        ) : (
          <Btn go onClick={onClose}>
            <Trans>Done</Trans>
          </Btn>
        )
      }
    >
      {left > 0 && (
        <div className="mb-4 grid gap-2">
          <Progress
            label={t`Invitations on their way`}
            parts={[
              { count: gone, words: <Trans>sent</Trans> },
              { count: refused, words: <Trans>refused</Trans> },
            ]}
            left={left}
            leftWords={<Trans>not asked yet</Trans>}
          />
          {error !== null && (
            <div className="field">
              <Wrong>{sayProblem(error)}</Wrong>
            </div>
          )}
        </div>
      )}
      <RuledList>
        {answered.map(({ creatorId, invite, refusal }) => {
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
