import { useMe, type Me } from '../me.ts';

/** Whose rooms somebody walks in: `creator`, `operator`, or the id of an agency. */
export type Room = string;

/** Kept for this window, so that the screens that belong to the person alone stand in the frame that one came from. */
export function rememberRoom(room: Room): void {
  try {
    sessionStorage.setItem('room', room);
  } catch {
    // Storage may be forbidden: the first room of the person then serves.
  }
}
function remembered(): Room | null {
  try {
    return sessionStorage.getItem('room');
  } catch {
    return null;
  }
}

export function roomsOf(me: Me): Room[] {
  return [
    ...(me.creatorId === undefined ? [] : ['creator']),
    ...me.agencies.map(({ agencyId }) => agencyId),
    ...(me.operator === undefined ? [] : ['operator']),
  ];
}
export function useRoom(): Room {
  const { data: me } = useMe();
  const rooms = me ? roomsOf(me) : [];
  const last = remembered();
  return (last !== null && rooms.includes(last) ? last : rooms[0]) ?? 'creator';
}
