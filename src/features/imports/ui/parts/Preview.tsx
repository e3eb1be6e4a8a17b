import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { FileInput } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Import } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { language, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { CheckLine } from '#src/web/kit/Check.tsx';
import { Chip, Chips } from '#src/web/kit/Chip.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Limelight } from '#src/web/kit/Limelight.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Views } from '#src/web/kit/Views.tsx';
import { usePages } from '#src/web/pages.ts';
import { keyOf, useChange } from '#src/web/queries.ts';
import { useAtLeast } from '#src/web/useWide.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { Columns, Fold } from './Columns.tsx';
import { Findings } from './Findings.tsx';
import { MapAgain } from './MapColumns.tsx';
import { RowHeads, RowLine } from './RowLine.tsx';
import { countOf, Split, Swatch, verdictName, verdicts } from './Split.tsx';
import { Stop } from './Stop.tsx';
import { Trail } from './Trail.tsx';
import { dayWords, isFirst, kindName, noteWords, rangeWords, sizeWords, type Note, type Report } from './words.ts';

const knownNotes: Note[] = [
  'new_creator', 'renamed', 'quit', 'regrouped', 'restated', 'fell', 'bad_cells', 'lossy_id', 'quit_unknown',
]; // prettier-ignore

/** What taking a file in would do: the sentence, what to look at, every row; the decision stands beside it. */
export function Preview({ agencyId, file, report }: { agencyId: string; file: Import; report: Report }) {
  const { t } = useLingui();
  const beside = useAtLeast(1180);
  const [asked, change] = useFilters(['verdict', 'note']);
  const verdict = oneOf(asked.verdict, verdicts);
  const note = oneOf(asked.note, knownNotes);
  const query = { limit: 100, ...(verdict === '' ? {} : { verdict }), ...(note === '' ? {} : { note }) };
  const list = usePages('imports.rows', { path: { agencyId, importId: file.importId }, query });
  const { items, hasNextPage, readOn } = list;
  const all = verdicts.reduce((sum, one) => sum + countOf(report, one), 0);
  const there = verdicts.filter((one) => countOf(report, one) > 0 || one === verdict);
  // Asked for from above, the rows may be out of sight.
  const rowsAt = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (note !== '') rowsAt.current?.scrollIntoView({ block: 'start' });
  }, [note]);
  const decision = <Decision agencyId={agencyId} file={file} report={report} />;
  const about = <About file={file} report={report} agencyId={agencyId} folded={!beside} />;
  const top = (
    <div>
      <div className="grid gap-5 px-(--gutter) pt-5.5">
        <div className="grid gap-1.5">
          <Trail agencyId={agencyId} file={file} />
          <Say then={<Effect file={file} report={report} />}>
            <Who file={file} report={report} />
          </Say>
        </div>
        <Findings file={file} report={report} label={t`What was found`} onList={(one) => change({ note: one, verdict: '' })} />
        {!beside && decision}
        {!beside && about}
        {there.length > 1 && <Split report={report} />}
      </div>
      <div ref={rowsAt} className="mt-4" />
      {there.length > 1 && (
        <div className="-mt-2 px-(--gutter)">
          <Views
            label={t`Rows by what they do`}
            value={verdict === '' ? 'all' : verdict}
            options={[
              { value: 'all' as const, label: t`All rows`, count: all },
              ...there.map((value) => ({
                value,
                label: (
                  <>
                    <Swatch verdict={value} />
                    {verdictName(value)}
                  </>
                ),
                count: countOf(report, value),
              })),
            ]}
            onChange={(next) => change({ verdict: next === 'all' ? '' : next })}
          />
        </div>
      )}
      {note !== '' && (
        <div className="px-(--gutter) py-3">
          <Chips>
            <Chip onRemove={() => change({ note: '' })}>{noteWords(note)}</Chip>
          </Chips>
        </div>
      )}
      <RowHeads report={report} />
    </div>
  );
  return (
    <DeskPage fill>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <LongList
            label={t`Rows of the file`}
            items={items}
            idOf={(row) => String(row.row)}
            height={44}
            busy={list.isPlaceholderData || list.isPending}
            onEnd={readOn}
            top={top}
            row={(row) => <RowLine row={row} report={report} />}
            foot={
              <div className="prov px-(--gutter) py-3.5" role="status">
                {list.isError ? (
                  <Wrong>{sayProblem(list.error)}</Wrong>
                ) : list.isPending ? (
                  <Trans>Loading the rows</Trans>
                ) : items.length === 0 ? (
                  <Trans>No row is like that.</Trans>
                ) : hasNextPage ? (
                  <Trans>{number(items.length)} loaded, in the order of the file</Trans>
                ) : (
                  <Trans>{number(items.length)} in all, in the order of the file</Trans>
                )}
              </div>
            }
          />
        </div>
        {beside && (
          <aside
            className="grid w-[332px] flex-none content-start gap-5 overflow-auto border-s border-line bg-sheet p-5"
            aria-label={t`Your decision`}
          >
            {decision}
            {about}
          </aside>
        )}
      </div>
    </DeskPage>
  );
}

