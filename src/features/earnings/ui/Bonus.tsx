import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Problem, type Answer } from '#src/web/api.ts';
import type { BonusLine, BonusMonth } from '#src/web/client.gen.ts';
import { day, instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { ExportBtn } from '#src/web/kit/ExportBtn.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Empty, Skeleton } from '#src/web/kit/States.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { PageError } from '#src/web/shell/PageError.tsx';
import { useWide } from '#src/web/useWide.ts';
import { Heads } from './parts/Amounts.tsx';
import { CreatorBonus } from './parts/Line.tsx';
import { Sentence } from './parts/Sentence.tsx';
import { Tasks } from './parts/Tasks.tsx';
import { monthWords, plain, whyWords } from './parts/words.ts';

const shows = ['all', 'differences', 'unknown'] as const;
type Show = (typeof shows)[number];
type Months = Answer<'earnings.bonus'>['months'];

/** The agency's bonuses of a month by the platform's report: estimated against confirmed, by task and by creator, and why they differ. */
export default function Bonus() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { month } = useSearch({ strict: false }) as { month?: string };
  const read = useRead(
    'earnings.bonus',
    { path: { agencyId }, query: month === undefined ? {} : { month } },
    { keep: true, every: (answer) => (answer && (answer.waiting || answer.chosen?.stale) ? 2_000 : false) },
  );
  if (read.error instanceof Problem && read.error.code === 'earnings.month_unknown') return <UnknownMonth month={month ?? ''} />;
  if (!read.data || (read.data.chosen === null && read.data.waiting)) {
    return (
      <DeskPage padded>
        <NotYet read={read} label={read.data ? t`The first month is being reckoned` : t`Loading the bonuses`} rows={8} />
      </DeskPage>
    );
  }
  const { chosen, months } = read.data;
  if (chosen === null) return <NoMonth agencyId={agencyId} />;
  return <Month key={chosen.month} agencyId={agencyId} month={chosen} months={months} />;
}

/** A month of the address of which no file tells. */
function UnknownMonth({ month }: { month: string }) {
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const name = monthWords(month);
  return (
    <DeskPage padded>
      <Empty
        say={<Trans>No file tells of bonuses in {name}.</Trans>}
        act={
          <Btn go to={`/a/${agencyId}/bonus`}>
            <Trans>To the newest month</Trans>
          </Btn>
        }
      >
        <Trans>Once the task report of that month is brought, it stands here.</Trans>
      </Empty>
    </DeskPage>
  );
}

function NoMonth({ agencyId }: { agencyId: string }) {
  const { data: me } = useMe();
  const brings = may(me, 'imports.list');
  return (
    <DeskPage padded>
      <Empty
        say={<Trans>No file tells of bonuses yet.</Trans>}
        {...(brings && {
          act: (
            <Btn go to={`/a/${agencyId}/imports`}>
              <Trans>Bring a task report</Trans>
            </Btn>
          ),
        })}
      >
        {brings ? (
          <Trans>
            Bring the task report of a month and the files of its days. What the figures estimate then stands here beside what the report
            confirms, creator by creator, with the reason for each difference.
          </Trans>
        ) : (
          <Trans>
            An owner or manager brings the task report of a month and the files of its days. What the figures estimate then stands here
            beside what the report confirms.
          </Trans>
        )}
      </Empty>
    </DeskPage>
  );
}

function Month({ agencyId, month, months }: { agencyId: string; month: BonusMonth; months: Months }) {
  const { t } = useLingui();
  const wide = useWide();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { show?: string }).show;
  const show: Show = (month.closed && shows.find((one) => one === asked)) || 'all';
  const query = { month: month.month, show };
  const list = usePages('earnings.bonusCreators', { path: { agencyId }, query: { ...query, limit: 100 } });
  const go = (search: Record<string, string>) => void navigate({ to: '.', search, replace: true } as never);
  const top = (
    <div className="px-(--gutter) pt-5.5">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="min-w-0 flex-1 basis-[420px]">
          <Sentence month={month} />
          <Origin month={month} />
        </div>
        <div className="w-[220px] max-[899px]:w-full">
          <Select
            label={<Trans>Month</Trans>}
            value={month.month}
            options={months.map((one) => ({ value: one.month, label: labelOf(one) }))}
            onChange={(value) => go({ month: value })}
          />
        </div>
      </div>
      <Tasks month={month} />
      <div className="mt-8">
        {month.closed && (
          <Views
            label={t`Creators by what is known`}
            value={show}
            options={[
              { value: 'all', label: <Trans>All creators</Trans>, count: month.creators },
              { value: 'differences', label: <Trans>Only differences</Trans>, count: month.differing },
              { value: 'unknown', label: <Trans>Cannot be compared</Trans>, count: month.unknown },
            ]}
            onChange={(value) => go({ month: month.month, ...(value === 'all' ? {} : { show: value }) })}
          />
        )}
        <div className="flex flex-wrap items-center justify-between gap-3 py-3">
          <span className="prov">
            {month.closed && show !== 'unknown' ? <Trans>largest difference first</Trans> : <Trans>largest amount first</Trans>}
          </span>
          <SaveBonus agencyId={agencyId} month={month} query={query} />
        </div>
        <Heads first={<Trans>Creator</Trans>} last={<Trans>Not estimated</Trans>} />
      </div>
    </div>
  );
  const none = list.first !== undefined && list.items.length === 0;
  return (
    <DeskPage fill>
      <LongList
        label={t`Bonuses by creator`}
        items={list.items}
        idOf={(line) => line.exportId}
        row={(line) => <CreatorBonus line={line} month={month} />}
        height={wide ? 84 : 200}
        {...(list.first ? { total: list.first.total } : {})}
        top={top}
        foot={<Foot list={list} none={none} show={show} />}
        busy={list.isPlaceholderData}
        onEnd={list.readOn}
      />
    </DeskPage>
  );
}

