import { Trans, useLingui } from '@lingui/react/macro';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import { country, day, language } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Seg } from '#src/web/kit/Seg.tsx';
import { Section, Sheet } from '#src/web/kit/Sheet.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import { Figures, LiveFigures } from './figures.tsx';

/** What agencies see, made by the server with the same function that answers them. */
export function Preview({ preview, on }: { preview: Answer<'creators.agencyCenter'>['preview']; on: boolean }) {
  const { t } = useLingui();
  const [which, setWhich] = useState<'now' | 'exact'>('now');
  const shared = preview.now.numbers === 'exact';
  const seen = preview[which];
  const asOf = seen.figuresAsOf === null ? '' : day(seen.figuresAsOf);
  return (
    <Section
      title={on ? <Trans>What agencies see</Trans> : <Trans>What agencies would see</Trans>}
      prov={asOf === '' ? <Trans>no figures imported yet</Trans> : <Trans>as imported, as of {asOf}</Trans>}
    >
      {shared ? (
        <p className="mb-2.5 text-dense text-text-2">
          <Trans>Now: exact numbers, because you share them.</Trans>
        </p>
      ) : (
        <div className="mb-2.5">
          <Seg
            wide
            label={t`What agencies see`}
            value={which}
            options={[
              { value: 'now', label: t`Now: ranges` },
              { value: 'exact', label: t`If you share exact` },
            ]}
            onChange={setWhich}
          />
        </div>
      )}
      <Sheet
        dashed
        label={t`Preview`}
        foot={
          <>
            <EyeOff size={18} strokeWidth={1.75} className="mt-px flex-none text-text-3" aria-hidden="true" />
            <span>
              <Trans>Never shown: the name and e-mail of your account, your age, what you are paid.</Trans>
            </span>
          </>
        }
      >
        <div className="px-4 pt-4 pb-4">
          <div className="flex items-center gap-3">
            <Avatar id={seen.creatorId} name={seen.displayName} size={52} />
            <div className="min-w-0 flex-1">
              <p className="head wrap-anywhere">
                <bdi>{seen.displayName}</bdi>
              </p>
              <p className="text-dense text-text-2 wrap-anywhere">
                {seen.handles.length === 0 ? (
                  <Trans>no handle</Trans>
                ) : (
                  seen.handles.map((one, index) => (
                    <span key={`${one.platform} ${one.handle}`}>
                      {index > 0 && ' · '}
                      <bdi>@{one.handle}</bdi> {platformName(one.platform)}
                    </span>
                  ))
                )}
                {seen.country !== null && ` · ${country(seen.country)}`}
              </p>
            </div>
          </div>
          {seen.bio !== '' && (
            <p className="mt-3 text-dense text-text-2 wrap-anywhere" dir="auto">
              {seen.bio}
            </p>
          )}
          <div className="mt-3 mb-1.5 flex flex-wrap gap-1.5">
            {[...seen.categories, ...seen.tags].map((word) => (
              <Tag key={word}>{capital(word)}</Tag>
            ))}
            {seen.languages.map((code) => (
              <Tag key={code} line>
                {language(code)}
              </Tag>
            ))}
          </div>
          <Figures seen={seen} />
          <LiveFigures seen={seen} />
        </div>
      </Sheet>
    </Section>
  );
}
