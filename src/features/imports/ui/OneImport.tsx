import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NoAnswer } from '#src/web/api.ts';
import type { Import } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Progress } from '#src/web/kit/Progress.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Refused } from '#src/web/kit/States.tsx';
import { useMe } from '#src/web/me.ts';
import { useRead } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { useTitle } from '#src/web/shell/useTitle.ts';
import { sayCode, sayProblem } from '#src/web/words/problems.ts';
import { Columns } from './parts/Columns.tsx';
import { whatIs } from './parts/FileLine.tsx';
import { Findings } from './parts/Findings.tsx';
import { MapColumns } from './parts/MapColumns.tsx';
import { Preview } from './parts/Preview.tsx';
import { sendAgain, stopSending, type Sending } from './parts/sendings.ts';
import { Split } from './parts/Split.tsx';
import { Stop } from './parts/Stop.tsx';
import { Trail } from './parts/Trail.tsx';
import { useFile } from './parts/useFile.ts';
import { dayWords, rangeWords, sizeWords } from './parts/words.ts';

/** One file, from its sending to the day that it is in. */
export default function OneImport() {
  const { t } = useLingui();
  const { agencyId = '', importId = '' } = useParams({ strict: false }) as { agencyId?: string; importId?: string };
  const read = useFile(agencyId, importId);
  const { data: file, sending } = read;
  useTitle(file?.name ?? t`Imports`);
  if (!file) {
    return (
      <DeskPage padded>
        <NotYet read={read} label={t`Loading the file`} rows={7} avatar={false} />
      </DeskPage>
    );
  }
  if (file.state === 'read' && file.report) return <Preview agencyId={agencyId} file={file} report={file.report} />;
  return (
    <DeskPage padded>
      <div className="grid max-w-[820px] gap-1.5">
        <Trail agencyId={agencyId} file={file} />
        <State agencyId={agencyId} file={file} sending={sending} />
      </div>
    </DeskPage>
  );
}

function State({ agencyId, file, sending }: { agencyId: string; file: Import; sending: Sending | undefined }): ReactNode {
  switch (file.state) {
    case 'sending':
      return sending ? <SendingHere sending={sending} /> : <SentElsewhere agencyId={agencyId} file={file} />;
    case 'reading':
    case 'read':
      return <Reading agencyId={agencyId} file={file} />;
    case 'taking':
      return <Taking agencyId={agencyId} file={file} />;
    case 'taken':
      return <Taken agencyId={agencyId} file={file} />;
    case 'stopped':
      return <Stopped agencyId={agencyId} />;
    case 'refused':
      return <NotUsable agencyId={agencyId} file={file} />;
  }
}

/** The acts under the picture, and what may be done meanwhile. */
function Below({ acts, children }: { acts: ReactNode; children?: ReactNode }) {
  return (
    <>
      <div className="acts mt-5">{acts}</div>
      {children !== undefined && <p className="prov mt-3">{children}</p>}
    </>
  );
}

function SendingHere({ sending }: { sending: Sending }) {
  const { t } = useLingui();
  const [sent, all] = [sizeWords(sending.sent), sizeWords(sending.bytes)];
  const failed = sending.state === 'failed';
  return (
    <>
      {failed ? (
        <Say then={<Trans>What has come is kept.</Trans>}>
          <Trans>
            Sending broke off at {sent} of {all}.
          </Trans>
        </Say>
      ) : (
        <Say then={<Trans>Keep this page open.</Trans>}>
          <Trans>
            {sent} of {all} are sent.
          </Trans>
        </Say>
      )}
      <div className="mt-4">
        <Progress
          label={t`Sent`}
          parts={[{ count: sending.sent, words: <Trans>sent</Trans> }]}
          left={sending.bytes - sending.sent}
          leftWords={<Trans>to go</Trans>}
          say={sizeWords}
        />
      </div>
      <Heard words={t`${Math.floor((sending.sent / Math.max(1, sending.bytes)) * 10) * 10} % is sent`} />
      {failed && !(sending.error instanceof NoAnswer) && (
        <div className="field mt-3">
          <Wrong>{sayProblem(sending.error)}</Wrong>
        </div>
      )}
      <Below
        acts={
          <>
            {failed && (
              <Btn go onClick={() => sendAgain(sending.key)}>
                <Trans>Send the rest</Trans>
              </Btn>
            )}
            <Btn onClick={() => stopSending(sending.key)}>
              <Trans>Stop, keep nothing</Trans>
            </Btn>
          </>
        }
      >
        {failed ? (
          <Trans>It is sent again from where it broke off, as long as this page stays open.</Trans>
        ) : (
          <Trans>You can walk through Greenroom meanwhile; only closing this page breaks it off.</Trans>
        )}
      </Below>
    </>
  );
}

