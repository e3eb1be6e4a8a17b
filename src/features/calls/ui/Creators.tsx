import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, type ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import type { Standing } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { ExportBtn } from '#src/web/kit/ExportBtn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SearchWords } from '#src/web/kit/SearchWords.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { useWide } from '#src/web/useWide.ts';
import { bandNames, filtersOn, queryOf, useOpened, useWish, type Change, type Wish } from './list/address.ts';
import { columns } from './list/columns.ts';
import { CreatorTable, type ListProps } from './list/CreatorTable.tsx';
import { DeskFilters, FilterChips, noFilter, PhoneFilters, useSortWords, type Choices } from './list/Filters.tsx';
import { GiveBar } from './list/GiveBar.tsx';
import { Going, Newer } from './list/Going.tsx';
import { usePicking } from './list/picking.ts';
import { renew, shorten, useGroups } from './list/reckoned.ts';
import { Rooms } from './list/Rooms.tsx';
import { CreatorLine } from './list/Row.tsx';
import { OwnViews } from './list/Views.tsx';
import { bandWord } from './parts/band.tsx';
import { OnePanel } from './parts/One.tsx';
import { StripKey } from './parts/Strip.tsx';
import { dayWords } from './parts/words.ts';

type First = Answer<'calls.roster'>;

/** The creators of the agency's own exports as they stand this month. A coach sees those assigned to her or him. */
export default function Creators() {
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  return <Roster key={agencyId} agencyId={agencyId} />;
}

