import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { Erase } from './parts/Erase.tsx';
import { SightTable } from './parts/Sight.tsx';
import { Take } from './parts/Take.tsx';

/** What each party sees, who looked, everything to take along, and the end of it. */
export default function Privacy() {
  const { t } = useLingui();
  const sights = useRead('creators.visibility');
  const owned = useRead('creators.owned');
  const figuresOf = useRead('calls.mine');
  const blocks = useRead('messages.blocks');
  const seen = useRead('creators.exposures', { query: { limit: 1 } });
  const page = (children: ReactNode) => (
    <PhonePage title={t`Privacy`} back="/home">
      {children}
    </PhonePage>
  );
  if (!sights.data) {
    if (sights.error) return page(<CreatorError error={sights.error} again={() => void sights.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={7} avatar={false} />
      </>,
    );
  }
  const figures = sights.data.rows.find(({ field }) => field === 'figures')?.agencies;
  const given = sights.data.permissions;
  const week = seen.data?.week;
  return page(
    <>
      <Say
        then={
          figures === 'exact' ? (
            <Trans>They read exact numbers.</Trans>
          ) : figures === 'ranges' ? (
            <Trans>They read ranges.</Trans>
          ) : (
            <Trans>It stays so until you switch it on.</Trans>
          )
        }
      >
        {figures === 'no' ? <Trans>No agency can find you.</Trans> : <Trans>Any agency can find you.</Trans>}
      </Say>
      <SightTable sights={sights.data} />
      <Section title={<Trans>Yours to change and to check</Trans>}>
        <RuledList className="border-y border-line">
          <Line
            to="/agency-center"
            what={<Trans>Permissions</Trans>}
            how={<Plural value={given} _0="none of four given" one="one of four given" other="# of four given" />}
          />
          <Line
            to="/agency-center/seen"
            what={<Trans>Who saw you</Trans>}
            how={
              week === undefined ? undefined : (
                <Plural
                  value={week.agencies}
                  _0="no agency in the last 7 days"
                  one="one agency in the last 7 days"
                  other="# agencies in the last 7 days"
                />
              )
            }
          />
          {figuresOf.data && figuresOf.data.items.length > 0 && (
            <Line
              to="/figures"
              what={<Trans>Figures of agencies’ exports</Trans>}
              how={<Plural value={figuresOf.data.items.length} one="one agency shows you its own" other="# agencies show you their own" />}
            />
          )}
          <Line
            to="/invitations/filters"
            what={<Trans>Who may invite you</Trans>}
            how={<Trans>share, language, verified only, how many</Trans>}
          />
          <Line
            to="/privacy/blocked"
            what={<Trans>Blocked agencies</Trans>}
            how={
              blocks.data && (
                <Plural value={blocks.data.items.length} _0="none blocked" one="one agency blocked" other="# agencies blocked" />
              )
            }
          />
        </RuledList>
      </Section>
      {owned.data ? (
        <>
          <Take owned={owned.data} />
          <Erase owned={owned.data} />
        </>
      ) : owned.error ? (
        <div className="mt-6">
          <CreatorError error={owned.error} again={() => void owned.refetch()} />
        </div>
      ) : (
        <Section title={<Trans>Take everything with you</Trans>}>
          <Skeleton rows={5} avatar={false} />
        </Section>
      )}
    </>,
  );
}
