import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { Tag } from '#src/web/kit/Tag.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { platformName } from '#src/web/words/names.ts';
import { LastSaid, News } from '../parts/News.tsx';

/** The agency's conversations that this seat may read, the latest first. */
export default function Threads() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const [{ only }, change] = useFilters(['only']);
  const unread = oneOf(only, ['unread'] as const) === 'unread';
  const list = usePages(
    'messages.list',
    { path: { agencyId }, query: { limit: 50, ...(unread && { only: 'unread' as const }) } },
    { every: 20_000 },
  );
  const { data: me } = useMe();
  const { first, items } = list;
  if (!first)
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the conversations`} rows={7} />
      </DeskPage>
    );
  if (items.length === 0 && !unread && !list.isPlaceholderData)
    return (
      <DeskPage padded>
        <Empty
          say={<Trans>Nobody has written yet.</Trans>}
          {...(may(me, 'scouting.list') && {
            act: (
              <Btn go to={`/a/${agencyId}/pipeline`}>
                <Trans>Open the pipeline</Trans>
              </Btn>
            ),
          })}
        >
          <Trans>
            Write to a creator from the pipeline, an invitation or the roster. Before an answer only a few messages are allowed.
          </Trans>
        </Empty>
      </DeskPage>
    );
  return (
    <DeskPage padded>
      <Say then={<Trans>Everybody here who may read a conversation reads the same.</Trans>}>
        <News count={first.unread} />
      </Say>
      <div className="mt-5">
        <Views
          label={t`Conversations`}
          value={unread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t`All` },
            { value: 'unread', label: t`With something new`, count: first.unread },
          ]}
          onChange={(next) => change({ only: next === 'unread' ? 'unread' : '' })}
        />
      </div>
      {items.length === 0 ? (
        <p className="py-6 text-text-2">
          <Trans>Everything here was read.</Trans>
        </p>
      ) : (
        <RuledList className="border-b border-line" label={t`Conversations`}>
          {items.map((one) => (
            <Line
              key={one.creatorId}
              to={`/a/${agencyId}/messages/${one.creatorId}`}
              lead={<Avatar id={one.creatorId} name={one.creator.displayName} />}
              what={
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <bdi>{one.creator.displayName}</bdi>
                  <span className="prov">
                    <bdi>@{one.creator.handle}</bdi>, {platformName(one.creator.platform)}
                  </span>
                  {one.unread > 0 && <Tag>{t`${number(one.unread)} new`}</Tag>}
                </span>
              }
              how={<LastSaid last={one.last} side="agency" at={one.lastAt} />}
            />
          ))}
        </RuledList>
      )}
      {list.hasNextPage && (
        <div className="acts mt-3">
          <Btn small busy={list.isFetchingNextPage} onClick={list.readOn}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
    </DeskPage>
  );
}
