import { Trans, useLingui } from '@lingui/react/macro';
import { MessageSquare, Send } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useNow } from '#src/web/clock.ts';
import type { LeadWithEntries, Leads } from '#src/web/client.gen.ts';
import { country, day, instant, language, left, list } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { DateField } from '#src/web/kit/DateField.tsx';
import { Select, TextArea } from '#src/web/kit/Field.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { SidePanel } from '#src/web/kit/SidePanel.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { viewers } from './LeadCard.tsx';
import type { Moving } from './useMoving.ts';
import { byHand, dayAhead, stageName, whyName, type Stage } from './words.ts';

interface PanelProps {
  agencyId: string;
  creatorId: string;
  owners: Leads['owners'];
  moving: Moving;
  /** Null: nobody is changed by this reader. */
  changes: boolean;
  onInvite: ((lead: LeadWithEntries) => void) | null;
  onClose: () => void;
}

/** One creator of the pipeline, whole. Escape closes. */
export function LeadPanel({ agencyId, creatorId, owners, moving, changes, onInvite, onClose }: PanelProps) {
  const { t } = useLingui();
  const read = useRead('scouting.show', { path: { agencyId, creatorId } });
  const lead = read.data;
  const foot = lead && changes && (
    <div className="acts">
      {onInvite && lead.standing === 'open' && (
        <Btn go icon={Send} onClick={() => onInvite(lead)}>
          <Trans>Invite, read terms first</Trans>
        </Btn>
      )}
      <Btn icon={MessageSquare} to={`/a/${agencyId}/messages/${creatorId}`}>
        <Trans>Write a message</Trans>
      </Btn>
      <Btn busy={moving.busy} onClick={() => moving.drop([creatorId])}>
        <Trans>Take out of the pipeline</Trans>
      </Btn>
    </div>
  );
  return (
    <SidePanel label={lead?.displayName ?? t`Creator`} onClose={onClose} foot={foot}>
      {lead ? (
        <article>
          <Head lead={lead} />
          {changes && <Change agencyId={agencyId} lead={lead} owners={owners} moving={moving} />}
          <History lead={lead} />
        </article>
      ) : read.isError ? (
        <div className="pe-10">
          <PageError small error={read.error} again={() => void read.refetch()} />
        </div>
      ) : (
        <Skeleton rows={6} label={t`Loading the creator`} />
      )}
    </SidePanel>
  );
}

function Head({ lead }: { lead: LeadWithEntries }) {
  const size = viewers(lead.figures.averageViewers);
  return (
    <header>
      <div className="flex items-center gap-3 pe-10">
        <Avatar id={lead.creatorId} name={lead.displayName} size={44} />
        <div className="min-w-0">
          <h2 className="head wrap-anywhere">
            <bdi>{lead.displayName}</bdi>
          </h2>
          <Prov parts={[<bdi key="handle">@{lead.handle}</bdi>, platformName(lead.platform)]} />
        </div>
      </div>
      {lead.bio !== '' && (
        <p className="quote mt-3" dir="auto">
          {lead.bio}
        </p>
      )}
      <div className="mt-2">
        <Prov
          parts={[
            size !== null && <Trans key="size">{size} viewers on average</Trans>,
            lead.figuresAsOf !== null && <Trans key="as">as imported, as of {day(lead.figuresAsOf)}</Trans>,
            lead.languages.length > 0 && list(lead.languages.map((tag) => capital(language(tag)))),
            lead.country !== null && country(lead.country),
            lead.categories.length > 0 && lead.categories.map(capital).join(', '),
          ]}
        />
      </div>
      <Between lead={lead} />
    </header>
  );
}

function Between({ lead: { standing, standingUntil: until } }: { lead: LeadWithEntries }) {
  if (standing === 'open') return null;
  return (
    <p className="mt-2 text-small text-text-2">
      {standing === 'not_asked' && <Trans>takes no invitation from an agency like yours</Trans>}
      {standing === 'member' && <Trans>member of your agency</Trans>}
      {standing === 'invited' && (until === null ? <Trans>your invitation is open</Trans> : <Trans>your invitation, {left(until)}</Trans>)}
      {standing === 'cooling_down' &&
        (until === null ? <Trans>declined lately</Trans> : <Trans>declined, ask again from {day(until)}</Trans>)}
    </p>
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-5.5">
      <h3 className="sub mb-1.5">{title}</h3>
      {children}
    </section>
  );
}

