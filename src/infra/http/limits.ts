import { Refusal } from '#src/lib/errors.ts';

/** Order of service under overload, first to last: urgent (withdrawal, leaving, health) is never shed. */
export type Rank = 'urgent' | 'write' | 'read' | 'search';

/** What share of the capacity each rank may fill; search goes first. */
const share: Record<Rank, number> = { urgent: Infinity, write: 1, read: 0.8, search: 0.5 };

/** What was let in should be answered within this; where it takes longer, fewer are let in. */
const soonMs = 1_000;

/**
 * Counts the requests being served and refuses `request.overloaded` beyond the share of a rank. The places are fewer, down to half, while
 * those who are inside wait for each other: whoever comes in is answered in time, also on a machine that is slow. `soon` Infinity: never.
 */
export function openGate(capacity: number, soon = soonMs, now = () => performance.now()) {
  let serving = 0;
  let expected = 0;
  let shed = 0;
  let places = capacity;
  let changedAt = -Infinity;
  const once = (leave: () => void) => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  /** Only who came in after the last change tells whether it was enough. */
  const learn = (enteredAt: number) => {
    const took = now() - enteredAt;
    if (took > soon && enteredAt >= changedAt) {
      places = Math.max(capacity / 2, (places * soon) / took);
      changedAt = now();
    } else if (took < soon / 2) places = Math.min(capacity, places + 0.25);
  };
  const isFull = (rank: Rank, taken: number) => taken >= places * share[rank];
  return {
    serving: () => serving,
    shed: () => shed,
    places: () => places,
    enter(rank: Rank): () => void {
      if (isFull(rank, serving)) {
        shed++;
        throw overloaded();
      }
      serving++;
      const enteredAt = now();
      return once(() => {
        serving--;
        if (rank !== 'urgent') learn(enteredAt);
      });
    },
    /** Before a request is read: whether it would be turned away, counting those that were let in and are still being read. */
    full(rank: Rank): boolean {
      if (!isFull(rank, serving + expected)) return false;
      shed++;
      return true;
    },
    /** One that was let in and has not entered yet; the result ends that. */
    expect(): () => void {
      expected++;
      return once(() => expected--);
    },
  };
}
export const overloaded = () => new Refusal('busy', 'request.overloaded', 'Too many requests at the moment. Try again in a second.');
export type Gate = ReturnType<typeof openGate>;

export const bounds = { bodyBytes: 1_048_576, depth: 20, strings: 50_000, capacity: 64 };

/** Refuses what no shape could accept: depth, NUL, half surrogates, keys that reach a prototype. Counts as it goes. */
export function checkJson(value: unknown, depth = 0, seen = { n: 0 }): void {
  if (++seen.n > bounds.strings) throw new Refusal('too_large', 'request.too_many_values', 'The request holds too many values.');
  if (typeof value === 'string') checkText(value);
  if (typeof value !== 'object' || value === null) return;
  if (depth >= bounds.depth) throw new Refusal('invalid', 'request.too_deep', 'The request is nested too deeply.');
  if (Array.isArray(value)) {
    for (const item of value) checkJson(item, depth + 1, seen);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw new Refusal('invalid', 'request.bad_key', 'The request has a name that is not allowed.');
    checkText(key);
    checkJson(item, depth + 1, seen);
  }
}

export function checkText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed())
    throw new Refusal('invalid', 'request.bad_text', 'The request holds a NUL or half a character, which is not text.');
}
