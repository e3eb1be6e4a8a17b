import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { BadgeCheck, CircleDashed, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Agency } from '#src/web/client.gen.ts';
import { country, day, language, list, percentBps } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { PlainTerms } from '#src/web/kit/PlainTerms.tsx';
import { draftOf, isAtField, TermsForm, termsOf } from '#src/web/kit/TermsForm.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { capital } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { differences } from '#src/web/words/terms.ts';
import { EditCard } from './parts/EditCard.tsx';

/** The agency as others see it, and the terms it sends by itself. */
export default function OurAgency() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  const agency = useRead('agencies.show', { path: { agencyId } });
  const [editing, setEditing] = useState(false);
  const [carding, setCarding] = useState(false);
  if (agency.isError) {
    return (
      <DeskPage padded>
        <PageError error={agency.error} again={() => void agency.refetch()} />
      </DeskPage>
    );
  }
  if (!agency.data) {
    return (
      <DeskPage padded>
        <SayBone label={t`Loading your agency`} />
        <div className="mt-8 max-w-(--measure)">
          <Skeleton rows={6} avatar={false} />
        </div>
      </DeskPage>
    );
  }
  const { name, city, standardTerms: terms, verifiedAt, languages, about, since, ownTerms } = agency.data;
  const share = percentBps(terms.commissionBps);
  return (
    <DeskPage padded>
      <Say then={verifiedAt === null ? <Trans>Not verified yet.</Trans> : <Trans>Verified by the operator.</Trans>}>
        <Plural value={terms.months} one={`You ask ${share} for # month.`} other={`You ask ${share} for # months.`} />
      </Say>
      <div className="grid gap-x-12 min-[1100px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="min-w-0">
          <Section
            title={<Trans>What others see</Trans>}
            prov={
              may(me, 'agencies.edit') ? (
                <Btn small icon={Pencil} onClick={() => setCarding(true)}>
                  <Trans>Edit the card</Trans>
                </Btn>
              ) : (
                <Trans>in the public directory</Trans>
              )
            }
          >
            <div className="flex items-start gap-3">
              <HouseMark id={agencyId} size={44} />
              <div className="min-w-0">
                <p className="text-lead font-[600]">
                  <bdi>{name}</bdi>
                </p>
                <Prov
                  parts={[
                    [city, agency.data.country === null ? null : country(agency.data.country)].filter(Boolean).join(', '),
                    languages.length > 0 && list(languages.map((tag) => capital(language(tag)))),
                    t`here since ${day(since)}`,
                  ]}
                />
                <p className="mt-1.5">
                  {verifiedAt === null ? (
                    <Mark icon={CircleDashed}>
                      <Trans>not verified by the operator</Trans>
                    </Mark>
                  ) : (
                    <Mark icon={BadgeCheck} tone="pos">
                      <Trans>verified {day(verifiedAt)}</Trans>
                    </Mark>
                  )}
                </p>
                <p className="mt-2.5 max-w-(--measure) whitespace-pre-line text-text-2" dir="auto">
                  {about === '' ? <Trans>Nothing is said about the agency yet.</Trans> : about}
                </p>
              </div>
            </div>
          </Section>
        </div>
        <div className="min-w-0">
          <Section
            title={<Trans>Standard terms</Trans>}
            prov={ownTerms ? <Trans>set by your agency</Trans> : <Trans>the operator’s, none of your own</Trans>}
          >
            <TermsOf
              terms={terms}
              label={t`Standard terms`}
              {...(may(me, 'agencies.setTerms')
                ? {
                    foot: (
                      <>
                        <span className="flex-1 basis-44">
                          <Trans>Every invitation carries these unless it says otherwise.</Trans>
                        </span>
                        <Btn small icon={Pencil} onClick={() => setEditing(true)}>
                          <Trans>Change terms</Trans>
                        </Btn>
                      </>
                    ),
                  }
                : {})}
            />
          </Section>
        </div>
      </div>
      {editing && <EditTerms agencyId={agencyId} agency={agency.data} onClose={() => setEditing(false)} />}
      {carding && <EditCard agency={agency.data} onClose={() => setCarding(false)} />}
    </DeskPage>
  );
}

function EditTerms({ agencyId, agency, onClose }: { agencyId: string; agency: Agency; onClose: () => void }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(() => draftOf(agency.standardTerms));
  const save = useChange('agencies.setTerms', {
    touches: ['agencies.show'],
    onDone: () => {
      tell({ title: t`The standard terms are changed.`, how: t`Invitations from now on carry them.` });
      onClose();
    },
  });
  const terms = termsOf(draft);
  const changed = terms ? differences(agency.standardTerms, terms) : '';
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={<Trans>Standard terms</Trans>}
      said={<Trans>Invitations already sent and memberships that run keep the terms they were made with.</Trans>}
      acts={
        <>
          <Btn
            go
            busy={save.isPending}
            disabled={!terms || (changed === '' && agency.ownTerms)}
            onClick={() => terms && save.mutate({ path: { agencyId }, body: { terms } })}
          >
            <Trans>Save terms</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-4">
        <TermsForm draft={draft} onChange={setDraft} error={save.error} />
        {terms && (
          <Section title={<Trans>As the creator reads it</Trans>}>
            <PlainTerms terms={terms} label={t`As the creator reads it`} />
          </Section>
        )}
        <Prov parts={[changed === '' ? t`Nothing is changed yet.` : t`Changes: ${changed}`]} />
        {save.isError && !isAtField(save.error) && (
          <div className="field">
            <Wrong>{sayProblem(save.error)}</Wrong>
          </div>
        )}
      </div>
    </Dialog>
  );
}
