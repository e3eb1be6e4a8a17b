import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import {
  Columns3,
  CheckCheck,
  FileCheck,
  Mail,
  MessageSquare,
  Phone,
  ScrollText,
  Settings2,
  Search,
  ShieldCheck,
  ToggleRight,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { Fragment } from 'react';
import { useNow } from '#src/web/clock.ts';
import { clock, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useChange } from '#src/web/queries.ts';
import { usePages } from '#src/web/pages.ts';
import { OwnPage } from '#src/web/shell/OwnPage.tsx';
import { PageError } from '#src/web/shell/PageError.tsx';
import { groupName, Sentence, type Group, type Told } from './words.tsx';

const glyphs: Record<Group, LucideIcon> = {
  invitations: Mail,
  membership: FileCheck,
  permissions: ToggleRight,
  team: Users,
  calls: Phone,
  searches: Search,
  pipeline: Columns3,
  messages: MessageSquare,
  rules: ScrollText,
  security: ShieldCheck,
};

/** What this person was told, by days, the newest first; each leads to its place. */
export default function Notices() {
  const { t } = useLingui();
  const at = useNow();
  const list = usePages('notices.list', { query: { limit: 40 } });
  const read = useChange('notices.read', { touches: ['notices.list', 'notices.unread'] });
  const settings = (
    <Btn bare icon={Settings2} to="/settings/notifications">
      <Trans>How you are told</Trans>
    </Btn>
  );
  const page = (children: React.ReactNode) => <OwnPage title={t`Notifications`}>{children}</OwnPage>;
  if (!list.first)
    return page(
      list.error ? (
        <PageError error={list.error} again={() => void list.refetch()} />
      ) : (
        <>
          <SayBone />
          <Skeleton rows={6} avatar={false} />
        </>
      ),
    );
  const { unread } = list.first;
  const [newest] = list.items;
  if (!newest)
    return page(
      <Empty say={<Trans>Nothing has been told to you yet.</Trans>} act={settings}>
        <Trans>
          Here stands what concerns you: invitations and their answers, memberships that begin or end, permissions that run out.
        </Trans>
      </Empty>,
    );
  return page(
    <>
      <Say>
        {unread === 0 ? (
          <Trans>You have read everything.</Trans>
        ) : (
          <Plural value={unread} one="One notification is new." other="# notifications are new." />
        )}
      </Say>
      <div className="acts mt-3">
        {unread > 0 && (
          <Btn icon={CheckCheck} busy={read.isPending} onClick={() => read.mutate({ body: { upTo: newest.at } })}>
            <Trans>Mark all as read</Trans>
          </Btn>
        )}
        {settings}
      </div>
      {daysOf(list.items).map(({ day, items }) => (
        <Fragment key={day}>
          <h2 className="head mt-6 mb-1">{day === dayKey(at) ? <Trans>Today</Trans> : weekday(items[0]!.at)}</h2>
          <ul className="rule border-y border-line">
            {items.map((told) => (
              <Row
                key={told.noticeId}
                told={told}
                onOpen={() => told.readAt === null && read.mutate({ body: { noticeId: told.noticeId } })}
              />
            ))}
          </ul>
        </Fragment>
      ))}
      {list.hasNextPage && (
        <div className="acts mt-4">
          <Btn busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            <Trans>Show earlier ones</Trans>
          </Btn>
        </div>
      )}
    </>,
  );
}

function Row({ told, onOpen }: { told: Told; onOpen: () => void }) {
  const { t } = useLingui();
  const Glyph = glyphs[told.group];
  const fresh = told.readAt === null;
  const inner = (
    <>
      <Glyph size={19} strokeWidth={1.75} className="flex-none text-text-3" aria-hidden="true" />
      <span className="body">
        <span className="what block">
          {fresh && <span className="sr-only">{t`New:`} </span>}
          <Sentence told={told} />
        </span>
        <span className="how block">
          {groupName(told.group)} · {clock(told.at)}
        </span>
      </span>
      {fresh && <span className="fresh" aria-hidden="true" />}
    </>
  );
  const name = fresh ? 'line notice unread' : 'line notice';
  if (told.to !== null)
    return (
      <li>
        <Link className={name} to={told.to} onClick={onOpen}>
          {inner}
        </Link>
      </li>
    );
  return (
    <li>
      <button type="button" className={`${name} w-full text-start`} onClick={onOpen}>
        {inner}
      </button>
    </li>
  );
}

const dayKey = (at: string | number): string => {
  const d = new Date(at);
  return `${d.getFullYear()}-${d.getMonth()}-${d.getDate()}`;
};
function daysOf(items: Told[]): { day: string; items: Told[] }[] {
  return [...Map.groupBy(items, (one) => dayKey(one.at))].map(([day, ofDay]) => ({ day, items: ofDay }));
}
