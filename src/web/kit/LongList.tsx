import type { ReactNode } from 'react';
import { useRows } from './useRows.ts';

/** A ruled list of any length in a page that fills the window: only the rows in sight are in the page; near its end it reads on. */
export function LongList<I>({
  label,
  items,
  idOf,
  row,
  height,
  total,
  top,
  foot,
  busy = false,
  onEnd,
}: {
  label: string;
  items: I[];
  idOf: (item: I) => string;
  row: (item: I, index: number) => ReactNode;
  /** About how high a row is. */
  height: number;
  /** All of the list, where it is known. */
  total?: number;
  /** Above the list, and under it; they scroll with it. */
  top: ReactNode;
  foot?: ReactNode;
  busy?: boolean;
  onEnd: () => void;
}) {
  const { scroller, head, list, shown, before, after, measure } = useRows<I, HTMLUListElement>({ items, idOf, height, onEnd });
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto max-[899px]:h-[calc(100dvh-57px)] max-[899px]:flex-none">
      <div ref={head}>{top}</div>
      <ul
        ref={list}
        className={items.length > 0 ? 'border-t border-line' : ''}
        style={{ paddingBlockStart: before, paddingBlockEnd: after }}
        aria-label={label}
        aria-busy={busy || undefined}
      >
        {shown.map(({ index, key }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li
                key={key}
                ref={measure}
                data-index={index}
                aria-setsize={total ?? -1}
                aria-posinset={index + 1}
                className="border-b border-line px-(--gutter)"
              >
                {row(item, index)}
              </li>
            )
          );
        })}
      </ul>
      {foot}
    </div>
  );
}
