import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { RosterRow } from '#src/web/client.gen.ts';
import { Th } from '#src/web/kit/Table.tsx';
import { useRows } from '#src/web/kit/useRows.ts';
import { useWide } from '#src/web/useWide.ts';
import { MemberLine, MemberRow, type MemberProps } from './Member.tsx';

interface Props extends Omit<MemberProps, 'row' | 'index' | 'measure'> {
  items: RosterRow[];
  total: number;
  label: string;
  waits: boolean;
  onEnd: () => void;
  /** Above the list, and under it; they scroll with it. */
  top: ReactNode;
  foot: ReactNode;
}

/** The members in the box that scrolls, a table on a desk, lines on a phone. Only the rows in sight are in the page. */
export function Members({ items, total, label, waits, onEnd, top, foot, ...shared }: Props) {
  const wide = useWide();
  const { scroller, head, list, shown, before, after, measure } = useRows({
    items,
    idOf: (row) => row.membershipId,
    height: wide ? 56 : 128,
    onEnd,
  });
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto max-[899px]:h-[calc(100dvh-57px)] max-[899px]:flex-none">
      <div ref={head}>{top}</div>
      <div
        ref={list}
        className="min-[900px]:px-(--gutter) [&_:is(td,th):first-child]:ps-0! [&_:is(td,th):last-child]:pe-0!"
        aria-busy={waits || undefined}
      >
        {items.length > 0 &&
          (wide ? (
            <table className="grid-table stuck" style={{ tableLayout: 'fixed' }} aria-rowcount={total + 1}>
              <caption className="sr-only">{label}</caption>
              <thead style={{ background: 'var(--room)' }}>
                <tr>
                  <Th width="26%">
                    <Trans>Creator</Trans>
                  </Th>
                  <Th width={116}>
                    <Trans>Since</Trans>
                  </Th>
                  <Th>
                    <Trans>Terms</Trans>
                  </Th>
                  <Th width={190}>
                    <Trans>Ends</Trans>
                  </Th>
                  <Th width={210}>
                    <Trans>Coach</Trans>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {before > 0 && <Gap size={before} />}
                {shown.map(({ index, key }) => {
                  const row = items[index];
                  return row && <MemberRow key={key} row={row} index={index} measure={measure} {...shared} />;
                })}
                {after > 0 && <Gap size={after} />}
              </tbody>
            </table>
          ) : (
            <ul className="border-y border-line" style={{ paddingBlockStart: before, paddingBlockEnd: after }} aria-label={label}>
              {shown.map(({ index, key }) => {
                const row = items[index];
                return row && <MemberLine key={key} row={row} index={index} total={total} measure={measure} {...shared} />;
              })}
            </ul>
          ))}
      </div>
      {foot}
    </div>
  );
}

function Gap({ size }: { size: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={5} style={{ blockSize: size, padding: 0, border: 0 }} />
    </tr>
  );
}
