import type { ExposureLog } from '#src/features/creators/index.ts';

type Look = Parameters<ExposureLog['note']>[0][number];
/** Whoever keeps a screen open looks on: that is noted once in so long. */
const againMs = 10 * 60_000;
const mostKept = 100_000;

/**
 * Notes looks at LIVEs in the exposure log. A screen that reads itself anew every few seconds is one look in ten minutes for each person,
 * creator, permission and thing looked at; everything else is noted each time.
 */
export function openLooking(exposures: ExposureLog) {
  const noted = new Map<string, number>();
  function isNew(look: Look, what: string): boolean {
    const of = `${look.agency_id} ${look.person_id} ${look.creator_id} ${look.consent_event_id} ${what}`;
    const at = look.checked_at.getTime();
    const before = noted.get(of);
    if (before !== undefined && at - before < againMs) return false;
    // The oldest go first: a look that is forgotten is noted once more.
    noted.delete(of);
    noted.set(of, at);
    if (noted.size > mostKept) noted.delete(noted.keys().next().value!);
    return true;
  }
  return {
    note: (looks: Look[]) => exposures.note(looks),
    noteOnce: (looks: Look[], what: string) => exposures.note(looks.filter((look) => isNew(look, what))),
  };
}
export type Looking = ReturnType<typeof openLooking>;
