import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCcw, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { RosterRow, Terms } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { day, instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextArea } from '#src/web/kit/Field.tsx';
import { PlainTerms } from '#src/web/kit/PlainTerms.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { draftOf, TermsForm, termsOf } from '#src/web/kit/TermsForm.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { termEnd } from '#src/web/words/plain.ts';
import { sayCode } from '#src/web/words/problems.ts';
import { differences } from '#src/web/words/terms.ts';
import { OurCopies } from '../../parts/Copies.tsx';
import { Proposals } from '../../parts/Proposals.tsx';
import { Ending, OurCases } from './OurCases.tsx';
import { OurPromises } from './OurPromises.tsx';

type Kind = 'renewal' | 'change';
type Offers = Answer<'roster.offers'>;
const touches = ['roster.list', 'roster.offers'] as const;
const messageMax = 2000;

/** The terms of one member: what holds, what is agreed for later, what was proposed, and what can be proposed now. */
export function MemberTerms({ agencyId, row, onClose }: { agencyId: string; row: RosterRow; onClose: () => void }) {
  const [proposing, setProposing] = useState<Kind | null>(null);
  if (proposing) return <Propose agencyId={agencyId} row={row} kind={proposing} onClose={onClose} onBack={() => setProposing(null)} />;
  return <Held agencyId={agencyId} row={row} onClose={onClose} onPropose={setProposing} />;
}

interface Shown {
  agencyId: string;
  row: RosterRow;
  onClose: () => void;
}

function Held({ agencyId, row, onClose, onPropose }: Shown & { onPropose: (kind: Kind) => void }) {
  const { t } = useLingui();
  const { membershipId, displayName, terms, next, offer } = row;
  const read = useRead('roster.offers', { path: { agencyId, membershipId } });
  const over = (read.data?.items ?? []).filter(({ state }) => state !== 'open');
  const end = day(row.endsAt ?? row.termEndsAt);
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={
        <Trans>
          Terms with <bdi>{displayName}</bdi>
        </Trans>
      }
      said={
        <Trans>
          {day(row.since)} to {end}. Nothing in them changes without a yes.
        </Trans>
      }
      acts={<Acts offers={read.data} onPropose={onPropose} onClose={onClose} />}
    >
      <div className="grid gap-5">
        <OurCases agencyId={agencyId} row={row} />
        {offer && <Open agencyId={agencyId} row={row} offer={offer} />}
        {next && (
          <p className="font-[560]">
            <Trans>
              From {day(next.from)} a further term is agreed: {differences(terms, next.terms) || t`the same terms`}.
            </Trans>
          </p>
        )}
        <TermsOf terms={terms} label={t`The terms that hold now`} />
        <OurPromises agencyId={agencyId} membershipId={membershipId} />
        <OurCopies agencyId={agencyId} membershipId={membershipId} />
        {read.isPending && <Skeleton rows={1} avatar={false} label={t`Loading what was proposed`} />}
        <Failed error={read.error} />
        {over.length > 0 && (
          <Section title={<Trans>What was proposed</Trans>}>
            <Proposals offers={over} />
          </Section>
        )}
        <Ending agencyId={agencyId} row={row} />
        {read.data && <Refused refused={read.data.refused} hidden={offer !== null || row.state !== 'active'} />}
      </div>
    </Dialog>
  );
}

function Acts({ offers, onPropose, onClose }: { offers: Offers | undefined; onPropose: (kind: Kind) => void; onClose: () => void }) {
  return (
    <>
      {offers && offers.refused.renewal === null && (
        <Btn go onClick={() => onPropose('renewal')}>
          <Trans>Offer a further term</Trans>
        </Btn>
      )}
      {offers && offers.refused.change === null && (
        <Btn onClick={() => onPropose('change')}>
          <Trans>Propose other terms</Trans>
        </Btn>
      )}
      <Btn onClick={onClose}>
        <Trans>Close</Trans>
      </Btn>
    </>
  );
}

/** Why a further term or other terms cannot be proposed now, and from when they can. */
function Refused({ refused, hidden }: { refused: Offers['refused']; hidden: boolean }) {
  if (hidden || (refused.renewal === null && refused.change === null)) return null;
  const said = (why: NonNullable<Offers['refused'][Kind]>): ReactNode => (
    <p className="prov" key={why.code}>
      {sayCode(why.code, why.detail)} {why.askAgainAt !== null && <Trans>Possible from {day(why.askAgainAt)}.</Trans>}
    </p>
  );
  const both = [refused.renewal, refused.change].filter((why) => why !== null);
  return <div className="grid gap-1">{both.filter((why, n) => both.findIndex(({ code }) => code === why.code) === n).map(said)}</div>;
}

