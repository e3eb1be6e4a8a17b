import { Trans, useLingui } from '@lingui/react/macro';
import { Equal, TrendingDown, TrendingUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BonusLine, BonusMonth, RankUp } from '#src/web/client.gen.ts';
import { day, number, percentBps } from '#src/web/format.ts';
import { Fig, type Explanation } from '#src/web/kit/Fig.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { amount, hoursOf, isLess, isNothing, size, sourceName } from './words.ts';

export const grid =
  'min-[900px]:grid min-[900px]:grid-cols-[minmax(0,1fr)_132px_132px_150px_132px] min-[900px]:items-start min-[900px]:gap-x-5';

/** One figure: under its head on a desk, with its own word before it on a phone. */
export function Cell({ head, children }: { head: ReactNode; children: ReactNode }) {
  return (
    <div className="max-[899px]:flex max-[899px]:items-baseline max-[899px]:justify-between max-[899px]:gap-4 min-[900px]:text-end">
      <span className="text-small text-text-3 min-[900px]:sr-only">{head}</span> <span className="max-[899px]:text-end">{children}</span>
    </div>
  );
}

/** The heads of the columns on a desk; each row says its words itself for those who listen. */
export function Heads({ first, last }: { first: ReactNode; last: ReactNode }) {
  return (
    <div className={`${grid} pb-1.5 text-small text-text-3 [font-stretch:var(--narrow)] max-[899px]:hidden`} aria-hidden="true">
      <span>{first}</span>
      <span className="text-end">
        <Trans>Estimated</Trans>
      </span>
      <span className="text-end">
        <Trans>Confirmed</Trans>
      </span>
      <span className="text-end">
        <Trans>Difference</Trans>
      </span>
      <span className="text-end">{last}</span>
    </div>
  );
}

/** An amount in its ink, or in words why there is none. */
export function Amount({
  minor,
  estimated = false,
  none,
  explain,
}: {
  minor: string | null;
  estimated?: boolean;
  none: ReactNode;
  explain?: Explanation | undefined;
}) {
  if (minor === null) return <Fig ink="none">{none}</Fig>;
  return (
    <Fig ink={estimated ? 'estimated' : 'exact'} explain={explain}>
      {amount(minor)}
    </Fig>
  );
}

/** How far the confirmed amount is from the estimate: glyph, figure and word. */
export function Difference({ minor }: { minor: string | null }) {
  const { t } = useLingui();
  if (minor === null)
    return (
      <span className="fig none">
        <Trans>not compared</Trans>
      </span>
    );
  if (isNothing(minor))
    return (
      <Mark icon={Equal}>
        <Trans>none</Trans>
      </Mark>
    );
  const by = size(minor);
  return isLess(minor) ? (
    <Mark icon={TrendingDown} tone="neg">
      {t`${by} less`}
    </Mark>
  ) : (
    <Mark icon={TrendingUp} tone="pos">
      {t`${by} more`}
    </Mark>
  );
}

/** What an estimate was reckoned from, row by row. */
export function explainEstimate(line: BonusLine): Explanation {
  const { rankUp, items } = line;
  const running = items.filter(({ estimatedBy }) => estimatedBy === 'running_report');
  const rows = [
    ...(rankUp === null ? [] : rowsOf(rankUp)),
    ...running.map(({ task, estimatedMinor, estimatedOn }) => ({
      label: (
        <Trans>
          <bdi>{task}</bdi>, report to {estimatedOn === null ? '' : day(estimatedOn)}
        </Trans>
      ),
      value: estimatedMinor === null ? '' : amount(estimatedMinor),
    })),
  ];
  return {
    title: <Trans>Estimated</Trans>,
    meaning: (
      <Trans>
        What the rank-up rule gives by these figures, at the base ratio, and what the platform’s report said while the month ran. Only tasks
        that the report confirms as well are in this amount.
      </Trans>
    ),
    rows,
    prov: rankUp?.figuresOn ? (
      <Trans>
        Source: {sourceName(rankUp.from)}, up to {day(rankUp.figuresOn)}
      </Trans>
    ) : undefined,
  };
}
function rowsOf(rankUp: RankUp): NonNullable<Explanation['rows']> {
  const known = (value: number | null, words: (value: number) => ReactNode) => (value === null ? <Trans>not known</Trans> : words(value));
  const [needDays, needHours] = [number(rankUp.needDays), hoursOf(rankUp.needSeconds)];
  return [
    {
      label: <Trans>Diamonds last month</Trans>,
      value: known(rankUp.lastDiamonds, (n) => (
        <Trans>
          {number(n)}, tier {rankUp.startTier}
        </Trans>
      )),
    },
    {
      label: <Trans>Diamonds this month</Trans>,
      value: known(rankUp.diamonds, (n) => (
        <Trans>
          {number(n)}, tier {rankUp.tier}
        </Trans>
      )),
    },
    { label: <Trans>Valid days, {needDays} needed</Trans>, value: known(rankUp.validDays, (n) => number(n)) },
    { label: <Trans>LIVE time, {needHours} needed</Trans>, value: known(rankUp.liveSeconds, hoursOf) },
    {
      label: <Trans>Base ratio of the tier at the start</Trans>,
      value: rankUp.ratioBps === 0 ? <Trans>none</Trans> : percentBps(rankUp.ratioBps),
    },
  ];
}

/** What the report says, task by task. */
export function explainConfirmed({ items }: BonusLine, { closingReport }: BonusMonth): Explanation {
  return {
    title: <Trans>Confirmed</Trans>,
    meaning: (
      <Trans>
        What the platform’s report made after the month’s end says for the agency, of the tasks that could be estimated. The platform heads
        it “Estimated bonus” even then; it says nothing of money received.
      </Trans>
    ),
    rows: items.map(({ task, confirmedMinor }) => ({
      label: <bdi>{task}</bdi>,
      value: confirmedMinor === null ? <Trans>no figure</Trans> : amount(confirmedMinor),
    })),
    prov: closingReport ? <bdi>{closingReport.name}</bdi> : undefined,
  };
}
