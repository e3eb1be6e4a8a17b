import { Trans, useLingui } from '@lingui/react/macro';
import { Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import { instant } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { kindName, size } from './words.ts';
import type { Item, Side } from './shapes.ts';

/** What was written, the newest first. `other`: how the other side is called; `fileAt`: where a file is kept. */
export function Talk({
  items,
  side,
  other,
  fileAt,
  more,
}: {
  items: Item[];
  side: Side;
  other: ReactNode;
  fileAt: (fileId: string) => string;
  more: { has: boolean; busy: boolean; read: () => void };
}) {
  const { t } = useLingui();
  return (
    <>
      <ul className="rule mt-4 border-y border-line" aria-label={t`Messages, newest first`}>
        {items.map((one) => (
          <li key={one.messageId} className="py-3">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-[560] wrap-anywhere">
                <Writer one={one} side={side} other={other} />
              </span>
              <span className="prov">{instant(one.sentAt)}</span>
            </p>
            {one.text !== '' && (
              <p className="max-w-(--measure) whitespace-pre-line wrap-anywhere" dir="auto">
                {one.text}
              </p>
            )}
            {one.files.map((file) => (
              <p key={file.fileId} className="mt-1">
                <a className="link inline-flex min-h-6 items-center gap-1.5 wrap-anywhere" href={fileAt(file.fileId)} download={file.name}>
                  <Paperclip size={15} strokeWidth={2} className="flex-none" aria-hidden="true" />
                  <span>
                    <bdi>{file.name}</bdi>{' '}
                    <span className="prov">
                      {kindName(file.kind)}, {size(file.bytes)}
                    </span>
                  </span>
                </a>
              </p>
            ))}
          </li>
        ))}
      </ul>
      {more.has && (
        <div className="acts mt-3">
          <Btn small busy={more.busy} onClick={more.read}>
            <Trans>Show earlier messages</Trans>
          </Btn>
        </div>
      )}
    </>
  );
}

/** Of one's own agency who of it wrote; of the other side its name, and which of its people. */
function Writer({ one, side, other }: { one: Item; side: Side; other: ReactNode }) {
  if (one.side !== side)
    return one.by === null ? (
      other
    ) : (
      <>
        {other}{' '}
        <span className="prov">
          (<bdi>{one.by}</bdi>)
        </span>
      </>
    );
  if (side === 'agency' && one.by !== null) return <bdi>{one.by}</bdi>;
  return side === 'agency' ? <Trans>Your agency</Trans> : <Trans>You</Trans>;
}
