import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { LiveMoment } from '#src/web/client.gen.ts';
import { clock, number } from '#src/web/format.ts';
import { linesOf, ticksOf, type Series, type Step } from './series.ts';

/** Heights below the marks of the moments. */
const plot = { head: 12, base: 172, gifts: 177, low: 216, height: 236 };
const markHigh = 21;

/**
 * Viewers above, diamonds below, step by step; what stands out is numbered. The figures of one step stand above it: under the pointer, the
 * finger, or the arrow keys. Never mirrored: time runs one way.
 */
export function MinuteChart({ series, moments, live }: { series: Series; moments: readonly LiveMoment[]; live: boolean }) {
  const { t } = useLingui();
  const { steps, from, to } = series;
  const [chosen, choose] = useState<number | null>(null);
  const peak = moments.find(({ kind }) => kind === 'peak');
  const usual = live || !peak ? steps.length - 1 : Math.floor((Date.parse(peak.at) - from) / (60_000 * series.wide));
  const at = Math.max(0, Math.min(chosen ?? usual, steps.length - 1));
  const step = steps[at]!;
  const share = (ms: number) => ((ms - from) / (to - from)) * 100;
  const x = (ms: number) => `${share(ms).toFixed(2)}%`;
  const y = (viewers: number) => plot.base - (viewers / series.viewersMost) * (plot.base - plot.head);
  const marks = marksOf(moments, share);
  const above = markHigh * Math.max(0, ...marks.map(({ row }) => row + 1));
  const middle = x(step.at + 30_000 * series.wide);
  const said =
    step.viewers === null
      ? t`${clock(step.at)}: viewers not measured, ${number(step.diamonds)} diamonds`
      : t`${clock(step.at)}: ${number(step.viewers)} viewers, ${number(step.diamonds)} diamonds`;
  return (
    <div>
      <Readout step={step} wide={series.wide} />
      <div className="scrubbed relative mt-1" style={{ direction: 'ltr' }}>
        <svg className="block w-full overflow-visible" height={plot.height + above} aria-hidden="true">
          <Marks marks={marks} above={above} />
          <svg y={above} width="100%" height={plot.height} overflow="visible">
            {linesOf(series.viewersMost).map((line) => (
              <line key={line} x1="0" x2="100%" y1={y(line)} y2={y(line)} stroke="var(--line)" />
            ))}
            <Area series={series} />
            <line x1="0" x2="100%" y1={plot.base} y2={plot.base} stroke="var(--line-strong)" />
            <Gifts series={series} x={x} />
            <Lines series={series} y={y} />
            <Ticks from={from} to={to} x={x} />
            <line x1={middle} x2={middle} y1="0" y2={plot.low + 2} stroke="var(--text)" strokeWidth="1.5" />
            {step.viewers !== null && (
              <circle cx={middle} cy={y(step.viewers)} r="5" fill="var(--room)" stroke="var(--chart-1)" strokeWidth="2.5" />
            )}
          </svg>
        </svg>
        <input
          type="range"
          className="scrub"
          aria-label={t`Minute of the LIVE`}
          min={0}
          max={Math.max(1, steps.length - 1)}
          value={at}
          aria-valuetext={said}
          onChange={(event) => choose(Math.min(Number(event.target.value), steps.length - 1))}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            if (event.pointerType === 'mouse') choose(Math.floor(((event.clientX - box.left) / box.width) * steps.length));
          }}
        />
      </div>
    </div>
  );
}

function Readout({ step, wide }: { step: Step; wide: number }) {
  const each = wide === 1 ? <Trans>in this minute</Trans> : <Trans>in {number(wide)} minutes</Trans>;
  return (
    <div className="readout">
      <One name={<Trans>at</Trans>} value={clock(step.at)} />
      <One
        name={<Trans>viewers</Trans>}
        mark="var(--chart-1)"
        value={
          step.viewers === null ? (
            <span className="fig none">
              <Trans>not measured</Trans>
            </span>
          ) : (
            number(step.viewers)
          )
        }
      />
      <One name={<Trans>diamonds</Trans>} mark="var(--chart-3)" value={number(step.diamonds)} />
      <p className="also">
        {each}: <Trans>gifts {number(step.gifts)}</Trans> · <Trans>chats {number(step.chats)}</Trans> ·{' '}
        <Trans>new followers {number(step.follows)}</Trans> · <Trans>shares {number(step.shares)}</Trans>
      </p>
    </div>
  );
}
function One({ name, value, mark }: { name: ReactNode; value: ReactNode; mark?: string }) {
  return (
    <div>
      <span className="name">
        {mark !== undefined && <i style={{ background: mark }} aria-hidden="true" />}
        {name}
      </span>
      <b>{value}</b>
    </div>
  );
}

