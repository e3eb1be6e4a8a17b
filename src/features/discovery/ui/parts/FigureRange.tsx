import type { SearchAnswer } from '#src/web/client.gen.ts';
import { RangeFacet } from '#src/web/kit/RangeFacet.tsx';
import { figureOf, type Figure, type Wish } from './address.ts';
import { stepsOf, type Scale } from './steps.ts';

/** A figure from one end to another, with how many stand where. Nothing where there is nothing to choose between. */
export function FigureRange({
  name,
  title,
  unit,
  scale,
  wish,
  onChange,
  facets,
}: {
  name: Figure;
  title: string;
  unit?: string | undefined;
  scale: Scale;
  wish: Wish;
  onChange: (change: Partial<Wish>) => void;
  facets: SearchAnswer['facets'];
}) {
  const ends = wish[name];
  const steps = stepsOf(facets[figureOf[name].filter] ?? [], ends, scale);
  if (steps.length < 2) return null;
  return (
    <RangeFacet
      title={title}
      steps={steps}
      min={ends?.min ?? null}
      max={ends?.max ?? null}
      onChange={(min, max) => onChange({ [name]: min === null && max === null ? null : { min, max } })}
      unit={unit}
    />
  );
}
