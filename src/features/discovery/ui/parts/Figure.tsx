import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Found } from '#src/web/client.gen.ts';
import { day } from '#src/web/format.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { LiveFigure } from './LiveFacts.tsx';
import { sayFigure } from './why.ts';

export type FigureName = 'averageViewers' | 'peakViewers' | 'followers' | 'streamMinutes';

const measuredAs = { averageViewers: 'acv', streamMinutes: 'liveMinutes' } as const;
/**
 * A column's figure: as imported, or as measured in LIVEs where nothing was imported; with `live`, where one looks for LIVEs, the other way
 * round.
 */
export function Column({ found, name, live }: { found: Found; name: keyof typeof measuredAs; live: boolean }) {
  const measured = found.figures[measuredAs[name]];
  if (measured === null || (found.figures[name] !== null && !live)) return <Figure found={found} name={name} />;
  return <LiveFigure found={found} name={measuredAs[name]} figure={measured} />;
}
/** What such a column shows. */
export const columnOf = ({ figures }: Found, name: keyof typeof measuredAs, live: boolean) =>
  live ? (figures[measuredAs[name]] ?? figures[name]) : (figures[name] ?? figures[measuredAs[name]]);

/** One imported figure: exact, a range, or the words that it is not known; it opens its meaning, source and day. */
export function Figure({ found, name, unit }: { found: Found; name: FigureName; unit?: ReactNode }) {
  const { t } = useLingui();
  const figure = found.figures[name];
  if (figure === null)
    return (
      <Fig ink="none">
        <Trans>not known</Trans>
      </Fig>
    );
  const value = sayFigure(figure, name === 'streamMinutes' ? 60 : 1);
  const titles = {
    averageViewers: t`Average viewers`,
    peakViewers: t`Peak viewers`,
    followers: t`Followers`,
    streamMinutes: t`LIVE hours`,
  };
  const meanings = {
    averageViewers: t`People watching at the same time, on average over the LIVEs of the period imported.`,
    peakViewers: t`The most people who watched at the same time in the period imported.`,
    followers: t`Followers at the time of the import.`,
    streamMinutes: t`Hours on air in the period imported.`,
  };
  return (
    <Fig
      ink={figure.ink}
      unit={unit}
      explain={{
        title: titles[name],
        meaning: meanings[name],
        rows: [
          { label: <Trans>Shared as</Trans>, value: figure.ink === 'exact' ? <Trans>the exact number</Trans> : <Trans>a range</Trans> },
          { label: <Trans>Source</Trans>, value: <Trans>an import by the operator</Trans> },
          ...(found.figuresAsOf === null ? [] : [{ label: <Trans>As of</Trans>, value: day(found.figuresAsOf) }]),
        ],
        ...(figure.ink === 'range' ? { prov: <Trans>{found.displayName} shares ranges, not exact numbers.</Trans> } : {}),
      }}
    >
      {value}
    </Fig>
  );
}
