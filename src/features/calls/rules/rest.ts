import { addDays, daysBetween } from '#src/lib/days.ts';
import type { CallKind } from '../contract.ts';

/** A call that was done rests so many days for the same reasons. Ours, inferred: a week to see whether it helped. */
export const restDays = 7;
/** Nobody is put off for longer. */
export const restMost = 90;

export type Rest = { until: string | null } | 'keep' | { refused: 'calls.until_missing' | 'calls.until_past' | 'calls.note_missing' };

/** Until when a call rests after an entry. `keep`: as it was. The last day of a rest is the one before `until`. */
export function restAfter(kind: CallKind, note: string, until: string | undefined, today: string): Rest {
  if (kind === 'note') return note === '' ? { refused: 'calls.note_missing' } : 'keep';
  if (kind === 'woken') return { until: null };
  if (until === undefined) return kind === 'done' ? { until: addDays(today, restDays) } : { refused: 'calls.until_missing' };
  const days = daysBetween(today, until);
  return days < 1 || days > restMost ? { refused: 'calls.until_past' } : { until };
}
