import { Trans, useLingui } from '@lingui/react/macro';
import { BellRing } from 'lucide-react';
import { useNow } from '#src/web/clock.ts';
import type { Lead } from '#src/web/client.gen.ts';
import { compact, day, range } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Check } from '#src/web/kit/Check.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { platformName } from '#src/web/words/names.ts';
import { dayAhead, whyName } from './words.ts';

/** Viewers on average, exact or as the range that she shares; nothing where it is not known. */
export function viewers(figure: Lead['figures']['averageViewers']): string | null {
  if (figure === null) return null;
  return figure.ink === 'exact' ? compact(figure.value) : range(figure.from, figure.to);
}

/** One creator of the pipeline: who, how large, in whose charge, what was noted last, when to think of her. */
export function LeadCard({
  lead,
  at,
  picked,
  current,
  onPick,
  onOpen,
}: {
  lead: Lead;
  /** Its place, for the keys that walk. */
  at: number;
  /** Null: nothing is picked here. */
  picked: boolean | null;
  current: boolean;
  onPick: (on: boolean) => void;
  onOpen: () => void;
}) {
  const { t } = useLingui();
  const size = viewers(lead.figures.averageViewers);
  const today = dayAhead(0, useNow());
  const due = lead.remindOn !== null && lead.remindOn <= today;
  return (
    <li
      data-at={at}
      data-id={lead.creatorId}
      className={`relative border-b border-line px-3 py-2.5 ${picked || current ? 'bg-ink-wash' : ''}`}
      style={{ contentVisibility: 'auto', containIntrinsicBlockSize: 'auto 96px' }}
    >
      <div className="flex items-start gap-2.5">
        <Avatar id={lead.creatorId} name={lead.displayName} size={30} />
        <div className="min-w-0 flex-1">
          <button
            type="button"
            className="name block max-w-full text-start hover:underline"
            aria-current={current || undefined}
            onClick={onOpen}
          >
            <bdi className="block truncate font-[560]">{lead.displayName}</bdi>
          </button>
          <p className="prov truncate">
            <bdi>@{lead.handle}</bdi>, {platformName(lead.platform)}
          </p>
        </div>
        {picked !== null && (
          <span className="grid h-6 w-6 place-items-center">
            <Check on={picked} onChange={onPick} label={t`Pick ${lead.displayName}`} />
          </span>
        )}
      </div>
      <p className="mt-1 text-small text-text-2">
        {size !== null && <Trans>{size} viewers on average</Trans>}
        {size !== null && ' · '}
        {lead.owner === null ? <Trans>nobody in charge</Trans> : <bdi>{lead.owner.name}</bdi>}
      </p>
      {lead.lostWhy !== null && <p className="mt-0.5 text-small text-text-2">{whyName(lead.lostWhy)}</p>}
      {lead.lastNote !== null && (
        <p className="mt-0.5 truncate text-small text-text-2" dir="auto">
          {lead.lastNote}
        </p>
      )}
      {lead.remindOn !== null && (
        <p className="mt-1 text-small">
          <Mark icon={BellRing} tone={due ? 'warn' : 'quiet'}>
            {due ? <Trans>Due {day(lead.remindOn)}</Trans> : day(lead.remindOn)}
          </Mark>
        </p>
      )}
    </li>
  );
}
