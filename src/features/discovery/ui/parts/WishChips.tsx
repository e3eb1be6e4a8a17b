import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { country, language, range } from '#src/web/format.ts';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { Chip, Chips } from '#src/web/kit/Chip.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import { everybody, type Figure, figures, filtersOn, type ListName, lists, type Wish } from './address.ts';

/** Every filter that is on, each a press away from being off. */
export function WishChips({ wish, onChange, end }: { wish: Wish; onChange: (change: Partial<Wish>) => void; end?: ReactNode }) {
  const { t } = useLingui();
  const sayEnds: Record<Figure, (ends: string) => string> = {
    averageViewers: (ends) => t`${ends} viewers on average`,
    followers: (ends) => t`${ends} followers`,
    peakViewers: (ends) => t`${ends} viewers at the peak`,
    hours: (ends) => t`${ends} LIVE hours`,
  };
  const sayValue: Record<ListName, (value: string) => string> = {
    languages: (value) => capital(language(value)),
    countries: country,
    categories: capital,
    platforms: platformName,
    numbers: (value) => (value === 'exact' ? t`Exact numbers` : t`Ranges only`),
  };
  const on = filtersOn(wish);
  return (
    <Chips end={end}>
      {figures.map((name) => {
        const ends = wish[name];
        return (
          ends && (
            <Chip key={name} onRemove={() => onChange({ [name]: null })}>
              {sayEnds[name](range(ends.min, ends.max))}
            </Chip>
          )
        );
      })}
      {lists.flatMap((name) =>
        wish[name].map((value) => (
          <Chip key={`${name} ${value}`} onRemove={() => onChange({ [name]: wish[name].filter((one) => one !== value) })}>
            {sayValue[name](value)}
          </Chip>
        )),
      )}
      {wish.invitable && <Chip onRemove={() => onChange({ invitable: false })}>{t`Can be invited now`}</Chip>}
      {on > 1 && (
        <span className="ms-1.5 text-small">
          <TextLink onClick={() => onChange({ ...everybody, q: wish.q, sort: wish.sort })}>{t`Clear all`}</TextLink>
        </span>
      )}
    </Chips>
  );
}
