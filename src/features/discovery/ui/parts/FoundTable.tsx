import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Found } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Check } from '#src/web/kit/Check.tsx';
import { Span } from '#src/web/kit/Span.tsx';
import { Th } from '#src/web/kit/Table.tsx';
import { useRows } from '#src/web/kit/useRows.ts';
import { useAtLeast } from '#src/web/useWide.ts';
import { looksForLives, type Wish } from './address.ts';
import { Column, columnOf, Figure } from './Figure.tsx';
import { Fit, Marked, Second, Standing, WhyRow } from './Who.tsx';

export interface Picking {
  /** Absent for those who may not invite. */
  picked: ReadonlyMap<string, Found>;
  onPick: (found: Found, on: boolean) => void;
  onPickAll: (on: boolean) => void;
}
export interface FoundProps {
  items: Found[];
  total: number;
  wish: Wish;
  scale: number;
  picking: Picking | null;
  /** Into the pipeline; null for those who may not. */
  onSave: ((found: Found) => void) | null;
  /** A search for others who are like somebody. */
  onLike: (found: Found) => void;
  /** Reads on when the end comes into sight. */
  onEnd: () => void;
  /** Under the last row, and the bar that floats. */
  foot: ReactNode;
}

/** The place in the order, where the order is the fit. */
const placeOf = (wish: Wish, index: number) => (wish.sort === 'fit' ? index + 1 : null);
const mostFit = (items: Found[]) => Math.max(1, ...items.slice(0, 40).map(({ fit }) => fit));

/**
 * The desk's table. Arrow keys walk from name to name, Space picks, Enter opens the reasons. Only the rows in sight are in the page;
 * reason rows have whatever height they need.
 */
