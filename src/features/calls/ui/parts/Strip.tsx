import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import type { Standing } from '#src/web/client.gen.ts';
import { list } from '#src/web/format.ts';

export type StripDay = Standing['strip'][number];

const high = 22;
const low = { y: high - 2, height: 2 };

/**
 * A month, day by day: full = valid, half and hollow = a LIVE that made no valid day, low = none, dashed = not known, hatched = needed,
 * upright = today. `needed`: how many of the days ahead hold what is needed, spread over them. Never mirrored: time runs one way.
 */
export function MonthStrip({
  days,
  first,
  label,
  needed = 0,
}: {
  days: StripDay[];
  /** The first day of the month, YYYY-MM-DD. */
  first: string;
  /** Said in place of the count of days. */
  label?: string | undefined;
  needed?: number | undefined;
}) {
  const hatch = useId();
  const ahead = days.indexOf('ahead');
  const left = ahead === -1 ? 0 : days.length - ahead;
  const asked = new Set(
    Array.from({ length: Math.min(needed, left) }, (_, i) => ahead + Math.floor(((i + 0.5) * left) / Math.min(needed, left))),
  );
  const wide = 100 / days.length;
  return (
    <svg
      className="block w-full overflow-visible"
      height={high + 4}
      style={{ direction: 'ltr' }}
      role="img"
      aria-label={label ?? stripWords(days)}
      data-first={first}
    >
      {asked.size > 0 && (
        <defs>
          <pattern id={hatch} width="4.5" height="4.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="5" stroke="var(--hatch)" strokeWidth="2.2" />
          </pattern>
        </defs>
      )}
      {days.map((day, index) => (
        <Bar key={index} day={day} from={index * wide} wide={wide} hatch={asked.has(index) ? hatch : null} />
      ))}
      {ahead > 0 && <line x1={`${ahead * wide}%`} x2={`${ahead * wide}%`} y1="-2" y2={high + 4} stroke="var(--text)" strokeWidth="1.5" />}
    </svg>
  );
}

function Bar({ day, from, wide, hatch }: { day: StripDay; from: number; wide: number; hatch: string | null }) {
  const place = { x: `${(from + wide * 0.09).toFixed(3)}%`, width: `${(wide * 0.82).toFixed(3)}%` };
  switch (day) {
    case 'valid':
      return <rect {...place} y="0" height={high} rx="1.5" fill="var(--chart-1)" />;
    case 'live':
      return <rect {...place} y="11.5" height={high - 12} rx="1.5" fill="none" stroke="var(--chart-1)" strokeWidth="1.25" />;
    case 'none':
      return <rect {...place} {...low} fill="var(--line-strong)" />;
    case 'outside':
      return <rect {...place} {...low} fill="var(--line)" />;
    case 'unknown':
      return (
        <rect
          {...place}
          y="11.5"
          height={high - 12}
          rx="1.5"
          fill="none"
          stroke="var(--line-strong)"
          strokeDasharray="2 2"
          strokeWidth="1"
        />
      );
    case 'ahead':
      return (
        <rect
          {...place}
          y=".5"
          height={high - 1}
          rx="1.5"
          fill={hatch === null ? 'none' : `url(#${hatch})`}
          stroke={hatch === null ? 'var(--line)' : 'var(--text-2)'}
          strokeWidth="1"
        />
      );
  }
}

/** "12 valid days, 3 days with too little LIVE and 4 days without" */
export function stripWords(days: StripDay[]): string {
  const of = (kind: StripDay) => days.filter((day) => day === kind).length;
  const [valid, live, none, unknown, ahead] = [of('valid'), of('live'), of('none'), of('unknown'), of('ahead')];
  return list([
    plural(valid, { one: '# valid day', other: '# valid days' }),
    ...(live > 0 ? [plural(live, { one: '# day with LIVE, not valid', other: '# days with LIVE, not valid' })] : []),
    ...(none > 0 ? [plural(none, { one: '# day without LIVE', other: '# days without LIVE' })] : []),
    ...(unknown > 0 ? [plural(unknown, { one: '# day not known', other: '# days not known' })] : []),
    ...(ahead > 0 ? [plural(ahead, { one: '# day ahead', other: '# days ahead' })] : []),
  ]);
}

/** What the shapes of a strip mean; once under a list of them. */
export function StripKey({ needed = true }: { needed?: boolean | undefined }) {
  const keys: { day: StripDay; words: ReactNode; hatched?: boolean }[] = [
    { day: 'valid', words: <Trans>valid day</Trans> },
    { day: 'live', words: <Trans>LIVE, but no valid day</Trans> },
    { day: 'none', words: <Trans>no LIVE</Trans> },
    { day: 'unknown', words: <Trans>not known</Trans> },
    ...(needed ? [{ day: 'ahead' as const, words: <Trans>still needed</Trans>, hatched: true }] : []),
  ];
  return (
    <p className="prov flex flex-wrap gap-x-4 gap-y-1.5">
      {keys.map(({ day, words, hatched }) => (
        <span key={day} className="flex items-end gap-1.5 before:hidden!">
          {hatched ? (
            <span className="hatch h-3.5 w-2 rounded-[2px] border border-text-2" aria-hidden="true" />
          ) : (
            <svg width="8" height={high} className="mb-px scale-y-75 origin-bottom" aria-hidden="true">
              <Bar day={day} from={0} wide={100} hatch={null} />
            </svg>
          )}
          <span className="before:hidden!">{words}</span>
        </span>
      ))}
    </p>
  );
}
