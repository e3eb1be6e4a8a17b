import { Trans, useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import type { Standing } from '#src/web/client.gen.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { nameOf } from '../list/Figures.tsx';
import { BandMark } from './band.tsx';
import { RowCare, type OnCare } from './Care.tsx';
import { asked } from './Paces.tsx';
import { sayReason } from './reasons.tsx';
import { MonthStrip } from './Strip.tsx';
import { dayWords, needLine, thresholdName } from './words.ts';

export interface CallRowProps {
  row: Standing;
  index: number;
  /** Stands open beside the list. */
  current: boolean;
  onOpen: (index: number, row: Standing) => void;
  /** Absent for those who may only look. */
  onCare: OnCare | null;
}

/** The columns of a desk; the heads above the list keep to them. */
export const columns =
  'grid grid-cols-[minmax(140px,172px)_minmax(0,1fr)_minmax(200px,252px)_auto] items-center gap-x-4 max-[1099px]:grid-cols-[minmax(120px,150px)_minmax(0,1fr)_190px_auto]';

/** As wide as the words of its button, the same for a whole list. */
export const actsWidth = ({ restsUntil }: Standing): string => (restsUntil === null ? 'w-[122px]' : 'w-[150px]');

/** The whole row is pressed, and shows where the keyboard stands. */
const whole =
  'relative has-[button.name:focus-visible]:outline-2 has-[button.name:focus-visible]:-outline-offset-2 has-[button.name:focus-visible]:outline-(--focus)';

/** Who, why, the month so far, and what can be done about it. Drawn once: a list that scrolls draws only what comes into sight. */
export const CallRow = memo(function CallRow({ row, index, current, onOpen, onCare }: CallRowProps) {
  return (
    <div
      data-at={index}
      aria-current={current || undefined}
      className={`${columns} ${whole} -mx-(--gutter) min-h-18 px-(--gutter) py-2.5 ${current ? 'bg-ink-wash before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:bg-ink' : 'hover:bg-[color-mix(in_oklab,var(--ink-wash)_40%,transparent)]'}`}
    >
      <Who row={row} onOpen={() => onOpen(index, row)} size={34} />
      <Why row={row} />
      <Month row={row} />
      <span className={`relative z-[1] ${actsWidth(row)} text-end`}>{onCare && <RowCare row={row} onCare={onCare} wide />}</span>
    </div>
  );
});

/** The same on a phone: rows that stack, the acts under the thumb. */
export const PhoneCallRow = memo(function PhoneCallRow({ row, index, onOpen, onCare }: Omit<CallRowProps, 'current'>) {
  return (
    <div data-at={index} className={`${whole} -mx-(--gutter) grid grid-cols-[minmax(0,1fr)] gap-2.5 px-(--gutter) py-4`}>
      <Who row={row} onOpen={() => onOpen(index, row)} size={40} />
      <Why row={row} />
      <Month row={row} />
      {onCare && (
        <div className="relative z-[1] mt-0.5">
          <RowCare row={row} onCare={onCare} wide={false} />
        </div>
      )}
    </div>
  );
});

function Who({ row, onOpen, size }: { row: Standing; onOpen: () => void; size: number }) {
  const name = nameOf(row);
  return (
    <div className="creator">
      <Avatar id={row.exportId} name={name} size={size} />
      <div className="min-w-0">
        {/* The whole row opens; its acts lie above it. */}
        <button
          type="button"
          className="name block max-w-full text-start outline-none after:absolute after:inset-0 after:content-['']"
          onClick={onOpen}
        >
          <bdi>{name}</bdi>
        </button>
        <Second row={row} />
      </div>
    </div>
  );
}

/** Who looks after her, and in which group. */
function Second({ row: { coach, group } }: { row: Standing }) {
  return (
    <span className="prov block truncate">
      {coach !== null && <bdi>{coach.name}</bdi>}
      {coach !== null && group !== null && ' · '}
      {group !== null && <bdi>{group}</bdi>}
      {coach === null && group === null && <Trans>no coach</Trans>}
    </span>
  );
}

/** The first reason with its evidence, the others in a line. */
function Why({ row: { reasons, restsUntil } }: { row: Standing }) {
  const { t } = useLingui();
  // Of whom no LIVE is known at all, a count of none says nothing more.
  const silent = reasons.some(({ kind }) => kind === 'no_live');
  const told = reasons.filter((reason) => !(silent && reason.kind === 'fewer_live_days' && reason.evidence.liveDays === 0));
  const [first, ...others] = told.map(sayReason);
  if (!first) return <span />;
  return (
    <div className="min-w-0">
      <p className="font-[560]">{first.short}</p>
      <p className="text-small/[17px] text-text-2">
        {first.whole}
        {others.map(({ short }) => (
          <span key={short}> {t`${short}.`}</span>
        ))}
      </p>
      {restsUntil !== null && (
        <p className="prov">
          <Trans>rests until {dayWords(restsUntil)}</Trans>
        </p>
      )}
    </div>
  );
}

function Month({ row: { pace, strip, month } }: { row: Standing }) {
  const { t } = useLingui();
  const goal = pace === null ? '' : thresholdName(pace.threshold.kind, pace.threshold.name);
  const words = {
    validDays: (of: string) => t`${of} days`,
    liveSeconds: (of: string) => t`${of} h`,
    diamonds: (of: string) => t`${of} diamonds`,
  };
  return (
    <div className="min-w-0">
      <MonthStrip days={strip} first={month.first} needed={pace?.need?.days ?? 0} />
      {pace && (
        <>
          <div className="mt-0.5 flex flex-wrap items-center justify-between gap-x-3 text-small/[17px] text-text-2">
            <BandMark band={pace.band} />
            <span className="ms-auto text-end">
              {asked(pace).map(({ key, have, goal }, index) => (
                <span key={key}>
                  {index > 0 && ' · '}
                  {words[key](t`${have} of ${goal}`)}
                </span>
              ))}
            </span>
          </div>
          <p className="prov text-end">{pace.need === null ? goal : needLine(pace.need, goal)}</p>
        </>
      )}
    </div>
  );
}