type Place = (ms: number) => string;

/** The line of viewers and the field under it; where nothing was measured it is broken. */
function Area({ series: { steps, viewersMost } }: { series: Series }) {
  const wide = Math.max(1, steps.length);
  const runs: { from: number; points: string[] }[] = [];
  for (const [i, { viewers }] of steps.entries()) {
    if (viewers === null) continue;
    const high = (1 - viewers / viewersMost) * (plot.base - plot.head);
    if (i === 0 || steps[i - 1]!.viewers === null) runs.push({ from: i, points: [] });
    runs.at(-1)!.points.push(`${i + 0.5} ${high.toFixed(1)}`);
  }
  const low = plot.base - plot.head;
  return (
    <svg x="0" y={plot.head} width="100%" height={low} viewBox={`0 0 ${wide} ${low}`} preserveAspectRatio="none" overflow="visible">
      {runs.map(({ from, points }) => (
        <g key={from}>
          <path d={`M${from + 0.5} ${low}L${points.join('L')}L${from + points.length - 0.5} ${low}Z`} fill="var(--chart-1)" opacity=".13" />
          <path
            d={points.length === 1 ? `M${points[0]}h0` : `M${points.join('L')}`}
            fill="none"
            stroke="var(--chart-1)"
            strokeWidth="2"
            strokeLinejoin="round"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </g>
      ))}
    </svg>
  );
}

function Gifts({ series: { bars, diamondsMost, from, to }, x }: { series: Series; x: Place }) {
  return bars.map((bar) => {
    if (bar.diamonds === 0) return null;
    const high = Math.max(1.5, (bar.diamonds / diamondsMost) * (plot.low - plot.gifts));
    const wide = ((bar.to - bar.from) / (to - from)) * 76;
    return <rect key={bar.from} x={x(bar.from)} y={plot.gifts} width={`${wide.toFixed(2)}%`} height={high} rx="1" fill="var(--chart-3)" />;
  });
}

function Lines({ series, y }: { series: Series; y: (viewers: number) => number }) {
  const lines = linesOf(series.viewersMost);
  return lines.map((line, i) => (
    <text
      key={line}
      x="100%"
      y={y(line) - 5}
      textAnchor="end"
      fontSize="11"
      fill="var(--text-3)"
      stroke="var(--room)"
      strokeWidth="3"
      paintOrder="stroke"
    >
      {i === lines.length - 1 ? <Trans>{number(line)} viewers</Trans> : number(line)}
    </text>
  ));
}

function Ticks({ from, to, x }: { from: number; to: number; x: Place }) {
  return ticksOf(from, to, 5).map((at) => {
    const share = (at - from) / (to - from);
    const anchor = share < 0.06 ? 'start' : share > 0.94 ? 'end' : 'middle';
    return (
      <text key={at} x={x(at)} y={plot.height - 4} textAnchor={anchor} fontSize="11" fill="var(--text-3)">
        {clock(at)}
      </text>
    );
  });
}

interface Placed {
  /** Parts of a hundred. */
  at: number;
  wide: number;
  row: number;
}
/** Where the marks stand: in rows, so that none covers another. */
function marksOf(moments: readonly LiveMoment[], share: (ms: number) => number): Placed[] {
  const ends: number[] = [];
  return moments.map(({ at, minutes }) => {
    const ms = Date.parse(at);
    const place = share(ms);
    const free = ends.findIndex((end) => end <= place);
    const row = free < 0 ? ends.length : free;
    ends[row] = place + 7;
    return { at: place, wide: Math.max(0.5, share(ms + minutes * 60_000) - place), row };
  });
}
/** The same numbers as in the list below. */
function Marks({ marks, above }: { marks: Placed[]; above: number }) {
  return marks.map(({ at, wide, row }, i) => (
    <g key={i}>
      <rect x={`${at}%`} y={above} width={`${Math.min(wide, 100 - at)}%`} height={plot.base} fill="var(--text)" opacity=".055" />
      <svg x={`${at}%`} y={row * markHigh} width="19" height="19" overflow="visible">
        <g transform={at > 94 ? 'translate(-19 0)' : undefined}>
          <rect width="19" height="19" rx="4" fill="var(--text)" />
          <text x="9.5" y="13.5" textAnchor="middle" fontSize="12" fontWeight="600" fill="var(--sheet)">
            {i + 1}
          </text>
        </g>
      </svg>
    </g>
  ));
}
