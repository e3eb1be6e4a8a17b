import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useMemo, useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { CheckLine, RadioLines } from '#src/web/kit/Check.tsx';
import { Field, Select, Wrong } from '#src/web/kit/Field.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { Switch } from '#src/web/kit/Switch.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { OwnPage } from '#src/web/shell/OwnPage.tsx';
import { PageError } from '#src/web/shell/PageError.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { groupName } from './words.tsx';

type Settings = Answer<'notices.settings'>;
type Wish = Answer<'notices.setSettings'>;
type Chosen = keyof Wish['groups'];

/** What reaches the person, where, and when. Each change holds at once. */
export default function NoticeSettings() {
  const { t } = useLingui();
  const read = useRead('notices.settings');
  const page = (children: React.ReactNode) => (
    <OwnPage title={t`How you are told`} back="/notices">
      {children}
    </OwnPage>
  );
  if (read.data) return page(<Choices settings={read.data} />);
  if (read.error) return page(<PageError error={read.error} again={() => void read.refetch()} />);
  return page(
    <>
      <SayBone />
      <Skeleton rows={5} avatar={false} />
    </>,
  );
}

const night = { from: '22:00', to: '08:00' };

function Choices({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const { email, by, ...kept } = settings;
  const [wish, setWish] = useState<Wish>(kept);
  const save = useChange('notices.setSettings', { touches: ['notices.settings'] });
  const change = (next: Wish) => {
    setWish(next);
    save.mutate({ body: next }, { onError: () => setWish(kept) });
  };
  const zones = useMemo(() => zonesWith(wish.zone), [wish.zone]);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown: Chosen[] = [
    'invitations',
    'membership',
    'messages',
    ...(me?.creatorId === undefined ? [] : (['permissions'] as const)),
    ...((me?.agencies.length ?? 0) > 0 ? (['team'] as const) : []),
    ...(may(me, 'calls.today') ? (['calls'] as const) : []),
    ...(may(me, 'scouting.searches') ? (['searches', 'pipeline'] as const) : []),
    'rules',
  ];
  const set = (group: Chosen, channel: 'app' | 'mail', on: boolean) =>
    change({ ...wish, groups: { ...wish.groups, [group]: { ...wish.groups[group], [channel]: on } } });
  return (
    <>
      <Say
        then={
          by === 'files' ? (
            <Trans>No mail leaves this machine: each is kept as a file.</Trans>
          ) : (
            <Trans>
              Mails go to <bdi className="wrap-anywhere">{email}</bdi>.
            </Trans>
          )
        }
      >
        <Trans>You choose what reaches you, and when.</Trans>
      </Say>
      <div className="field mt-2" role="status">
        {save.isSuccess && <span className="prov">{t`Saved.`}</span>}
        {save.error && <Wrong>{sayProblem(save.error)}</Wrong>}
      </div>
      <Section title={<Trans>What</Trans>}>
        <table className="wishes">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{t`About`}</span>
              </th>
              <th scope="col">{t`In the app`}</th>
              <th scope="col">{t`By e-mail`}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((group) => (
              <tr key={group}>
                <th scope="row">
                  {groupName(group)}
                  {group === 'membership' && me?.creatorId !== undefined && (
                    <small>
                      <Trans>That an agency ends your membership is shown in the app in any case.</Trans>
                    </small>
                  )}
                  {group === 'calls' && (
                    <small>
                      <Trans>Once a day, in the morning: who needs a call and why.</Trans>
                    </small>
                  )}
                  {group === 'rules' && (
                    <small>
                      <Trans>When a rule that concerns you takes force.</Trans>
                    </small>
                  )}
                </th>
                <td>
                  <Switch on={wish.groups[group].app} label={t`${groupName(group)} in the app`} onChange={(on) => set(group, 'app', on)} />
                </td>
                <td>
                  <Switch on={wish.groups[group].mail} label={t`${groupName(group)} by e-mail`} onChange={(on) => set(group, 'mail', on)} />
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                {groupName('security')}
                <small>
                  <Trans>A new key, a changed password: always told.</Trans>
                </small>
              </th>
              <td>{t`On`}</td>
              <td>{t`On`}</td>
            </tr>
          </tbody>
        </table>
      </Section>
      <Section title={<Trans>How often by e-mail</Trans>}>
        <RadioLines
          label={<span className="sr-only">{t`How often by e-mail`}</span>}
          name="daily"
          value={wish.daily ? 'daily' : 'once'}
          options={[
            { value: 'once', label: t`At once, one mail each` },
            { value: 'daily', label: t`One mail a day, at nine`, hint: t`What ends before nine is still told at once.` },
          ]}
          onChange={(value) => change({ ...wish, daily: value === 'daily' })}
        />
      </Section>
      <Section title={<Trans>Quiet hours</Trans>} prov={<Trans>for mails</Trans>}>
        <div className="grid gap-4">
          <CheckLine on={wish.quiet !== null} onChange={(on) => change({ ...wish, quiet: on ? night : null, zone: on ? own : wish.zone })}>
            <Trans>Mails wait until the quiet hours are over</Trans>
          </CheckLine>
          {wish.quiet && (
            <div className="two-fields">
              <Time label={t`From`} value={wish.quiet.from} onChange={(from) => change({ ...wish, quiet: { ...wish.quiet!, from } })} />
              <Time label={t`Until`} value={wish.quiet.to} onChange={(to) => change({ ...wish, quiet: { ...wish.quiet!, to } })} />
            </div>
          )}
        </div>
      </Section>
      <Section title={<Trans>Your clock</Trans>} prov={<Trans>mornings, nine o’clock and quiet hours go by it</Trans>}>
        <div className="grid gap-3">
          <Select label={<Trans>By the clock of</Trans>} value={wish.zone} options={zones} onChange={(zone) => change({ ...wish, zone })} />
          {wish.zone !== own && zones.some(({ value }) => value === own) && (
            <div className="acts">
              <Btn small onClick={() => change({ ...wish, zone: own })}>
                <Trans>Use the clock of this device, {own.replaceAll('_', ' ')}</Trans>
              </Btn>
            </div>
          )}
        </div>
      </Section>
    </>
  );
}

/** Taken over when it is whole, and not on every key. */
function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <Field label={label}>
      {(tied) => (
        <input
          className="input"
          type="time"
          key={`${id} ${value}`}
          defaultValue={value}
          required
          onBlur={(event) => {
            const next = event.currentTarget.value;
            if (/^\d{2}:\d{2}$/.test(next) && next !== value) onChange(next);
          }}
          {...tied}
        />
      )}
    </Field>
  );
}

function zonesWith(zone: string): { value: string; label: string }[] {
  const all = [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort((a, b) => a.localeCompare(b));
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
