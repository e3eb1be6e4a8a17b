import { Refusal } from '#src/lib/errors.ts';

/** Order of service under overload, first to last: urgent (withdrawal, leaving, health) is never shed. */
export type Rank = 'urgent' | 'write' | 'read' | 'search';

/** What share of the capacity each rank may fill; search goes first. */
const share: Record<Exclude<Rank, 'urgent'>, number> = { write: 1, read: 0.8, search: 0.5 };

/** Counts the requests being served and refuses `request.overloaded` beyond the share of a rank. */
export function openGate(capacity: number) {
  let serving = 0;
  let shed = 0;
  return {
    serving: () => serving,
    shed: () => shed,
    enter(rank: Rank): () => void {
      if (rank !== 'urgent' && serving >= capacity * share[rank]) {
        shed++;
        throw new Refusal('busy', 'request.overloaded', 'Too many requests at the moment. Try again in a second.');
      }
      serving++;
      let left = false;
      return () => {
        if (!left) serving--;
        left = true;
      };
    },
  };
}
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