/** The offer that waits for her answer. */
function Open({ agencyId, row, offer }: Omit<Shown, 'onClose'> & { offer: NonNullable<RosterRow['offer']> }) {
  const { t } = useLingui();
  const name = row.displayName;
  const back = useChange('roster.withdrawOffer', {
    touches: [...touches],
    onDone: () => tell({ title: t`The offer to ${name} is taken back.` }),
  });
  const other = differences(row.terms, offer.terms) || t`the same terms`;
  const until = instant(offer.expiresAt);
  return (
    <div className="grid gap-2">
      <p className="font-[560]">
        {offer.kind === 'renewal' ? <Trans>You offer a further term: {other}.</Trans> : <Trans>You propose: {other}.</Trans>}
      </p>
      <p className="prov">
        <Trans>
          <bdi>{name}</bdi> can answer until {until}. Silence is a no.
        </Trans>
      </p>
      <div className="acts">
        <Btn
          small
          icon={Undo2}
          busy={back.isPending}
          onClick={() => back.mutate({ path: { agencyId, membershipId: row.membershipId, offerId: offer.offerId } })}
        >
          <Trans>Take it back</Trans>
        </Btn>
      </div>
      <Failed error={back.error} />
    </div>
  );
}

/** The days of the term that is proposed. */
const spanOf = ({ termEndsAt, coolingOffUntil }: RosterRow, kind: Kind, { months }: Terms) =>
  kind === 'change'
    ? { from: null, to: termEndsAt, cooledOff: Date.parse(coolingOffUntil) <= now() }
    : {
        from: termEndsAt,
        to: new Date(termEnd(Date.parse(termEndsAt), months)).toISOString(),
        cooledOff: coolingOffUntil <= termEndsAt,
      };

function Propose({ agencyId, row, kind, onClose, onBack }: Shown & { kind: Kind; onBack: () => void }) {
  const { t } = useLingui();
  const { membershipId, displayName: name, terms: held } = row;
  const [draft, setDraft] = useState(() => draftOf(held));
  const [message, setMessage] = useState('');
  const send = useChange('roster.offer', {
    touches: [...touches],
    onDone: ({ expiresAt }) => {
      tell({ title: t`${name} can answer until ${instant(expiresAt)}.` });
      onClose();
    },
  });
  const terms = termsOf(draft);
  const other = terms ? differences(held, terms) : '';
  const nothing = kind === 'change' && other === '';
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={kind === 'renewal' ? <Trans>Offer a further term</Trans> : <Trans>Propose other terms</Trans>}
      said={
        kind === 'renewal' ? (
          <Trans>
            It would begin on {day(row.termEndsAt)}, when the term of <bdi>{name}</bdi> ends. Without a yes it ends then.
          </Trans>
        ) : (
          <Trans>
            They would hold from the moment <bdi>{name}</bdi> agrees. Without a yes everything stays as it is.
          </Trans>
        )
      }
      acts={
        <>
          <Btn
            go
            busy={send.isPending}
            disabled={!terms || nothing || message.length > messageMax}
            onClick={() => terms && send.mutate({ path: { agencyId, membershipId }, body: { kind, terms, message } })}
          >
            {kind === 'renewal' ? <Trans>Send the offer</Trans> : <Trans>Send the proposal</Trans>}
          </Btn>
          <Btn onClick={onBack}>
            <Trans>Back</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-5">
        <TermsForm draft={draft} onChange={setDraft} error={send.error} lengthFixed={kind === 'change'} />
        <div className="acts">
          {other !== '' && (
            <Btn small icon={RotateCcw} onClick={() => setDraft(draftOf(held))}>
              <Trans>Back to the terms that hold</Trans>
            </Btn>
          )}
          <span className="prov">{other === '' ? <Trans>As the terms that hold now</Trans> : <Trans>Other than now: {other}</Trans>}</span>
        </div>
        <TextArea label={<Trans>Message</Trans>} value={message} onChange={setMessage} rows={3} maxLength={messageMax} />
        {terms && (
          <Section title={<Trans>As the creator reads it</Trans>}>
            <PlainTerms terms={terms} label={t`As the creator reads it`} span={spanOf(row, kind, terms)} />
          </Section>
        )}
        {/* At its field too; here it is in sight of the button that was pressed. */}
        <Failed error={send.error} />
      </div>
    </Dialog>
  );
}
