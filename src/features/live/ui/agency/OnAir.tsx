import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LiveMembersNow, MemberOnAir } from '#src/web/client.gen.ts';
import { clock, duration, number, range } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Fig } from '#src/web/kit/Fig.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Table, Td, Th } from '#src/web/kit/Table.tsx';
import { plainTable } from '../parts/tables.ts';
import { Tally } from '#src/web/kit/Tally.tsx';
import { useWide } from '#src/web/useWide.ts';
import { platformName } from '#src/web/words/names.ts';

/** Members on air: since when, how many watch beside what is usual, what was given so far. */
export function OnAir({ agencyId, now }: { agencyId: string; now: LiveMembersNow }) {
  const { t } = useLingui();
  const wide = useWide();
  const left = now.onAir - now.items.length;
  return (
    <Section title={<Trans>LIVE now</Trans>}>
      {wide ? (
        <div className={plainTable}>
          <Table
            fixed
            caption={t`LIVE now`}
            head={
              <>
                <Th width="30%">
                  <Trans>Creator</Trans>
                </Th>
                <Th width={120}>
                  <Trans>Since</Trans>
                </Th>
                <Th num width={130}>
                  <Trans>Watching now</Trans>
                </Th>
                <Th>
                  <Trans>Beside the usual average</Trans>
                </Th>
                <Th num width={150}>
                  <Trans>Diamonds so far</Trans>
                </Th>
              </>
            }
          >
            {now.items.map((one) => (
              <tr key={one.session.sessionId}>
                <td style={{ blockSize: 56 }}>
                  <Who agencyId={agencyId} one={one} />
                </td>
                <Td>
                  <span className="block">{clock(one.session.startedAt)}</span>
                  <span className="prov">{duration(one.session.liveSeconds)}</span>
                </Td>
                <Td num>
                  <Viewers one={one} />
                </Td>
                <Td>
                  <Usual one={one} />
                </Td>
                <Td num>
                  <Diamonds one={one} />
                </Td>
              </tr>
            ))}
          </Table>
        </div>
      ) : (
        <RuledList className="border-y border-line" label={t`LIVE now`}>
          {now.items.map((one) => (
            <li key={one.session.sessionId} className="grid gap-2.5 py-3">
              <Who agencyId={agencyId} one={one} />
              <div className="grid grid-cols-3 gap-2">
                <Small name={<Trans>since</Trans>}>{clock(one.session.startedAt)}</Small>
                <Small name={<Trans>watching now</Trans>}>
                  <Viewers one={one} />
                </Small>
                <Small name={<Trans>diamonds so far</Trans>}>
                  <Diamonds one={one} />
                </Small>
              </div>
              <Usual one={one} />
            </li>
          ))}
        </RuledList>
      )}
      <div className="mt-2">
        <Prov
          parts={[
            left > 0 && <Trans key="left">{number(left)} more are LIVE, with fewer viewers</Trans>,
            <Trans key="w">watching: the average of the last minute that was measured</Trans>,
            <Trans key="u">hatched: eight of ten of the LIVEs before lay inside</Trans>,
            <Trans key="d">diamonds as heard, not pay; dashed: with streaks that are still open</Trans>,
          ]}
        />
      </div>
    </Section>
  );
}

function Who({ agencyId, one }: { agencyId: string; one: MemberOnAir }) {
  return (
    <div className="creator">
      <Avatar id={one.creatorId} name={one.displayName} />
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-1.75">
          <Link className="link min-w-0 font-[560] wrap-anywhere" to={`/a/${agencyId}/live/${one.creatorId}/${one.session.sessionId}`}>
            <bdi>{one.displayName}</bdi>
          </Link>
          <Tally />
        </div>
        <div className="prov truncate">
          <bdi>@{one.handle}</bdi>, {platformName(one.session.platform)}
        </div>
      </div>
    </div>
  );
}
const Small = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <div className="min-w-0">
    <span className="prov block">{name}</span>
    <span className="block text-body font-[560]">{children}</span>
  </div>
);
function Viewers({ one: { now } }: { one: MemberOnAir }) {
  if (now) return <Fig>{number(now.viewers)}</Fig>;
  return (
    <Fig ink="none">
      <Trans>not measured</Trans>
    </Fig>
  );
}
function Diamonds({ one: { session } }: { one: MemberOnAir }) {
  return <Fig ink={session.diamondsInferred > 0 ? 'estimated' : 'exact'}>{number(session.diamonds + session.diamondsInferred)}</Fig>;
}

/** A dot for now over the hatched usual, from nobody on; the words say the same. */
function Usual({ one: { now, usualViewers, usualOf } }: { one: MemberOnAir }) {
  if (!usualViewers)
    return (
      <span className="fig none">
        <Trans>too few LIVEs before, {number(usualOf)} of 5</Trans>
      </span>
    );
  const { low, high } = usualViewers;
  // Each on her own scale: it is herself that she is compared with.
  const scale = Math.max(1, high, now?.viewers ?? 0) * 1.08;
  const part = (n: number) => `${((n / scale) * 100).toFixed(2)}%`;
  const words = range(low, high);
  return (
    <div className="grid gap-1">
      <span className="usual" aria-hidden="true">
        <s style={{ insetInlineStart: part(low), inlineSize: `max(4px, ${part(high - low)})` }} />
        {now && <u style={{ insetInlineStart: part(now.viewers) }} />}
      </span>
      <span className="prov">
        {now && now.viewers > high ? (
          <Trans>
            more than usual, <bdi>{words}</bdi>
          </Trans>
        ) : now && now.viewers < low ? (
          <Trans>
            fewer than usual, <bdi>{words}</bdi>
          </Trans>
        ) : (
          <Trans>
            usually <bdi>{words}</bdi>
          </Trans>
        )}
      </span>
    </div>
  );
}
