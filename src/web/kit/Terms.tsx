import { Equal, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { HouseMark } from './HouseMark.tsx';

/** One term in plain words: what, then how. Stands in a Sheet with `rule`. */
export function TermRow({ icon: Icon, what, children }: { icon: LucideIcon; what: ReactNode; children?: ReactNode }) {
  return (
    <div className="term">
      <Icon size={19} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <h3 className="what">{what}</h3>
        {children !== undefined && <p className="how">{children}</p>}
      </div>
    </div>
  );
}

/** The houses that CompareRow sets side by side, two or three; stays in sight. */
export function CompareHeads({ houses }: { houses: House[] }) {
  return (
    <div className="compare-heads" data-sides={houses.length}>
      {houses.map((house) => (
        <div key={house.id}>
          <HouseMark id={house.id} size={34} />
          <bdi>{house.name}</bdi>
        </div>
      ))}
    </div>
  );
}

export interface House {
  id: string;
  name: string;
}

export interface Side {
  figure: ReactNode;
  note?: ReactNode | undefined;
}

/** One term of two or three offers. When it is the same, say so once: `same`. */
export function CompareRow({ label, sides, same }: { label: ReactNode; sides?: Side[]; same?: ReactNode }) {
  if (!sides) {
    return (
      <dl className="compare same">
        <dt>{label}</dt>
        <dd>
          <Equal size={17} strokeWidth={1.75} aria-hidden="true" />
          <span>{same}</span>
        </dd>
      </dl>
    );
  }
  return (
    <dl className="compare" data-sides={sides.length}>
      <dt>{label}</dt>
      {sides.map((side, index) => (
        <dd key={index}>
          <b>{side.figure}</b>
          {side.note}
        </dd>
      ))}
    </dl>
  );
}
