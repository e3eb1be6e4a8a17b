import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Import } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { zoneName } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { usePages } from '#src/web/pages.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { DropZone } from './parts/DropZone.tsx';
import { FileLine, SendingLine } from './parts/FileLine.tsx';
import { useSendings, type Sending } from './parts/sendings.ts';
import { addDays, dayWords, isMoving, today } from './parts/words.ts';

/** The files that the agency has brought: what is known, what waits for a yes, and the place for the next one. */
export default function Imports() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const sendings = useSendings().filter((one) => one.agencyId === agencyId);
  const list = usePages('imports.list', { path: { agencyId }, query: { limit: 50 } });
  const { first, items, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  if (!first) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the files`} rows={7} avatar={false} />
      </DeskPage>
    );
  }
  // Those that the server does not know of yet stand above the list.
  const ahead = sendings.filter(({ importId }) => !items.some((file) => file.importId === importId));
  const zone = zoneName(now());
  if (items.length === 0 && ahead.length === 0) {
    return (
      <DeskPage padded>
        <NoFile agencyId={agencyId} />
      </DeskPage>
    );
  }
  return (
    <DeskPage padded>
      <Sentence files={items} sendings={sendings} />
      <Heard sendings={sendings} files={items} />
      <div className="mt-5">
        <DropZone agencyId={agencyId} />
      </div>
      <Section title={<Trans>Files</Trans>} prov={<Trans>newest first, times in {zone}</Trans>}>
        <RuledList className="border-y border-line" label={t`Files, newest first`}>
          {ahead.map((sending) => (
            <SendingLine key={sending.key} sending={sending} />
          ))}
          {items.map((file) => (
            <FileLine key={file.importId} agencyId={agencyId} listed={file} />
          ))}
        </RuledList>
        {hasNextPage && (
          <div className="acts mt-3.5">
            <Btn small busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              <Trans>Show more</Trans>
            </Btn>
          </div>
        )}
      </Section>
    </DeskPage>
  );
}

/** To which day figures are known, and what is to be done next. */
function Sentence({ files, sendings }: { files: Import[]; sendings: Sending[] }) {
  const taken = files.filter(({ state }) => state === 'taken').flatMap((file) => file.dataOn ?? []);
  const known = taken.toSorted().at(-1);
  const waiting = files.filter(({ state }) => state === 'read').length;
  const asking = files.filter(({ state, header }) => state === 'refused' && header !== null).length;
  const say = known === undefined ? <Trans>No figures are known yet.</Trans> : <Trans>Figures are known to {dayWords(known)}.</Trans>;
  return (
    <Say then={<NextStep known={known} waiting={waiting} asking={asking} moving={sendings.length > 0 || files.some(isMoving)} />}>
      {say}
    </Say>
  );
}

function NextStep({
  known,
  waiting,
  asking,
  moving,
}: {
  known: string | undefined;
  waiting: number;
  asking: number;
  moving: boolean;
}): ReactNode {
  const newest = addDays(today(), -1);
  if (waiting > 0) return <Plural value={waiting} one="# file waits for your yes." other="# files wait for your yes." />;
  if (moving) return <Trans>More is on its way.</Trans>;
  if (asking > 0) return <Plural value={asking} one="# file needs your answer." other="# files need your answer." />;
  if (known === undefined || known < newest) return <Trans>Today’s file takes them to {dayWords(newest)}.</Trans>;
  return <Trans>The next day comes with tomorrow’s file.</Trans>;
}

/** For whoever listens: what is on its way, told in tenths. */
function Heard({ sendings, files }: { sendings: Sending[]; files: Import[] }) {
  const { t } = useLingui();
  const sending = sendings.find(({ state }) => state === 'sending');
  const moving = files.find(isMoving);
  const tenths = sending && sending.bytes > 0 ? Math.floor((sending.sent / sending.bytes) * 10) * 10 : 0;
  const words = sending ? t`${sending.name}: ${tenths} % is sent` : moving ? t`${moving.name} is on its way` : '';
  return (
    <>
      <p className="sr-only" role="status">
        {words}
      </p>
      {sending && (
        <p className="mt-1.5 text-text-2">
          <Trans>Keep this page open until the files are sent. After that you can leave; reading goes on.</Trans>
        </p>
      )}
    </>
  );
}

/** Nothing brought yet: what it is for, and how to get the file. */
function NoFile({ agencyId }: { agencyId: string }) {
  const steps = [
    {
      say: <Trans>Customise columns</Trans>,
      how: <Trans>In TikTok LIVE Backstage, open the data of your creators. Under Customise columns choose all of them.</Trans>,
    },
    { say: <Trans>Export</Trans>, how: <Trans>Press Export. The period is this month, as Backstage offers it.</Trans> },
    {
      say: <Trans>Fetch it at the bell</Trans>,
      how: <Trans>After a minute the file stands under the notification bell. Download it, and bring it here as it is.</Trans>,
    },
  ];
  return (
    <div className="max-w-[820px]">
      <Empty say={<Trans>No file has been brought yet.</Trans>}>
        <Trans>
          Bring the file that you download from Backstage anyway. You see what it would change before anything counts; then every creator’s
          days add up here.
        </Trans>
      </Empty>
      <ol className="mt-6 mb-7 grid gap-x-6 min-[760px]:grid-cols-3">
        {steps.map(({ say, how }, index) => (
          <li key={index} className="border-t border-line-strong pt-2.5 pb-4">
            <p className="text-small text-text-3">{index + 1}</p>
            <h2 className="head">{say}</h2>
            <p className="mt-0.5 text-text-2">{how}</p>
          </li>
        ))}
      </ol>
      <DropZone agencyId={agencyId} />
    </div>
  );
}
