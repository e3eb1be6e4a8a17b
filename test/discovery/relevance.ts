// How well a search finds whom one means: by the whole handle, with one slip of the fingers, by a name in another script.
import { wordsOf } from '#src/lib/text.ts';
import type { EngineQuery } from '#src/features/discovery/ports.ts';
import { diceAt } from '../crowd/dice.ts';
import { crowdNow, type Member } from '../crowd/people.ts';
import { slips, withSlip, type Slip } from '../crowd/queries.ts';

/** The ids that a search shows, in its order. */
export type Asked = (query: EngineQuery) => Promise<string[]>;

export const ask = (text: string, limit: number, now: Date): EngineQuery => ({
  text,
  filters: {},
  sort: 'fit',
  facets: [],
  limit,
  after: undefined,
  without: [],
  now,
});

/** Handles that do not bring their creator first when typed in full. */
export async function notFirst(asked: Asked, members: readonly Member[], now = new Date(crowdNow)): Promise<string[]> {
  const wrong: string[] = [];
  for (const { card } of members) {
    const [first] = await asked(ask(card.handle, 3, now));
    if (first !== card.creatorId) wrong.push(card.handle);
  }
  return wrong;
}

export interface Slipped {
  slip: Slip;
  handle: string;
  typed: string;
  /** From 1; 0: not among the first three. */
  place: number;
}
/** Each handle with one slip of each kind at a place of chance: where she stands. What spells somebody else's handle is no slip. */
export async function slippedIn(asked: Asked, members: readonly Member[], all: readonly Member[], seed: number, now = new Date(crowdNow)) {
  const taken = new Set(all.map((m) => plain(m.card.handle)));
  const out: Slipped[] = [];
  for (const [i, { card }] of members.entries()) {
    const roll = diceAt(seed, i);
    for (const slip of slips) {
      const typed = withSlip(roll, card.handle, slip);
      if (typed === undefined || taken.has(plain(typed))) continue;
      const ids = await asked(ask(typed, 3, now));
      out.push({ slip, handle: card.handle, typed, place: ids.indexOf(card.creatorId) + 1 });
    }
  }
  return out;
}
const plain = (handle: string) => wordsOf(handle).join('');

/** Of the slips, the share that brings her among the first three. */
export const shareFound = (all: readonly Slipped[]): number => all.filter((s) => s.place > 0).length / all.length;

/** Names that do not bring her among those found. */
export async function notFound(asked: Asked, members: readonly Member[], now = new Date(crowdNow)): Promise<string[]> {
  const wrong: string[] = [];
  for (const { card } of members)
    if (!(await asked(ask(card.displayName, 200, now))).includes(card.creatorId)) wrong.push(card.displayName);
  return wrong;
}
