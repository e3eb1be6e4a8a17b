import { useId, type ReactNode } from 'react';
import { Explain } from './Explain.tsx';

export type Ink = 'exact' | 'estimated' | 'range' | 'none';

export interface Explanation {
  title: ReactNode;
  /** What the figure means, in a sentence. */
  meaning: ReactNode;
  /** Its source rows: what, value. */
  rows?: { label: ReactNode; value: ReactNode }[];
  /** Source, as of, n. */
  prov?: ReactNode;
}

/** A number in its ink. `none` takes the reason in words, never 0 or a dash. With `explain` it opens its definition and source rows. */
export function Fig({
  children,
  ink = 'exact',
  unit,
  explain,
  big = false,
}: {
  children: ReactNode;
  ink?: Ink | undefined;
  unit?: ReactNode;
  explain?: Explanation | undefined;
  big?: boolean | undefined;
}) {
  const id = useId();
  const name = `fig${ink === 'estimated' ? ' est' : ''}${ink === 'none' ? ' none' : ''}${big ? ' heading' : ''}`;
  const inner = (
    <>
      <bdi>{children}</bdi>
      {unit !== undefined && ink !== 'none' && <span className="unit">{unit}</span>}
    </>
  );
  if (!explain) return <span className={name}>{inner}</span>;
  return (
    <>
      <button type="button" className={name} popoverTarget={id}>
        {inner}
      </button>
      <Explain id={id} {...explain} />
    </>
  );
}
