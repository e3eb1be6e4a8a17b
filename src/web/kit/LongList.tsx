import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';

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
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  // What stands above may grow, by a sentence or by a narrower window.
  useLayoutEffect(() => {
    const place = () => setMargin(list.current?.offsetTop ?? 0);
    place();
    const watch = new ResizeObserver(place);
    if (head.current) watch.observe(head.current);
    return () => watch.disconnect();
  }, []);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized; of the rows only the measuring is handed on
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => (items[index] === undefined ? index : idOf(items[index])),
    scrollMargin: margin,
    overscan: 10,
    useFlushSync: false,
  });
  const shown = rows.getVirtualItems();
  const before = Math.max(0, (shown[0]?.start ?? margin) - margin);
  const after = Math.max(0, rows.getTotalSize() - ((shown.at(-1)?.end ?? margin) - margin));
  const near = (shown.at(-1)?.index ?? 0) >= items.length - 20;
  useEffect(() => {
    if (near) onEnd();
  }, [near, onEnd]);
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
                ref={rows.measureElement}
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