function Roster({ agencyId }: { agencyId: string }) {
  const { t } = useLingui();
  const wide = useWide();
  const client = useQueryClient();
  const { data: me } = useMe();
  const { wish, change, show } = useWish();
  const [opened, open] = useOpened();
  const list = usePages('calls.roster', { path: { agencyId }, query: queryOf(wish) });
  const { first, items, readOn } = list;
  const groups = useGroups(agencyId);
  const choices = useChoices(agencyId, groups.data);
  const gives = may(me, 'calls.assign') && choices.coaches !== null;
  const picking = usePicking(items, JSON.stringify(wish));
  const close = useCallback(() => open(undefined), [open]);
  useEffect(() => () => shorten(client), [client]);
  const coached = me?.agencies.find((one) => one.agencyId === agencyId)?.role === 'coach';

  if (!first) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the creators`} rows={9} />
      </DeskPage>
    );
  }
  const asks = filtersOn(wish) > 0 || wish.q !== undefined;
  const all = Object.values(first.counts).reduce((sum, n) => sum + n, 0);
  if (first.reckoned.dataOn === null || (coached && all === 0 && !asks && first.reckoned.going === null)) {
    return (
      <DeskPage padded>
        <Nobody agencyId={agencyId} coached={coached} brings={may(me, 'imports.list')} />
      </DeskPage>
    );
  }
  const reckoned = groups.reckoned ?? first.reckoned;
  const acts = (
    <>
      <OwnViews agencyId={agencyId} wish={wish} onShow={show} />
      <Save agencyId={agencyId} wish={wish} />
    </>
  );
  const top = (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3.5 px-(--gutter) pt-5.5 pb-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_20rem]">
          <Sentence first={first} all={all} asks={asks} coached={coached} quit={wish.quit === 'only'} />
        </div>
        <Rooms agencyId={agencyId} here="creators" />
      </div>
      <Going reckoned={reckoned} waits={groups.waits} />
      <Newer shown={first.reckoned} reckoned={groups.reckoned} onRenew={() => void renew(client)} />
      <Tools wish={wish} change={change} choices={choices} first={first} wide={wide}>
        {!wide && acts}
      </Tools>
      <FilterChips wish={wish} change={change} choices={choices} />
      <div className="flex min-w-0 items-end">
        <div className="min-w-0 flex-1 overflow-hidden">
          <Bands first={first} all={all} wish={wish} change={change} />
        </div>
        {wide && <div className="flex flex-none items-center gap-2 border-b border-line ps-4 pb-1">{acts}</div>}
      </div>
    </div>
  );
  const foot = (
    <>
      {items.length === 0 && !list.isPlaceholderData && (
        <NobodyFits wish={wish} change={change} asks={asks} going={reckoned.going !== null || reckoned.at === null} />
      )}
      {items.length > 0 && <Foot list={list} total={first.total} wish={wish} picks={gives && wide} wide={wide} />}
      {gives && <GiveBar agencyId={agencyId} wish={wish} total={first.total} picking={picking} coaches={choices.coaches ?? []} />}
    </>
  );
  const shared: ListProps = {
    items,
    total: first.total,
    wish,
    change,
    dataOn: first.reckoned.dataOn,
    opened,
    picking: gives ? picking : null,
    busy: list.isPlaceholderData,
    onOpen: open,
    onEnd: readOn,
    top,
    foot,
  };
  return (
    <DeskPage fill>
      {wide ? <CreatorTable {...shared} /> : <CreatorLines {...shared} />}
      {opened !== undefined && <OnePanel agencyId={agencyId} exportId={opened} onClose={close} />}
    </DeskPage>
  );
}

function CreatorLines({ items, total, dataOn, picking, busy, onOpen, onEnd, top, foot }: ListProps) {
  const { t } = useLingui();
  const line = (row: Standing, index: number) => (
    <CreatorLine
      row={row}
      index={index}
      dataOn={dataOn}
      on={picking !== null && (picking.all || picking.picked.has(row.exportId))}
      picks={picking !== null}
      onPick={picking?.pick ?? noPick}
      onOpen={onOpen}
    />
  );
  return (
    <LongList
      label={t`Creators`}
      items={items}
      idOf={(row) => row.exportId}
      row={line}
      height={168}
      total={total}
      busy={busy}
      onEnd={onEnd}
      top={top}
      foot={foot}
    />
  );
}
const noPick = () => {};

/** Whom one can ask for: the groups that there are, and who works here, for those who may know. */
function useChoices(agencyId: string, groups: Answer<'calls.groups'> | undefined): Choices {
  const { data: me } = useMe();
  const staff = useRead('agencies.staff', { path: { agencyId } }, { enabled: may(me, 'agencies.staff') });
  const coaches = staff.data?.items.map(({ personId, name }) => ({ personId, name })) ?? null;
  return { groups: groups?.items.map(({ name }) => name) ?? [], coaches };
}

/** Whom the list holds, by which export; how many of them are urgent and on track is the second half. */
function Sentence({ first, all, asks, coached, quit }: { first: First; all: number; asks: boolean; coached: boolean; quit: boolean }) {
  const { URGENT: urgent, ON_TRACK: track } = first.counts;
  const by = dayWords(first.reckoned.dataOn ?? '');
  if (all === 0 || quit) return <Say>{quit ? <Left all={all} by={by} /> : <Trans>Nobody fits, by your export of {by}.</Trans>}</Say>;
  return (
    <Say
      then={
        <Trans>
          <Plural value={urgent} _0="Nobody is urgent" one="# is urgent" other="# are urgent" />, {number(track)} on track.
        </Trans>
      }
    >
      {asks ? (
        <Plural value={all} one={`# creator fits, by your export of ${by}.`} other={`# creators fit, by your export of ${by}.`} />
      ) : coached ? (
        <Plural value={all} one={`# creator is yours, by the export of ${by}.`} other={`# creators are yours, by the export of ${by}.`} />
      ) : (
        <Plural value={all} one={`# creator, by your export of ${by}.`} other={`# creators, by your export of ${by}.`} />
      )}
    </Say>
  );
}

function Left({ all, by }: { all: number; by: string }) {
  return (
    <Plural
      value={all}
      _0={`Nobody has quit, by your export of ${by}.`}
      one={`# creator has quit, by your export of ${by}.`}
      other={`# creators have quit, by your export of ${by}.`}
    />
  );
}

interface ToolsProps {
  wish: Wish;
  change: Change;
  choices: Choices;
  first: First;
  wide: boolean;
  children: ReactNode;
}

/** Search, filters and order in a row; on a phone the filters stand behind a button, with one's own views and the file beside it. */
function Tools({ wish, change, choices, first, wide, children }: ToolsProps) {
  const { t } = useLingui();
  const words = useCallback((q: string) => change({ q: q === '' ? undefined : q }, true), [change]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="flex min-w-0 flex-[2_1_220px]">
        <SearchWords label={t`Search creators`} placeholder={t`Name or username`} value={wish.q ?? ''} onChange={words} />
      </div>
      {wide ? (
        <DeskFilters wish={wish} change={change} choices={choices} />
      ) : (
        <PhoneFilters wish={wish} change={change} choices={choices} total={first.total} />
      )}
      {children}
    </div>
  );
}

