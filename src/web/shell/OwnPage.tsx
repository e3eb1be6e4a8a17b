import type { ReactNode } from 'react';
import { DeskPage, PhonePage } from '../kit/Frame.tsx';
import { useRoom } from './room.ts';

/** A screen of the person's own, as a phone's page for a creator, as a column on the stage for everybody else. */
export function OwnPage({
  title,
  back,
  acts,
  children,
}: {
  title: string;
  back?: string | undefined;
  acts?: ReactNode;
  children: ReactNode;
}) {
  const room = useRoom();
  if (room === 'creator')
    return (
      <PhonePage title={title} back={back ?? '/home'} acts={acts}>
        {children}
      </PhonePage>
    );
  return (
    <DeskPage padded>
      <div className="own">{children}</div>
    </DeskPage>
  );
}
