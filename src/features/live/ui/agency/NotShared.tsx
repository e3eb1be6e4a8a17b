import { Trans } from '@lingui/react/macro';
import { Problem } from '#src/web/api.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Refused } from '#src/web/kit/States.tsx';
import { NotYet } from '#src/web/shell/NotYet.tsx';

/** What stands there until the read has answered: bones, why it failed, or that this creator does not share. */
export function UntilShared({ read, agencyId, label }: { read: Parameters<typeof NotYet>[0]['read']; agencyId: string; label: string }) {
  if (!(read.error instanceof Problem) || read.error.code !== 'roster.live_not_shared')
    return <NotYet read={read} label={label} rows={6} avatar={false} />;
  return (
    <Refused
      say={<Trans>You cannot see these LIVEs.</Trans>}
      why={
        <Trans>
          This creator has not switched on “Share LIVE data with my agency”, or has switched it off. Only they can, and their membership
          does not depend on it.
        </Trans>
      }
      change={<Trans>They switch it on in their Agency Center. It holds from that moment.</Trans>}
      visible={<Trans>What your own exports tell: hours, valid days and diamonds of the month.</Trans>}
      acts={
        <Btn go to={`/a/${agencyId}/live`}>
          <Trans>To those who share</Trans>
        </Btn>
      }
      code="roster.live_not_shared"
    />
  );
}
