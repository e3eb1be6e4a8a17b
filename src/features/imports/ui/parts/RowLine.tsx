import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ImportRow } from '#src/web/client.gen.ts';
import { duration, number } from '#src/web/format.ts';
import { useWide } from '#src/web/useWide.ts';
import { Swatch, verdictName } from './Split.tsx';
import { isFirst, noteWords, whyWords, type Report } from './words.ts';

const shown = ['diamonds', 'liveSeconds', 'validDays'] as const;
type Shown = (typeof shown)[number];
/** The figures that the file has a column of. */
const figuresOf = (report: Report) => shown.filter((key) => report.columns.includes(key));
const grid = 'min-[900px]:grid min-[900px]:items-baseline min-[900px]:gap-x-5';
/** Row, creator and what is said of it, then the figures at the end edge. */
const template = (figures: number) => ({ gridTemplateColumns: `minmax(0, 1fr)${' 108px'.repeat(figures)} 64px` });

const heads: Record<Shown, () => ReactNode> = {
  diamonds: () => <Trans>Diamonds</Trans>,
  liveSeconds: () => <Trans>LIVE time</Trans>,
  validDays: () => <Trans>Valid days</Trans>,
};

/** The heads of the columns on a desk; each row says its words itself for those who listen. */
export function RowHeads({ report }: { report: Report }) {
  const figures = figuresOf(report);
  return (
    <div
      className={`${grid} px-(--gutter) pt-3 pb-1.5 text-small text-text-3 [font-stretch:var(--narrow)] max-[899px]:hidden`}
      style={template(figures.length)}
      aria-hidden="true"
    >
      <span>
        <Trans>Creator</Trans>
      </span>
      {figures.map((key) => (
        <span key={key} className="text-end">
          {heads[key]()}
        </span>
      ))}
      <span className="text-end">
        <Trans>Row</Trans>
      </span>
    </div>
  );
}

/** One row of a file. What is as usual is not said: only what is not. */
export function RowLine({ row, report }: { row: ImportRow; report: Report }) {
  const figures = figuresOf(report);
  const wide = useWide();
  const out = row.verdict === 'skipped';
  // Said already: by the cells themselves, by the word of the row, by the sentence above.
  const told = new Set<string>([
    'bad_cells',
    ...(row.verdict === 'changed' ? ['restated'] : []),
    ...(isFirst(report) ? ['new_creator'] : []),
    ...(row.notes.includes('quit_unknown') ? ['quit'] : []),
  ]);
  const notes = row.notes.filter((note) => !told.has(note));
  return (
    <div className={`${grid} py-2`} style={template(figures.length)}>
      <div className="min-w-0">
        <span className={`font-[560] [overflow-wrap:anywhere] ${out ? 'text-text-2' : ''}`}>
          {row.handle === null ? <Trans>No username</Trans> : <bdi>@{row.handle}</bdi>}
        </span>
        {(row.verdict === 'changed' || out) && (
          <span className="ms-2.5 inline-flex items-center gap-1.5 text-small text-text-2">
            <Swatch verdict={row.verdict!} />
            {verdictName(row.verdict!)}
          </span>
        )}
        {notes.length > 0 && <span className="ms-2.5 text-small text-text-2">{notes.map(noteWords).join(' · ')}</span>}
        {row.bad.map(({ column, value, why }) => (
          <p key={column} className="text-small text-warn">
            <bdi>{column}</bdi>: <bdi>“{value}”</bdi>, {whyWords(why)}
          </p>
        ))}
      </div>
      <Figures row={row} figures={figures} wide={wide} />
      <span className="text-end text-small text-text-3 max-[899px]:hidden">
        <span className="sr-only">
          <Trans>Row</Trans>{' '}
        </span>
        {number(row.row)}
      </span>
    </div>
  );
}

const valueOf: Record<Shown, (value: number) => string> = {
  diamonds: (value) => number(value),
  liveSeconds: duration,
  validDays: (value) => number(value),
};

/** On a desk each under its head; on a phone one line with its units. */
function Figures({ row, figures, wide }: { row: ImportRow; figures: readonly Shown[]; wide: boolean }) {
  const out = row.verdict === 'skipped';
  if (!wide) {
    const said = figures.filter((key) => row[key] !== null);
    return (
      <p className={`flex flex-wrap gap-x-4 text-dense ${out ? 'text-text-3' : ''}`}>
        {said.map((key) => (
          <span key={key}>{withUnit(key, row[key]!)}</span>
        ))}
      </p>
    );
  }
  return figures.map((key) => {
    const value = row[key];
    return (
      <span key={key} className={`text-end ${out || value === null ? 'text-text-3' : ''}`}>
        <span className="sr-only">{heads[key]()}: </span>
        {value === null ? <Trans>not said</Trans> : valueOf[key](value)}
      </span>
    );
  });
}

function withUnit(key: Shown, value: number): ReactNode {
  if (key === 'diamonds') return <Plural value={value} one="# diamond" other="# diamonds" />;
  if (key === 'validDays') return <Plural value={value} one="# valid day" other="# valid days" />;
  return <Trans>{duration(value)} LIVE</Trans>;
}
