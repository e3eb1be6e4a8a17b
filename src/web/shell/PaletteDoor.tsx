import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';

// The palette itself comes when it is first asked for: the rooms do not carry it.
const Palette = lazy(() => import('./Palette.tsx'));

let open = false;
let doors = 0;
const listeners = new Set<() => void>();
function set(next: boolean): void {
  open = next;
  for (const tell of listeners) tell();
}
export const openPalette = (): void => set(true);

const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
/** How its keys are written on this machine; nothing where there is no keyboard to expect. */
export const paletteKeys = (): string => (matchMedia('(hover: none)').matches ? '' : isApple() ? '⌘K' : 'Ctrl K');

/** Stands in each frame: hears the keys, and shows the palette while it is open. */
export function PaletteDoor({ agencyId }: { agencyId: string | undefined }) {
  const isOpen = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => open,
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || !(isApple() ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      set(!open);
    };
    document.addEventListener('keydown', press);
    doors += 1;
    return () => {
      document.removeEventListener('keydown', press);
      doors -= 1;
      // Another frame takes it over; at the door of the house nobody does, and it does not wait for whoever comes in.
      setTimeout(() => doors === 0 && set(false), 1_000);
    };
  }, []);
  return isOpen ? (
    <Suspense>
      <Palette agencyId={agencyId} onClose={() => set(false)} />
    </Suspense>
  ) : null;
}
