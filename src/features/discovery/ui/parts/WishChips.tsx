import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode } from 'react';
import { now } from '#src/web/clock.ts';
import type { SearchAnswer } from '#src/web/client.gen.ts';
import { clock, country, language, number, range } from '#src/web/format.ts';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { Chip, Chips } from '#src/web/kit/Chip.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import { hoursAhead, spanOf } from './hours.ts';
import { everybody, type Figure, figures, filtersOn, type ListName, lists, type Wish } from './address.ts';

/** Every filter that is on, each a press away from being off. */
export function WishChips({
  wish,
  liked = [],
  onChange,
  end,
}: {
  wish: Wish;
  /** Those whom others are to be like, once their names are known. */
  liked?: SearchAnswer['like'] | undefined;
  onChange: (change: Partial<Wish>) => void;
  end?: ReactNode;
}) {
  const { t } = useLingui();
  const sayEnds: Record<Figure, (ends: string) => string> = {
    averageViewers: (ends) => t`${ends} viewers on average`,
    followers: (ends) => t`${ends} followers`,
    peakViewers: (ends) => t`${ends} viewers at the peak`,
    hours: (ends) => t`${ends} LIVE hours`,
    acv: (ends) => t`${ends} viewers on average in LIVEs`,
    onAir: (ends) => t`${ends} h on air`,
    validDays: (ends) => t`${ends} valid days`,
    diamonds: (ends) => t`${ends} diamonds`,
    givers: (ends) => t`${ends} % who give`,
    returning: (ends) => t`${ends} % who come back`,
  };
  const sayValue: Record<ListName, (value: string) => string> = {
    languages: (value) => capital(language(value)),
    countries: country,
    categories: capital,
    platforms: platformName,
    numbers: (value) => (value === 'exact' ? t`Exact numbers` : t`Ranges only`),
    agency: (value) => (value === 'independent' ? t`Independent` : t`With an agency`),
  };
  const sayHours = (at: number[]) => {
    const span = spanOf(at, hoursAhead(now()));
    const say = (hour: number) => clock(Date.UTC(2026, 0, 1, hour), 'UTC');
    return span ? t`LIVE between ${say(span.from)} and ${say(span.to)}` : t`LIVE in ${number(at.length)} hours of the day`;
  };
  const on = filtersOn(wish);
  return (
    <Chips end={end}>
      {wish.like.length > 0 && (
        <Chip onRemove={() => onChange({ like: [] })}>
          <LikeSaid like={wish.like} liked={liked} />
        </Chip>
      )}
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
      {wish.top !== null && <Chip onRemove={() => onChange({ top: null })}>{t`Fastest-growing ${number(wish.top)} %`}</Chip>}
      {wish.at.length > 0 && <Chip onRemove={() => onChange({ at: [] })}>{sayHours(wish.at)}</Chip>}
      {wish.invitable && <Chip onRemove={() => onChange({ invitable: false })}>{t`Can be invited now`}</Chip>}
      {wish.notInvited && <Chip onRemove={() => onChange({ notInvited: false })}>{t`Not invited by us in 90 days`}</Chip>}
      {on > 1 && (
        <span className="ms-1.5 text-small">
          <TextLink onClick={() => onChange({ ...everybody, q: wish.q, sort: wish.sort })}>{t`Clear all`}</TextLink>
        </span>
      )}
    </Chips>
  );
}

/** Who they are, or how many while that is not known; each name in its own direction. */
function LikeSaid({ like, liked }: { like: string[]; liked: SearchAnswer['like'] }) {
  const known = like.flatMap((id) => liked.filter(({ creatorId }) => creatorId === id));
  if (known.length < like.length) return <Plural value={like.length} one="Like # creator" other="Like # creators" />;
  const names = known.map(({ creatorId, displayName }, i) => (
    <Fragment key={creatorId}>
      {i > 0 && ', '}
      <bdi>{displayName}</bdi>
    </Fragment>
  ));
  return <Trans>Like {names}</Trans>;
}
