import { t } from '@lingui/core/macro';
import { useId, useState, type ReactNode } from 'react';
import { intlLocale } from '#src/web/format.ts';
import { Wrong } from './Field.tsx';

type Part = 'year' | 'month' | 'day';

const size: Record<Part, number> = { year: 4, month: 2, day: 2 };

/** Year, month and day in the order of the reader's language; nothing is filled in beforehand, so nothing is suggested. `value` is YYYY-MM-DD or ''. */
export function DateField({
  label,
  hint,
  error,
  value,
  onChange,
  birth = false,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  birth?: boolean | undefined;
}) {
  const id = useId();
  const [parts, setParts] = useState<Record<Part, string>>(() => split(value));
  const words: Record<Part, string> = { year: t`Year`, month: t`Month`, day: t`Day` };
  const order = new Intl.DateTimeFormat(intlLocale()).formatToParts(0).flatMap((part) => (part.type in size ? [part.type as Part] : []));
  const wrong = error !== undefined && error !== null && error !== '';
  const change = (part: Part, text: string) => {
    const next = { ...parts, [part]: text.replace(/\D/gu, '').slice(0, size[part]) };
    setParts(next);
    onChange(join(next));
  };
  return (
    <fieldset
      className="field"
      aria-describedby={[hint !== undefined && `${id}hint`, wrong && `${id}wrong`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{label}</legend>
      <div className="dateparts mt-1">
        {order.map((part) => (
          <label key={part} className={part}>
            {words[part]}
            <input
              className="input"
              inputMode="numeric"
              autoComplete={birth ? `bday-${part}` : 'off'}
              maxLength={size[part]}
              value={parts[part]}
              aria-invalid={wrong || undefined}
              onChange={(event) => change(part, event.currentTarget.value)}
            />
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <span className="hint" id={`${id}hint`}>
          {hint}
        </span>
      )}
      {wrong && <Wrong id={`${id}wrong`}>{error}</Wrong>}
    </fieldset>
  );
}

function split(value: string): Record<Part, string> {
  const [year = '', month = '', day = ''] = value.split('-');
  return { year, month, day };
}

/** '' until it is a day that exists: 31 February is not. */
function join({ year, month, day }: Record<Part, string>): string {
  if (year.length !== 4 || month === '' || day === '') return '';
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text) ? text : '';
}
