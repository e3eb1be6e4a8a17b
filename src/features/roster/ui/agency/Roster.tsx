import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { RosterRow } from '#src/web/client.gen.ts';
import { useNow } from '#src/web/clock.ts';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { Members } from './parts/Members.tsx';
import { MemberTerms } from './parts/MemberTerms.tsx';
import { CoachedTerms } from './parts/OurPromises.tsx';

const states = ['active', 'ending', 'leaving', 'ended'] as const;
type State = (typeof states)[number];
/** What is asked of the server for each view: those whose term ends within a month stand in a view of their own too. */
const queries = {
  active: { state: 'active' },
  ending: { state: 'active', endsWithin: 30 },
  leaving: { state: 'leaving' },
  ended: { state: 'ended' },
} as const satisfies Record<State, object>;
type Page = Answer<'roster.list'>;

/** The agency's members. A coach sees the creators assigned to her or him. */
export default function Roster() {
  const { t } = useLingui();
  const now = useNow();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: me } = useMe();
  const asked = (useSearch({ strict: false }) as { state?: string }).state;
  const state: State = states.find((one) => one === asked) ?? 'active';
  const list = usePages('roster.list', { path: { agencyId }, query: { ...queries[state], limit: 100 } });
  const [opened, setOpened] = useState<RosterRow | null>(null);
  const counts: Record<State, number | undefined> = {
    active: useRead('roster.list', { path: { agencyId }, query: { ...queries.active, limit: 1 } }).data?.total,
    ending: useRead('roster.list', { path: { agencyId }, query: { ...queries.ending, limit: 1 } }).data?.total,
    leaving: useRead('roster.list', { path: { agencyId }, query: { ...queries.leaving, limit: 1 } }).data?.total,
    ended: useRead('roster.list', { path: { agencyId }, query: { ...queries.ended, limit: 1 } }).data?.total,
  };
  const coached = me?.agencies.find((one) => one.agencyId === agencyId)?.role === 'coach';
  const assigns = may(me, 'roster.assign') && may(me, 'agencies.staff');
  const staff = useRead('agencies.staff', { path: { agencyId } }, { enabled: assigns });
  const assign = useChange('roster.assign');
  const { first, items, hasNextPage, isFetchingNextPage, fetchNextPage, readOn } = list;

  if (!first || counts.active === undefined || counts.ending === undefined || counts.leaving === undefined || counts.ended === undefined) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the roster`} rows={9} />
      </DeskPage>
    );
  }
  if (counts.active + counts.leaving + counts.ended === 0) {
    return (
      <DeskPage padded>
        {coached ? (
          <Empty say={<Trans>No creator is assigned to you yet.</Trans>}>
            <Trans>An owner or manager of your agency assigns creators to their coach; they stand here from then on.</Trans>
          </Empty>
        ) : (
          <Empty
            say={<Trans>Nobody is with your agency yet.</Trans>}
            {...(may(me, 'discovery.search')
              ? {
                  act: (
                    <Btn go to={`/a/${agencyId}/discover`}>
                      <Trans>Find creators</Trans>
                    </Btn>
                  ),
                }
              : {})}
          >
            <Trans>Creators who accept an invitation stand here, with their terms, their end and their coach.</Trans>
          </Empty>
        )}
      </DeskPage>
    );
  }

  const words: Record<State, string> = { active: t`With you`, ending: t`Ending within 30 days`, leaving: t`Leaving`, ended: t`Ended` };
  const said = async (membershipId: string, personId: string | null, name: string) => {
    try {
      await assign.mutateAsync({ path: { agencyId, membershipId }, body: { personId } });
      const coach = staff.data?.items.find((seat) => seat.personId === personId);
      client.setQueriesData<{ pages: Page[]; pageParams: unknown[] } | Page>({ queryKey: ['roster.list'] }, (old) => {
        if (!old || !('pages' in old)) return old;
        const change = (row: Page['items'][number]) =>
          row.membershipId === membershipId ? { ...row, coach: coach ? { personId: coach.personId, name: coach.name } : null } : row;
        return { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
      });
      tell({ title: coach ? t`${coach.name} now coaches ${name}.` : t`${name} has no coach now.` });
    } catch (error) {
      tell({ title: sayProblem(error), urgent: true });
    }
  };
  const leads = may(me, 'roster.offers');
  const shared = {
    now,
    coaches: assigns ? (staff.data?.items ?? null) : null,
    onAssign: (membershipId: string, personId: string | null, name: string) => void said(membershipId, personId, name),
    onTerms: leads || may(me, 'roster.promises') ? setOpened : null,
    busy: assign.isPending ? assign.variables.path.membershipId : null,
  };
  const total = counts[state] ?? items.length;

  return (
    <DeskPage fill>
      <Members
        items={items}
        total={total}
        label={t`Members: ${words[state]}`}
        waits={list.isPlaceholderData}
        onEnd={readOn}
        top={
          <>
            <div className="px-(--gutter) pt-5.5">
              <Say
                then={
                  counts.leaving === 0 ? (
                    <Trans>Nobody is leaving.</Trans>
                  ) : (
                    <Plural value={counts.leaving} one="# more is leaving." other="# more are leaving." />
                  )
                }
              >
                {coached ? (
                  <Plural
                    value={counts.active}
                    _0="No active creator is assigned to you."
                    one="# creator is assigned to you."
                    other="# creators are assigned to you."
                  />
                ) : (
                  <Plural
                    value={counts.active}
                    _0="Nobody is with you now."
                    one="# creator is with you."
                    other="# creators are with you."
                  />
                )}
              </Say>
              <div className="mt-5">
                <Views
                  label={t`Members by state`}
                  value={state}
                  options={states.map((value) => ({ value, label: words[value], count: counts[value] }))}
                  onChange={(next) => void navigate({ to: '.', search: next === 'active' ? {} : { state: next }, replace: true } as never)}
                />
              </div>
            </div>
            {items.length === 0 && !list.isPlaceholderData && (
              <p className="px-(--gutter) py-6 text-text-2">
                {state === 'active' && <Trans>Nobody is with your agency at the moment.</Trans>}
                {state === 'ending' && <Trans>No term ends within 30 days.</Trans>}
                {state === 'leaving' && <Trans>Nobody is leaving.</Trans>}
                {state === 'ended' && <Trans>No membership has ended.</Trans>}
              </p>
            )}
          </>
        }
        foot={
          items.length > 0 && (
            <div className="flex items-center gap-3 px-(--gutter) py-3.5">
              <span className="prov">
                <Trans>
                  {number(items.length)} of {number(total)} loaded, newest first
                </Trans>
              </span>
              {hasNextPage && (
                <Btn small busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  <Trans>Show more</Trans>
                </Btn>
              )}
            </div>
          )
        }
        {...shared}
      />
      {opened && !leads && <CoachedTerms agencyId={agencyId} row={opened} onClose={() => setOpened(null)} />}
      {opened && leads && (
        <MemberTerms
          agencyId={agencyId}
          row={items.find(({ membershipId }) => membershipId === opened.membershipId) ?? { ...opened, offer: null }}
          onClose={() => setOpened(null)}
        />
      )}
    </DeskPage>
  );
}
