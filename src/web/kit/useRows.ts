import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * The rows in sight of a list of any length. `scroller` is the box that scrolls, positioned; `head` holds all that stands above `list` in
 * it (a list without both begins at the top). `before` and `after` are the px of the rows not drawn, `measure` is each row's ref beside
 * its `data-index`. Where fewer than `ahead` rows are left below, it reads on.
 */
export function useRows<I, L extends HTMLElement = HTMLDivElement>({
  items,
  idOf,
  height,
  overscan = 10,
  most = Infinity,
  ahead = 20,
  onEnd,
}: {
  items: I[];
  idOf: (item: I) => string;
  /** About how high a row is. */
  height: number;
  overscan?: number;
  /** However high the window is. */
  most?: number;
  ahead?: number;
  onEnd: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const list = useRef<L>(null);
  const [margin, setMargin] = useState(0);
  // What stands above may grow, by a sentence or by a narrower window.
  useLayoutEffect(() => {
    const place = () => setMargin(list.current?.offsetTop ?? 0);
    place();
    const watch = new ResizeObserver(place);
    if (head.current) watch.observe(head.current);
    return () => watch.disconnect();
  }, []);
  // oxlint-disable-next-line react/incompatible-library -- rows are memoized at most by what they show; of the virtualizer only the measuring is handed on
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => (items[index] === undefined ? index : idOf(items[index])),
    scrollMargin: margin,
    overscan,
    rangeExtractor: (range) => defaultRangeExtractor(range).slice(0, most),
    useFlushSync: false,
  });
  const shown = rows.getVirtualItems();
  const near = (shown.at(-1)?.index ?? 0) >= items.length - ahead;
  useEffect(() => {
    if (near) onEnd();
  }, [near, onEnd, items.length]);
  return {
    scroller,
    head,
    list,
    shown,
    before: Math.max(0, (shown[0]?.start ?? margin) - margin),
    after: Math.max(0, rows.getTotalSize() - ((shown.at(-1)?.end ?? margin) - margin)),
    measure: rows.measureElement,
    scrollToRow: (index: number) => rows.scrollToIndex(index, { align: 'auto' }),
  };
}
