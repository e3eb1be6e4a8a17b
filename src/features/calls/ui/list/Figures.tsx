import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { DoorOpen } from 'lucide-react';
import type { PaceSignal, Standing } from '#src/web/client.gen.ts';
import { compact, hours, number, range } from '#src/web/format.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Spark } from '#src/web/kit/Spark.tsx';
import { MonthStrip } from '../parts/Strip.tsx';
import { dayWords } from '../parts/words.ts';

export type Figure = 'validDays' | 'liveSeconds' | 'diamonds';

/** The month to date, with its goal where one is asked. Without a threshold the sum alone is known. */
export function sumOf({ pace, projected }: Standing, figure: Figure): Pick<PaceSignal, 'have' | 'atLeast' | 'atMost' | 'goal'> {
  return pace?.signals[figure] ?? { have: projected[figure].have, atLeast: projected[figure].have ?? 0, atMost: null, goal: null };
}

/** A figure in its ink: what is not known is said, with the ends between which it lies where there are some. */
export function Sum({ row, figure }: { row: Standing; figure: Figure }) {
  const { have, atLeast, atMost, goal } = sumOf(row, figure);
  const long = figure === 'liveSeconds';
  const say = (value: number) => (long ? hours(value) : number(value));
  if (have === null && atMost === null && atLeast === 0) {
    return (
      <Fig ink="none">
        <Trans>not known</Trans>
      </Fig>
    );
  }
  // A goal is a round number: short, so that the column is not as wide as two of the largest.
  const of = goal === null ? undefined : figure === 'diamonds' ? compact(goal) : say(goal);
  const between = long ? range(atLeast / 3600, atMost === null ? null : atMost / 3600, 1) : range(atLeast, atMost);
  const unit = long ? (
    of === undefined ? (
      <Trans>h</Trans>
    ) : (
      <Trans>of {of} h</Trans>
    )
  ) : of === undefined ? undefined : (
    <Trans>of {of}</Trans>
  );
  return (
    <Fig ink={have === null ? 'range' : 'exact'} unit={unit}>
      {have === null ? between : say(have)}
    </Fig>
  );
}

/** Where the month's diamonds will end, as far as her own curve says: an estimate, drawn as one. */
export function EndOfMonth({ row }: { row: Standing }) {
  const { low, high, basis } = row.projected.diamonds;
  if (low === null || high === null || basis === 'unknown' || basis === 'too_few') return null;
  const ends = low === high ? compact(low) : `${compact(low)}–${compact(high)}`;
  return (
    <span className="prov block">
      <Trans>
        to <span className="underline decoration-dashed underline-offset-3">{<bdi>{ends}</bdi>}</span>
      </Trans>
    </span>
  );
}

/** The month as a strip, with the days that are still needed. */
export function Month({ row }: { row: Standing }) {
  return <MonthStrip days={row.strip} first={row.month.first} needed={row.pace?.need?.days ?? 0} />;
}

/** Four weeks of diamonds; a gap where a day is not known. */
export function FourWeeks({ row, width = 84 }: { row: Pick<Standing, 'spark'>; width?: number | undefined }) {
  const known = row.spark.filter((value) => value !== null).length;
  if (known < 2) {
    return (
      <span className="prov">
        <Trans>too few days</Trans>
      </span>
    );
  }
  return <Spark values={row.spark} width={width} />;
}

export function LastLive({ row }: { row: Standing }) {
  if (row.lastLiveOn === null) {
    return (
      <span className="prov">
        <Trans>none known</Trans>
      </span>
    );
  }
  return <span className="whitespace-nowrap">{dayWords(row.lastLiveOn)}</span>;
}

export const nameOf = (row: Pick<Standing, 'displayName' | 'handle'>): string => row.displayName ?? row.handle;

/** Under the name: the handle, the group, and the day of the export where it is an older one than the list's. */
export function Second({ row, dataOn, alone = false }: { row: Standing; dataOn: string | null; alone?: boolean | undefined }) {
  const late = dataOn !== null && row.dataOn !== dataOn;
  return (
    <span className={`prov block ${alone ? '' : 'truncate'}`}>
      <bdi>@{row.handle}</bdi>
      {row.group !== null && (
        <>
          {' · '}
          <bdi>{row.group}</bdi>
        </>
      )}
      {late && row.quitOn === null && <> · {t`as of ${dayWords(row.dataOn)}`}</>}
    </span>
  );
}

/** Beside the name: has quit. */
export function Quit({ row }: { row: Standing }) {
  if (row.quitOn === null) return null;
  return (
    <Mark icon={DoorOpen}>
      <Trans>quit on {dayWords(row.quitOn)}</Trans>
    </Mark>
  );
}
