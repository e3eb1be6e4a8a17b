import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { NoAnswer } from '#src/web/api.ts';
import type { LiveMembersNow } from '#src/web/client.gen.ts';
import { instant, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { PickBar } from '#src/web/kit/PickBar.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, Refused } from '#src/web/kit/States.tsx';
import { useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { comparedMost } from './compared.ts';
import { OnAir } from './OnAir.tsx';
import { Sharing } from './Sharing.tsx';

const everyMs = 10_000;

/** Who of the members is LIVE now, of those who share it; and all who share, to look at or to compare. */
export default function LiveRoom() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  const now = useRead('roster.liveNow', { path: { agencyId } }, { every: everyMs });
  const list = usePages('roster.liveMembers', { path: { agencyId }, query: { limit: 50 } }, { quiet: true });
  const [picked, pick] = useState<readonly string[]>([]);
  const page = (children: ReactNode) => <DeskPage padded>{children}</DeskPage>;
  if (!now.data || !list.first) return page(<NotYet read={now.isError ? now : list} label={t`Loading who is LIVE`} rows={7} />);
  const { members, sharing } = now.data;
  const coached = me?.agencies.find((one) => one.agencyId === agencyId)?.role === 'coach';
  if (members === 0) return page(<Nobody coached={coached} />);
  if (sharing === 0) return page(<NobodyShares members={members} />);
  const toggle = (id: string, on: boolean) => pick(on ? [...picked, id].slice(0, comparedMost) : picked.filter((one) => one !== id));
  return page(
    <>
      <Sentence now={now.data} />
      <div className="mt-1.5">
        <Prov
          parts={[
            <Trans key="every">reads itself anew every 10 seconds</Trans>,
            now.error instanceof NoAnswer && <Trans key="away">no answer at the moment</Trans>,
            <Trans key="asof">as of {instant(now.data.asOf, { named: true })}</Trans>,
          ]}
        />
      </div>
      {now.data.items.length > 0 && <OnAir agencyId={agencyId} now={now.data} />}
      <Sharing agencyId={agencyId} list={list} sharing={sharing} members={members} picked={picked} onPick={toggle} />
      <PickBar
        count={picked.length}
        left={
          picked.length < 2 ? (
            <Trans>one more, to compare</Trans>
          ) : (
            <Plural value={comparedMost - picked.length} _0="as many as fit side by side" one="# more fits" other="# more fit" />
          )
        }
        onClear={() => pick([])}
      >
        {picked.length >= 2 && (
          <Btn go to={`/a/${agencyId}/live/compare`} search={{ with: picked.join(' ') }}>
            <Trans>Compare over 28 days</Trans>
          </Btn>
        )}
      </PickBar>
    </>,
  );
}

function Sentence({ now: { onAir, members, sharing, looked } }: { now: LiveMembersNow }) {
  return (
    <Say
      then={
        <Plural
          value={members - sharing}
          _0="All of them share their LIVEs with you."
          one="# creator does not share; nothing is shown of them."
          other="# creators do not share; nothing is shown of them."
        />
      }
    >
      {looked < sharing ? (
        <Plural
          value={onAir}
          _0={`Nobody of the ${number(looked)} who joined last is LIVE now.`}
          one={`# of the ${number(looked)} who joined last is LIVE now.`}
          other={`# of the ${number(looked)} who joined last are LIVE now.`}
        />
      ) : (
        <Plural
          value={onAir}
          _0="Nobody who shares is LIVE now."
          one={`# of the ${number(sharing)} who share is LIVE now.`}
          other={`# of the ${number(sharing)} who share are LIVE now.`}
        />
      )}
    </Say>
  );
}

function Nobody({ coached }: { coached: boolean }) {
  return coached ? (
    <Empty say={<Trans>No creator is assigned to you yet.</Trans>}>
      <Trans>An owner or manager assigns creators to their coach. Those who share their LIVEs stand here from then on.</Trans>
    </Empty>
  ) : (
    <Empty say={<Trans>Nobody is with your agency yet.</Trans>}>
      <Trans>Creators who accept an invitation and share their LIVE data with you stand here while they are on air.</Trans>
    </Empty>
  );
}

function NobodyShares({ members }: { members: number }) {
  return (
    <Refused
      say={<Plural value={members} one="Your creator does not share LIVE data." other="None of your # creators shares LIVE data." />}
      why={
        <Trans>
          Nobody has switched on “Share LIVE data with my agency”. Only the creators can, and their membership does not depend on it.
        </Trans>
      }
      change={<Trans>They switch it on in their Agency Center, and off again whenever they like. It holds from that moment.</Trans>}
      visible={<Trans>What your own exports tell: hours, valid days and diamonds of the month.</Trans>}
      code="roster.live_not_shared"
    />
  );
}
