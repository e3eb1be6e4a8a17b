import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { DoorClosed, Gavel } from 'lucide-react';
import { useState } from 'react';
import type { OperatorCase } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { day, number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextArea } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { TermsOf } from '#src/web/kit/TermsOf.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { Became, CaseName, Said } from '../parts/Cases.tsx';
import { ByOrder } from './ByOrder.tsx';

const views = ['no', 'yes'] as const;

/** What is for the operator to decide between agencies and creators, the next day first. */
export default function Cases() {
  const { t } = useLingui();
  const [asked, change] = useFilters(['over'] as const);
  const over = oneOf(asked.over, ['yes']) === 'yes' ? 'yes' : 'no';
  const list = usePages('roster.cases', { query: { over, limit: 50 } });
  const [opened, setOpened] = useState<OperatorCase | null>(null);
  const [ordering, setOrdering] = useState(false);
  const { data: me } = useMe();
  const { first, items, readOn } = list;
  if (!first)
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the cases`} rows={6} />
      </DeskPage>
    );
  const top = (
    <div className="grid gap-4 px-(--gutter) pt-5.5 pb-4">
      <Say then={<Trans>What is not decided in time goes the creator’s way.</Trans>}>
        <Plural value={first.open} _0="No case waits for you." one="# case waits for a decision." other="# cases wait for a decision." />
      </Say>
      <Views
        label={t`Cases by state`}
        value={over}
        options={views.map((value) => ({
          value,
          label: value === 'no' ? t`To decide` : t`Over`,
          ...(value === 'no' ? { count: first.open } : {}),
        }))}
        onChange={(value) => change({ over: value === 'yes' ? 'yes' : '' })}
      />
      {may(me, 'roster.order') && (
        <div className="acts">
          <Btn small icon={DoorClosed} onClick={() => setOrdering(true)}>
            <Trans>End a membership by order</Trans>
          </Btn>
        </div>
      )}
      {items.length === 0 && !list.isPlaceholderData && (
        <Empty say={over === 'yes' ? <Trans>No case is over yet.</Trans> : <Trans>Nothing is to be decided.</Trans>}>
          <Trans>
            A removal that a creator contests, a complaint about an agency and, where the rule asks for it, the look at a trial LIVE stand
            here.
          </Trans>
        </Empty>
      )}
    </div>
  );
  return (
    <DeskPage fill>
      <LongList
        label={t`Cases`}
        items={items}
        idOf={(c) => c.caseId}
        height={72}
        busy={list.isPlaceholderData}
        onEnd={readOn}
        top={top}
        row={(c) => <Row one={c} onOpen={() => setOpened(c)} />}
      />
      {ordering && <ByOrder onClose={() => setOrdering(false)} />}
      {opened && <Decide one={opened} onClose={() => setOpened(null)} />}
    </DeskPage>
  );
}

function Row({ one, onOpen }: { one: OperatorCase; onOpen: () => void }) {
  const { t } = useLingui();
  const { creator, agency } = one;
  return (
    <div className="grid min-h-18 items-center gap-x-5 gap-y-1.5 py-2.5 min-[900px]:grid-cols-[minmax(0,3fr)_minmax(0,4fr)_auto]">
      <div className="creator">
        <Avatar id={creator.creatorId} name={creator.displayName} />
        <div className="min-w-0">
          <bdi className="name block">{creator.displayName}</bdi>
          <div className="prov truncate">
            <Trans>
              with <bdi>{agency.name}</bdi>
            </Trans>
          </div>
        </div>
      </div>
      <div className="min-w-0">
        <p className="font-[560]">
          <CaseName one={one} />
        </p>
        <p className="prov">
          <Became one={one} to="operator" over={one.membership.state === 'ended'} />
        </p>
      </div>
      <span>
        {one.state === 'open' ? (
          <Btn small icon={Gavel} label={t`Open the case of ${creator.displayName}`} onClick={onOpen}>
            <Trans>Open the case</Trans>
          </Btn>
        ) : (
          <Btn small label={t`Read it: ${creator.displayName}`} onClick={onOpen}>
            <Trans>Read it</Trans>
          </Btn>
        )}
      </span>
    </div>
  );
}

/** What the decision does, on its two buttons. */
function useWords({ kind, membership }: OperatorCase): { grant: string; refuse: string } {
  const { t } = useLingui();
  if (kind === 'removal') return { grant: t`It goes on`, refuse: t`The agency may end it` };
  if (kind === 'review') return { grant: t`Say yes`, refuse: t`Say no: it ends now` };
  if (membership.state === 'ended') return { grant: t`A breach`, refuse: t`No breach` };
  return { grant: t`A breach: it ends now`, refuse: t`No breach` };
}

function Decide({ one, onClose }: { one: OperatorCase; onClose: () => void }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [reasons, setReasons] = useState('');
  const words = useWords(one);
  const decide = useChange('roster.decideCase', {
    touches: ['roster.cases'],
    onDone: () => {
      onClose();
      tell({ title: t`Decided. Both sides are told.` });
    },
  });
  const isOpen = one.state === 'open' && may(me, 'roster.decideCase');
  const send = (decision: 'grant' | 'refuse') => decide.mutate({ path: { caseId: one.caseId }, body: { decision, reasons } });
  const { due, kept, notKept, saidAlone } = one.promises;
  const heard = (n: number | undefined) => (n === undefined ? <Trans>Not known</Trans> : number(n));
  const button = (decision: 'grant' | 'refuse') => (
    <Btn go={decision === 'grant'} busy={decide.isPending} disabled={reasons.trim() === ''} onClick={() => send(decision)}>
      {words[decision]}
    </Btn>
  );
  return (
    <Dialog
      open
      roomy
      onClose={onClose}
      title={<CaseName one={one} />}
      said={<Became one={one} to="operator" over={one.membership.state === 'ended'} />}
      acts={
        <>
          {isOpen && button('grant')}
          {isOpen && button('refuse')}
          <Btn onClick={onClose}>
            <Trans>Close</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-5">
        <Said one={one} to="operator" />
        <Section title={<Trans>From the records here</Trans>}>
          <Facts
            rows={[
              { label: <Trans>Creator</Trans>, value: <bdi>{one.creator.displayName}</bdi> },
              { label: <Trans>Agency</Trans>, value: <bdi>{one.agency.name}</bdi> },
              { label: <Trans>Member since</Trans>, value: day(one.membership.since) },
              { label: <Trans>Valid days since joining</Trans>, value: heard(one.lives?.validDays) },
              { label: <Trans>Hours of LIVE since joining</Trans>, value: heard(one.lives?.hours) },
              {
                label: one.membership.state === 'ended' ? <Trans>Ended</Trans> : <Trans>Ends</Trans>,
                value: day(one.membership.endsAt),
              },
              { label: <Trans>Promises due by now</Trans>, value: number(due) },
              { label: <Trans>Kept, by the creator’s word</Trans>, value: number(kept) },
              { label: <Trans>Not kept, by the creator’s word</Trans>, value: number(notKept) },
              { label: <Trans>Kept, by the agency’s word alone</Trans>, value: number(saidAlone) },
            ]}
          />
        </Section>
        <TermsOf terms={one.membership.terms} label={t`The terms that hold`} />
        {isOpen && (
          <TextArea
            label={<Trans>Your reasons, as both sides will read them</Trans>}
            rows={4}
            maxLength={2000}
            value={reasons}
            onChange={setReasons}
          />
        )}
        <Failed error={decide.error} />
      </div>
    </Dialog>
  );
}
