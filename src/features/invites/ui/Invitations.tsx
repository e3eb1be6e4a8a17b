import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useNow } from '#src/web/clock.ts';
import { clock, day, left, percentBps, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { months } from '#src/web/words/plain.ts';
import { stateAt, StateMark, type MyInvite } from './parts/states.tsx';

/** Open invitations first, the one that ends first on top; then what was. */
export default function Invitations() {
  const { t } = useLingui();
  const at = useNow();
  const read = usePages('invites.mine', { query: { limit: 50 } });
  const center = useRead('creators.agencyCenter');
  const page = (children: ReactNode) => <PhonePage title={t`Invitations`}>{children}</PhonePage>;
  if (!read.first) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={4} />
      </>,
    );
  }
  const on = center.data?.consents.some(({ purpose, granted }) => purpose === 'discovery' && granted);
  if (read.items.length === 0) return page(<None on={on} />);
  const open = read.items.filter((one) => stateAt(one, at) === 'sent').sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
  const before = read.items.filter((one) => stateAt(one, at) !== 'sent');
  const first = open[0];
  const until = first ? `${weekday(first.expiresAt)}, ${clock(first.expiresAt)}` : '';
  return page(
    <>
      {first ? (
        <Say then={open.length === 1 ? <Trans>It ends on {until}.</Trans> : <Trans>The first ends on {until}.</Trans>}>
          <Plural
            value={open.length}
            _2="Two invitations are open."
            _3="Three invitations are open."
            one="One invitation is open."
            other="# invitations are open."
          />
        </Say>
      ) : (
        <Say then={on === false ? <Trans>None can come while the switch is off.</Trans> : undefined}>
          <Trans>No invitation is open.</Trans>
        </Say>
      )}
      {open.length > 0 && (
        <div className="mt-4">
          <RuledList className="border-y border-line" label={t`Open invitations`}>
            {open.map((one) => (
              <Line
                key={one.inviteId}
                to={`/invitations/${one.inviteId}`}
                lead={<HouseMark id={one.agencyId} />}
                what={<bdi>{one.agency.name}</bdi>}
                how={<Offered invite={one} />}
                end={<span className="whitespace-nowrap">{left(one.expiresAt, at)}</span>}
              />
            ))}
          </RuledList>
          {open.length > 1 && (
            <div className="mt-3">
              <Btn wide to="/invitations/compare" search={{ a: open[0]?.inviteId, b: open[1]?.inviteId, c: open[2]?.inviteId }}>
                {open.length === 2 ? (
                  <Trans>Compare the two</Trans>
                ) : open.length === 3 ? (
                  <Trans>Compare the three</Trans>
                ) : (
                  <Trans>Compare three of them</Trans>
                )}
              </Btn>
            </div>
          )}
        </div>
      )}
      {before.length > 0 && (
        <Section title={<Trans>Earlier</Trans>}>
          <RuledList className="border-y border-line" label={t`Earlier invitations`}>
            {before.map((one) => (
              <Line
                key={one.inviteId}
                to={`/invitations/${one.inviteId}`}
                lead={<HouseMark id={one.agencyId} />}
                what={<bdi>{one.agency.name}</bdi>}
                how={<When invite={one} />}
                end={<StateMark state={stateAt(one, at)} />}
              />
            ))}
          </RuledList>
        </Section>
      )}
      {read.hasNextPage && (
        <div className="mt-3">
          <Btn wide busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            <Trans>Load more</Trans>
          </Btn>
        </div>
      )}
    </>,
  );
}

function Offered({ invite: { terms } }: { invite: MyInvite }) {
  const share = percentBps(terms.commissionBps);
  const term = months(terms.months);
  return terms.paidFrom === 'platform' ? (
    <Trans>
      {share} out of the platform’s part, {term}
    </Trans>
  ) : (
    <Trans>
      {share} out of your part, {term}
    </Trans>
  );
}

function When({ invite }: { invite: MyInvite }) {
  const sent = day(invite.sentAt);
  return <Trans>sent {sent}</Trans>;
}

function None({ on }: { on: boolean | undefined }) {
  if (on === false)
    return (
      <Empty
        say={<Trans>No invitation, and none can come.</Trans>}
        act={
          <Btn go to="/agency-center">
            <Trans>Open Agency Center</Trans>
          </Btn>
        }
      >
        <Trans>Agencies can invite you only while your switch is on. An invitation carries its terms, and you have days to answer.</Trans>
      </Empty>
    );
  return (
    <Empty
      say={<Trans>No invitation yet.</Trans>}
      act={
        <Btn to="/agency-center">
          <Trans>See what agencies see</Trans>
        </Btn>
      }
    >
      <Trans>When an agency invites you, its terms stand here in plain words, with the time left to answer.</Trans>
    </Empty>
  );
}
