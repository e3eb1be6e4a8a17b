import { Trans } from '@lingui/react/macro';
import { useId, useState, type ReactNode } from 'react';
import { number } from '#src/web/format.ts';
import { Btn } from './Btn.tsx';
import { Check } from './Check.tsx';

export interface Option {
  value: string;
  label: ReactNode;
  count?: number | undefined;
}

/** A list of choices, each with how many would be left. Shows `first` of them, the chosen ones always. */
export function Facet({
  title,
  options,
  chosen,
  onChange,
  note,
  first = 6,
}: {
  title: ReactNode;
  options: Option[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  note?: ReactNode;
  first?: number | undefined;
}) {
  const [open, setOpen] = useState(false);
  const shown = open ? options : options.filter((option, index) => index < first || chosen.includes(option.value));
  const hidden = options.length - shown.length;
  return (
    <fieldset className="facet">
      <FacetTop as="legend" title={title} note={note} />
      {shown.map((option) => (
        <label key={option.value} className={option.count === 0 ? 'opt out' : 'opt'}>
          <Check
            on={chosen.includes(option.value)}
            onChange={(on) => onChange(on ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))}
          />
          <span>
            <bdi>{option.label}</bdi>
          </span>
          {option.count !== undefined && <span className="n">{number(option.count)}</span>}
        </label>
      ))}
      {(hidden > 0 || open) && (
        <Btn bare small onClick={() => setOpen(!open)} expanded={open}>
          {open ? <Trans>Fewer</Trans> : <Trans>{number(hidden)} more</Trans>}
        </Btn>
      )}
    </fieldset>
  );
}

/** The head of a facet; also names facets of other shapes. */
export function FacetTop({
  title,
  note,
  as: As = 'div',
  id,
}: {
  title: ReactNode;
  note?: ReactNode;
  as?: 'div' | 'legend';
  id?: string | undefined;
}) {
  const spare = useId();
  const parts = (
    <>
      <span id={id ?? spare}>{title}</span>
      {note !== undefined && <span className="prov">{note}</span>}
    </>
  );
  return As === 'legend' ? <legend className="top w-full">{parts}</legend> : <div className="top">{parts}</div>;
}
