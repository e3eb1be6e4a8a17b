import { Trans, useLingui } from '@lingui/react/macro';
import { memo, useRef, type MouseEvent, type ReactNode } from 'react';
import type { Standing } from '#src/web/client.gen.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Check } from '#src/web/kit/Check.tsx';
import { BandMark } from '../parts/band.tsx';
import { sayReason } from '../parts/reasons.tsx';
import { dayWords } from '../parts/words.ts';
import { EndOfMonth, FourWeeks, LastLive, Month, nameOf, Quit, Second, Sum } from './Figures.tsx';

/** Which columns a width has room for, beside those that it always has. */
export interface Room {
  pick: boolean;
  why: boolean;
  month: boolean;
  weeks: boolean;
  coach: boolean;
  last: boolean;
}

interface RowProps {
  row: Standing;
  index: number;
  dataOn: string | null;
  on: boolean;
  opened: boolean;
  room: Room;
  measure: (node: HTMLTableRowElement | null) => void;
  onPick: (index: number, on: boolean, shift: boolean) => void;
  onOpen: (exportId: string) => void;
}

/** A creator in the desk's table. Its name opens her; it is drawn again only when something of it has changed. */
export const CreatorRow = memo(function CreatorRow({ row, index, dataOn, on, opened, room, measure, onPick, onOpen }: RowProps) {
  return (
    <tr
      ref={measure}
      data-index={index}
      data-at={index}
      data-picked={on || undefined}
      aria-rowindex={index + 2}
      aria-current={opened || undefined}
      className={opened ? 'bg-well' : undefined}
    >
      {room.pick && (
        <td>
          <PickBox row={row} index={index} on={on} onPick={onPick} />
        </td>
      )}
      <td style={{ blockSize: 54 }}>
        <div className="creator">
          <Avatar id={row.exportId} name={nameOf(row)} />
          <div className="min-w-0">
            <div className="flex min-w-0 items-center gap-1.75">
              <button
                type="button"
                className="name max-w-full text-start hover:underline"
                aria-haspopup="dialog"
                onClick={() => onOpen(row.exportId)}
              >
                <bdi>{nameOf(row)}</bdi>
              </button>
              <Quit row={row} />
            </div>
            <Second row={row} dataOn={dataOn} />
          </div>
        </div>
      </td>
      <td>
        <BandMark band={row.pace?.band ?? null} />
        {room.why && row.reasons[0] && <span className="prov block truncate">{sayReason(row.reasons[0]).short}</span>}
      </td>
      <td className="num">
        <Sum row={row} figure="validDays" />
      </td>
      <td className="num">
        <Sum row={row} figure="liveSeconds" />
      </td>
      <td className="num">
        <Sum row={row} figure="diamonds" />
        <EndOfMonth row={row} />
      </td>
      {room.month && (
        <td>
          <Month row={row} />
        </td>
      )}
      {room.weeks && (
        <td>
          <FourWeeks row={row} width={72} />
        </td>
      )}
      {room.coach && (
        <td>
          <Coach row={row} />
        </td>
      )}
      {room.last && (
        <td className="num">
          <LastLive row={row} />
        </td>
      )}
    </tr>
  );
});

function Coach({ row }: { row: Standing }) {
  if (row.coach === null) {
    return (
      <span className="text-text-3">
        <Trans>nobody</Trans>
      </span>
    );
  }
  return (
    <bdi className="block truncate" title={row.coach.name}>
      {row.coach.name}
    </bdi>
  );
}

/** A box that hears whether Shift is held: then everything up to here is picked. */
function PickBox({ row, index, on, onPick }: Pick<RowProps, 'row' | 'index' | 'on' | 'onPick'>) {
  const { t } = useLingui();
  const shift = useRef(false);
  const press = (event: MouseEvent) => {
    shift.current = event.shiftKey;
  };
  return (
    <span className="flex" onClickCapture={press}>
      <Check on={on} onChange={(next) => onPick(index, next, shift.current)} label={t`Pick ${nameOf(row)}`} />
    </span>
  );
}

/** The same on a phone: who and how it stands, then the figures, then the month. */
export const CreatorLine = memo(function CreatorLine({
  row,
  index,
  dataOn,
  on,
  picks,
  onPick,
  onOpen,
}: Omit<RowProps, 'room' | 'measure' | 'opened'> & { picks: boolean }) {
  return (
    <div className={`-mx-(--gutter) px-(--gutter) py-3 ${on ? 'bg-ink-wash' : ''}`}>
      <div className="flex items-start gap-3">
        {picks && (
          <span className="grid h-10 w-6 flex-none place-items-center">
            <PickBox row={row} index={index} on={on} onPick={onPick} />
          </span>
        )}
        <Avatar id={row.exportId} name={nameOf(row)} size={40} />
        <div className="min-w-0 flex-1">
          <button
            type="button"
            className="name relative block max-w-full text-start text-body font-[560] after:absolute after:-inset-2 after:content-['']"
            aria-haspopup="dialog"
            onClick={() => onOpen(row.exportId)}
          >
            <bdi className="block truncate">{nameOf(row)}</bdi>
          </button>
          <Second row={row} dataOn={dataOn} alone />
        </div>
        <div className="grid flex-none justify-items-end gap-0.5">
          <BandMark band={row.pace?.band ?? null} />
          <Quit row={row} />
          {row.lastLiveOn !== null && (
            <span className="prov">
              <Trans>last LIVE {dayWords(row.lastLiveOn)}</Trans>
            </span>
          )}
        </div>
      </div>
      {row.reasons[0] && <p className="mt-1.5 text-small text-text-2">{sayReason(row.reasons[0]).short}</p>}
      <Figures row={row} />
      <div className="mt-2.5">
        <Month row={row} />
      </div>
    </div>
  );
});

function Figures({ row }: { row: Standing }) {
  return (
    <dl className="mt-2 grid grid-cols-[repeat(auto-fit,minmax(84px,1fr))] gap-x-3 gap-y-1.5">
      <Pair label={<Trans>Valid days</Trans>}>
        <Sum row={row} figure="validDays" />
      </Pair>
      <Pair label={<Trans>LIVE hours</Trans>}>
        <Sum row={row} figure="liveSeconds" />
      </Pair>
      <Pair label={<Trans>Diamonds</Trans>}>
        <Sum row={row} figure="diamonds" />
        <EndOfMonth row={row} />
      </Pair>
    </dl>
  );
}

function Pair({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="prov">{label}</dt>
      <dd className="[&_.fig]:whitespace-normal!">{children}</dd>
    </div>
  );
}
