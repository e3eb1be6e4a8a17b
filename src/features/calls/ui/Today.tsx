import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Calls, Standing } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { number } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, Skeleton } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { useAtLeast, useWide } from '#src/web/useWide.ts';
import { Going } from './list/Going.tsx';
import { useOpened } from './list/address.ts';
import { useReckoned } from './list/reckoned.ts';
import type { OnCare } from './parts/Care.tsx';
import { actsWidth, CallRow, columns, PhoneCallRow } from './parts/CallRow.tsx';
import { OneColumn, OnePanel } from './parts/One.tsx';
import { allReasons } from './parts/reasons.tsx';
import { MonthStrip, StripKey, type StripDay } from './parts/Strip.tsx';
import { TodayFilters, type Change, type Wish } from './parts/TodayFilters.tsx';
import { useCare } from './parts/useCare.ts';
import { dayWords, daysFrom, longDay, monthEnd, monthName, today } from './parts/words.ts';

/** From this width on whoever is looked at stands beside the list. */
const beside = 1360;

/** Who needs a call and why, in the order of what a call can still change. */
export default function Today() {
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  return <Room key={agencyId} agencyId={agencyId} />;
}

function useWish(): [Wish, Change] {
  const [asked, change] = useFilters(['show', 'reason', 'coach']);
  const wish: Wish = {
    show: asked.show === 'resting' ? 'resting' : 'due',
    reason: oneOf(asked.reason, allReasons),
    coach: asked.coach === 'none' || /^[\da-f-]{36}$/.test(asked.coach) ? asked.coach : '',
  };
  return [wish, (part) => change({ ...part, ...(part.show === undefined ? {} : { show: part.show === 'due' ? '' : part.show }) })];
}

