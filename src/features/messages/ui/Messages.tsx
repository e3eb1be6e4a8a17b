import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { usePages } from '#src/web/pages.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { LastSaid, News } from './parts/News.tsx';

/** Her conversations with agencies, the latest first. */
export default function Messages() {
  const { t } = useLingui();
  const list = usePages('messages.mine', { query: { limit: 50 } }, { every: 20_000 });
  const page = (children: ReactNode) => (
    <PhonePage title={t`Messages`} back="/home">
      {children}
    </PhonePage>
  );
  const { first, items } = list;
  if (!first) {
    if (list.error) return page(<CreatorError error={list.error} again={() => void list.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={5} />
      </>,
    );
  }
  if (items.length === 0)
    return page(
      <Empty say={<Trans>No agency has written to you.</Trans>}>
        <Trans>
          An agency may write a few messages before you answer; how many is a rule. You write first only to your own agency, or to one that
          has invited you.
        </Trans>
      </Empty>,
    );
  return page(
    <>
      <Say then={<Trans>Nobody is told whether you have read.</Trans>}>
        <News count={first.unread} />
      </Say>
      <RuledList className="mt-4 border-y border-line" label={t`Conversations`}>
        {items.map((one) => (
          <Line
            key={one.agency.agencyId}
            to={`/messages/${one.agency.agencyId}`}
            lead={<HouseMark id={one.agency.agencyId} />}
            what={
              <span className="flex flex-wrap items-center gap-x-2">
                <bdi>{one.agency.name}</bdi>
                {one.unread > 0 && <Tag>{t`${number(one.unread)} new`}</Tag>}
                {one.blocked && <Tag line>{t`blocked`}</Tag>}
              </span>
            }
            how={<LastSaid last={one.last} side="creator" at={one.lastAt} />}
          />
        ))}
      </RuledList>
      {list.hasNextPage && (
        <div className="mt-3">
          <Btn wide busy={list.isFetchingNextPage} onClick={list.readOn}>
            <Trans>Load more</Trans>
          </Btn>
        </div>
      )}
    </>,
  );
}