/** Nothing in it that is not in already. */
const saysNothing = (report: Report): boolean => countOf(report, 'new') + countOf(report, 'changed') === 0;

function Who({ file, report }: { file: Import; report: Report }): ReactNode {
  const all = report.newCreators + report.knownCreators;
  if (saysNothing(report)) return <Trans>All of this is in already.</Trans>;
  if (isFirst(report)) return <Plural value={all} one="# creator, new here." other="# creators, all of them new." />;
  if (report.newCreators === 0 || report.knownCreators === 0) return <Plural value={all} one="# creator." other="# creators." />;
  // The words differ with both counts; the second stands in a sentence of its own.
  const fresh = number(report.newCreators);
  return file.kind === null ? null : <Plural value={all} one={`# creator, ${fresh} new.`} other={`# creators, ${fresh} of them new.`} />;
}

function Effect({ file, report }: { file: Import; report: Report }): ReactNode {
  const { kind, dataOn, range } = file;
  if (saysNothing(report)) return <Trans>Taking it in changes nothing.</Trans>;
  if (dataOn === null || range === null) return null;
  const day = dayWords(dataOn);
  // Most of it was in before: then the day is no new one.
  if (countOf(report, 'new') <= countOf(report, 'changed') + countOf(report, 'unchanged'))
    return <Trans>Taking it in corrects {day}.</Trans>;
  if (kind === 'manage_creators') return <Trans>Taking it in adds your list of {day}.</Trans>;
  if (kind === 'activity_rank') return <Trans>Taking it in adds the ranking of {day}.</Trans>;
  if (kind === 'creator_data' && !report.warnings.includes('own_range')) return <Trans>Taking it in adds {day}.</Trans>;
  return <Trans>Taking it in adds {rangeWords(range)}.</Trans>;
}

/** The one act of the screen. Another agency's file has to be confirmed before it. */
function Decision({ agencyId, file, report }: { agencyId: string; file: Import; report: Report }) {
  const client = useQueryClient();
  const path = { agencyId, importId: file.importId };
  const [sure, setSure] = useState(false);
  const take = useChange('imports.take', {
    touches: ['imports.list'],
    onDone: (answer) => client.setQueryData(keyOf('imports.get', { path }), answer),
  });
  const strangers = report.warnings.includes('strangers');
  const nothing = saysNothing(report);
  return (
    <Limelight
      icon={FileInput}
      kicker={<Trans>Next step</Trans>}
      more={
        nothing ? (
          <Trans>You can stop here: nothing is lost.</Trans>
        ) : (
          <Trans>Nothing counts before that. It waits seven days for your answer.</Trans>
        )
      }
      act={
        <>
          {strangers && (
            <span className="basis-full">
              <CheckLine on={sure} onChange={setSure}>
                <Trans>I have looked: it is our own file.</Trans>
              </CheckLine>
            </span>
          )}
          <Btn
            go={!nothing}
            busy={take.isPending}
            disabled={strangers && !sure}
            onClick={() => take.mutate({ path, body: { confirm: strangers ? ['strangers'] : [] } })}
          >
            <Trans>Take it in</Trans>
          </Btn>
          <Stop agencyId={agencyId} file={file} go={nothing} />
          {take.isError && (
            <span className="field basis-full">
              <Wrong>{sayProblem(take.error)}</Wrong>
            </span>
          )}
        </>
      }
    >
      {nothing ? <Trans>There is nothing to take in.</Trans> : <Trans>Take it in, if it looks right.</Trans>}
    </Limelight>
  );
}

/** What was recognised of the file. */
function About({ agencyId, file, report, folded }: { agencyId: string; file: Import; report: Report; folded: boolean }) {
  const { kind, language: of, range, dataOn } = file;
  const all = (
    <div className="grid gap-4">
      <Facts
        rows={[
          ...(kind === null ? [] : [{ label: <Trans>What it is</Trans>, value: kindName(kind) }]),
          ...(of === null || of === 'any' ? [] : [{ label: <Trans>Language</Trans>, value: language(of) }]),
          ...(range === null ? [] : [{ label: <Trans>Days</Trans>, value: rangeWords(range) }]),
          ...(dataOn === null ? [] : [{ label: <Trans>Data to</Trans>, value: dayWords(dataOn) }]),
          ...(report.scope === '' ? [] : [{ label: <Trans>Campaign</Trans>, value: <bdi>{report.scope}</bdi> }]),
          { label: <Trans>Size</Trans>, value: sizeWords(file.bytes) },
        ]}
      />
      <Columns report={report} />
      {kind === 'table' && <MapAgain agencyId={agencyId} file={file} report={report} />}
    </div>
  );
  return folded ? <Fold head={<Trans>About this file</Trans>}>{all}</Fold> : all;
}
