import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { LiveSession, UsualLive } from '#src/web/client.gen.ts';
import { duration, number, range } from '#src/web/format.ts';
import { Fig, type Explanation } from '#src/web/kit/Fig.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';

type Key = Exclude<keyof UsualLive, 'sessions'>;

/** Every figure of a LIVE beside what it was in eight of ten LIVEs before. */
export function AllFigures({ session: s, usual }: { session: LiveSession; usual: UsualLive }) {
  const row = (name: ReactNode, key: Key, value: number | null, explain?: Explanation, estimated = false) => (
    <Row key={key} name={name} usual={usual[key]} say={key === 'liveSeconds' ? duration : number}>
      {value === null ? (
        <Fig ink="none">
          <Trans>not measured</Trans>
        </Fig>
      ) : (
        <Fig ink={estimated ? 'estimated' : 'exact'} explain={explain}>
          {key === 'liveSeconds' ? duration(value) : number(value)}
        </Fig>
      )}
    </Row>
  );
  return (
    <Section
      title={<Trans>All figures</Trans>}
      prov={usual.liveSeconds !== null && <Plural value={usual.sessions} other="beside eight of ten of the # LIVEs before" />}
    >
      <dl className="threefold">
        {row(<Trans>Average viewers</Trans>, 'averageViewers', s.averageViewers, averageOf(s))}
        {row(<Trans>Peak viewers</Trans>, 'peakViewers', s.peakViewers)}
        {row(<Trans>Viewers in all</Trans>, 'viewersTotal', s.viewersTotal)}
        {row(<Trans>Time on air</Trans>, 'liveSeconds', s.liveSeconds)}
        {row(<Trans>Diamonds</Trans>, 'diamonds', s.diamonds + s.diamondsInferred, diamondsOf(s), s.diamondsInferred > 0)}
        {row(<Trans>Gifts</Trans>, 'gifts', s.gifts)}
        {row(<Trans>New followers</Trans>, 'follows', s.follows)}
        {row(<Trans>Shares</Trans>, 'shares', s.shares)}
        {row(<Trans>Chat messages</Trans>, 'chats', s.chats)}
        {s.likesTotal !== null && (
          <Row name={<Trans>Likes</Trans>} usual={null} say={number}>
            <Fig>{number(s.likesTotal)}</Fig>
          </Row>
        )}
      </dl>
    </Section>
  );
}

function Row({
  name,
  children,
  usual,
  say,
}: {
  name: ReactNode;
  children: ReactNode;
  usual: UsualLive[Key];
  say: (value: number) => string;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd className="prov">
        {usual && <bdi>{say === number ? range(usual.low, usual.high) : `${say(usual.low)} – ${say(usual.high)}`}</bdi>}
      </dd>
    </>
  );
}

const averageOf = ({ measuredMinutes, source }: LiveSession): Explanation => ({
  title: <Trans>Average viewers</Trans>,
  meaning: <Trans>How many were watching at a time: the mean of all measured minutes, each alike.</Trans>,
  rows: [{ label: <Trans>Measured minutes</Trans>, value: number(measuredMinutes) }],
  prov: <Heard source={source} />,
});
const diamondsOf = ({ diamonds, diamondsInferred, diamondsToGuests, source }: LiveSession): Explanation => ({
  title: <Trans>Diamonds</Trans>,
  meaning: <Trans>What viewers’ gifts were worth, as it was heard in the LIVE. It is not pay; the platform’s own statement decides.</Trans>,
  rows: [
    { label: <Trans>Gifts whose end was told</Trans>, value: number(diamonds) },
    { label: <Trans>Streaks whose end never came, at their highest count</Trans>, value: number(diamondsInferred) },
    { label: <Trans>To guests of this LIVE, not counted here</Trans>, value: number(diamondsToGuests) },
  ],
  prov: <Heard source={source} />,
});

/** Where it was heard. */
export function Heard({ source }: { source: string }) {
  return (
    <Trans>
      as told by <bdi>{source}</bdi>
    </Trans>
  );
}
