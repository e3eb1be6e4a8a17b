import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFilters } from '#src/web/filters.ts';
import { day, instant } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { useAtLeast } from '#src/web/useWide.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { plainTable } from '../parts/tables.ts';
import { Back } from './Back.tsx';
import { comparedMost } from './compared.ts';
import { figuresOf, Value, type Compared, type Row } from './figures.tsx';

const names = ['with'] as const;
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Two to five members side by side over 28 days. */
export default function Compare() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const [asked] = useFilters(names, 250);
  const creatorIds = [...new Set(asked.with.toLowerCase().split(' ').filter(isId))].slice(0, comparedMost);
  const read = useRead('roster.liveCompare', { path: { agencyId }, body: { creatorIds } }, { enabled: creatorIds.length >= 2 });
  const wide = useAtLeast(900);
  const page = (children: ReactNode) => (
    <DeskPage padded>
      <Back to={`/a/${agencyId}/live`}>
        <Trans>LIVE</Trans>
      </Back>
      {children}
    </DeskPage>
  );
  if (creatorIds.length < 2)
    return page(
      <Empty
        say={<Trans>Choose two to five to compare.</Trans>}
        act={
          <Btn go to={`/a/${agencyId}/live`}>
            <Trans>Choose in LIVE</Trans>
          </Btn>
        }
      >
        <Trans>Their LIVEs of the last 28 days stand side by side here: time on air, viewers, diamonds, new followers.</Trans>
      </Empty>,
    );
  if (!read.data) return page(<NotYet read={read} label={t`Loading the comparison`} rows={9} avatar={false} />);
  const { items, from, asOf } = read.data;
  const hidden = items.filter(({ figures }) => figures === null).length;
  const rows = figuresOf();
  return page(
    <>
      <Say
        then={
          hidden > 0 ? (
            <Plural value={hidden} one="# does not share LIVEs now." other="# do not share LIVEs now." />
          ) : (
            <Trans>From {day(from)} to now.</Trans>
          )
        }
      >
        <Plural value={items.length} other="# creators, 28 days of LIVE." />
      </Say>
      <Section title={<Trans>Side by side</Trans>}>
        {wide ? (
          <div className={plainTable}>
            <Wide agencyId={agencyId} items={items} rows={rows} />
          </div>
        ) : (
          <Narrow agencyId={agencyId} items={items} rows={rows} />
        )}
      </Section>
      <div className="mt-2">
        <Prov
          parts={[
            <Trans key="days">days by UTC, today among them</Trans>,
            <Trans key="since">from the day somebody joined, where that is later</Trans>,
            <Trans key="heard">as heard in the LIVEs; it is not pay</Trans>,
            <Trans key="asof">as of {instant(asOf, { named: true })}</Trans>,
          ]}
        />
      </div>
    </>,
  );
}

interface Tables {
  agencyId: string;
  items: Compared[];
  rows: Row[];
}

const Name = ({ agencyId, one }: { agencyId: string; one: Compared }) => (
  <span className="creator">
    <Avatar id={one.creatorId} name={one.displayName} size={28} />
    <Link className="link min-w-0 font-[560] wrap-anywhere" to={`/a/${agencyId}/live/${one.creatorId}`}>
      <bdi>{one.displayName}</bdi>
    </Link>
  </span>
);

function Wide({ agencyId, items, rows }: Tables) {
  const { t } = useLingui();
  return (
    <table className="grid-table" style={{ tableLayout: 'fixed' }}>
      <caption className="sr-only">{t`LIVEs side by side, over 28 days`}</caption>
      <thead>
        <tr>
          <td style={{ inlineSize: '20%' }} />
          {items.map((one) => (
            <th key={one.creatorId} scope="col" className="py-2! text-dense! text-text!">
              <Name agencyId={agencyId} one={one} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className="text-dense! text-text-2!">
              {row.name}
            </th>
            {items.map((one) => (
              <td key={one.creatorId} className="py-2!">
                <Value row={row} one={one} items={items} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** On a phone a figure after the other, in each of them the creators one under the other. */
function Narrow({ agencyId, items, rows }: Tables) {
  return (
    <div className="grid gap-6">
      {rows.map((row) => (
        <section key={row.key} aria-label={row.label}>
          <h3 className="sub mb-1">{row.name}</h3>
          <RuledList className="border-y border-line" label={row.label}>
            {items.map((one) => (
              <li key={one.creatorId} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 py-2">
                <Name agencyId={agencyId} one={one} />
                <Value row={row} one={one} items={items} />
              </li>
            ))}
          </RuledList>
        </section>
      ))}
    </div>
  );
}
