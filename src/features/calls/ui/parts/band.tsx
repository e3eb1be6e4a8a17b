import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { ArrowRight, CircleCheck, CircleDashed, CircleHelp, CircleSlash, Gauge, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Calls } from '#src/web/client.gen.ts';
import { Mark } from '#src/web/kit/Mark.tsx';

/** How well the month goes; null = not known. */
export type BandName = NonNullable<NonNullable<Calls['items'][number]['pace']>['band']>;

interface Look {
  icon: LucideIcon;
  tone: 'pos' | 'neg' | 'warn' | 'quiet';
  word: MessageDescriptor;
}
const looks: Record<BandName | 'unknown', Look> = {
  DONE: { icon: CircleCheck, tone: 'quiet', word: msg`Reached` },
  ON_TRACK: { icon: ArrowRight, tone: 'pos', word: msg`On track` },
  TIGHT: { icon: Gauge, tone: 'warn', word: msg`Tight` },
  URGENT: { icon: TriangleAlert, tone: 'neg', word: msg`Urgent` },
  NOT_STARTED: { icon: CircleDashed, tone: 'warn', word: msg`Not started` },
  GONE: { icon: CircleSlash, tone: 'quiet', word: msg`Out of reach` },
  unknown: { icon: CircleHelp, tone: 'quiet', word: msg`Not known` },
};

/** "On track" */
export const bandWord = (band: BandName | null): string => i18n._(looks[band ?? 'unknown'].word);

/** The band as glyph and word. */
export function BandMark({ band }: { band: BandName | null }) {
  const { icon, tone } = looks[band ?? 'unknown'];
  return (
    <Mark icon={icon} tone={tone}>
      {bandWord(band)}
    </Mark>
  );
}
