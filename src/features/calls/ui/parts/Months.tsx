import { Plural, Trans } from '@lingui/react/macro';
import type { OneStanding } from '#src/web/client.gen.ts';
import { hours, number } from '#src/web/format.ts';
import { Prov } from '#src/web/kit/Prov.tsx';
import { FourWeeks } from '../list/Figures.tsx';
import { MonthStrip, StripKey } from './Strip.tsx';
import { monthName } from './words.ts';

/** This month and the two before it, day by day. */
export function Months({ one }: { one: Pick<OneStanding, 'month' | 'strip' | 'projected' | 'pace' | 'before' | 'spark'> }) {
  const now = one.projected;
  const months = [
    {
      first: one.month.first,
      strip: one.strip,
      validDays: now.validDays.have,
      liveSeconds: now.liveSeconds.have,
      diamonds: now.diamonds.have,
      needed: one.pace?.need?.days ?? 0,
    },
    ...one.before.map((month) => ({ ...month, needed: 0 })),
  ];
  return (
    <div className="grid gap-3.5">
      {months.map(({ first, strip, validDays, liveSeconds, diamonds, needed }) => (
        <div key={first}>
          <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
            <span>{monthName(first)}</span>
            <Sums validDays={validDays} liveSeconds={liveSeconds} diamonds={diamonds} />
          </div>
          <MonthStrip days={strip} first={first} needed={needed} />
        </div>
      ))}
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-text-2">
          <Trans>Diamonds a day, four weeks</Trans>
        </span>
        <FourWeeks row={one} width={120} />
      </div>
      <StripKey needed={months.some(({ needed }) => needed > 0)} />
    </div>
  );
}

function Sums({ validDays, liveSeconds, diamonds }: Pick<OneStanding['before'][number], 'validDays' | 'liveSeconds' | 'diamonds'>) {
  const none = validDays === null && liveSeconds === null && diamonds === null;
  return (
    <Prov
      parts={[
        validDays !== null && <Plural key="days" value={validDays} one="# valid day" other="# valid days" />,
        liveSeconds !== null && <Trans key="hours">{hours(liveSeconds)} h</Trans>,
        diamonds !== null && <Trans key="diamonds">{number(diamonds)} diamonds</Trans>,
        none && <Trans key="none">not known</Trans>,
      ]}
    />
  );
}
