import { lazy, Suspense, useSyncExternalStore } from 'react';

export interface Told {
  title: string;
  how?: string | undefined;
  /** Takes it back while the words stand. */
  undo?: { label: string; onPick: () => void } | undefined;
  urgent?: boolean | undefined;
}

// The first words wait here until the part that shows them has come; most visits never need it.
let waiting: Told[] = [];
let show: ((told: Told) => void) | null = null;
let wanted = false;
const listeners = new Set<() => void>();

/** Says what has just happened, beside the screen that shows it. */
export function tell(told: Told): void {
  if (show) return show(told);
  waiting.push(told);
  wanted = true;
  for (const listener of listeners) listener();
}

/** Called by the standing part once it is there. */
export function listen(to: (told: Told) => void): void {
  show = to;
  for (const told of waiting) to(told);
  waiting = [];
}

const Standing = lazy(() => import('./Toasts.tsx'));

export function Toasts() {
  const here = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
  return here ? (
    <Suspense>
      <Standing />
    </Suspense>
  ) : null;
}
