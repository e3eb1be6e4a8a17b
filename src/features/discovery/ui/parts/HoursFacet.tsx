import { Trans, useLingui } from '@lingui/react/macro';
import { now } from '#src/web/clock.ts';
import { clock } from '#src/web/format.ts';
import { FacetTop } from '#src/web/kit/Facet.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { hoursAhead, hoursBetween, localHour, spanOf } from './hours.ts';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** When creators usually are on air, by the clock of whoever looks; between two hours, over midnight too. */
export function HoursFacet({
  counts,
  at,
  onChange,
}: {
  counts: { value: string; count: number }[];
  at: number[];
  onChange: (at: number[]) => void;
}) {
  const { t } = useLingui();
  const ahead = hoursAhead(now());
  const local = new Map(counts.map(({ value, count }) => [localHour(Number(value), ahead), count]));
  const on = new Set(at.map((hour) => localHour(hour, ahead)));
  const most = Math.max(1, ...local.values());
  const span = spanOf(at, ahead);
  const say = (hour: number) => clock(Date.UTC(2026, 0, 1, hour), 'UTC');
  const options = hours.map((hour) => ({ value: String(hour), label: say(hour) }));
  // Chosen first, an hour stands for the three from it on.
  const from = (text: string) => {
    if (text === '') return onChange([]);
    const first = Number(text);
    const length = span ? (span.to - span.from + 24) % 24 : 3;
    onChange(hoursBetween(first, (first + length) % 24, ahead));
  };
  return (
    <div className="facet" role="group" aria-label={t`Hours of the day`}>
      <FacetTop title={t`Hours of the day`} note={<Trans>by your clock</Trans>} />
      <div className="histogram" aria-hidden="true">
        {hours.map((hour) => (
          <i
            key={hour}
            className={on.size === 0 || on.has(hour) ? 'in' : undefined}
            style={{ blockSize: `${((local.get(hour) ?? 0) / most) * 100}%` }}
          />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2 pt-2">
        <Select
          label={t`From`}
          value={span ? String(span.from) : ''}
          options={[{ value: '', label: on.size > 0 && !span ? t`Several` : t`Any` }, ...options]}
          onChange={from}
        />
        <Select
          label={t`To`}
          value={span ? String(span.to) : ''}
          disabled={!span}
          options={span ? options.filter(({ value }) => value !== String(span.from)) : [{ value: '', label: t`Any` }]}
          onChange={(text) => span && onChange(hoursBetween(span.from, Number(text), ahead))}
        />
      </div>
      {on.size > 0 && (
        <p className="pt-1 text-small">
          <TextLink onClick={() => onChange([])}>{t`Any hour`}</TextLink>
        </p>
      )}
    </div>
  );
}