function SentElsewhere({ agencyId, file }: { agencyId: string; file: Import }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const own = file.madeBy?.personId === me?.person.personId;
  const sent = Math.min(file.bytes, file.partsSent * file.partBytes);
  return (
    <>
      <Say then={own ? <Trans>Its page was closed too early.</Trans> : <Trans>Whoever brings it may still be sending.</Trans>}>
        <Trans>This file is not here whole.</Trans>
      </Say>
      <div className="mt-4">
        <Progress
          label={t`Sent`}
          parts={[{ count: sent, words: <Trans>sent</Trans> }]}
          left={file.bytes - sent}
          leftWords={<Trans>to go</Trans>}
          say={sizeWords}
        />
      </div>
      <Below acts={<Stop agencyId={agencyId} file={file} go={own} />}>
        <Trans>If no other window is sending it, stop it and bring it again.</Trans>
      </Below>
    </>
  );
}

const youCanLeave = <Trans>You can leave; it goes on, and Imports shows where it is.</Trans>;

function Reading({ agencyId, file }: { agencyId: string; file: Import }) {
  const { t } = useLingui();
  return (
    <>
      <Say then={<Trans>Nothing counts yet.</Trans>}>
        {file.done === 0 ? (
          <Trans>The file is being read.</Trans>
        ) : (
          <Plural value={file.done} one="# row is read so far." other="# rows are read so far." />
        )}
      </Say>
      {/* How many rows there are is known at the end only: hatched, as everything that is not known. */}
      <div className="progress mt-4" role="progressbar" aria-label={t`The file is being read.`}>
        <i className="hatch grow bg-well shadow-[inset_0_0_0_1px_var(--line)]" />
      </div>
      <Heard words={t`The file is being read.`} />
      <Below acts={<Stop agencyId={agencyId} file={file} />}>{youCanLeave}</Below>
    </>
  );
}

function Taking({ agencyId, file }: { agencyId: string; file: Import }) {
  const { t } = useLingui();
  const done = Math.min(file.done, file.rows);
  return (
    <>
      <Say then={<Trans>It counts when the last one is.</Trans>}>
        <Trans>
          {number(done)} of {number(file.rows)} rows are taken in.
        </Trans>
      </Say>
      <div className="mt-4">
        <Progress
          label={t`Taken in`}
          parts={[{ count: done, words: <Trans>taken in</Trans> }]}
          left={file.rows - done}
          leftWords={<Trans>to go</Trans>}
        />
      </div>
      <Heard words={t`The file is being taken in.`} />
      <Below acts={<Stop agencyId={agencyId} file={file} />}>{youCanLeave}</Below>
    </>
  );
}

