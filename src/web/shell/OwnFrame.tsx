import { Desk } from './DeskFrame.tsx';
import PhoneFrame from './PhoneFrame.tsx';
import { useRoom } from './room.ts';

/** The frame of what belongs to the person and to no room: the one that they came from. */
export default function OwnFrame() {
  const room = useRoom();
  if (room === 'creator') return <PhoneFrame />;
  return <Desk agencyId={room === 'operator' ? undefined : room} />;
}
