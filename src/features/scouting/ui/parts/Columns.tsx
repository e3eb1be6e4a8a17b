import { Trans, useLingui } from '@lingui/react/macro';
import type { KeyboardEvent } from 'react';
import type { Lead } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Skeleton } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { LeadCard } from './LeadCard.tsx';
import { stageName, stages, type Stage } from './words.ts';

export interface Asked {
  owner?: string;
  remind?: 'due';
}
export interface Picks {
  picked: ReadonlyMap<string, Lead>;
  onPick: (lead: Lead, on: boolean) => void;
}
interface ListProps {
  agencyId: string;
  stage: Stage;
  asked: Asked;
  one: string;
  picks: Picks | null;
  onOpen: (creatorId: string) => void;
}

/** The creators of one stage, those moved last first, read on by a press. */
export function StageList({ agencyId, stage, asked, one, picks, onOpen }: ListProps) {
  const { t } = useLingui();
  // Each page shown is noted in the log that the creators read: it is not read anew for a glance at another window.
  const list = usePages('scouting.list', { path: { agencyId }, query: { ...asked, stage, limit: 30 } }, { quiet: true });
  if (!list.first)
    return (
      <div className="px-3 py-2">
        {list.isError ? <p className="prov">{sayProblem(list.error)}</p> : <Skeleton rows={3} label={t`Loading the pipeline`} />}
      </div>
    );
  return (
    <>
      {list.items.length === 0 ? (
        <p className="px-3 py-3 text-small text-text-3">
          <Trans>Nobody</Trans>
        </p>
      ) : (
        <ul aria-label={stageName(stage)}>
          {list.items.map((lead, at) => (
            <LeadCard
              key={lead.creatorId}
              lead={lead}
              at={at}
              current={lead.creatorId === one}
              picked={picks && picks.picked.has(lead.creatorId)}
              onPick={(on) => picks?.onPick(lead, on)}
              onOpen={() => onOpen(lead.creatorId)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="grid gap-2 p-3">
          {list.isFetchNextPageError && <p className="prov">{sayProblem(list.error)}</p>}
          <Btn small wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
    </>
  );
}

/** The board of a desk: a column for each stage. Arrows, or j and k, walk from name to name, Space picks, Enter opens. */
export function Board({ counts, ...rest }: Omit<ListProps, 'stage'> & { counts: Record<string, number> }) {
  const { t } = useLingui();
  return (
    // The keys belong to the names inside; the box itself only hears them on their way up.
    <div
      className="min-h-0 flex-1 overflow-x-auto border-t border-line bg-sheet"
      role="group"
      aria-label={t`Pipeline by stage`}
      onKeyDown={walk}
    >
      <div className="grid h-full min-w-[1080px] grid-cols-6 divide-x divide-line rtl:divide-x-reverse">
        {stages.map((stage) => (
          <section key={stage} data-column={stage} aria-label={stageName(stage)} className="flex min-h-0 min-w-0 flex-col">
            <h2 className="flex items-baseline justify-between border-b border-line px-3 py-2">
              <span className="sub">{stageName(stage)}</span>
              <span className="text-small text-text-3">{number(counts[stage] ?? 0)}</span>
            </h2>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by the keyboard */}
            <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label={t`${stageName(stage)}, scrolls`}>
              <StageList {...rest} stage={stage} />
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}

/** Where the keys lead from a name: up and down in a column, to the next column with somebody in it, and Space to its box. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const card = target.closest<HTMLElement>('[data-at]');
  if (!card || !target.matches('button.name') || event.ctrlKey || event.metaKey || event.altKey) return;
  const focus = (to: Element | null | undefined) => to?.querySelector<HTMLElement>('button.name')?.focus();
  if (event.key === ' ') {
    event.preventDefault();
    card.querySelector<HTMLInputElement>('input.check')?.click();
    return;
  }
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step !== undefined) {
    event.preventDefault();
    focus(step > 0 ? card.nextElementSibling : card.previousElementSibling);
    return;
  }
  const away = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const column = card.closest('[data-column]');
  if (away === undefined || !column) return;
  event.preventDefault();
  const forward = getComputedStyle(column).direction === 'rtl' ? -away : away;
  let next = forward > 0 ? column.nextElementSibling : column.previousElementSibling;
  while (next && !next.querySelector('button.name')) next = forward > 0 ? next.nextElementSibling : next.previousElementSibling;
  focus(next);
}
