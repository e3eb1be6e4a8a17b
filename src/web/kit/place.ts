import { useEffect, type RefObject } from 'react';

/** Puts a native popover by its button on a desk; on a phone the style sheet keeps it at the bottom. */
export function usePlaced(box: RefObject<HTMLElement | null>, edge: 'start' | 'end' = 'start'): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const place = (event: Event) => {
      if ((event as ToggleEvent).newState !== 'open') return;
      element.style.removeProperty('left');
      element.style.removeProperty('top');
      const by = document.querySelector(`[popovertarget="${CSS.escape(element.id)}"]`)?.getBoundingClientRect();
      if (!by || innerWidth < 640) return;
      const { width, height } = element.getBoundingClientRect();
      const atRight = (edge === 'end') !== (document.documentElement.dir === 'rtl');
      const left = atRight ? by.right - width : by.left;
      const below = by.bottom + 6 + height < innerHeight;
      element.style.left = `${Math.max(12, Math.min(left, innerWidth - width - 12))}px`;
      element.style.top = `${below ? by.bottom + 6 : Math.max(12, by.top - height - 6)}px`;
    };
    element.addEventListener('toggle', place);
    return () => element.removeEventListener('toggle', place);
  }, [box, edge]);
}
