import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { Problem, type Answer } from '#src/web/api.ts';
import { useNow } from '#src/web/clock.ts';
import { day, instant, left } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { PlainTerms } from '#src/web/kit/PlainTerms.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { leavingRule } from '#src/web/words/plain.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { differences } from '#src/web/words/terms.ts';

type One = Answer<'roster.mine'>['items'][number];

/** What her agency proposes: what would change and from when, the whole terms, and her answer. Silence is a no. */
export function Offered({ one }: { one: One }) {
  const { t } = useLingui();
  const at = useNow();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState(false);
  const { offer } = one;
  const client = useQueryClient();
  const answer = useChange('roster.answerOffer', {
    touches: ['roster.mine', 'roster.myOffers', 'roster.myPromises'],
    onDone: ({ state }) => {
      setAsking(false);
      tell({ title: state === 'accepted' ? t`Agreed. The new terms stand below.` : t`Declined. Nothing has changed.` });
    },
  });
  if (!offer || Date.parse(offer.expiresAt) <= at) return null;
  const renewal = offer.kind === 'renewal';
  const until = instant(offer.expiresAt);
  const cooledOff = Date.parse(one.coolingOffUntil) <= (offer.from === null ? at : Date.parse(offer.from));
  const wrong = answer.error && (
    <div className="field mt-3">
      <Wrong>{sayProblem(answer.error)}</Wrong>
    </div>
  );
  const send = (word: 'accept' | 'decline') =>
    answer.mutate(
      { path: { offerId: offer.offerId }, body: { answer: word } },
      {
        onError: (error) => error instanceof Problem && error.status < 500 && void client.invalidateQueries({ queryKey: ['roster.mine'] }),
      },
    );
  return (
    <Section title={renewal ? <Trans>A further term is offered</Trans> : <Trans>Other terms are proposed</Trans>}>
      <p className="font-[560]">
        <Proposed one={one} />
      </p>
      <p className="mt-1 text-dense text-text-2">
        {renewal ? (
          <Trans>Without a yes it ends on {day(one.termEndsAt)}, as agreed. Silence is a no.</Trans>
        ) : (
          <Trans>Without a yes your terms stay as they are. Silence is a no.</Trans>
        )}
      </p>
      {offer.message !== '' && (
        <blockquote className="quote mt-3" dir="auto">
          {offer.message}
        </blockquote>
      )}
      <p className="mt-3 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-dense">
        <Clock size={17} strokeWidth={1.75} className="text-text-2" aria-hidden="true" />
        <span>
          <Trans>{left(offer.expiresAt, at)} to answer</Trans>
        </span>
        <span className="prov">
          <Trans>until {until}</Trans>
        </span>
      </p>
      {shown ? (
        <div className="mt-3">
          <PlainTerms
            terms={offer.terms}
            label={t`The terms that are proposed`}
            span={{ from: offer.from, to: offer.termEndsAt, cooledOff }}
          />
        </div>
      ) : (
        <div className="mt-3">
          <Btn small onClick={() => setShown(true)}>
            <Trans>Read all of them</Trans>
          </Btn>
        </div>
      )}
      {!asking && wrong}
      <div className="mt-3 grid grid-cols-2 gap-2.5">
        <Btn wide busy={answer.isPending} onClick={() => send('decline')}>
          <Trans>Decline</Trans>
        </Btn>
        <Btn wide go busy={answer.isPending} onClick={() => setAsking(true)}>
          <Trans>Agree</Trans>
        </Btn>
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={renewal ? <Trans>Stay for a further term?</Trans> : <Trans>Agree to other terms?</Trans>}
        said={
          <>
            <Proposed one={one} /> {leavingRule(offer.terms, cooledOff)}
          </>
        }
        acts={
          <>
            <Btn go busy={answer.isPending} onClick={() => send('accept')}>
              <Trans>Agree to these terms</Trans>
            </Btn>
            <Btn onClick={() => setAsking(false)}>
              <Trans>Not yet</Trans>
            </Btn>
          </>
        }
      >
        {wrong}
      </Dialog>
    </Section>
  );
}

/** What would be otherwise, and from when. */
function Proposed({ one: { offer, terms, agencyName } }: { one: One }) {
  if (!offer) return null;
  const other = differences(terms, offer.terms, true);
  const name = <bdi>{agencyName}</bdi>;
  if (offer.from === null)
    return (
      <Trans>
        {name} proposes: {other}. From the moment you agree.
      </Trans>
    );
  const [from, to] = [day(offer.from), day(offer.termEndsAt)];
  return other === '' ? (
    <Trans>
      {name} offers a further term from {from} to {to}, on the terms that hold now.
    </Trans>
  ) : (
    <Trans>
      {name} offers a further term from {from} to {to}. Other than now: {other}.
    </Trans>
  );
}
