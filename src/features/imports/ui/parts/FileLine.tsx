import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight, FileSpreadsheet } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Import } from '#src/web/client.gen.ts';
import { instant, language } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import { sendAgain, stopSending, type Sending } from './sendings.ts';
import { partDone, SendingMark, StateMark, ThinBar } from './state.tsx';
import { useListed } from './useFile.ts';
import { kindName, rangeWords, sizeWords } from './words.ts';

const columns = 'body grid items-center gap-x-6 gap-y-1 min-[900px]:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)]';

/** What a file is and of which days; null before it has been read. */
export function whatIs({ kind, language: of, range }: Import): { is: ReactNode; days: string | null } | null {
  if (kind === null) return null;
  return {
    is: of === null || of === 'any' ? kindName(kind) : `${kindName(kind)} · ${language(of)}`,
    days: range === null ? null : rangeWords(range),
  };
}

/** A file of the list: what it is, who brought it, and where it stands. It opens. */
export function FileLine({ agencyId, listed }: { agencyId: string; listed: Import }) {
  const { file, sending } = useListed(agencyId, listed);
  const what = whatIs(file);
  const part = partDone(file, sending);
  const at = instant(file.madeAt);
  return (
    <li>
      <Link className="line" to={`/a/${agencyId}/imports/${file.importId}`}>
        <FileSpreadsheet className="text-text-3 max-[899px]:hidden" size={18} strokeWidth={1.75} aria-hidden="true" />
        <span className={columns}>
          <span className="min-w-0">
            <span className="what block">
              <bdi>{file.name}</bdi>
            </span>
            <span className="prov block">
              {file.madeBy ? (
                <Trans>
                  {at}, {file.madeBy.name}
                </Trans>
              ) : (
                at
              )}
            </span>
          </span>
          {what && (
            <span className="min-w-0 text-dense">
              <span className="block">{what.days}</span>
              <span className="block text-text-2">{what.is}</span>
            </span>
          )}
          <span className="min-w-0 min-[900px]:col-start-3">
            <StateMark file={file} sending={sending} />
            {part !== null && <ThinBar part={part} />}
          </span>
        </span>
        <ChevronRight className="turn text-text-3" size={18} strokeWidth={1.75} aria-hidden="true" />
      </Link>
    </li>
  );
}

/** A file that the server does not know of yet: it waits for its turn, or could not be begun. */
export function SendingLine({ sending }: { sending: Sending }) {
  return (
    <li className="line">
      <FileSpreadsheet className="text-text-3 max-[899px]:hidden" size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={columns}>
        <span className="min-w-0">
          <span className="what block">
            <bdi>{sending.name}</bdi>
          </span>
          <span className="prov block">{sizeWords(sending.bytes)}</span>
        </span>
        <span className="min-w-0 min-[900px]:col-start-3">
          <SendingMark sending={sending} />
          {sending.state === 'failed' && <span className="block text-small text-neg">{sayProblem(sending.error)}</span>}
        </span>
      </span>
      <span className="end">
        {sending.state === 'failed' && (
          <Btn small onClick={() => sendAgain(sending.key)}>
            <Trans>Send again</Trans>
          </Btn>
        )}
        <Btn small bare onClick={() => stopSending(sending.key)}>
          <Trans>Leave it out</Trans>
        </Btn>
      </span>
    </li>
  );
}
