import { Slider } from '@base-ui/react/slider';
import { t } from '@lingui/core/macro';
import { useId, useState, type ReactNode } from 'react';
import { number, range } from '#src/web/format.ts';
import { FacetTop } from './Facet.tsx';

export interface Step {
  /** Lower edge of this step; the upper edge is the next step's, the last is open. */
  from: number;
  count: number;
}

export interface RangeFacetProps {
  title: ReactNode;
  /** Steps from low to high; bands stay bands, so nobody can close in on a number. */
  steps: Step[];
  min: number | null;
  max: number | null;
  /** Called when a thumb is let go. null = open end. */
  onChange: (min: number | null, max: number | null) => void;
  unit?: ReactNode;
}

/** A histogram with a two-ended slider under it. */
export function RangeFacet({ title, steps, min, max, onChange, unit }: RangeFacetProps) {
  const id = useId();
  const last = steps.length;
  const start =
    min === null
      ? 0
      : Math.max(
          0,
          steps.findIndex((step) => step.from >= min),
        );
  const found = max === null ? -1 : steps.findIndex((step) => step.from >= max);
  const end = max === null || found === -1 ? last : found;
  // A thumb under the finger is ahead of the address; once the address has moved, it leads again.
  const [held, setHeld] = useState<[number, number] | null>(null);
  const [seen, setSeen] = useState(`${start} ${end}`);
  if (seen !== `${start} ${end}`) {
    setSeen(`${start} ${end}`);
    setHeld(null);
  }
  const [low, high] = held ?? [start, end];
  const top = Math.max(1, ...steps.map((step) => step.count));
  const edge = (index: number) => steps[index]?.from ?? null;
  const said = range(low === 0 ? null : edge(low), high === last ? null : edge(high));
  const speak = (index: number) => (index === last ? t`no upper end` : number(edge(index) ?? 0));
  return (
    <div className="facet" role="group" aria-labelledby={id}>
      <FacetTop
        id={id}
        title={title}
        note={
          <bdi>
            {said}
            {unit !== undefined && said !== t`any` && <> {unit}</>}
          </bdi>
        }
      />
      <div className="histogram" aria-hidden="true">
        {steps.map((step, index) => (
          <i
            key={step.from}
            className={index >= low && index < high ? 'in' : undefined}
            style={{ blockSize: `${(step.count / top) * 100}%` }}
          />
        ))}
      </div>
      <Slider.Root
        value={[low, high]}
        min={0}
        max={last}
        minStepsBetweenValues={1}
        onValueChange={(value) => setHeld([value[0] ?? 0, value[1] ?? last])}
        onValueCommitted={(value) =>
          onChange(value[0] ? edge(value[0]) : null, value[1] === undefined || value[1] === last ? null : edge(value[1]))
        }
      >
        <Slider.Control className="slider">
          <Slider.Track className="track">
            <Slider.Indicator className="fill" />
            <Slider.Thumb index={0} className="thumb" aria-label={t`From`} getAriaValueText={(_text, value) => speak(value)} />
            <Slider.Thumb index={1} className="thumb" aria-label={t`To`} getAriaValueText={(_text, value) => speak(value)} />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
    </div>
  );
}
