import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { AuditRow } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { instant, number, zoneName } from '#src/web/format.ts';
import { now } from '#src/web/clock.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { ExportBtn } from '#src/web/kit/ExportBtn.tsx';
import { Select, TextField } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SearchWords } from '#src/web/kit/SearchWords.tsx';
import { usePages } from '#src/web/pages.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { actName, detailsOf, knownActs } from '#src/web/words/acts.ts';

const names = ['who', 'actor', 'by', 'act', 'subject', 'from', 'until'] as const;
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const isDay = (text: string) => /^[12]\d{3}-\d\d-\d\d$/.test(text);

/** What was done here, by whom, about whom; newest first. A row opens to all that it says. */
export default function Audit() {
  const { t } = useLingui();
  const [asked, change] = useFilters(names);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const wish = {
    who: asked.who.trim(),
    actor: isId(asked.actor) ? asked.actor : '',
    by: oneOf(asked.by, ['system', 'everybody']),
    act: /^[a-z]+(\.[a-zA-Z]+)?$/.test(asked.act) ? asked.act : '',
    subject: isId(asked.subject.trim()) ? asked.subject.trim().toLowerCase() : '',
    from: isDay(asked.from) ? asked.from : '',
    until: isDay(asked.until) ? asked.until : '',
  };
  const backwards = wish.from !== '' && wish.until !== '' && wish.until < wish.from;
  const query = Object.fromEntries(
    Object.entries(wish).filter(([name, value]) => value !== '' && !(backwards && name === 'until')),
  ) as Record<string, never>;
  const filtered = Object.keys(query).length > 0;
  const list = usePages('ops.audit', { query: { ...query, limit: 100 } });
  const { first, items, hasNextPage, readOn } = list;
  const words = useCallback((who: string) => change({ who }), [change]);
  if (!first) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the audit log`} rows={9} avatar={false} />
      </DeskPage>
    );
  }
  const zone = zoneName(now());
  const toggle = (auditId: string) => {
    const next = new Set(opened);
    if (!next.delete(auditId)) next.add(auditId);
    setOpened(next);
  };
  const person = items.find(({ actor }) => actor?.personId === wish.actor)?.actor?.name;
  const top = (
    <div className="grid gap-4 px-(--gutter) pt-5.5 pb-4">
      <Say then={<Trans>Nothing here can be changed or deleted.</Trans>}>
        {items.length === 0 ? (
          <Trans>No row fits what you ask for.</Trans>
        ) : filtered ? (
          <Trans>What was done, as far as you ask.</Trans>
        ) : (
          <Trans>All that people did here, newest first.</Trans>
        )}
      </Say>
      <div className="flex">
        <SearchWords
          label={t`Search by who did it`}
          placeholder={t`Name, or the whole e-mail address`}
          value={asked.who}
          onChange={words}
        />
      </div>
      <div className="grid grid-cols-2 items-start gap-3 min-[900px]:grid-cols-5">
        <Select
          label={<Trans>What was done</Trans>}
          value={wish.act}
          onChange={(act) => change({ act })}
          options={[
            { value: '', label: t`Anything` },
            ...(wish.act === '' || wish.act.includes('.') ? [] : [{ value: wish.act, label: wish.act }]),
            ...knownActs(),
          ]}
        />
        <Select
          label={<Trans>Done by</Trans>}
          value={wish.by}
          onChange={(by) => change({ by })}
          options={[
            { value: '', label: t`People and their keys` },
            { value: 'system', label: t`The program itself` },
            { value: 'everybody', label: t`Both` },
          ]}
        />
        <TextField label={<Trans>From</Trans>} type="date" value={wish.from} onChange={(from) => change({ from })} />
        <TextField
          label={<Trans>Until</Trans>}
          type="date"
          value={wish.until}
          onChange={(until) => change({ until })}
          error={backwards ? t`The period ends before it begins.` : undefined}
        />
        <TextField
          label={<Trans>About, by id</Trans>}
          value={asked.subject}
          onChange={(subject) => change({ subject })}
          autoComplete="off"
          error={asked.subject.trim() !== '' && wish.subject === '' ? t`This is not an id.` : undefined}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ExportBtn<AuditRow>
          operation="ops.audit"
          query={query}
          name="audit"
          head={[
            t`Time, UTC`,
            t`What was done`,
            t`Act`,
            t`Done by`,
            t`Person`,
            t`Agency`,
            t`Creator`,
            t`Details`,
            t`Number of the request`,
          ]}
          row={(r) => [
            r.at,
            actName(r.act),
            r.act,
            r.by,
            r.actor && `${r.actor.name ?? ''} ${r.actor.personId}`,
            r.agency && `${r.agency.name ?? ''} ${r.agency.agencyId}`,
            r.creator && `${r.creator.name ?? ''} ${r.creator.creatorId}`,
            JSON.stringify(r.subject),
            r.requestId,
          ]}
        />
        {filtered && (
          <span className="flex flex-wrap items-center gap-3">
            {wish.actor !== '' && (
              <span className="prov">
                <Trans>only by {person ?? wish.actor}</Trans>
              </span>
            )}
            <Btn small onClick={() => change(Object.fromEntries(names.map((name) => [name, ''])))}>
              <Trans>Clear all filters</Trans>
            </Btn>
          </span>
        )}
      </div>
    </div>
  );
  return (
    <DeskPage fill>
      <LongList
        label={t`Audit log`}
        items={items}
        idOf={(r) => r.auditId}
        height={56}
        busy={list.isPlaceholderData}
        onEnd={readOn}
        top={top}
        row={(one) => (
          <Row
            one={one}
            open={opened.has(one.auditId)}
            onToggle={() => toggle(one.auditId)}
            onActor={(actor) => change({ actor, who: '' })}
            onSubject={(subject) => change({ subject })}
          />
        )}
        foot={
          <p className="prov px-(--gutter) py-3.5">
            {hasNextPage ? (
              <Trans>
                {number(items.length)} loaded, times in {zone}
              </Trans>
            ) : (
              <Trans>
                {number(items.length)} in all, times in {zone}
              </Trans>
            )}
          </p>
        }
      />
    </DeskPage>
  );
}

function Row({
  one,
  open,
  onToggle,
  onActor,
  onSubject,
}: {
  one: AuditRow;
  open: boolean;
  onToggle: () => void;
  onActor: (personId: string) => void;
  onSubject: (id: string) => void;
}) {
  const { t } = useLingui();
  const gone = t`somebody who is gone`;
  const head = actName(one.act);
  const at = instant(one.at);
  const who = one.actor ? (one.actor.name ?? gone) : one.by === 'system' ? t`Greenroom itself` : t`a visitor`;
  const about = [
    one.creator && (one.creator.name ?? gone),
    one.agency && (one.agency.name ?? gone),
    ...one.people.map(({ name }) => name ?? gone),
  ].filter((name) => name !== null);
  const subject = (id: string, name: string | null) => (
    <span className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <bdi>{name ?? gone}</bdi>
      <bdi className="text-small break-all text-text-3">{id}</bdi>
      <Btn small bare onClick={() => onSubject(id)}>
        <Trans>Everything about them</Trans>
      </Btn>
    </span>
  );
  return (
    <div className="py-1">
      <button
        type="button"
        className="grid min-h-(--ctl) w-full items-center gap-x-5 gap-y-0.5 py-2 text-start min-[900px]:grid-cols-[150px_minmax(0,3fr)_minmax(0,2fr)_minmax(0,3fr)_20px]"
        aria-expanded={open}
        onClick={onToggle}
      >
        <time className="text-small text-text-2" dateTime={one.at}>
          {at}
        </time>
        <span className="font-[560]">{head}</span>
        <bdi className="min-w-0 break-words">{who}</bdi>
        <span className="min-w-0 break-words text-text-2">
          {about.map((name, index) => (
            <bdi key={index} className={index > 0 ? 'ms-2.5' : ''}>
              {name}
            </bdi>
          ))}
        </span>
        <ChevronDown className="max-[899px]:hidden" size={16} strokeWidth={2} aria-hidden="true" />
      </button>
      {open && (
        <div className="mb-2 max-w-[880px] border-s-2 border-line-strong ps-3.5">
          <Facts
            rows={[
              {
                label: t`Done by`,
                value: one.actor ? (
                  <span className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
                    <bdi>{who}</bdi>
                    {one.by === 'key' && <Trans>with a key</Trans>}
                    <Btn small bare onClick={() => onActor(one.actor!.personId)}>
                      <Trans>All that they did</Trans>
                    </Btn>
                  </span>
                ) : (
                  who
                ),
              },
              ...(one.creator ? [{ label: t`Creator`, value: subject(one.creator.creatorId, one.creator.name) }] : []),
              ...(one.agency ? [{ label: t`Agency`, value: subject(one.agency.agencyId, one.agency.name) }] : []),
              ...one.people.map(({ personId, name }) => ({ label: t`Person`, value: subject(personId, name) })),
              ...detailsOf(one.subject)
                .filter(({ value }) => !one.people.some(({ personId }) => personId === value))
                .map(({ label, value }) => ({ label, value: <bdi className="[overflow-wrap:anywhere]">{value}</bdi> })),
              { label: t`Act`, value: <bdi>{one.act}</bdi> },
              { label: t`Number of the request`, value: <bdi className="break-all">{one.requestId}</bdi> },
            ]}
          />
        </div>
      )}
    </div>
  );
}