type List = ReturnType<typeof usePages<'earnings.bonusCreators'>>;
function Foot({ list, none, show }: { list: List; none: boolean; show: Show }): ReactNode {
  if (list.isError) {
    return (
      <div className="px-(--gutter) py-6">
        <PageError error={list.error} again={() => void list.refetch()} />
      </div>
    );
  }
  if (list.first === undefined || list.isFetchingNextPage) {
    return (
      <div className="px-(--gutter)">
        <Skeleton rows={3} />
      </div>
    );
  }
  if (!none) return <div className="h-8" />;
  return (
    <p className="px-(--gutter) py-6 text-text-2">
      {show === 'differences' && <Trans>Nothing differs: whatever could be compared is the same.</Trans>}
      {show === 'unknown' && <Trans>Something could be compared of every creator.</Trans>}
      {show === 'all' && <Trans>The files of this month name nobody.</Trans>}
    </p>
  );
}

function labelOf({ month, closed }: Months[number]): string {
  const name = monthWords(month);
  return closed ? name : t`${name}, open`;
}

/** Where the amounts come from, as of when, in which currency, and what they are not. */
function Origin({ month }: { month: BonusMonth }) {
  const { closingReport, runningReport, figuresOn } = month;
  return (
    <div className="mt-2 grid max-w-(--measure) gap-1.5">
      <Prov
        parts={[
          figuresOn && <Trans key="figures">Estimated from your figures to {day(figuresOn)} UTC</Trans>,
          runningReport && <Trans key="running">and by the task report with data to {day(runningReport.dataOn)}</Trans>,
          closingReport && <Trans key="closing">Confirmed by the task report with data to {day(closingReport.dataOn)}</Trans>,
          month.stale ? (
            <Trans key="stale">being reckoned anew</Trans>
          ) : (
            <Trans key="at">reckoned {instant(month.reckonedAt, { named: true })}</Trans>
          ),
        ]}
      />
      <p className="text-small text-text-2">
        <Trans>
          The agency’s bonus for its creators, as the platform reports it. Estimates follow a rule that one agency’s public tool reports for
          TikTok from March 2026; it is not confirmed by the platform.
        </Trans>{' '}
        <Currency month={month} />
      </p>
    </div>
  );
}

function Currency({ month: { currency, currencyFrom, currencies } }: { month: BonusMonth }): ReactNode {
  if (currencies.length > 1)
    return <Trans>The report names several currencies, {currencies.join(', ')}: nothing is compared, and the sums mix them.</Trans>;
  if (currencyFrom === 'report') return <Trans>Amounts are in {currency}, as the report says.</Trans>;
  if (currencyFrom === 'rule') return <Trans>Amounts are in {currency}, as the rule counts.</Trans>;
  return <Trans>The report names no currency; the rule counts in USD. Number is held against number.</Trans>;
}

/** The list as a file: a row per creator, with each task's two amounts and every reason. */
function SaveBonus({ agencyId, month, query }: { agencyId: string; month: BonusMonth; query: Record<string, string> }) {
  const { t } = useLingui();
  const tasks = month.tasks.map(({ task }) => task);
  const head = [
    t`Username`,
    t`Name`,
    t`Group`,
    t`Estimated`,
    t`Confirmed`,
    t`Difference`,
    t`Confirmed, not estimated`,
    t`Estimated, not confirmed`,
    ...tasks.flatMap((task) => [t`${task}: estimated`, t`${task}: confirmed`]),
    t`Currency`,
    t`Why`,
  ];
  const numbers = 5 + tasks.length * 2;
  return (
    <ExportBtn<BonusLine>
      operation="earnings.bonusCreators"
      path={{ agencyId }}
      query={query}
      name={`bonus-${month.month}`}
      head={head}
      kinds={['text', 'text', 'text', ...Array.from({ length: numbers }, () => 'number' as const), 'text', 'text']}
      row={(line) => {
        const of = (task: string) => line.items.find((item) => item.task === task);
        return [
          line.handle,
          line.displayName,
          line.group,
          plain(line.comparedEstimatedMinor),
          plain(line.comparedConfirmedMinor),
          plain(line.differenceMinor),
          plain(line.onlyConfirmedMinor),
          plain(line.onlyEstimatedMinor),
          ...tasks.flatMap((task) => [plain(of(task)?.estimatedMinor ?? null), plain(of(task)?.confirmedMinor ?? null)]),
          month.currency ?? t`not named`,
          line.items.map((item) => whyWords(item, line.rankUp)).join(' '),
        ];
      }}
    />
  );
}
