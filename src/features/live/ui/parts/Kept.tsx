import { Plural, useLingui } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import type { KeptViewers } from '#src/web/client.gen.ts';
import { number, percentBps } from '#src/web/format.ts';
import { Section } from '#src/web/kit/Sheet.tsx';

const height = { top: 6, base: 126, all: 148 };

/** How many of the first viewers can have stayed: a bound, drawn as a line, and where the LIVEs before lay, hatched. */
export function Kept({ kept }: { kept: KeptViewers }) {
  const { starters, atMostBps, halfAfter, usuallyOf } = kept;
  const last = atMostBps.length - 1;
  const share = percentBps(atMostBps[last] ?? 10_000);
  return (
    <Section
      title={
        halfAfter === null ? (
          <Plural
            value={last}
            one={`After # minute at most ${share} of the first viewers were still there`}
            other={`After # minutes at most ${share} of the first viewers were still there`}
          />
        ) : (
          <Plural
            value={halfAfter}
            one="After # minute at most half of the first viewers were still there"
            other="After # minutes at most half of the first viewers were still there"
          />
        )
      }
    >
      <Curve kept={kept} />
      <p className="prov mt-1">
        <Plural
          value={starters}
          one="# person was watching when the opening was over. No platform tells who left and who came: it cannot have been more, it may have been fewer."
          other="# people were watching when the opening was over. No platform tells who left and who came: it cannot have been more, it may have been fewer."
        />{' '}
        {usuallyOf > 0 && <Plural value={usuallyOf} other="Hatched: the # LIVEs before, eight of ten lay inside." />}
      </p>
    </Section>
  );
}

function Curve({ kept: { atMostBps, halfAfter, usually } }: { kept: KeptViewers }) {
  const { t } = useLingui();
  const hatch = useId();
  const wide = Math.max(1, atMostBps.length - 1);
  const y = (bps: number) => height.base - (bps / 10_000) * (height.base - height.top);
  const line = (all: readonly number[]) => all.map((bps, i) => `${i} ${(y(bps) - height.top).toFixed(1)}`);
  const band = usually.slice(0, wide + 1);
  const inside = `M${line(band.map(({ high }) => high)).join('L')}L${line(band.map(({ low }) => low))
    .toReversed()
    .join('L')}Z`;
  const x = (minute: number) => `${((minute / wide) * 100).toFixed(2)}%`;
  const ticks = [0, 15, 30, 45, 60].filter((at) => at <= wide);
  return (
    <svg
      className="block w-full overflow-visible"
      style={{ direction: 'ltr' }}
      height={height.all}
      role="img"
      aria-label={t`The largest share of the first viewers that can still have been there, minute by minute`}
    >
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--hatch)" strokeWidth="2.2" />
        </pattern>
        <mask id={`${hatch}m`} maskUnits="userSpaceOnUse" x="0" y="0" width="100%" height={height.all}>
          <Stretched wide={wide}>{band.length > 1 && <path d={inside} fill="#fff" />}</Stretched>
        </mask>
      </defs>
      {[10_000, 5_000, 0].map((bps) => (
        <line key={bps} x1="0" x2="100%" y1={y(bps)} y2={y(bps)} stroke={bps === 0 ? 'var(--line-strong)' : 'var(--line)'} />
      ))}
      {band.length > 1 && <rect width="100%" height={height.base} fill={`url(#${hatch})`} mask={`url(#${hatch}m)`} />}
      <Stretched wide={wide}>
        <path
          d={`M${line(atMostBps).join('L')}`}
          fill="none"
          stroke="var(--chart-1)"
          strokeWidth="2.25"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </Stretched>
      {[10_000, 5_000].map((bps) => (
        <text key={bps} x="100%" y={y(bps) - (bps === 5_000 ? 4 : -12)} textAnchor="end" fontSize="11" fill="var(--text-3)">
          {percentBps(bps)}
        </text>
      ))}
      {halfAfter !== null && (
        <>
          <line x1={x(halfAfter)} x2={x(halfAfter)} y1={y(5_000)} y2={height.base} stroke="var(--text)" strokeDasharray="2 3" />
          <circle cx={x(halfAfter)} cy={y(5_000)} r="4.5" fill="var(--text)" stroke="var(--sheet)" strokeWidth="1.5" />
        </>
      )}
      {ticks.map((at) => (
        <text
          key={at}
          x={x(at)}
          y={height.all - 4}
          textAnchor={at === 0 ? 'start' : at === wide ? 'end' : 'middle'}
          fontSize="11"
          fill="var(--text-3)"
        >
          {at === ticks.at(-1) ? t`${number(at)} min` : number(at)}
        </text>
      ))}
    </svg>
  );
}

/** A place whose width is counted in minutes, whatever its width on the screen. */
function Stretched({ wide, children }: { wide: number; children: ReactNode }) {
  const high = height.base - height.top;
  return (
    <svg y={height.top} width="100%" height={high} viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" overflow="visible">
      {children}
    </svg>
  );
}
