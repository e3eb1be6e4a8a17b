import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { keyOfSeen, SeenLine } from './parts/SeenLine.tsx';

/** Every record of who saw the creator, newest first. */
export default function Seen() {
  const { t } = useLingui();
  const read = usePages('creators.exposures', { query: { limit: 50 } }, (given, cursor) => ({
    ...given,
    query: { ...given.query, cursor },
  }));
  const page = (children: React.ReactNode) => (
    <PhonePage title={t`Who saw you`} back="/agency-center">
      {children}
    </PhonePage>
  );
  if (!read.first) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  }
  if (read.items.length === 0)
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
  const { times, agencies } = read.first.week;
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
      <p className="prov mt-2 mb-3">
        <Trans>one line for each agency, day (UTC) and place · newest first</Trans>
      </p>
      <ul className="rule border-y border-line" aria-label={t`All records`}>
        {read.items.map((one) => (
          <SeenLine key={keyOfSeen(one)} seen={one} />
        ))}
      </ul>
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
