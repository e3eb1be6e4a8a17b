import { t } from '@lingui/core/macro';
import { CircleCheck, Clock, Mail, Undo2, X } from 'lucide-react';
import type { Answer } from '#src/web/api.ts';
import { Mark } from '#src/web/kit/Mark.tsx';

export type MyInvite = Answer<'invites.mine'>['items'][number];

/** What an invitation is at this instant: one past its end is expired, whether or not the list was read since. */
export const stateAt = (invite: Pick<MyInvite, 'state' | 'expiresAt'>, at: number): MyInvite['state'] =>
  invite.state === 'sent' && Date.parse(invite.expiresAt) <= at ? 'expired' : invite.state;

export function StateMark({ state }: { state: MyInvite['state'] }) {
  if (state === 'accepted') return <Mark icon={CircleCheck}>{t`Accepted`}</Mark>;
  if (state === 'declined') return <Mark icon={X}>{t`Declined`}</Mark>;
  if (state === 'expired') return <Mark icon={Clock}>{t`Expired`}</Mark>;
  if (state === 'withdrawn') return <Mark icon={Undo2}>{t`Withdrawn`}</Mark>;
  return <Mark icon={Mail}>{t`Open`}</Mark>;
}
