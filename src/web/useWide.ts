import { useSyncExternalStore } from 'react';

interface Width {
  matches: () => boolean;
  listen: (listener: () => void) => () => void;
}
const kept = new Map<number, Width>();

// One listener function a width: another one on each draw would be taken for another store.
function widthOf(pixels: number): Width {
  const found = kept.get(pixels);
  if (found) return found;
  const query = matchMedia(`(min-width: ${pixels}px)`);
  const width = {
    matches: () => query.matches,
    listen: (listener: () => void) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
  };
  kept.set(pixels, width);
  return width;
}

/** True from this width on. */
export function useAtLeast(pixels: number): boolean {
  const { listen, matches } = widthOf(pixels);
  return useSyncExternalStore(listen, matches);
}

/** True on a desk: the width at which the frames fold. */
export const useWide = (): boolean => useAtLeast(900);
