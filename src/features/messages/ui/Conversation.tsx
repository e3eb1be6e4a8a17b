import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { call, Problem } from '#src/web/api.ts';
import { day } from '#src/web/format.ts';
import { BlockAgency } from '#src/web/kit/BlockAgency.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Refused, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { Compose } from './parts/Compose.tsx';
import type { Carrier } from './parts/sending.ts';
import { Talk } from './parts/Talk.tsx';
import { useReadTo } from './parts/useReadTo.ts';

const touches = ['messages.openMine', 'messages.mine'] as const;

/** Her conversation with one agency: the answer box, what was written, and the way to block it. */
export default function Conversation() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const talk = usePages('messages.openMine', { path: { agencyId }, query: { limit: 50 } }, { every: 15_000 });
  const answer = useChange('messages.answer', { touches: [...touches] });
  const client = useQueryClient();
  const { first, items } = talk;
  useTitle(first ? t`Messages with ${first.agency.name}` : t`Messages`);
  useReadTo(first?.lastSeq, first?.readSeq, (seq) => {
    void call('messages.readMine', { path: { agencyId }, body: { seq } }).then(
      () => client.invalidateQueries({ queryKey: ['messages.mine'] }),
      () => {},
    );
  });
  const page = (children: ReactNode) => (
    <PhonePage title={t`Messages`} back="/messages">
      {children}
    </PhonePage>
  );
  if (!first) {
    if (talk.error instanceof Problem && talk.error.code === 'messages.not_found') return page(<Unknown />);
    if (talk.error) return page(<CreatorError error={talk.error} again={() => void talk.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={4} avatar={false} />
      </>,
    );
  }
  const { agency, blocked, member, refused, textMax } = first;
  const carrier: Carrier = {
    begin: (body) => call('messages.beginMyFile', { path: { agencyId }, body }),
    part: (fileId, n, data) => call('messages.sendMyPart', { path: { agencyId, fileId, n }, body: { data } }),
  };
  return page(
    <>
      <div className="mb-4 flex items-center gap-3.5 pt-1">
        <HouseMark id={agencyId} size={56} />
        <div className="min-w-0">
          <p className="head flex flex-wrap items-center gap-1.5 wrap-anywhere">
            <bdi>{agency.name}</bdi>
            {agency.verifiedAt !== null && (
              <BadgeCheck size={18} strokeWidth={1.75} className="text-ink" role="img" aria-label={t`verified`} />
            )}
          </p>
          <p className="text-dense text-text-2">{agency.verifiedAt === null ? t`not verified` : t`verified ${day(agency.verifiedAt)}`}</p>
        </div>
      </div>
      <Answered blocked={blocked} member={member} empty={items.length === 0} />
      {refused === null && (
        <Compose
          key={agencyId}
          label={<Trans>Your message</Trans>}
          textMax={textMax}
          carrier={carrier}
          busy={answer.isPending}
          error={answer.error}
          onSend={(body, done) => answer.mutate({ path: { agencyId }, body }, { onSuccess: done })}
        />
      )}
      {items.length > 0 && (
        <Talk
          items={items}
          side="creator"
          other={<bdi>{agency.name}</bdi>}
          fileAt={(fileId) => `/v1/me/threads/${agencyId}/files/${fileId}`}
          more={{ has: talk.hasNextPage, busy: talk.isFetchingNextPage, read: talk.readOn }}
        />
      )}
      <div className="mt-8">
        {blocked ? (
          <Btn wide to="/privacy/blocked">
            <Trans>Agencies you have blocked</Trans>
          </Btn>
        ) : (
          <BlockAgency agencyId={agencyId} name={agency.name} member={member} />
        )}
      </div>
    </>,
  );
}

function Answered({ blocked, member, empty }: { blocked: boolean; member: boolean; empty: boolean }) {
  if (blocked)
    return (
      <Say then={<Trans>It is not told. Take the block back to write to it.</Trans>}>
        <Trans>You have blocked this agency.</Trans>
      </Say>
    );
  if (empty)
    return (
      <Say then={<Trans>Its people who care for you read it.</Trans>}>
        <Trans>Nothing was written yet.</Trans>
      </Say>
    );
  return member ? (
    <Say then={<Trans>You are its member.</Trans>}>
      <Trans>Write whenever you like.</Trans>
    </Say>
  ) : (
    <Say then={<Trans>You need not; nobody is told whether you have read.</Trans>}>
      <Trans>Answer if you like.</Trans>
    </Say>
  );
}

function Unknown() {
  return (
    <Refused
      say={<Trans>There is no conversation with this agency.</Trans>}
      why={<Trans>It has not written to you, and you are neither its member nor invited by it.</Trans>}
      acts={
        <Btn go to="/messages">
          <Trans>To my messages</Trans>
        </Btn>
      }
      code="messages.not_found"
    />
  );
}
