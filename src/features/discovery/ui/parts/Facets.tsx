import { Trans, useLingui } from '@lingui/react/macro';
import type { SearchAnswer } from '#src/web/client.gen.ts';
import { country, language } from '#src/web/format.ts';
import { CheckLine } from '#src/web/kit/Check.tsx';
import { Facet } from '#src/web/kit/Facet.tsx';
import { Bone } from '#src/web/kit/States.tsx';
import { capital, platformName } from '#src/web/words/names.ts';
import type { imported, ListName, Wish } from './address.ts';
import { FigureRange } from './FigureRange.tsx';
import { LiveFacets } from './LiveFacets.tsx';

/** What can be filtered by, each value with how many it would leave. */
export function Facets({
  wish,
  onChange,
  facets,
  live,
  onLive,
}: {
  wish: Wish;
  onChange: (change: Partial<Wish>) => void;
  facets: SearchAnswer['facets'] | undefined;
  /** Whether what was measured in LIVEs is open, and so is counted. */
  live: boolean;
  onLive: (open: boolean) => void;
}) {
  const { t } = useLingui();
  if (!facets) return <FacetBones />;
  const ranges: { name: (typeof imported)[number]; title: string; unit?: string }[] = [
    { name: 'averageViewers', title: t`Average viewers` },
    { name: 'followers', title: t`Followers` },
    { name: 'peakViewers', title: t`Peak viewers` },
    { name: 'hours', title: t`LIVE hours`, unit: t`h` },
  ];
  const titles: Record<ListName, string> = {
    languages: t`Language`,
    countries: t`Country`,
    categories: t`Category`,
    platforms: t`Platform`,
    numbers: t`Numbers`,
    agency: t`Agency`,
  };
  const say = (name: ListName, value: string) => {
    if (name === 'languages') return capital(language(value));
    if (name === 'countries') return country(value);
    if (name === 'categories') return capital(value);
    if (name === 'platforms') return platformName(value);
    if (name === 'agency') return value === 'independent' ? t`Independent` : t`With an agency`;
    return value === 'exact' ? t`Exact, shared` : t`Ranges only`;
  };
  const list = (name: ListName, first?: number) => {
    const counts = facets[name] ?? [];
    // A value that nobody is left with stays while it is chosen, so that it can be taken away.
    const gone = wish[name].filter((value) => !counts.some((count) => count.value === value)).map((value) => ({ value, count: 0 }));
    const all = [...counts, ...gone];
    if (all.length === 0) return null;
    return (
      <Facet
        key={name}
        title={titles[name]}
        options={all.map(({ value, count }) => ({ value, count, label: say(name, value) }))}
        chosen={wish[name]}
        onChange={(values) => onChange({ [name]: values })}
        {...(wish[name].length > 0 ? { note: t`${wish[name].length} of ${all.length}` } : {})}
        first={first}
      />
    );
  };
  return (
    <>
      {ranges.map((one) => (
        <FigureRange
          key={one.name}
          {...one}
          scale={one.name === 'hours' ? 'hours' : 'people'}
          wish={wish}
          onChange={onChange}
          facets={facets}
        />
      ))}
      <LiveFacets wish={wish} onChange={onChange} facets={facets} open={live} onOpen={onLive} />
      {list('languages', 5)}
      {list('numbers')}
      {list('categories', 5)}
      {list('countries', 5)}
      {list('platforms')}
      {list('agency')}
      <div className="py-2.5">
        <CheckLine on={wish.invitable} onChange={(invitable) => onChange({ invitable })}>
          <Trans>Only who can be invited now</Trans>
        </CheckLine>
        <CheckLine on={wish.notInvited} onChange={(notInvited) => onChange({ notInvited })}>
          <Trans>Not invited by us in 90 days</Trans>
        </CheckLine>
      </div>
    </>
  );
}

function FacetBones() {
  return (
    <div aria-hidden="true">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className="grid gap-3 border-b border-line py-4">
          <Bone width="52%" />
          <Bone height={index < 2 ? 34 : 66} />
        </div>
      ))}
    </div>
  );
}
