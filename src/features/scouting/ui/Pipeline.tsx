import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { ChevronDown, Send } from 'lucide-react';
import { useState } from 'react';
import type { Lead, Leads } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { CheckLine } from '#src/web/kit/Check.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { InviteDialog } from '#src/web/kit/InviteDialog.tsx';
import { Menu } from '#src/web/kit/Menu.tsx';
import { MoreLike } from '#src/web/kit/MoreLike.tsx';
import { PickBar } from '#src/web/kit/PickBar.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePicks } from '#src/web/picks.ts';
import { useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { useWide } from '#src/web/useWide.ts';
import { Board, StageList, walk, type Asked, type Picks } from './parts/Columns.tsx';
import { LeadPanel } from './parts/LeadPanel.tsx';
import { LostDialog } from './parts/LostDialog.tsx';
import { useMoving, type Moving } from './parts/useMoving.ts';
import { byHand, stageName, stages } from './parts/words.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const most = 200;

/** Whom the agency would like to win: a board by stage on a desk, a list of one stage on a phone. What is asked for stands in the address. */
export default function Pipeline() {
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  return <Room key={agencyId} agencyId={agencyId} />;
}

function Room({ agencyId }: { agencyId: string }) {
  const { t } = useLingui();
  const [{ owner, remind }] = useFilters(['owner', 'remind']);
  const asked: Asked = {
    ...(owner === 'none' || uuid.test(owner) ? { owner } : {}),
    ...(remind === 'due' ? { remind } : {}),
  };
  // The counts alone; the columns read their own.
  const head = useRead('scouting.list', { path: { agencyId }, query: { ...asked, limit: 0 } }, { keep: true });
  if (!head.data)
    return (
      <DeskPage padded>
        <NotYet read={head} label={t`Loading the pipeline`} rows={6} />
      </DeskPage>
    );
  return <Desk agencyId={agencyId} asked={asked} head={head.data} />;
}

function Desk({ agencyId, asked, head }: { agencyId: string; asked: Asked; head: Leads }) {
  const { data: me } = useMe();
  const wide = useWide();
  const [{ stage: stageAsked, one }, change] = useFilters(['stage', 'one']);
  const stage = oneOf(stageAsked, stages) || 'to_look_at';
  const changes = may(me, 'scouting.move');
  const invites = may(me, 'invites.send');
  const allowance = useRead('invites.allowance', { path: { agencyId } }, { enabled: invites });
  const [inviting, setInviting] = useState<Pick<Lead, 'creatorId' | 'displayName'>[] | null>(null);
  const { picked, pick, clear, leave } = usePicks<Lead>(most);
  const moving = useMoving(agencyId, clear);
  const { t } = useLingui();
  const picks: Picks | null = changes ? { picked, onPick: pick } : null;
  const navigate = useNavigate();
  const searchLike = (like: string[]) => void navigate({ to: `/a/${agencyId}/discover`, search: { like } as never });
  const open = (creatorId: string) => change({ one: creatorId });
  const shared = { agencyId, asked, one, picks, onOpen: open };
  const all = stages.reduce((sum, name) => sum + (head.counts[name] ?? 0), 0);
  const nobody = all === 0 && asked.owner === undefined && asked.remind === undefined;
  return (
    <DeskPage fill>
      <div className="px-(--gutter) pt-5 pb-3 min-[900px]:px-6">
        {nobody ? <NobodyYet agencyId={agencyId} /> : <Top head={head} asked={asked} all={all} />}
      </div>
      {!nobody &&
        (wide ? (
          <Board {...shared} counts={head.counts} />
        ) : (
          <div className="px-(--gutter)" role="group" onKeyDown={walk} aria-label={stageName(stage)}>
            <Views
              label={t`Stage`}
              value={stage}
              options={stages.map((value) => ({ value, label: stageName(value), count: head.counts[value] ?? 0 }))}
              onChange={(next) => change({ stage: next === 'to_look_at' ? '' : next })}
            />
            <StageList {...shared} stage={stage} />
          </div>
        ))}
      <Bar
        picked={picked}
        clear={clear}
        moving={moving}
        owners={head.owners}
        onMore={may(me, 'discovery.search') ? searchLike : null}
        {...(invites && { onInvite: setInviting, bulk: allowance.data?.bulkMax ?? 30 })}
      />
      {one !== '' && (
        <LeadPanel
          key={one}
          agencyId={agencyId}
          creatorId={one}
          owners={head.owners}
          moving={moving}
          changes={changes}
          onInvite={invites ? (lead) => setInviting([lead]) : null}
          onClose={() => change({ one: '' })}
        />
      )}
      {moving.losing && <LostDialog count={moving.losing.length} busy={moving.busy} onClose={moving.keep} onLost={moving.lose} />}
      {inviting && (
        <InviteDialog agencyId={agencyId} picked={inviting} allowance={allowance.data} onClose={() => setInviting(null)} onSent={leave} />
      )}
    </DeskPage>
  );
}

function NobodyYet({ agencyId }: { agencyId: string }) {
  return (
    <Empty
      say={<Trans>Nobody is in your pipeline yet.</Trans>}
      act={
        <Btn go to={`/a/${agencyId}/discover`}>
          <Trans>Find creators</Trans>
        </Btn>
      }
    >
      <Trans>
        Save creators in Discover. They stand here by stage, with who is in charge, notes and reminders. Each of them sees that your agency
        has saved them; whoever switches agency invitations off is gone from here at once.
      </Trans>
    </Empty>
  );
}

/** The sentence, and whose creators are shown. */
function Top({ head, asked, all }: { head: Leads; asked: Asked; all: number }) {
  const { t } = useLingui();
  const [, change] = useFilters(['owner', 'remind']);
  return (
    <>
      <Say then={<Plural value={head.due} _0="No reminder is due." one="# reminder is due." other="# reminders are due." />}>
        {asked.owner === undefined && asked.remind === undefined ? (
          <Plural value={all} one="# creator is in your pipeline." other="# creators are in your pipeline." />
        ) : (
          <Plural value={all} _0="Nobody fits." one="# creator fits." other="# creators fit." />
        )}
      </Say>
      <div className="mt-3 flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-48">
          <Select
            label={<Trans>In charge</Trans>}
            value={asked.owner ?? ''}
            options={[
              { value: '', label: t`Everybody` },
              { value: 'none', label: t`Nobody` },
              ...head.owners.map((one) => ({ value: one.personId, label: one.name })),
            ]}
            onChange={(owner) => change({ owner })}
          />
        </div>
        <CheckLine on={asked.remind === 'due'} onChange={(on) => change({ remind: on ? 'due' : '' })}>
          <Trans>Only with a reminder that is due</Trans>
        </CheckLine>
        <p className="prov">
          <Trans>Only people who can be found now. Each of them sees that you have saved them.</Trans>
        </p>
      </div>
    </>
  );
}

/** Floats while creators are picked: to a stage, to somebody in charge, or an invitation for all of them. */
function Bar({
  picked,
  clear,
  moving,
  owners,
  onMore,
  onInvite,
  bulk = 0,
}: {
  picked: ReadonlyMap<string, Lead>;
  clear: () => void;
  moving: Moving;
  owners: Leads['owners'];
  onMore: ((creatorIds: string[]) => void) | null;
  onInvite?: (leads: Lead[]) => void;
  bulk?: number;
}) {
  const { t } = useLingui();
  const ids = [...picked.keys()];
  const chevron = <ChevronDown size={15} strokeWidth={2} aria-hidden="true" />;
  return (
    <PickBar count={picked.size} onClear={clear}>
      <Menu
        label={t`Move to`}
        trigger={
          <>
            <Trans>Move to</Trans>
            {chevron}
          </>
        }
        acts={[
          ...byHand.map((stage) => ({ label: stageName(stage), onPick: () => moving.toStage(ids, stage) })),
          { label: t`Take out of the pipeline`, apart: true, onPick: () => moving.drop(ids) },
        ]}
      />
      <Menu
        label={t`In charge`}
        trigger={
          <>
            <Trans>In charge</Trans>
            {chevron}
          </>
        }
        acts={[
          ...owners.map((one) => ({ label: <bdi>{one.name}</bdi>, onPick: () => moving.toOwner(ids, one) })),
          { label: t`Nobody`, apart: true, onPick: () => moving.toOwner(ids, null) },
        ]}
      />
      {onMore && <MoreLike creatorIds={ids} onMore={onMore} />}
      {onInvite && (
        <Btn
          go
          icon={Send}
          onClick={() => (picked.size > bulk ? tell({ title: t`${number(bulk)} at once is the most.` }) : onInvite([...picked.values()]))}
        >
          <Trans>Invite {number(picked.size)}, read terms first</Trans>
        </Btn>
      )}
    </PickBar>
  );
}