function Taken({ agencyId, file }: { agencyId: string; file: Import }) {
  const { t } = useLingui();
  const { kind, range, dataOn, report } = file;
  const days = kind === 'creator_data' && dataOn !== null ? dayWords(dataOn) : range === null ? '' : rangeWords(range);
  const all = report === null ? 0 : report.newCreators + report.knownCreators;
  const what = whatIs(file);
  const next = useNext(agencyId);
  return (
    <>
      <Say then={<Plural value={all} one="It counts for # creator." other="It counts for # creators." />}>
        <Trans>{days} is in.</Trans>
      </Say>
      {what && <p className="text-text-2">{what.is}</p>}
      {report && (
        <div className="mt-4 grid gap-5">
          {Object.values(report.verdicts).filter((n) => n > 0).length > 1 && <Split report={report} legend />}
          <div className="[&>*+*]:border-t-0">
            <Findings file={file} report={report} label={t`What was found`} />
            <Columns report={report} />
          </div>
        </div>
      )}
      <Heard words={t`The file is taken in.`} />
      <Below
        acts={
          <>
            {next && (
              <Btn go to={`/a/${agencyId}/imports/${next.importId}`}>
                <Trans>Look at the next file</Trans>
              </Btn>
            )}
            <Btn go={!next} to={`/a/${agencyId}/imports`}>
              <Trans>To all files</Trans>
            </Btn>
          </>
        }
      >
        {next?.name}
      </Below>
    </>
  );
}

/** Of the files that wait for a yes the one of the earliest day: days follow from each other. */
function useNext(agencyId: string): Import | undefined {
  const { data } = useRead('imports.list', { path: { agencyId }, query: { limit: 50 } });
  const waiting = (data?.items ?? []).filter(({ state }) => state === 'read');
  return waiting.toSorted((a, b) => (a.dataOn ?? '').localeCompare(b.dataOn ?? ''))[0];
}

function Stopped({ agencyId }: { agencyId: string }) {
  return (
    <>
      <Say then={<Trans>Nothing of it was kept.</Trans>}>
        <Trans>This file was stopped.</Trans>
      </Say>
      <Below
        acts={
          <Btn go to={`/a/${agencyId}/imports`}>
            <Trans>Bring another file</Trans>
          </Btn>
        }
      />
    </>
  );
}

/** What would change it, by the code of the refusal. */
function changeOf(code: string): ReactNode {
  switch (code) {
    case 'imports.encrypted':
      return <Trans>Save it without a password, and bring it again.</Trans>;
    case 'imports.not_a_sheet':
      return <Trans>Bring the file as Backstage exports it, or save your table as .xlsx or .csv.</Trans>;
    case 'imports.shop_orders':
    case 'imports.two_kinds':
      return <Trans>Export the data of your creators, and bring that file as it is.</Trans>;
    case 'imports.too_large':
    case 'imports.too_many_rows':
    case 'imports.too_many_columns':
    case 'imports.took_too_long':
      return <Trans>Export fewer creators or a shorter time at once, and bring the files one by one.</Trans>;
    case 'imports.two_periods':
      return <Trans>Export one period at a time. A file for each month or day is right.</Trans>;
    case 'imports.future':
      return <Trans>Look at the days in the file, or in its name, and at the clock of the device that made it.</Trans>;
    default:
      return <Trans>Export it once more, and bring the file as it is, without opening it in between.</Trans>;
  }
}

function NotUsable({ agencyId, file }: { agencyId: string; file: Import }) {
  const { code = '', detail = '' } = file.refusal ?? {};
  const why = sayCode(code, detail);
  if (file.header) {
    // The days said last time were of another file.
    const given = file.given && code === 'imports.no_period' ? { columns: file.given.columns } : file.given;
    return (
      <>
        <Say then={<Trans>Answer once; then it is read again.</Trans>}>
          {code === 'imports.no_period' ? <Trans>Of which days is this file?</Trans> : <Trans>Which column is which?</Trans>}
        </Say>
        <p className="mb-5 max-w-(--measure) text-text-2">{why}</p>
        <MapColumns key={code} agencyId={agencyId} file={file} header={file.header} given={given} />
      </>
    );
  }
  return (
    <Refused
      say={<Trans>This file cannot be used.</Trans>}
      why={why}
      change={changeOf(code)}
      visible={<Trans>What was in before is untouched.</Trans>}
      acts={
        <>
          <Btn go to={`/a/${agencyId}/imports`}>
            <Trans>Bring another file</Trans>
          </Btn>
          <Stop agencyId={agencyId} file={file} />
        </>
      }
      code={code}
    />
  );
}

/** For whoever listens: only what has changed in kind, not every row. */
function Heard({ words }: { words: string }) {
  return (
    <p className="sr-only" role="status">
      {words}
    </p>
  );
}
