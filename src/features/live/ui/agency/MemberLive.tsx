import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { useRead } from '#src/web/queries.ts';
import { ByMinute } from '../parts/ByMinute.tsx';
import { Back } from './Back.tsx';
import { UntilShared } from './NotShared.tsx';

const everyMs = 10_000;

/** One LIVE of a member minute by minute, while she shares it; on air it reads itself anew. */
export default function MemberLive() {
  const { t } = useLingui();
  const path = useParams({ strict: false }) as { agencyId: string; creatorId: string; sessionId: string };
  const read = useRead('roster.liveMinutes', { path }, { every: (one) => (one?.session.state === 'live' ? everyMs : false) });
  const page = (name: ReactNode, children: ReactNode) => (
    <DeskPage padded>
      <Back to={`/a/${path.agencyId}/live/${path.creatorId}`}>{name}</Back>
      <div className="max-w-240">{children}</div>
    </DeskPage>
  );
  // Taken away while it is open: what was read before does not stay.
  if (!read.data || (read.isError && 'code' in read.error))
    return page(t`LIVEs`, <UntilShared read={{ ...read, data: undefined }} agencyId={path.agencyId} label={t`Loading the LIVE`} />);
  return page(<bdi>{read.data.creator.displayName}</bdi>, <ByMinute one={read.data} />);
}
