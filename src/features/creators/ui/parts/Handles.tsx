import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import type { Answer } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Select, TextField, Wrong } from '#src/web/kit/Field.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { platformName } from '#src/web/words/names.ts';
import { sayProblem } from '#src/web/words/problems.ts';

type Handle = Answer<'creators.mine'>['handles'][number];
const platforms = ['tiktok', 'twitch', 'youtube', 'other'] as const;

/** How she is called on each platform: one handle each, changed or taken off at once. */
export function Handles({ handles }: { handles: Handle[] }) {
  const { t } = useLingui();
  const [platform, setPlatform] = useState<Handle['platform']>(
    () => platforms.find((p) => handles.every((h) => h.platform !== p)) ?? 'tiktok',
  );
  const [handle, setHandle] = useState('');
  const touches = ['creators.mine', 'creators.agencyCenter'] as const;
  const set = useChange('creators.setHandle', {
    touches: [...touches],
    onDone: () => {
      setHandle('');
      tell({ title: t`Your handle is saved.` });
    },
  });
  const remove = useChange('creators.removeHandle', {
    touches: [...touches],
    onDone: () => tell({ title: t`The handle is off your profile.` }),
  });
  const wrong = set.error ?? remove.error;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (handle.trim() !== '' && !set.isPending) set.mutate({ path: { platform }, body: { handle: handle.trim().replace(/^@/u, '') } });
  };
  return (
    <>
      <RuledList label={t`Your handles`} className="border-y border-line">
        {handles.map((one) => (
          <Line
            key={one.platform}
            what={<bdi>@{one.handle}</bdi>}
            how={platformName(one.platform)}
            end={
              handles.length > 1 && (
                <Btn
                  small
                  label={t`Take off ${one.handle}`}
                  busy={remove.isPending}
                  onClick={() => remove.mutate({ path: { platform: one.platform } })}
                >
                  <Trans>Take off</Trans>
                </Btn>
              )
            }
          />
        ))}
      </RuledList>
      <form className="mt-4 grid gap-4" onSubmit={send}>
        <Select
          label={<Trans>Platform</Trans>}
          value={platform}
          options={platforms.map((value) => ({ value, label: platformName(value) }))}
          onChange={setPlatform}
        />
        <TextField
          label={<Trans>Handle</Trans>}
          hint={<Trans>On a platform where you have one already it takes its place.</Trans>}
          maxLength={120}
          value={handle}
          onChange={setHandle}
        />
        <div className="field">{wrong && <Wrong>{sayProblem(wrong)}</Wrong>}</div>
        <Btn type="submit" busy={set.isPending}>
          <Trans>Save the handle</Trans>
        </Btn>
      </form>
    </>
  );
}
