import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { call, type Answer } from '#src/web/api.ts';
import { day } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { platformName } from '#src/web/words/names.ts';
import { sayCode } from '#src/web/words/problems.ts';
import { Compose } from '../parts/Compose.tsx';
import type { Carrier } from '../parts/sending.ts';
import { Talk } from '../parts/Talk.tsx';
import { useReadTo } from '../parts/useReadTo.ts';

type Page = Answer<'messages.open'>;
const touches = ['messages.open', 'messages.list'] as const;

/** One conversation of the agency: what may still be written, the answer box, and what was. */
export default function Thread() {
  const { t } = useLingui();
  const { agencyId = '', creatorId = '' } = useParams({ strict: false }) as { agencyId?: string; creatorId?: string };
  const path = { agencyId, creatorId };
  const talk = usePages('messages.open', { path, query: { limit: 50 } }, { every: 15_000 });
  const write = useChange('messages.write', { touches: [...touches] });
  const client = useQueryClient();
  const { data: me } = useMe();
  const { first, items } = talk;
  // Nothing was written yet: who she is comes from the search, which writes down that she was looked at.
  const found = useRead(
    'discovery.profile',
    { path },
    { enabled: first !== undefined && first.creator === null && may(me, 'discovery.profile') },
  );
  const her = first?.creator ?? found.data;
  useTitle(her ? t`Messages with ${her.displayName}` : t`Messages`);
  useReadTo(first?.lastSeq, first?.readSeq, (seq) => {
    void call('messages.read', { path, body: { seq } }).then(
      () => client.invalidateQueries({ queryKey: ['messages.list'] }),
      () => {},
    );
  });
  const page = (children: ReactNode) => (
    <DeskPage padded>
      <Link
        to={`/a/${agencyId}/messages`}
        className="link -ms-1 mb-2 inline-flex min-h-(--ctl) items-center gap-0.5 self-start text-text-2"
      >
        <ChevronLeft className="turn" size={16} strokeWidth={2} aria-hidden="true" />
        <Trans>Messages</Trans>
      </Link>
      {children}
    </DeskPage>
  );
  if (!first) return page(<NotYet read={talk} label={t`Loading the conversation`} rows={5} />);
  const name = her?.displayName ?? t`This creator`;
  const carrier: Carrier = {
    begin: (body) => call('messages.beginFile', { path, body }),
    part: (fileId, n, data) => call('messages.sendPart', { path: { ...path, fileId, n }, body: { data } }),
  };
  return page(
    <div className="max-w-[760px]">
      {her && (
        <div className="mb-4 flex items-center gap-3">
          <Avatar id={creatorId} name={her.displayName} size={44} />
          <div className="min-w-0">
            <p className="head wrap-anywhere">
              <bdi>{her.displayName}</bdi>
            </p>
            <Prov parts={[<bdi key="handle">@{her.handle}</bdi>, platformName(her.platform), first.member && t`member of your agency`]} />
          </div>
        </div>
      )}
      <May first={first} name={name} />
      {first.refused === null && (
        <Compose
          key={creatorId}
          label={<Trans>Message of your agency</Trans>}
          hint={<Trans>Sent under your name and that of your agency.</Trans>}
          textMax={first.textMax}
          carrier={carrier}
          busy={write.isPending}
          error={write.error}
          onSend={(body, done) => write.mutate({ path, body }, { onSuccess: done, onError: () => void talk.refetch() })}
        />
      )}
      {items.length > 0 && (
        <Talk
          items={items}
          side="agency"
          other={<bdi>{name}</bdi>}
          fileAt={(fileId) => `/v1/agencies/${agencyId}/threads/${creatorId}/files/${fileId}`}
          more={{ has: talk.hasNextPage, busy: talk.isFetchingNextPage, read: talk.readOn }}
        />
      )}
      {first.hidden && (
        <div className="mt-2">
          <Prov parts={[<Trans key="hidden">What they wrote before they withdrew is not shown.</Trans>]} />
        </div>
      )}
    </div>,
  );
}

/** What may be written now, in a sentence. */
function May({ first, name }: { first: Page; name: string }) {
  const { refused, left } = first;
  if (refused !== null)
    return (
      <Say
        then={
          refused.askAgainAt === null ? (
            <Trans>What your agency wrote stays here.</Trans>
          ) : (
            <Trans>Without an answer you can write again from {day(refused.askAgainAt)}.</Trans>
          )
        }
      >
        {sayCode(refused.code, refused.detail)}
      </Say>
    );
  if (left === null)
    return (
      <Say then={<Trans>Members have no limit.</Trans>}>
        <Trans>
          Write to <bdi>{name}</bdi>.
        </Trans>
      </Say>
    );
  return (
    <Say then={<Plural value={left} one="One message is left before an answer." other="# messages are left before an answer." />}>
      <Trans>
        Write to <bdi>{name}</bdi>.
      </Trans>
    </Say>
  );
}
