import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 900px)');

/** True on a desk: the width at which the frames fold. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener);
      return () => wide.removeEventListener('change', listener);
    },
    () => wide.matches,
  );
}
