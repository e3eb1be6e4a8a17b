// What a creator's LIVEs came to, as far as she shows it.
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Found, SeenFigure } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { clock, day, number } from '#src/web/format.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { liveFigures, sayLiveFigure, type LiveFigure as LiveName } from '#src/web/words/lives.ts';
import { hoursAhead, spanOf } from './hours.ts';

const wordsOf = (name: LiveName) =>
  ({
    acv: { under: t`viewers on average`, meaning: t`People watching at the same time, on average over all minutes that were measured.` },
    liveMinutes: { under: t`hours on air`, meaning: t`The time in which at least one LIVE went on.` },
    validDays: { under: t`valid days`, meaning: t`Days with an hour of LIVE or more.` },
    diamonds: { under: t`diamonds`, meaning: t`Confirmed by the platform; what was only heard of does not count.` },
    gifterConversion: { under: t`give`, meaning: t`Of all who entered a LIVE, how many gave at least one gift in it.` },
    returningViewers: { under: t`come back`, meaning: t`Of all who entered a LIVE, how many had watched one in the 30 days before.` },
    growth: { under: t`growth`, meaning: t`Average viewers against those of the 28 days before.` },
  })[name];

/** One figure of her LIVEs; it opens its meaning, source and day. */
export function LiveFigure({ found, name, figure }: { found: Found; name: LiveName; figure: NonNullable<SeenFigure> }) {
  const { under, meaning } = wordsOf(name);
  return (
    <Fig
      ink={figure.ink}
      explain={{
        title: under,
        meaning,
        rows: [
          { label: <Trans>Source</Trans>, value: <Trans>LIVEs known to this Greenroom</Trans> },
          ...(found.liveAsOn === null ? [] : [{ label: <Trans>28 days to</Trans>, value: day(found.liveAsOn) }]),
          { label: <Trans>Shared as</Trans>, value: figure.ink === 'exact' ? <Trans>the exact number</Trans> : <Trans>a range</Trans> },
        ],
      }}
    >
      {sayLiveFigure(name, figure)}
    </Fig>
  );
}

/** Nothing where nothing is shown. */
export function LiveFacts({ found }: { found: Found }) {
  const { liveAsOn, hours, withAgency } = found;
  const known = liveFigures.flatMap((name) => {
    const figure = found.figures[name];
    return liveAsOn === null || figure === null ? [] : [{ name, figure }];
  });
  if (known.length === 0 && withAgency === null) return null;
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
      {known.map(({ name, figure }) => (
        <span key={name}>
          <LiveFigure found={found} name={name} figure={figure} /> {wordsOf(name).under}
        </span>
      ))}
      {hours.length > 0 && <span>{sayHours(hours)}</span>}
      {withAgency !== null && <span className="text-text-2">{withAgency ? t`with an agency` : t`independent`}</span>}
    </div>
  );
}

function sayHours(hours: number[]): string {
  const span = spanOf(hours, hoursAhead(now()));
  const hour = (at: number) => clock(Date.UTC(2026, 0, 1, at), 'UTC');
  return span
    ? t`usually LIVE between ${hour(span.from)} and ${hour(span.to)}, by your clock`
    : t`usually LIVE in ${number(hours.length)} hours of the day`;
}
