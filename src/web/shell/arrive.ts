import type { AnyRouter } from '@tanstack/react-router';

/**
 * After a step to another screen the focus stands at its sentence, so that a screen reader says it and Tab goes on from there.
 * A changed filter (same path) moves nothing.
 */
export function focusOnArrival(router: AnyRouter): void {
  router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
    if (!pathChanged || !fromLocation) return;
    const place = document.querySelector<HTMLElement>('main h1[tabindex]') ?? document.getElementById('main');
    place?.focus({ preventScroll: true });
  });
}
