import type { ReactNode } from 'react';
import { number } from '../format.ts';

/** Views of one list, each with how many it holds. More than Seg can take; on a phone the row slides sideways inside itself. */
export function Views<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: { value: V; label: ReactNode; count?: number | undefined }[];
  onChange: (value: V) => void;
}) {
  return (
    <div className="-mx-(--gutter) overflow-x-auto px-(--gutter)" role="group" aria-label={label}>
      <div className="flex min-w-max gap-1 border-b border-line">
        {options.map((option) => {
          const on = option.value === value;
          return (
            <button
              key={option.value}
              type="button"
              aria-pressed={on}
              onClick={() => onChange(option.value)}
              className={`-mb-px flex min-h-(--ctl) items-center gap-1.5 border-b-2 px-3 py-1.5 ${on ? 'border-ink font-[560]' : 'border-transparent text-text-2 hover:text-text'}`}
            >
              {option.label}
              {option.count !== undefined && <span className="text-small font-[420] text-text-3">{number(option.count)}</span>}
            </button>
          );
        })}
      </div>
    </div>
  );
}
