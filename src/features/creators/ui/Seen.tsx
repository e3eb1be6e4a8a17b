import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useNow } from '#src/web/clock.ts';
import { day } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { keyOfSeen, SeenLine } from './parts/SeenLine.tsx';

const periods = ['7', '30', '90'] as const;

/** Every record of who saw the creator, day by day, newest first; by agency and period where she asks for it. */
export default function Seen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { agency?: string; days?: string | number };
  const period = periods.find((one) => one === String(asked.days));
  // By the day, so that the question stays the same while the clock runs.
  const today = Math.floor(useNow() / 86_400_000);
  const from = period === undefined ? undefined : new Date((today - Number(period) + 1) * 86_400_000).toISOString().slice(0, 10);
  const agencyId = asked.agency;
  const read = usePages('creators.exposures', {
    query: { limit: 50, ...(agencyId === undefined ? {} : { agencyId }), ...(from === undefined ? {} : { from }) },
  });
  const saved = usePages('scouting.savedBy', { query: { limit: 50 } }, { enabled: may(useMe().data, 'scouting.savedBy') });
  const narrow = (change: { agency?: string | undefined; days?: string | undefined }) =>
    void navigate({ to: '.', search: { agency: agencyId, days: period, ...change } as never, replace: true });
  const page = (children: ReactNode) => (
    <PhonePage title={t`Who saw you`} back="/agency-center">
      {children}
    </PhonePage>
  );
  const { first, items } = read;
  if (!first) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  }
  const filtered = agencyId !== undefined || period !== undefined;
  if (first.agencies.length === 0 && saved.items.length === 0)
    return page(
      <Empty
        say={<Trans>No agency has seen you so far.</Trans>}
        act={
          <Btn to="/agency-center">
            <Trans>To Agency Center</Trans>
          </Btn>
        }
      >
        <Trans>
          Each time a search or a page shows you to an agency, it is written down here: who, when, and whether it saw ranges or exact
          numbers.
        </Trans>
      </Empty>,
    );
  const { times, agencies } = first.week;
  return page(
    <>
      <Say then={<Plural value={times} _0="You were not shown to anybody." one="You were shown once." other="You were shown # times." />}>
        <Plural
          value={agencies}
          _0="No agency looked in the last 7 days."
          one="One agency looked in the last 7 days."
          other="# agencies looked in the last 7 days."
        />
      </Say>
      <SavedBy saved={saved} />
      <div className="mt-4 grid grid-cols-2 gap-3">
        <Select
          label={<Trans>Agency</Trans>}
          value={agencyId ?? ''}
          options={[
            { value: '', label: t`All agencies` },
            ...first.agencies.map((one) => ({ value: one.agencyId, label: one.agencyName })),
          ]}
          onChange={(value) => narrow({ agency: value === '' ? undefined : value })}
        />
        <Select
          label={<Trans>Period</Trans>}
          value={period ?? ''}
          options={[
            { value: '', label: t`All days` },
            { value: '7', label: t`Last 7 days` },
            { value: '30', label: t`Last 30 days` },
            { value: '90', label: t`Last 90 days` },
          ]}
          onChange={(value) => narrow({ days: value === '' ? undefined : value })}
        />
      </div>
      <p className="prov mt-3" role="status">
        <Plural value={first.shown} _0="no record" one="one record" other="# records" />
      </p>
      {items.length === 0 ? (
        <p className="mt-3 text-text-2">
          <Trans>Nobody saw you by this agency or in this period.</Trans>{' '}
          {filtered && (
            <button type="button" className="link" onClick={() => narrow({ agency: undefined, days: undefined })}>
              <Trans>Show all</Trans>
            </button>
          )}
        </p>
      ) : (
        <ol aria-label={t`All records`} className="mt-2">
          {items.map((one, index) => (
            <Fragment key={keyOfSeen(one)}>
              {one.on !== items[index - 1]?.on && (
                <li className="mt-4 border-b border-line pb-1">
                  <h2 className="head">
                    <time dateTime={one.on}>{day(one.on)}</time>
                  </h2>
                </li>
              )}
              <SeenLine seen={one} bare />
            </Fragment>
          ))}
        </ol>
      )}
      <p className="prov mt-3">
        <Trans>one line for each agency, day (UTC) and place · newest first</Trans>
      </p>
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

/** Which agencies have her in their pipeline now. */
function SavedBy({ saved }: { saved: ReturnType<typeof usePages<'scouting.savedBy'>> }) {
  const { t } = useLingui();
  if (saved.items.length === 0) return null;
  return (
    <section className="mt-4">
      <h2 className="head">
        <Trans>Who has saved you</Trans>
      </h2>
      <ul className="rule mt-1" aria-label={t`Who has saved you`}>
        {saved.items.map((one) => (
          <li key={one.agencyId} className="border-b border-line py-2.5">
            <b className="font-[560]">
              <bdi>{one.agencyName}</bdi>
            </b>
            <p className="text-dense text-text-2">
              <Trans>saved you on {day(one.savedAt)} as somebody it may ask to join</Trans>
            </p>
          </li>
        ))}
      </ul>
      {saved.hasNextPage && (
        <div className="mt-3">
          <Btn wide busy={saved.isFetchingNextPage} onClick={() => void saved.fetchNextPage()}>
            <Trans>Load more</Trans>
          </Btn>
        </div>
      )}
      <p className="prov mt-2">
        <Trans>When you switch agency invitations off, you are taken out of every such list at once.</Trans>
      </p>
    </section>
  );
}
