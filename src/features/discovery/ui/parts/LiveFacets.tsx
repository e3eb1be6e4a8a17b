// What can be filtered by of what was measured in LIVEs.
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import type { SearchAnswer } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { FacetTop } from '#src/web/kit/Facet.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { Bone } from '#src/web/kit/States.tsx';
import { figureOf, liveOn, measured, tops, type Wish } from './address.ts';
import { FigureRange } from './FigureRange.tsx';
import { HoursFacet } from './HoursFacet.tsx';
import type { Scale } from './steps.ts';

interface Props {
  wish: Wish;
  onChange: (change: Partial<Wish>) => void;
  facets: SearchAnswer['facets'];
  open: boolean;
  onOpen: (open: boolean) => void;
}
const scales: Record<(typeof measured)[number], Scale> = {
  acv: 'people',
  onAir: 'hours',
  validDays: 'days',
  diamonds: 'people',
  givers: 'percent',
  returning: 'percent',
};

/** Closed until somebody opens it, or one of its filters is on: only then it is counted. */
export function LiveFacets({ wish, onChange, facets, open, onOpen }: Props) {
  const { t } = useLingui();
  const on = liveOn(wish);
  const counted = facets.acv !== undefined;
  return (
    <details
      className="border-b border-line py-2.5"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) onOpen(event.currentTarget.open);
      }}
    >
      <summary className="flex min-h-(--ctl) items-center justify-between gap-3 font-[560] [&::-webkit-details-marker]:hidden">
        <span>
          <Trans>LIVE, last 28 days</Trans>
        </span>
        <span className="flex items-center gap-2">
          {on > 0 && <span className="prov">{t`${number(on)} on`}</span>}
          <ChevronDown className="text-text-3 [details[open]>summary_&]:rotate-180" size={16} strokeWidth={2} aria-hidden="true" />
        </span>
      </summary>
      {open && !counted && (
        <div className="grid gap-3 py-3" aria-hidden="true">
          <Bone width="52%" />
          <Bone height={34} />
          <Bone height={34} />
        </div>
      )}
      {open && counted && <Measured wish={wish} onChange={onChange} facets={facets} />}
    </details>
  );
}

function Measured({ wish, onChange, facets }: Pick<Props, 'wish' | 'onChange' | 'facets'>) {
  const { t } = useLingui();
  const titles: Record<(typeof measured)[number], [title: string, unit?: string]> = {
    acv: [t`Average viewers`],
    onAir: [t`Time on air`, t`h`],
    validDays: [t`Valid days`],
    diamonds: [t`Diamonds, confirmed`],
    givers: [t`Viewers who give`, '%'],
    returning: [t`Viewers who come back`, '%'],
  };
  const known = measured.filter((name) => (facets[figureOf[name].filter] ?? []).length > 0 || wish[name]);
  return (
    <>
      <p className="prov pt-1">
        <Trans>Of creators whose LIVEs are known here, and who agreed to show it.</Trans>
      </p>
      {measured.map((name) => (
        <FigureRange
          key={name}
          name={name}
          title={titles[name][0]}
          unit={titles[name][1]}
          scale={scales[name]}
          wish={wish}
          onChange={onChange}
          facets={facets}
        />
      ))}
      {known.length === 0 && (
        <p className="py-3 text-dense text-text-2">
          <Trans>Nobody’s LIVEs are known here yet.</Trans>
        </p>
      )}
      <div className="facet">
        <FacetTop title={t`Growth against the 28 days before`} />
        <Select
          label={<span className="sr-only">{t`Growth against the 28 days before`}</span>}
          value={wish.top === null ? '' : String(wish.top)}
          options={[
            { value: '', label: t`Any` },
            ...tops.map((top) => ({ value: String(top), label: t`Fastest-growing ${number(top)} %` })),
          ]}
          onChange={(value) => onChange({ top: tops.find((top) => String(top) === value) ?? null })}
        />
      </div>
      <HoursFacet counts={facets.hours ?? []} at={wish.at} onChange={(at) => onChange({ at })} />
    </>
  );
}