export function FoundTable({ items, total, wish, scale, picking, onSave, onLike, onEnd, foot }: FoundProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string | null>(null);
  const { scroller, shown, before, after, measure, scrollToRow } = useRows({
    items,
    idOf: ({ creatorId }) => creatorId,
    height: 54,
    overscan: 6,
    ahead: 8,
    onEnd,
  });
  const peak = useAtLeast(1280);
  const followers = useAtLeast(1180);
  const columns = 4 + (picking ? 1 : 0) + (peak ? 1 : 0) + (followers ? 1 : 0);
  const most = mostFit(items);
  const measured = looksForLives(wish);
  const pickable = items.filter(({ standing }) => standing === 'open');
  const all = pickable.length > 0 && pickable.every(({ creatorId }) => picking?.picked.has(creatorId));

  const go = (index: number) => {
    if (index < 0 || index >= items.length) return;
    const name = () => scroller.current?.querySelector<HTMLElement>(`[data-at="${index}"] button.name`);
    const drawn = name();
    scrollToRow(index);
    if (drawn) drawn.focus({ preventScroll: true });
    else requestAnimationFrame(() => name()?.focus({ preventScroll: true }));
  };
  const keys = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const at = target.closest<HTMLElement>('[data-at]')?.dataset['at'];
    if (at === undefined || target.closest('[popover]')) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      go(Number(at) + step);
    }
    const found = items[Number(at)];
    if (event.key === 's' && !event.ctrlKey && !event.metaKey && target.matches('button.name') && found) onSave?.(found);
    if (event.key === ' ' && target.matches('button.name') && found) {
      event.preventDefault();
      if (found.standing === 'open') picking?.onPick(found, !picking.picked.has(found.creatorId));
    }
  };

  return (
    // The keys belong to the names and boxes inside; the box itself only hears them on their way up.
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto" onKeyDown={keys}>
      <table className="grid-table stuck" style={{ tableLayout: 'fixed', minInlineSize: 560 }} aria-rowcount={total + 1}>
        <caption className="sr-only">
          {picking
            ? t`Creators who fit. Arrow keys walk from name to name, Space picks, Enter opens the reasons.`
            : t`Creators who fit. Arrow keys walk from name to name, Enter opens the reasons.`}
        </caption>
        <thead>
          <tr>
            {picking && (
              <Th width={46}>
                <span className="flex">
                  <Check
                    on={all}
                    some={picking.picked.size > 0}
                    disabled={pickable.length === 0}
                    onChange={picking.onPickAll}
                    label={t`Pick all shown`}
                  />
                </span>
              </Th>
            )}
            <Th width="27%">
              <Trans>Creator</Trans>
            </Th>
            <Th>
              <Trans>Why they fit</Trans>
            </Th>
            <Th num width={124}>
              <Trans>Avg viewers</Trans>
            </Th>
            {peak && (
              <Th num width={104}>
                <Trans>Peak viewers</Trans>
              </Th>
            )}
            {followers && (
              <Th num width={112}>
                <Trans>Followers</Trans>
              </Th>
            )}
            <Th num width={100}>
              <Trans>LIVE hours</Trans>
            </Th>
          </tr>
        </thead>
        {before > 0 && (
          <tbody aria-hidden="true">
            <tr>
              <td colSpan={columns} style={{ blockSize: before, padding: 0, border: 0 }} />
            </tr>
          </tbody>
        )}
        {shown.map(({ index, key }) => {
          const found = items[index];
          if (!found) return null;
          const open = opened === found.creatorId;
          const on = picking?.picked.has(found.creatorId) ?? false;
          return (
            <tbody key={key} ref={measure} data-index={index} data-at={index}>
              <tr className={open ? 'opened' : undefined} data-picked={on || undefined} aria-rowindex={index + 2}>
                {picking && (
                  <td>
                    <span className="flex">
                      <Check
                        on={on}
                        disabled={found.standing !== 'open'}
                        onChange={(next) => picking.onPick(found, next)}
                        label={t`Pick ${found.displayName}`}
                      />
                    </span>
                  </td>
                )}
                <td style={{ blockSize: 53 }}>
                  <div className="creator">
                    <Avatar id={found.creatorId} name={found.displayName} />
                    <div className="min-w-0">
                      <button
                        type="button"
                        className="name block max-w-full text-start hover:underline"
                        aria-expanded={open}
                        onClick={() => setOpened(open ? null : found.creatorId)}
                      >
                        <bdi>
                          <Marked text={found.displayName} found={found} field="name" />
                        </bdi>
                      </button>
                      <Second found={found} />
                    </div>
                  </div>
                </td>
                <td>
                  <Fit found={found} wish={wish} most={most} />
                </td>
                <td className="num">
                  <Column found={found} name="averageViewers" live={measured} />
                  <Scale figure={columnOf(found, 'averageViewers', measured)} scale={scale} />
                </td>
                {peak && (
                  <td className="num">
                    <Figure found={found} name="peakViewers" />
                  </td>
                )}
                {followers && (
                  <td className="num">
                    <Figure found={found} name="followers" />
                  </td>
                )}
                <td className="num">
                  <Column found={found} name="streamMinutes" live={measured} />
                </td>
              </tr>
              {open && (
                <tr className="reason" data-picked={on || undefined}>
                  {picking && <td />}
                  <td colSpan={columns - (picking ? 1 : 0)}>
                    <WhyRow
                      found={found}
                      wish={wish}
                      place={placeOf(wish, index)}
                      total={total}
                      onSave={onSave}
                      onLike={onLike}
                      onHide={() => setOpened(null)}
                    />
                    {!peak && <Spared found={found} followers={!followers} />}
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
        {after > 0 && (
          <tbody aria-hidden="true">
            <tr>
              <td colSpan={columns} style={{ blockSize: after, padding: 0, border: 0 }} />
            </tr>
          </tbody>
        )}
      </table>
      {foot}
    </div>
  );
}

/** The columns that a narrow desk has no room for, in the reason row instead. */
function Spared({ found, followers }: { found: Found; followers: boolean }) {
  return (
    <div className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
      <span>
        <Figure found={found} name="peakViewers" /> <Trans>peak viewers</Trans>
      </span>
      {followers && (
        <span>
          <Figure found={found} name="followers" /> <Trans>followers</Trans>
        </span>
      )}
    </div>
  );
}

function Scale({ figure, scale }: { figure: Found['figures']['averageViewers']; scale: number }) {
  if (figure === null) return null;
  if (figure.ink === 'exact') return <Span min={figure.value} scale={scale} />;
  // Beyond the scale a range stands at its end.
  return <Span min={Math.min(figure.from, scale * 0.94)} max={figure.to} scale={scale} />;
}

/** The same on a phone: rows that stack, the box under the thumb. */
export function FoundRows({ items, total, wish, scale, picking, onSave, onLike, foot }: FoundProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string | null>(null);
  const most = mostFit(items);
  const measured = looksForLives(wish);
  return (
    <>
      <ul className="rule border-y border-line" aria-label={t`Creators who fit`}>
        {items.map((found, index) => {
          const open = opened === found.creatorId;
          const on = picking?.picked.has(found.creatorId) ?? false;
          return (
            <li
              key={found.creatorId}
              className={`px-(--gutter) py-3 ${on ? 'bg-ink-wash' : ''}`}
              style={{ contentVisibility: 'auto', containIntrinsicBlockSize: 'auto 118px' }}
            >
              <div className="flex items-start gap-3">
                {picking && (
                  <span className="grid h-10 w-6 place-items-center">
                    <Check
                      on={on}
                      disabled={found.standing !== 'open'}
                      onChange={(next) => picking.onPick(found, next)}
                      label={t`Pick ${found.displayName}`}
                    />
                  </span>
                )}
                <Avatar id={found.creatorId} name={found.displayName} size={40} />
                <div className="min-w-0 flex-1">
                  <button
                    type="button"
                    className="name relative block max-w-full text-start text-body font-[560] after:absolute after:-inset-2 after:content-['']"
                    aria-expanded={open}
                    onClick={() => setOpened(open ? null : found.creatorId)}
                  >
                    <bdi className="block truncate">
                      <Marked text={found.displayName} found={found} field="name" />
                    </bdi>
                  </button>
                  <Second found={found} alone />
                </div>
                <div className="w-24 text-end">
                  <Column found={found} name="averageViewers" live={measured} />
                  <Scale figure={columnOf(found, 'averageViewers', measured)} scale={scale} />
                  <span className="prov block">
                    <Trans>avg viewers</Trans>
                  </span>
                </div>
              </div>
              <div className={`mt-2 ${picking ? 'ps-9' : ''}`}>
                <Fit found={found} wish={wish} most={most} />
                <div className="text-small">
                  <Standing found={found} />
                </div>
                {open && (
                  <div className="mt-3 grid gap-3">
                    <WhyRow
                      found={found}
                      wish={wish}
                      place={placeOf(wish, index)}
                      total={total}
                      onSave={onSave}
                      onLike={onLike}
                      onHide={() => setOpened(null)}
                    />
                    <dl className="facts">
                      <dt>
                        <Trans>Peak viewers</Trans>
                      </dt>
                      <dd>
                        <Figure found={found} name="peakViewers" />
                      </dd>
                      <dt>
                        <Trans>Followers</Trans>
                      </dt>
                      <dd>
                        <Figure found={found} name="followers" />
                      </dd>
                      <dt>
                        <Trans>LIVE hours</Trans>
                      </dt>
                      <dd>
                        <Column found={found} name="streamMinutes" live={measured} />
                      </dd>
                    </dl>
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <p className="sr-only" role="status">
        {t`${number(items.length)} of ${number(total)} shown`}
      </p>
      {foot}
    </>
  );
}
