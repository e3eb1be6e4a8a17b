// Figures of LIVEs in words, the same for whoever shows them and for whoever looks.
import { t } from '@lingui/core/macro';
import type { SeenFigure } from '../client.gen.ts';
import { compact, number, percent, percentBps } from '../format.ts';

export const liveFigures = ['acv', 'liveMinutes', 'validDays', 'diamonds', 'gifterConversion', 'returningViewers', 'growth'] as const;
export type LiveFigure = (typeof liveFigures)[number];

/** The number, or both ends of its range; minutes as hours, shares and growth as percent. A range of days ends with its last day. */
export function sayLiveFigure(name: LiveFigure, figure: NonNullable<SeenFigure>): string {
  const say = (n: number) => {
    if (name === 'liveMinutes') return number(n / 60, 1);
    if (name === 'gifterConversion' || name === 'returningViewers') return percentBps(Math.min(n, 10_000));
    return name === 'growth' ? percent(Math.min(n, 1_000_000) / 10_000, true) : number(n);
  };
  if (figure.ink === 'exact') return say(figure.value);
  // Edges of bands are round numbers, so the short form of a large one says all of it.
  if (figure.from >= 10_000 && (name === 'acv' || name === 'diamonds')) return t`${compact(figure.from)} to ${compact(figure.to)}`;
  const last = name === 'validDays' ? figure.to - 1 : figure.to;
  return figure.from === last ? say(last) : t`${say(figure.from)} to ${say(last)}`;
}
