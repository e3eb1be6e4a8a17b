import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';

export interface IntervalProps {
  best: number;
  /** Ends of the 80 % bar; left out when there are too few to say. */
  likely?: [number, number];
  /** Ends of the 95 % line. */
  possible: [number, number];
  scale: [number, number];
  /** Where "no change" stands. */
  zero?: number | undefined;
  /** Below the minimum n: dashed and hollow. */
  tooFew?: boolean | undefined;
  /** The scale's words: start, end, and at the upright. */
  words?: { start: ReactNode; end: ReactNode; zero?: ReactNode };
  /** The same in one sentence, for those who do not see it. */
  label: string;
}

/** Dot = best guess, bar = 80 %, line = 95 %, upright = no change. Never mirrored. */
export function Interval({ best, likely, possible, scale, zero, tooFew = false, words, label }: IntervalProps) {
  const at = (value: number) => `${(((value - scale[0]) / (scale[1] - scale[0])) * 100).toFixed(2)}%`;
  const wide = (from: number, to: number) => `${(((to - from) / (scale[1] - scale[0])) * 100).toFixed(2)}%`;
  const stroke = 'var(--text-2)';
  return (
    <div>
      <svg className="interval" role="img" aria-label={tooFew ? t`${label} Too few to say.` : label}>
        {zero !== undefined && <line x1={at(zero)} x2={at(zero)} y1="0" y2="26" stroke="var(--line-strong)" />}
        <line
          x1={at(possible[0])}
          x2={at(possible[1])}
          y1="13"
          y2="13"
          stroke={stroke}
          strokeWidth="1.5"
          strokeDasharray={tooFew ? '3 3' : undefined}
        />
        {possible.map((end) => (
          <line key={end} x1={at(end)} x2={at(end)} y1="9" y2="17" stroke={stroke} strokeWidth="1.5" />
        ))}
        {likely && !tooFew && (
          <rect x={at(likely[0])} width={wide(...likely)} y="9" height="8" rx="2" fill="var(--chart-1)" opacity=".55" />
        )}
        <circle
          cx={at(best)}
          cy="13"
          r="4.5"
          fill={tooFew ? 'var(--sheet)' : 'var(--text)'}
          stroke={tooFew ? stroke : 'var(--sheet)'}
          strokeWidth="1.5"
        />
      </svg>
      {words && (
        <div className="axis prov" aria-hidden="true">
          <bdi>{words.start}</bdi>
          {words.zero !== undefined && zero !== undefined && (
            <bdi className="zero" style={{ left: at(zero) }}>
              {words.zero}
            </bdi>
          )}
          <bdi>{words.end}</bdi>
        </div>
      )}
    </div>
  );
}
