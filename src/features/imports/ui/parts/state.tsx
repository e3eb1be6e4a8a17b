import { Trans } from '@lingui/react/macro';
import { Check, CircleDashed, CircleHelp, CircleSlash2, Download, FileX2, ScanText, Upload } from 'lucide-react';
import type { Import } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { Mark } from '#src/web/kit/Mark.tsx';
import type { Sending } from './sendings.ts';
import { sizeWords } from './words.ts';

/** Where a file stands, in a word; with how far it is while it moves. */
export function StateMark({ file, sending }: { file: Import; sending?: Sending | undefined }) {
  const { state, done, rows } = file;
  if (sending) return <SendingMark sending={sending} />;
  switch (state) {
    case 'sending':
      return (
        <Mark icon={Upload} tone="warn">
          <Trans>Not sent to its end</Trans>
        </Mark>
      );
    case 'reading':
      return <Mark icon={ScanText}>{done === 0 ? <Trans>Being read</Trans> : <Trans>Being read: row {number(done)}</Trans>}</Mark>;
    case 'read':
      return (
        <Mark icon={CircleDashed} tone="pos">
          <Trans>Waits for your yes</Trans>
        </Mark>
      );
    case 'taking':
      return (
        <Mark icon={Download}>
          <Trans>
            Being taken in: {number(done)} of {number(rows)}
          </Trans>
        </Mark>
      );
    case 'taken':
      return (
        <Mark icon={Check}>
          <Trans>Taken in</Trans>
        </Mark>
      );
    case 'stopped':
      return (
        <Mark icon={CircleSlash2}>
          <Trans>Stopped, nothing kept</Trans>
        </Mark>
      );
    case 'refused':
      return file.header ? (
        <Mark icon={CircleHelp} tone="warn">
          <Trans>Needs your answer</Trans>
        </Mark>
      ) : (
        <Mark icon={FileX2} tone="neg">
          <Trans>Cannot be used</Trans>
        </Mark>
      );
  }
}

export function SendingMark({ sending }: { sending: Sending }) {
  if (sending.state === 'failed') {
    return (
      <Mark icon={Upload} tone="warn">
        <Trans>Sending broke off</Trans>
      </Mark>
    );
  }
  if (sending.state === 'sending') {
    return (
      <Mark icon={Upload}>
        <Trans>
          Being sent: {sizeWords(sending.sent)} of {sizeWords(sending.bytes)}
        </Trans>
      </Mark>
    );
  }
  return (
    <Mark icon={CircleDashed}>
      {sending.state === 'held' ? <Trans>Waits: five files are open</Trans> : <Trans>Waits to be sent</Trans>}
    </Mark>
  );
}

/** How far a file has come, from 0 to 1; null where nobody knows its end yet. */
export function partDone(file: Import, sending: Sending | undefined): number | null {
  if (sending) return sending.bytes === 0 ? 1 : sending.sent / sending.bytes;
  if (file.state === 'taking') return file.rows === 0 ? 1 : Math.min(1, file.done / file.rows);
  return null;
}

/** The thin bar under the word of a row; the word says the same. */
export function ThinBar({ part }: { part: number }) {
  return (
    <span className="meter mt-1.5 max-w-50" aria-hidden="true">
      <i style={{ inlineSize: `${part * 100}%` }} />
    </span>
  );
}
