import { t } from '@lingui/core/macro';
import { number } from '#src/web/format.ts';
import type { Report } from './words.ts';

export const verdicts = ['new', 'changed', 'unchanged', 'skipped'] as const;
export type Verdict = (typeof verdicts)[number];

/** What is new is the file's own; what stays is the rest. */
const colours: Record<Verdict, string> = {
  new: 'var(--chart-1)',
  changed: 'var(--chart-2)',
  unchanged: 'var(--chart-8)',
  skipped: 'var(--chart-6)',
};
export const verdictName = (verdict: Verdict): string =>
  ({ new: t`New`, changed: t`Changed`, unchanged: t`As before`, skipped: t`Left out` })[verdict];
export const countOf = (report: Report, verdict: Verdict): number => report.verdicts[verdict] ?? 0;

export function Swatch({ verdict }: { verdict: Verdict }) {
  return <i className="size-2.5 flex-none rounded-[2px]" style={{ background: colours[verdict] }} aria-hidden="true" />;
}

/** The rows of a file by what they do: one bar. With `legend` its words stand under it; without, the views below it bear them. */
export function Split({ report, legend = false }: { report: Report; legend?: boolean }) {
  const there = verdicts.filter((verdict) => countOf(report, verdict) > 0);
  const words = there.map((verdict) => `${verdictName(verdict)}: ${number(countOf(report, verdict))}`).join(', ');
  return (
    <div className="grid gap-2.5">
      <div className="progress" role="img" aria-label={words}>
        {there.map((verdict) => (
          <i key={verdict} style={{ flexGrow: countOf(report, verdict), background: colours[verdict], minInlineSize: 3 }} />
        ))}
      </div>
      {legend && (
        <div className="legend">
          {there.map((verdict) => (
            <span key={verdict}>
              <Swatch verdict={verdict} />
              {verdictName(verdict)} {number(countOf(report, verdict))}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