function Save({ agencyId, wish }: { agencyId: string; wish: Wish }) {
  const all = columns();
  return (
    <ExportBtn<Standing>
      operation="calls.roster"
      path={{ agencyId }}
      query={wish}
      name="creators"
      head={all.map(({ head }) => head)}
      kinds={all.map(({ kind }) => kind)}
      row={(row) => all.map(({ cell }) => cell(row))}
    />
  );
}

/** How they stand, each with its count; whatever band is chosen, the others stay counted. */
function Bands({ first, all, wish, change }: { first: First; all: number; wish: Wish; change: Change }) {
  const { t } = useLingui();
  const shown = bandNames.filter((band) => band !== 'unknown' || first.counts.unknown > 0 || wish.band === 'unknown');
  return (
    <Views
      label={t`Creators by how they stand`}
      value={wish.band ?? 'all'}
      options={[
        { value: 'all' as const, label: <Trans>All</Trans>, count: all },
        ...shown.map((band) => ({ value: band, label: bandWord(band === 'unknown' ? null : band), count: first.counts[band] })),
      ]}
      onChange={(band) => change({ band: band === 'all' ? undefined : band })}
    />
  );
}

function Nobody({ agencyId, coached, brings }: { agencyId: string; coached: boolean; brings: boolean }) {
  if (coached) {
    return (
      <Empty say={<Trans>No creator is assigned to you yet.</Trans>}>
        <Trans>An owner or manager of your agency gives creators to their coach; they stand here from then on.</Trans>
      </Empty>
    );
  }
  return (
    <Empty
      say={<Trans>No export is in yet.</Trans>}
      {...(brings
        ? {
            act: (
              <Btn go to={`/a/${agencyId}/imports`}>
                <Trans>Bring a file</Trans>
              </Btn>
            ),
          }
        : {})}
    >
      <Trans>
        Everybody in your agency’s exports stands here, with days, hours and diamonds of the month and what is still within reach.
      </Trans>
    </Empty>
  );
}

function NobodyFits({ wish, change, asks, going }: { wish: Wish; change: Change; asks: boolean; going: boolean }) {
  return (
    <div className="px-(--gutter) py-6">
      {asks || wish.band !== undefined ? (
        <Empty
          small
          say={<Trans>Nobody is in this view.</Trans>}
          act={
            <Btn onClick={() => change({ ...noFilter, q: undefined, band: undefined })}>
              <Trans>Show everybody</Trans>
            </Btn>
          }
        >
          <Trans>Every choice above narrows the list; the words are looked for in names and usernames.</Trans>
        </Empty>
      ) : (
        !going && (
          <p className="text-text-2">
            <Trans>Everybody in your exports has quit.</Trans>
          </p>
        )
      )}
    </div>
  );
}

interface FootProps {
  list: ReturnType<typeof usePages<'calls.roster'>>;
  total: number;
  wish: Wish;
  picks: boolean;
  wide: boolean;
}

function Foot({ list, total, wish, picks, wide }: FootProps) {
  const { items, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const order = useSortWords()[wish.sort ?? 'need'];
  return (
    <div className="grid gap-2.5 px-(--gutter) py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="prov">
          <Trans>
            {number(items.length)} of {number(total)} loaded, {order}
          </Trans>
          {wide && (
            <>
              {' · '}
              {picks ? (
                <Trans>↑ ↓ walk, Space picks, with Shift up to here, Enter opens, / searches</Trans>
              ) : (
                <Trans>↑ ↓ walk, Enter opens, / searches</Trans>
              )}
            </>
          )}
        </span>
        {isFetchNextPageError && (
          <span className="prov">
            <Trans>The next page did not come.</Trans>
          </span>
        )}
        {hasNextPage && (
          <TextLink onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? <Trans>Loading more</Trans> : <Trans>Show more</Trans>}
          </TextLink>
        )}
      </div>
      <StripKey />
      <p className="prov">
        <Trans>Underlined with dashes: where the month’s diamonds end by a creator’s own curve, in four of five such months.</Trans>
      </p>
    </div>
  );
}
