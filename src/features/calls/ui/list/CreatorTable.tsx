import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Standing } from '#src/web/client.gen.ts';
import { Check } from '#src/web/kit/Check.tsx';
import { Th } from '#src/web/kit/Table.tsx';
import { useRows } from '#src/web/kit/useRows.ts';
import { useAtLeast } from '#src/web/useWide.ts';
import { monthName } from '../parts/words.ts';
import type { Change, Sort, Wish } from './address.ts';
import type { Picking } from './picking.ts';
import { CreatorRow, type Room } from './Row.tsx';

/** However high the window is. */
const rowsMost = 60;

export interface ListProps {
  items: Standing[];
  total: number;
  wish: Wish;
  change: Change;
  dataOn: string | null;
  opened: string | undefined;
  /** Absent for those who may not give creators a coach. */
  picking: Picking | null;
  busy: boolean;
  onOpen: (exportId: string) => void;
  onEnd: () => void;
  top: ReactNode;
  foot: ReactNode;
}

/**
 * The desk's table in the box that scrolls. Arrow keys walk from name to name, Space picks, with Shift up to here, Enter opens. Only the
 * rows in sight are in the page, and no more than sixty.
 */
export function CreatorTable({ items, total, wish, change, dataOn, opened, picking, busy, onOpen, onEnd, top, foot }: ListProps) {
  const { t } = useLingui();
  const room = useRoom(picking !== null);
  const { scroller, head, list, shown, before, after, measure, scrollToRow } = useRows({
    items,
    idOf: (row) => row.exportId,
    height: 55,
    overscan: 8,
    most: rowsMost,
    ahead: 60,
    onEnd,
  });

  const go = (index: number) => {
    if (index < 0 || index >= items.length) return;
    const name = () => scroller.current?.querySelector<HTMLElement>(`[data-at="${index}"] button.name`);
    scrollToRow(index);
    const drawn = name();
    if (drawn) drawn.focus({ preventScroll: true });
    else requestAnimationFrame(() => requestAnimationFrame(() => name()?.focus({ preventScroll: true })));
  };
  const keys = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const place = target.closest<HTMLElement>('[data-at]')?.dataset['at'];
    if (place === undefined || !target.matches('button.name')) return;
    const at = Number(place);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      go(Math.max(0, Math.min(items.length - 1, at + step)));
    }
    const row = items[at];
    if (event.key === ' ' && row && picking) {
      event.preventDefault();
      picking.pick(at, event.shiftKey || !picking.picked.has(row.exportId), event.shiftKey);
    }
  };
  const columns = 5 + Object.values(room).filter(Boolean).length - (room.why ? 1 : 0);

  return (
    // The keys belong to the names inside; the box itself only hears them on their way up.
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto" onKeyDown={keys}>
      <div ref={head}>{top}</div>
      <div
        ref={list}
        className="px-(--gutter) [&_:is(td,th):first-child]:ps-0! [&_:is(td,th):last-child]:pe-0!"
        aria-busy={busy || undefined}
      >
        {items.length > 0 && (
          <table className="grid-table stuck" style={{ tableLayout: 'fixed' }} aria-rowcount={total + 1}>
            <caption className="sr-only">
              {picking
                ? t`Creators. Arrow keys walk from name to name, Space picks, Enter opens.`
                : t`Creators. Arrow keys walk from name to name, Enter opens.`}
            </caption>
            <thead style={{ background: 'var(--room)' }}>
              <Heads
                room={room}
                wish={wish}
                change={change}
                picking={picking}
                shown={items.length}
                month={dataOn === null ? t`Month` : monthName(dataOn)}
              />
            </thead>
            <tbody>
              {before > 0 && <Gap size={before} columns={columns} />}
              {shown.map(({ index, key }) => {
                const row = items[index];
                return (
                  row && (
                    <CreatorRow
                      key={key}
                      row={row}
                      index={index}
                      dataOn={dataOn}
                      on={picking !== null && (picking.all || picking.picked.has(row.exportId))}
                      opened={opened === row.exportId}
                      room={room}
                      measure={measure}
                      onPick={picking?.pick ?? noPick}
                      onOpen={onOpen}
                    />
                  )
                );
              })}
              {after > 0 && <Gap size={after} columns={columns} />}
            </tbody>
          </table>
        )}
      </div>
      {foot}
    </div>
  );
}
const noPick = () => {};

/** What there is room for beside the figures themselves. */
function useRoom(pick: boolean): Room {
  const [wide, wider, full] = [useAtLeast(1080), useAtLeast(1200), useAtLeast(1360)];
  const [room, setRoom] = useState<Room | null>(null);
  const next = { pick, why: wider, month: wide, weeks: full, coach: wide, last: wider };
  // The rows are drawn again only when this has changed.
  if (room === null || Object.entries(next).some(([name, value]) => room[name as keyof Room] !== value)) setRoom(next);
  return room ?? next;
}

function Gap({ size, columns }: { size: number; columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ blockSize: size, padding: 0, border: 0 }} />
    </tr>
  );
}

interface HeadsProps {
  room: Room;
  wish: Wish;
  change: Change;
  picking: Picking | null;
  shown: number;
  month: string;
}

/** Heads that sort: pressed again they give the first order back. */
function Heads({ room, wish, change, picking, shown, month }: HeadsProps) {
  const { t } = useLingui();
  const by = (sort: Sort) => ({
    sorted: wish.sort === sort ? (sort === 'name' ? ('asc' as const) : ('desc' as const)) : null,
    onSort: () => change({ sort: wish.sort === sort ? undefined : sort }),
  });
  const some = picking !== null && (picking.all || picking.picked.size > 0);
  return (
    <tr>
      {room.pick && picking && (
        <Th width={38}>
          <span className="flex">
            <Check
              on={picking.all || (shown > 0 && picking.picked.size >= shown)}
              some={some}
              onChange={picking.pickShown}
              label={t`Pick all that are loaded`}
            />
          </span>
        </Th>
      )}
      <Th {...by('name')}>
        <Trans>Creator</Trans>
      </Th>
      <Th width={room.why ? 168 : 118}>
        <Trans>Stands</Trans>
      </Th>
      <Th num width={86} {...by('valid_days')}>
        <Trans>Valid days</Trans>
      </Th>
      <Th num width={104} {...by('hours')}>
        <Trans>LIVE hours</Trans>
      </Th>
      <Th num width={138} {...by('diamonds')}>
        <Trans>Diamonds</Trans>
      </Th>
      {room.month && <Th width={room.weeks ? 168 : 152}>{month}</Th>}
      {room.weeks && (
        <Th width={92}>
          <Trans>28 days</Trans>
        </Th>
      )}
      {room.coach && (
        <Th width={96}>
          <Trans>Coach</Trans>
        </Th>
      )}
      {room.last && (
        <Th num width={80} {...by('last_live')}>
          <Trans>Last LIVE</Trans>
        </Th>
      )}
    </tr>
  );
}
