import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Bell, Columns3, Send, SlidersHorizontal } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Problem } from '#src/web/api.ts';
import type { Found } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { InviteDialog } from '#src/web/kit/InviteDialog.tsx';
import { KeepSearch } from '#src/web/kit/KeepSearch.tsx';
import { MoreLike } from '#src/web/kit/MoreLike.tsx';
import { PickBar } from '#src/web/kit/PickBar.tsx';
import { Refused, Skeleton } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { usePicks } from '#src/web/picks.ts';
import { useRead } from '#src/web/queries.ts';
import { useSaving } from '#src/web/saving.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { useWide } from '#src/web/useWide.ts';
import { everybody, filtersOn, likeThese, liveOn, questionOf, readAddress, writeAddress, type Wish } from './parts/address.ts';
import { AsOf, Checked, Foot, LikedGone, Nobody, Result, ResultBone, SortMenu } from './parts/Around.tsx';
import { Facets } from './parts/Facets.tsx';
import { FoundRows, FoundTable, type Picking } from './parts/FoundTable.tsx';
import { scaleOf } from './parts/steps.ts';
import { WishChips } from './parts/WishChips.tsx';
import { Words } from './parts/Words.tsx';

/** Creators who are open to invitations: search, filter, see why they fit, invite. All of what is asked stands in the address. */
export default function Discover() {
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  const works = me?.agencies.some((one) => one.agencyId === agencyId);
  if (me && !works) {
    return (
      <DeskPage padded>
        <Refused
          say={<Trans>You do not work in this agency.</Trans>}
          why={<Trans>An agency’s rooms are open to its own people only.</Trans>}
          change={<Trans>An owner of the agency can send you a link that offers a seat.</Trans>}
          acts={
            <Btn go to="/">
              <Trans>To my room</Trans>
            </Btn>
          }
          code="agencies.not_found"
        />
      </DeskPage>
    );
  }
  if (me && !may(me, 'discovery.search')) {
    return (
      <DeskPage padded>
        <Refused
          say={<Trans>Discover is not part of your role.</Trans>}
          why={<Trans>Owners, managers and scouts look for creators; your role in this agency is another.</Trans>}
          change={<Trans>An owner of your agency can change your role.</Trans>}
          acts={
            <Btn go to={`/a/${agencyId}/roster`}>
              <Trans>To the roster</Trans>
            </Btn>
          }
          code="agencies.role"
        />
      </DeskPage>
    );
  }
  return <Finder key={agencyId} agencyId={agencyId} invites={may(me, 'invites.send')} saves={may(me, 'scouting.save')} />;
}