function Room({ agencyId }: { agencyId: string }) {
  const { t } = useLingui();
  const [wish, change] = useWish();
  const query = {
    show: wish.show,
    limit: 50,
    ...(wish.reason === '' ? {} : { reason: wish.reason }),
    ...(wish.coach === '' ? {} : { coach: wish.coach }),
  };
  const list = usePages('calls.today', { path: { agencyId }, query });
  const { first } = list;
  const reckoned = useReckoned(agencyId, first?.reckoned);
  if (!first || !reckoned) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Looking who needs a call`} rows={7} />
      </DeskPage>
    );
  }
  if (reckoned.at === null) {
    return (
      <DeskPage padded>
        {reckoned.dataOn === null && reckoned.going === null ? <NoFigures agencyId={agencyId} /> : <FirstReckoning reckoned={reckoned} />}
      </DeskPage>
    );
  }
  return <Desk agencyId={agencyId} wish={wish} change={change} list={list} first={{ ...first, reckoned }} />;
}

/** Nothing was brought yet. */
function NoFigures({ agencyId }: { agencyId: string }) {
  const { data: me } = useMe();
  const brings = may(me, 'imports.begin');
  return (
    <Empty
      say={<Trans>Nobody can be called yet: no figures are known.</Trans>}
      act={
        brings ? (
          <Btn go to={`/a/${agencyId}/imports`}>
            <Trans>To the imports</Trans>
          </Btn>
        ) : undefined
      }
      ghost={<Ghost />}
    >
      <Trans>
        Every morning it stands here who needs a call and why, in the order of what a call can still change. It is read from your own export
        of Backstage.
      </Trans>{' '}
      {!brings && <Trans>An owner or a manager of your agency brings it.</Trans>}
    </Empty>
  );
}

/** How a month will be drawn. */
const drawn = 'vvnvvlnvvnnvlnvvnvvnv'
  .split('')
  .map((letter) => ({ v: 'valid', l: 'live', n: 'none' })[letter] as StripDay)
  .concat(Array.from({ length: 9 }, () => 'ahead' as const));
function Ghost() {
  return (
    <div className="grid max-w-[420px] gap-2.5">
      <MonthStrip days={drawn} first="" needed={4} />
      <StripKey />
    </div>
  );
}

function FirstReckoning({ reckoned }: { reckoned: Calls['reckoned'] }) {
  return (
    <>
      <Say then={<Trans>It takes a moment.</Trans>}>
        <Trans>Your creators are being looked at.</Trans>
      </Say>
      <div className="mt-5 max-w-[560px]">
        <Going reckoned={reckoned} />
      </div>
      <div className="mt-6">
        <Skeleton rows={6} />
      </div>
    </>
  );
}

interface DeskProps {
  agencyId: string;
  wish: Wish;
  change: Change;
  list: ReturnType<typeof usePages<'calls.today'>>;
  first: Calls;
}

function Desk({ agencyId, wish, change, list, first }: DeskProps) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const wide = useWide();
  const docked = useAtLeast(beside);
  const { items, readOn } = list;
  const { log, busy } = useCare(agencyId);
  const [one, open] = useOpened();
  const [last, setLast] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  // Who is open and leaves the list makes room for whoever stood below.
  const shown = one ?? (docked ? items[Math.min(last, items.length - 1)]?.exportId : undefined);

  const care: OnCare = (who, entry) => {
    const index = items.findIndex(({ exportId }) => exportId === who.exportId);
    void log(who, entry);
    if (entry.kind === 'note' || index === -1) return;
    if (who.exportId === shown) setLast(index);
    if (who.exportId === one) open(undefined);
    focusRow(box.current, index);
  };
  const show = (index: number, row: Standing) => {
    setLast(index);
    open(row.exportId);
  };
  const cares = may(me, 'calls.log') ? care : null;
  const row = (item: Standing, index: number) => {
    const shared = { row: item, index, onOpen: show, onCare: cares };
    return wide ? <CallRow {...shared} current={item.exportId === shown} /> : <PhoneCallRow {...shared} />;
  };
  return (
    <DeskPage fill>
      <div className="flex min-h-0 flex-1">
        {/* The keys belong to the names inside; the box itself only hears them on their way up. */}
        <div ref={box} className="flex min-h-0 min-w-0 flex-1 flex-col" onKeyDown={walk}>
          <LongList
            label={t`Who needs a call`}
            items={items}
            idOf={(item) => item.exportId}
            row={row}
            height={wide ? 92 : 236}
            total={first.total}
            busy={list.isPlaceholderData}
            onEnd={readOn}
            top={<Top agencyId={agencyId} wish={wish} change={change} first={first} wide={wide} />}
            foot={<Foot list={list} total={first.total} wide={wide} />}
          />
        </div>
        {docked && shown !== undefined && <OneColumn agencyId={agencyId} exportId={shown} onCare={care} busy={busy} />}
      </div>
      {!docked && one !== undefined && <OnePanel agencyId={agencyId} exportId={one} onClose={() => open(undefined)} onCare={care} />}
    </DeskPage>
  );
}

/** The keys belong to the names: arrows, or j and k, walk from one to the next; Enter opens, as on any button. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const at = target.closest<HTMLElement>('[data-at]')?.dataset['at'];
  if (at === undefined || !target.matches('button.name') || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(`[data-at="${Number(at) + step}"] button.name`)?.focus();
}

/** When a row has gone, the focus stands on the one that took its place, or on the sentence. */
function focusRow(box: HTMLElement | null, index: number): void {
  const look = () => {
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body && activeElement.isConnected) return;
    const name = (at: number) => box?.querySelector<HTMLElement>(`[data-at="${at}"] button.name`);
    (name(index) ?? name(index - 1) ?? document.querySelector<HTMLElement>('main h1[tabindex]'))?.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
  // A panel that closes takes its time.
  setTimeout(look, 400);
}

type TopProps = Pick<DeskProps, 'agencyId' | 'wish' | 'change' | 'first'> & { wide: boolean };

/** The sentence, how fresh the figures are, the filters, and the heads of the columns. */
function Top({ agencyId, wish, change, first, wide }: TopProps) {
  const { reckoned, total, items } = first;
  const asked = wish.reason !== '' || wish.coach !== '';
  return (
    <div className="px-(--gutter) pt-5 min-[900px]:pt-6">
      <Fresh agencyId={agencyId} dataOn={reckoned.dataOn} />
      <div className="mt-0.5">
        <Sentence wish={wish} first={first} asked={asked} />
      </div>
      {reckoned.going !== null && (
        <div className="mt-3 max-w-[560px]">
          <Going reckoned={reckoned} />
        </div>
      )}
      <div className="mt-4 mb-3">
        <TodayFilters agencyId={agencyId} wish={wish} byReason={first.byReason} onChange={change} />
      </div>
      {total === 0 && <Nobody wish={wish} asked={asked} change={change} agencyId={agencyId} />}
      {wide && items.length > 0 && <Heads row={items[0]!} />}
    </div>
  );
}

/** Which day it is, how much of the month is left, and to which day the export tells. */
function Fresh({ agencyId, dataOn }: { agencyId: string; dataOn: string | null }) {
  const { data: me } = useMe();
  if (dataOn === null) return null;
  const late = daysFrom(dataOn, today()) - 1;
  // As everywhere, from today on: what the days since brought is not known, and they are over.
  const left = daysFrom(dataOn, monthEnd(dataOn)) - Math.max(0, late);
  return (
    <>
      <Prov
        parts={[
          longDay(today()),
          left > 0 && (
            <Plural key="left" value={left} one={`# day left in ${monthName(dataOn)}`} other={`# days left in ${monthName(dataOn)}`} />
          ),
          <Trans key="export">by your export, as of {dayWords(dataOn)}</Trans>,
        ]}
      />
      {late > 0 && (
        <p className="mt-1 text-small text-warn">
          <Plural value={late} one="The export of one more day could be brought." other="The exports of # more days could be brought." />{' '}
          {may(me, 'imports.begin') && (
            <TextLink to={`/a/${agencyId}/imports`}>
              <Trans>To the imports</Trans>
            </TextLink>
          )}
        </p>
      )}
    </>
  );
}

