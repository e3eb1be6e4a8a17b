import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ComparedLives, LiveFigures } from '#src/web/client.gen.ts';
import { duration, number } from '#src/web/format.ts';
import { Fig, type Ink } from '#src/web/kit/Fig.tsx';

export type Compared = ComparedLives;
export interface Row {
  key: string;
  name: ReactNode;
  label: string;
  of: (f: LiveFigures) => number | null;
  say: (value: number) => string;
  ink?: Ink;
  /** Where the figure comes from, under it. */
  under?: (f: LiveFigures) => ReactNode;
  meaning?: ReactNode;
}

const measured = (f: LiveFigures) => <Plural value={f.measuredMinutes} one="# minute measured" other="# minutes measured" />;

/** What is compared, in its order: time, viewers (the average before the peak), diamonds apart by how sure they are, followers. */
export function figuresOf(): Row[] {
  const row = (key: string, label: string, of: Row['of'], more: Partial<Row> = {}): Row => ({
    key,
    label,
    name: label,
    of,
    say: number,
    ...more,
  });
  return [
    row('lives', t`LIVEs`, (f) => f.lives),
    row('time', t`Time on air`, (f) => f.liveSeconds, {
      say: duration,
      under: (f) => <Plural value={f.days} one="on # day" other="on # days" />,
    }),
    row('valid', t`Valid days`, (f) => f.validDays, {
      under: (f) => <Trans>of {number(f.days)} with a LIVE</Trans>,
      meaning: <Trans>Days (UTC) with an hour on air or more. 59 minutes are no valid day.</Trans>,
    }),
    row('average', t`Average viewers`, (f) => f.averageViewers, {
      under: measured,
      meaning: (
        <Trans>
          How many were watching at a time: over all measured minutes of all LIVEs, each minute alike. A long LIVE weighs more than a short
          one.
        </Trans>
      ),
    }),
    row('peak', t`Peak viewers`, (f) => f.peakViewers, { under: measured }),
    row('diamonds', t`Diamonds, confirmed`, (f) => f.diamonds, {
      meaning: <Trans>Gifts whose end was told. It is not pay; the platform’s own statement decides.</Trans>,
    }),
    row('inferred', t`Diamonds, inferred`, (f) => f.diamondsInferred, {
      ink: 'estimated',
      meaning: <Trans>Streaks whose end never came, at their highest count. Not among the confirmed ones.</Trans>,
    }),
    row('hour', t`Diamonds an hour`, (f) => f.diamondsPerHour, {
      under: (f) => <Trans>in {duration(f.liveSeconds)}</Trans>,
      meaning: <Trans>Confirmed diamonds by all time on air.</Trans>,
    }),
    row('follows', t`New followers`, (f) => f.follows),
  ];
}

/** One figure of one creator, with a bar beside those of the others; why it is not there, where it is not. */
export function Value({ row, one, items }: { row: Row; one: Compared; items: Compared[] }) {
  const { figures } = one;
  if (!figures)
    return (
      <Fig ink="none">
        <Trans>not shared</Trans>
      </Fig>
    );
  if (figures.lives === 0 && row.key !== 'lives')
    return (
      <Fig ink="none">
        <Trans>no LIVE</Trans>
      </Fig>
    );
  const value = row.of(figures);
  if (value === null)
    return (
      <Fig ink="none">
        <Trans>not measured</Trans>
      </Fig>
    );
  const most = Math.max(1, ...items.flatMap((other) => (other.figures && row.of(other.figures)) ?? []));
  const estimated = row.ink === 'estimated' && value > 0;
  return (
    <span className="grid gap-0.5">
      <Fig ink={estimated ? 'estimated' : 'exact'} {...(row.meaning ? { explain: { title: row.name, meaning: row.meaning } } : {})}>
        {row.say(value)}
      </Fig>
      <span className="block h-1 max-w-40 rounded-full bg-well" aria-hidden="true">
        <span
          className="block h-1 rounded-full"
          style={{ inlineSize: `${((value / most) * 100).toFixed(1)}%`, background: 'var(--chart-1)', opacity: estimated ? 0.5 : 1 }}
        />
      </span>
      {row.under && <span className="prov">{row.under(figures)}</span>}
    </span>
  );
}
