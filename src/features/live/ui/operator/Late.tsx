import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { LiveLag, SourceLag } from '#src/web/client.gen.ts';
import { instant } from '#src/web/format.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Table, Td, Th } from '#src/web/kit/Table.tsx';
import { useWide } from '#src/web/useWide.ts';
import { plainTable } from '../parts/tables.ts';
import { late } from './words.ts';

/** How late events arrive, by source: from the event's own time to the moment it was here. */
export function Late({ lag }: { lag: LiveLag }) {
  const { t } = useLingui();
  const wide = useWide();
  return (
    <Section title={<Trans>How late events arrive</Trans>}>
      {wide ? (
        <div className={plainTable}>
          <Table
            fixed
            caption={t`How late events arrive, by source`}
            head={
              <>
                <Th width="26%">
                  <Trans>Source</Trans>
                </Th>
                <Th num>
                  <Trans>Last hour</Trans>
                </Th>
                <Th num>
                  <Trans>Half within</Trans>
                </Th>
                <Th num>
                  <Trans>99 of 100 within</Trans>
                </Th>
                <Th num>
                  <Trans>Latest</Trans>
                </Th>
                <Th width={188}>
                  <span className="sr-only">
                    <Trans>On one scale</Trans>
                  </span>
                  <Axis />
                </Th>
                <Th width={168}>
                  <Trans>Last told of</Trans>
                </Th>
              </>
            }
          >
            {lag.sources.map((one) => (
              <tr key={one.source}>
                <Td>
                  <bdi className="wrap-anywhere font-[560]">{one.source}</bdi>
                  <span className="prov block">
                    <Lives one={one} />
                  </span>
                </Td>
                <Td num>
                  <Plural value={one.events} _0="none" one="# event" other="# events" />
                </Td>
                <Td num>
                  <How ms={one.p50Ms} one={one} />
                </Td>
                <Td num>
                  <How ms={one.p99Ms} one={one} />
                </Td>
                <Td num>
                  <How ms={one.mostMs} one={one} />
                </Td>
                <Td>
                  <Reach one={one} />
                </Td>
                <Td>{one.lastAt === null ? <Trans>more than 7 days ago</Trans> : instant(one.lastAt)}</Td>
              </tr>
            ))}
          </Table>
        </div>
      ) : (
        <RuledList className="border-y border-line" label={t`How late events arrive, by source`}>
          {lag.sources.map((one) => (
            <Source key={one.source} one={one} />
          ))}
        </RuledList>
      )}
      <div className="mt-2">
        <Prov
          parts={[
            lag.whole ? (
              <Plural key="n" value={lag.events} one="# event of the last hour" other="# events of the last hour" />
            ) : (
              <Plural key="n" value={lag.events} other="the newest # events of the last hour" />
            ),
            <Trans key="how">from an event’s own time to its arrival here; a clock that is ahead counts as on time</Trans>,
            <Trans key="asof">as of {instant(lag.asOf, { named: true })}</Trans>,
          ]}
        />
      </div>
    </Section>
  );
}

function Source({ one }: { one: SourceLag }) {
  return (
    <li className="grid gap-1 py-3">
      <span className="font-[560] wrap-anywhere">
        <bdi>{one.source}</bdi>
      </span>
      {one.p50Ms !== null && one.p99Ms !== null && one.mostMs !== null ? (
        <>
          <Reach one={one} />
          <span className="text-small text-text-2">
            <Trans>
              half within {late(one.p50Ms)}, 99 of 100 within {late(one.p99Ms)}, the latest {late(one.mostMs)}
            </Trans>
          </span>
        </>
      ) : (
        <How ms={null} one={one} />
      )}
      <span className="prov">
        <Plural value={one.events} _0="no event in the last hour" one="# event in the last hour" other="# events in the last hour" />,{' '}
        <Lives one={one} />
      </span>
      <span className="prov">
        {one.lastAt === null ? <Trans>last told of more than 7 days ago</Trans> : <Trans>last told of {instant(one.lastAt)}</Trans>}
      </span>
    </li>
  );
}
const Lives = ({ one }: { one: SourceLag }) => (
  <Plural value={one.lives} _0="no LIVE in 7 days" one="# LIVE in 7 days" other="# LIVEs in 7 days" />
);

/** Why nothing is known, where nothing is. */
function How({ ms, one }: { ms: number | null; one: SourceLag }) {
  if (ms !== null) return <Fig>{late(ms)}</Fig>;
  return <Fig ink="none">{one.events === 0 ? <Trans>nothing came</Trans> : <Trans>without a time</Trans>}</Fig>;
}

// From 10 ms to 1 h, each step ten times the one before: a listener and a recording on one scale.
const decades = Math.log10(3_600_000 / 10);
const place = (ms: number) => `${((Math.log10(Math.max(10, Math.min(ms, 3_600_000)) / 10) / decades) * 96 + 2).toFixed(2)}%`;
const ticks = [1000, 60_000];

/** Dot: half within; bar: 99 of 100; line: the latest. Never mirrored: time runs one way. The figures stand beside it. */
function Reach({ one: { p50Ms, p99Ms, mostMs } }: { one: SourceLag }) {
  return (
    <svg className="block w-full" height="18" style={{ direction: 'ltr' }} aria-hidden="true">
      {ticks.map((ms) => (
        <line key={ms} x1={place(ms)} x2={place(ms)} y1="1" y2="17" stroke="var(--line)" />
      ))}
      {p50Ms !== null && p99Ms !== null && mostMs !== null && (
        <>
          <line x1={place(p50Ms)} x2={place(mostMs)} y1="9" y2="9" stroke="var(--text-3)" strokeWidth="1.25" />
          <line x1={place(p50Ms)} x2={place(p99Ms)} y1="9" y2="9" stroke="var(--chart-1)" strokeWidth="6" opacity="0.45" />
          <line x1={place(mostMs)} x2={place(mostMs)} y1="5" y2="13" stroke="var(--text-3)" strokeWidth="1.25" />
          <circle cx={place(p50Ms)} cy="9" r="4" fill="var(--text)" />
        </>
      )}
    </svg>
  );
}
function Axis() {
  return (
    <svg className="block w-full" height="18" style={{ direction: 'ltr' }} aria-hidden="true">
      {ticks.map((ms) => (
        <text key={ms} x={place(ms)} y="13" textAnchor="middle" fontSize="11" fill="var(--text-3)">
          {late(ms)}
        </text>
      ))}
    </svg>
  );
}