function Sentence({ wish, first: { total, changing, reckoned }, asked }: { wish: Wish; first: Calls; asked: boolean }): ReactNode {
  const month = monthName(reckoned.dataOn ?? today());
  if (wish.show === 'resting') {
    return (
      <Say>
        <Plural value={total} _0="Nobody rests." one="# creator rests." other="# creators rest." />
      </Say>
    );
  }
  if (total === 0) return <Say>{asked ? <Trans>Nobody needs a call for that.</Trans> : <Trans>Nobody needs a call.</Trans>}</Say>;
  return (
    <Say
      then={
        <Plural
          value={changing}
          _0={`It changes nothing of ${month} any more.`}
          one={`For #, it still changes ${month}.`}
          other={`For #, it still changes ${month}.`}
        />
      }
    >
      <Plural value={total} one="# creator needs a call." other="# creators need a call." />
    </Say>
  );
}

function Nobody({ wish, asked, change, agencyId }: Pick<TopProps, 'wish' | 'change' | 'agencyId'> & { asked: boolean }) {
  return (
    <div className="pb-6">
      <p className="max-w-[560px] text-body text-text-2">
        {wish.show === 'resting' ? (
          <Trans>
            Whoever was called rests for seven days, whoever was put off until the day chosen. A reason of another kind ends a rest.
          </Trans>
        ) : asked ? (
          <Trans>Others may: take the filters away to see them.</Trans>
        ) : (
          <Trans>By your export nobody fades, and nothing within reach is at stake. The next day comes with tomorrow’s file.</Trans>
        )}
      </p>
      <div className="acts mt-4">
        {asked && (
          <Btn go onClick={() => change({ reason: '', coach: '' })}>
            <Trans>Clear filters</Trans>
          </Btn>
        )}
        {!asked && wish.show === 'due' && (
          <Btn to={`/a/${agencyId}/creators`}>
            <Trans>To all creators</Trans>
          </Btn>
        )}
      </div>
    </div>
  );
}

function Heads({ row }: { row: Standing }) {
  const { month, strip } = row;
  const ahead = strip.indexOf('ahead');
  const now = ahead === -1 ? 1 : ahead / strip.length;
  return (
    <div className={`${columns} pb-1.5 text-small text-text-3 [font-stretch:var(--narrow)]`} aria-hidden="true">
      <span>
        <Trans>Who, coach</Trans>
      </span>
      <span>
        <Trans>Why</Trans>
      </span>
      <span className="relative flex justify-between" dir="ltr">
        <bdi className={now < 0.3 ? 'invisible' : ''}>{dayWords(month.first)}</bdi>
        {ahead > 0 && (
          <span className="absolute -translate-x-1/2" style={{ left: `${(now * 100).toFixed(1)}%` }}>
            <Trans>today</Trans>
          </span>
        )}
        <bdi className={now > 0.7 && now < 1 ? 'invisible' : ''}>{dayWords(month.last)}</bdi>
      </span>
      <span className={actsWidth(row)} />
    </div>
  );
}

function Foot({ list, total, wide }: { list: DeskProps['list']; total: number; wide: boolean }) {
  const { items, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  if (items.length === 0) return null;
  return (
    <div className="grid gap-2 px-(--gutter) py-3.5">
      <StripKey />
      <p className="prov">
        <Trans>
          {number(items.length)} of {number(total)} shown
        </Trans>
        {wide && (
          <>
            {' · '}
            <Trans>↑ ↓ or j k walk, Enter opens</Trans>
          </>
        )}
      </p>
      {hasNextPage && isFetchNextPageError && (
        <p className="acts">
          <span className="prov">
            <Trans>The next page did not come.</Trans>
          </span>
          <Btn small busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            <Trans>Try again</Trans>
          </Btn>
        </p>
      )}
    </div>
  );
}