function Change({ agencyId, lead, owners, moving }: { agencyId: string; lead: LeadWithEntries; owners: Leads['owners']; moving: Moving }) {
  const { t } = useLingui();
  const { creatorId } = lead;
  const reach: Stage[] = byHand.includes(lead.stage as (typeof byHand)[number]) ? [...byHand] : [lead.stage, ...byHand];
  return (
    <div className="mt-4 grid gap-3">
      <Select
        label={<Trans>Stage</Trans>}
        value={lead.stage}
        options={reach.map((value) => ({ value, label: stageName(value) }))}
        onChange={(stage) => moving.toStage([creatorId], stage)}
      />
      <Select
        label={<Trans>In charge</Trans>}
        value={lead.owner?.personId ?? ''}
        options={[{ value: '', label: t`Nobody` }, ...owners.map((one) => ({ value: one.personId, label: one.name }))]}
        onChange={(id) => moving.toOwner([creatorId], owners.find((one) => one.personId === id) ?? null)}
      />
      <Reminder key={lead.remindOn} agencyId={agencyId} lead={lead} />
      <Note agencyId={agencyId} creatorId={creatorId} />
    </div>
  );
}

function Reminder({ agencyId, lead: { creatorId, remindOn } }: { agencyId: string; lead: LeadWithEntries }) {
  const now = useNow();
  const [own, setOwn] = useState<string | null>(null);
  const remind = useChange('scouting.remind', { touches: ['scouting.list', 'scouting.show'] });
  const set = (on: string | null) =>
    remind.mutate(
      { path: { agencyId, creatorId }, body: { on } },
      { onError: (error) => tell({ title: sayProblem(error), urgent: true }) },
    );
  return (
    <div>
      <p className="text-small font-[560]">
        <Trans>Reminder</Trans>
      </p>
      <p className="mb-1.5 text-text-2">
        {remindOn === null ? <Trans>None is set.</Trans> : day(remindOn)}{' '}
        {remindOn !== null && (
          <TextLink onClick={() => set(null)}>
            <Trans>Take it away</Trans>
          </TextLink>
        )}
      </p>
      <div className="acts">
        <Btn small busy={remind.isPending} onClick={() => set(dayAhead(1, now))}>
          <Trans>Tomorrow</Trans>
        </Btn>
        <Btn small busy={remind.isPending} onClick={() => set(dayAhead(7, now))}>
          <Trans>In a week</Trans>
        </Btn>
        <Btn small onClick={() => setOwn(own === null ? '' : null)} expanded={own !== null}>
          <Trans>Another day</Trans>
        </Btn>
      </div>
      {own !== null && (
        <div className="mt-2 flex flex-wrap items-end gap-3">
          <DateField label={<Trans>Day of the reminder</Trans>} value={own} onChange={setOwn} />
          <Btn small disabled={own === ''} busy={remind.isPending} onClick={() => set(own)}>
            <Trans>Set</Trans>
          </Btn>
        </div>
      )}
    </div>
  );
}

function Note({ agencyId, creatorId }: { agencyId: string; creatorId: string }) {
  const [text, setText] = useState('');
  const note = useChange('scouting.note', { touches: ['scouting.list', 'scouting.show'], onDone: () => setText('') });
  return (
    <div className="grid gap-2">
      <TextArea
        label={<Trans>Note</Trans>}
        hint={<Trans>Only your agency reads it.</Trans>}
        value={text}
        onChange={setText}
        maxLength={2000}
        rows={3}
        error={note.isError ? sayProblem(note.error) : undefined}
      />
      <div>
        <Btn
          small
          busy={note.isPending}
          disabled={text.trim() === ''}
          onClick={() => note.mutate({ path: { agencyId, creatorId }, body: { note: text } })}
        >
          <Trans>Keep the note</Trans>
        </Btn>
      </div>
    </div>
  );
}

function History({ lead: { entries } }: { lead: LeadWithEntries }) {
  const { t } = useLingui();
  return (
    <Part title={<Trans>What happened</Trans>}>
      <ul className="rule" aria-label={t`What happened, newest first`}>
        {entries.map((entry) => (
          <li key={entry.entryId} className="py-2">
            {entry.kind !== 'noted' && (
              <p>
                {entry.kind === 'saved' ? <Trans>Saved</Trans> : entry.stage && <Trans>Moved: {stageName(entry.stage)}</Trans>}
                {entry.lostWhy !== null && `, ${whyName(entry.lostWhy)}`}
              </p>
            )}
            {entry.note !== '' && (
              <p className="whitespace-pre-line wrap-anywhere" dir="auto">
                {entry.note}
              </p>
            )}
            <p className="prov">
              {instant(entry.at)}
              {entry.by !== null && (
                <>
                  {' · '}
                  <bdi>{entry.by}</bdi>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
