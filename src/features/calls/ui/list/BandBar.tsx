import type { CallGroup } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { BandMark } from '../parts/band.tsx';

type Counts = CallGroup['counts'];
type Name = keyof Counts;

/** From well to badly, then what nobody can change or know. */
const order = ['DONE', 'ON_TRACK', 'TIGHT', 'URGENT', 'NOT_STARTED', 'GONE', 'unknown'] as const satisfies Name[];
const fills: Record<Name, string> = {
  DONE: 'bg-(--chart-1)',
  ON_TRACK: 'bg-(--chart-2)',
  TIGHT: 'bg-(--chart-3)',
  URGENT: 'bg-(--chart-6)',
  NOT_STARTED: 'border border-dashed border-line-strong',
  GONE: 'hatch border border-line-strong',
  unknown: 'border border-line bg-well',
};

/** How the creators of a group stand, as parts of one bar; the words stand under it. */
export function BandBar({ counts, onPick }: { counts: Counts; onPick?: (band: Name) => void }) {
  const some = order.filter((band) => counts[band] > 0);
  return (
    <div className="grid gap-1.5">
      <div className="flex h-4 gap-0.5" aria-hidden="true">
        {some.map((band) => (
          <i key={band} className={`rounded-[3px] ${fills[band]}`} style={{ flexGrow: counts[band], flexBasis: 0, minInlineSize: 4 }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 min-[900px]:gap-y-1">
        {some.map((band) => (
          <li key={band}>
            <BandPart band={band} count={counts[band]} {...(onPick ? { onPick: () => onPick(band) } : {})} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function BandPart({ band, count, onPick }: { band: Name; count: number; onPick?: () => void }) {
  const inner = (
    <>
      <BandMark band={band === 'unknown' ? null : band} />
      <span className="text-small font-[560]">{number(count)}</span>
    </>
  );
  if (!onPick) return <span className="inline-flex items-center gap-1.5">{inner}</span>;
  return (
    <button type="button" className="inline-flex min-h-6 items-center gap-1.5 hover:underline max-[899px]:min-h-10" onClick={onPick}>
      {inner}
    </button>
  );
}
