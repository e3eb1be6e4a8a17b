import type { Answer } from './api.ts';
import { useRead } from './queries.ts';

export type Me = Answer<'people.me'>;

/** Who is signed in and what they may do. Read once, shared by the frames and the screens. */
export function useMe(enabled = true) {
  return useRead('people.me', undefined, { enabled });
}

/** Whether a button may be shown at all: the answer's own list, never a guess by role. */
export function may(from: { may: string[] } | undefined, act: string): boolean {
  return from?.may.includes(act) ?? false;
}

/** The room that somebody lands in. */
export function homeOf(me: Me): string {
  if (me.creatorId !== undefined) return '/home';
  const agency = me.agencies[0];
  if (agency) return roomOf(me, agency.agencyId);
  return me.operator === undefined ? '/welcome' : '/operator';
}

/** Where one arrives in an agency: looking for creators, with whoever needs a call, or with those one works with. */
export function roomOf(me: Me, agencyId: string): string {
  const rooms = [
    ['discovery.search', 'discover'],
    ['calls.today', 'today'],
    ['imports.list', 'imports'],
  ] as const;
  return `/a/${agencyId}/${rooms.find(([act]) => may(me, act))?.[1] ?? 'roster'}`;
}