function Finder({ agencyId, invites, saves }: { agencyId: string; invites: boolean; saves: boolean }) {
  const { t } = useLingui();
  const wide = useWide();
  const navigate = useNavigate();
  const wish = readAddress(useSearch({ strict: false }) as Record<string, unknown>);
  const change = useCallback(
    (part: Partial<Wish>) =>
      void navigate({
        to: '.',
        search: (old: Record<string, unknown>) => writeAddress({ ...readAddress(old), ...part }),
        replace: true,
      } as never),
    [navigate],
  );
  const allowance = useRead('invites.allowance', { path: { agencyId } }, { enabled: invites });
  const { picked, pick, pickMore, clear, leave } = usePicks<Found>(allowance.data?.bulkMax ?? 30);
  // A step of its own, so that one can go back to where they stood.
  const searchLike = (creatorIds: string[]) => {
    clear();
    void navigate({ to: '.', search: (old: Record<string, unknown>) => writeAddress(likeThese(readAddress(old), creatorIds)) } as never);
  };
  const searchFor = useCallback((q: string) => change({ q }), [change]);
  const [opened, setOpened] = useState<boolean | null>(null);
  const live = opened ?? liveOn(wish) > 0;
  const search = usePages(
    'discovery.search',
    { path: { agencyId }, body: questionOf(wish, live) },
    { quiet: true, next: (given, cursor) => ({ ...given, body: { ...given.body, facets: [], cursor } }) },
  );
  const { first, items, hasNextPage, isFetchingNextPage, fetchNextPage, readOn } = search;
  const [inviting, setInviting] = useState(false);
  const [filtering, setFiltering] = useState(false);
  const [keeping, setKeeping] = useState(false);
  const saving = useSaving(agencyId, clear);

  const pickAll = (on: boolean) => {
    if (!on) return clear();
    pickMore(items.filter(({ standing, creatorId }) => standing === 'open' && !picked.has(creatorId)));
  };
  const picking: Picking | null = invites ? { picked, onPick: pick, onPickAll: pickAll } : null;

  if (wish.like.length > 0 && search.error instanceof Problem && search.error.code === 'discovery.not_found') {
    return (
      <DeskPage padded>
        <LikedGone onChange={change} />
      </DeskPage>
    );
  }
  // A day that is full still shows whom one has seen: the question stays there to be changed.
  const dayIsFull = search.error instanceof Problem && search.error.day !== undefined;
  if (search.isError && !first && !dayIsFull) {
    return (
      <DeskPage padded>
        <PageError error={search.error} again={() => void search.refetch()} />
      </DeskPage>
    );
  }

  const counted = first?.facets ?? (dayIsFull ? {} : undefined);
  const facets = <Facets wish={wish} onChange={change} facets={counted} live={live} onLive={setOpened} />;
  const on = filtersOn(wish);
  const checked = first && <Checked at={first.asOf} />;
  const shared = {
    items,
    total: first?.total ?? 0,
    wish,
    scale: scaleOf(first?.facets.averageViewers ?? [], wish.averageViewers),
    picking,
    onLike: (found: Found) => searchLike([found.creatorId]),
    onSave: saves ? (found: Found) => saving.save([found.creatorId]) : null,
    onEnd: readOn,
    foot: (
      <Foot
        more={hasNextPage}
        busy={isFetchingNextPage}
        failed={search.isFetchNextPageError && search.error}
        left={search.data?.pages.at(-1)?.listedLeft ?? null}
        shown={items.length}
        total={first?.total ?? 0}
        onMore={() => void fetchNextPage()}
        picking={picking !== null}
        wide={wide}
      />
    ),
  };
  const bar = (
    <PickBar
      count={picked.size}
      left={
        allowance.data && (
          <Trans>
            {number(allowance.data.leftToday)} of {number(allowance.data.perDay)} invitations left today
          </Trans>
        )
      }
      onClear={clear}
    >
      {saves && (
        <Btn icon={Columns3} busy={saving.busy} onClick={() => saving.save([...picked.keys()])}>
          <Trans>Save to the pipeline</Trans>
        </Btn>
      )}
      <MoreLike creatorIds={[...picked.keys()]} onMore={searchLike} />
      <Btn go icon={Send} disabled={allowance.data?.leftToday === 0} onClick={() => setInviting(true)}>
        <Trans>Invite {number(picked.size)}, read terms first</Trans>
      </Btn>
    </PickBar>
  );
  const results =
    dayIsFull && !first ? (
      <div className="px-(--gutter) py-5 min-[900px]:px-5">
        <PageError error={search.error} again={() => void search.refetch()} />
      </div>
    ) : (
      <>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-(--gutter) pt-3.5 pb-2 min-[900px]:px-5">
          {first ? <Result wish={wish} answer={first} /> : <ResultBone />}
          {items.length > 0 && (
            <div className="flex flex-wrap items-center gap-x-3">
              <AsOf items={items} />
              {wide && <SortMenu sort={wish.sort} onChange={(sort) => change({ sort })} />}
            </div>
          )}
        </div>
        {!first && (
          <div className="px-(--gutter) min-[900px]:px-5">
            <Skeleton rows={8} label={t`Looking for creators`} />
          </div>
        )}
        {first && items.length === 0 && <Nobody wish={wish} onChange={change} />}
      </>
    );

  return (
    <DeskPage fill>
      <div className="px-(--gutter) pt-3.5 min-[900px]:px-6">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="min-w-60 flex-1">
            <Words q={wish.q} onChange={searchFor} />
          </div>
          {saves && (
            <Btn icon={Bell} onClick={() => setKeeping(true)}>
              <Trans>Save this search</Trans>
            </Btn>
          )}
          {saves && (
            <TextLink to={`/a/${agencyId}/searches`}>
              <Trans>Saved searches</Trans>
            </TextLink>
          )}
        </div>
      </div>
      <div className="flex min-h-13 items-center gap-2 border-b border-line px-(--gutter) py-2.5 min-[900px]:px-6">
        {!wide && (
          <Btn small icon={SlidersHorizontal} onClick={() => setFiltering(true)}>
            {on === 0 ? t`Filters` : t`Filters, ${number(on)} on`}
          </Btn>
        )}
        {!wide && <SortMenu sort={wish.sort} onChange={(sort) => change({ sort })} />}
        <div className="min-w-0 flex-1">{wide && <WishChips wish={wish} liked={first?.like} onChange={change} end={checked} />}</div>
      </div>
      {wide ? (
        <div className="grid min-h-0 flex-1 grid-cols-[var(--facets)_minmax(0,1fr)]">
          <aside className="overflow-y-auto border-e border-line px-4 pb-6" aria-label={t`Filters`}>
            {facets}
          </aside>
          <section
            className="flex min-h-0 min-w-0 flex-col bg-sheet"
            aria-label={t`Results`}
            aria-busy={search.isPlaceholderData || undefined}
          >
            {results}
            {items.length > 0 && (
              <FoundTable
                {...shared}
                foot={
                  <>
                    {shared.foot}
                    {bar}
                  </>
                }
              />
            )}
          </section>
        </div>
      ) : (
        <section className="min-w-0 flex-1 bg-sheet" aria-label={t`Results`} aria-busy={search.isPlaceholderData || undefined}>
          {(on > 0 || first) && (
            <div className="grid gap-2 px-(--gutter) pt-3">
              {on > 0 && <WishChips wish={wish} liked={first?.like} onChange={change} />}
              {checked}
            </div>
          )}
          {results}
          {items.length > 0 && <FoundRows {...shared} />}
          {bar}
        </section>
      )}
      {!wide && (
        <Dialog
          open={filtering}
          onClose={() => setFiltering(false)}
          title={<Trans>Filters</Trans>}
          acts={
            <>
              <Btn go onClick={() => setFiltering(false)}>
                {first ? (
                  <Plural value={first.total} _0="Nobody fits" one="Show # creator" other="Show # creators" />
                ) : (
                  <Trans>Show creators</Trans>
                )}
              </Btn>
              {on > 0 && (
                <Btn onClick={() => change({ ...everybody, q: wish.q, sort: wish.sort })}>
                  <Trans>Clear all</Trans>
                </Btn>
              )}
            </>
          }
        >
          {facets}
        </Dialog>
      )}
      {keeping && (
        <KeepSearch
          agencyId={agencyId}
          question={savedOf(wish)}
          {...(wish.like.length > 0 && { besides: t`“More like these” is not kept: a saved search holds no creators.` })}
          onClose={() => setKeeping(false)}
        />
      )}
      {inviting && (
        <InviteDialog
          agencyId={agencyId}
          picked={[...picked.values()]}
          allowance={allowance.data}
          onClose={() => setInviting(false)}
          onSent={leave}
        />
      )}
    </DeskPage>
  );
}

/** What of a wish is kept: the question without its page, and without creators, who may switch themselves off any day. */
function savedOf(wish: Wish) {
  const { text, filters, sort } = questionOf(wish);
  return { ...(text !== undefined && { text }), ...(filters && { filters }), sort: sort ?? wish.sort };
}
