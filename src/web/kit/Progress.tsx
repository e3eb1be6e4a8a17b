import type { ReactNode } from 'react';
import { number } from '#src/web/format.ts';

/** A part of a whole, next to its words (time left, places used). */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const part = max > 0 ? Math.max(0, Math.min(1, value / max)) : 0;
  return (
    <span className="meter flex-1" role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max}>
      <i style={{ inlineSize: `${part * 100}%` }} />
    </span>
  );
}

const colours = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-6)', 'var(--chart-3)'];

/** Long work: what was done, by kind, and what is left. */
export function Progress({
  label,
  parts,
  left,
  leftWords,
  say = number,
}: {
  label: string;
  parts: { count: number; words: ReactNode }[];
  left: number;
  leftWords: ReactNode;
  /** How a count is written; bytes are no rows. */
  say?: (count: number) => string;
}) {
  const done = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <div className="grid gap-2.5">
      <div className="progress" role="progressbar" aria-label={label} aria-valuenow={done} aria-valuemin={0} aria-valuemax={done + left}>
        {parts.map(
          (part, index) =>
            part.count > 0 && <i key={index} style={{ flexGrow: part.count, background: colours[index % colours.length] }} />,
        )}
        {left > 0 && <i className="left" style={{ flexGrow: left }} />}
      </div>
      <div className="legend">
        {parts.map((part, index) => (
          <span key={index}>
            <i style={{ background: colours[index % colours.length] }} />
            {say(part.count)} {part.words}
          </span>
        ))}
        <span className="text-text-3">
          {say(left)} {leftWords}
        </span>
      </div>
    </div>
  );
}
