import { useRef } from 'react';
import type { Explanation } from './Fig.tsx';
import { usePlaced } from './place.ts';

/** The definition behind a figure: by it on a desk, from the bottom on a phone. A native popover: Escape and a press outside close it. */
export function Explain({ id, title, meaning, rows = [], prov }: Explanation & { id: string }) {
  const box = useRef<HTMLSpanElement>(null);
  usePlaced(box);
  return (
    <span ref={box} id={id} popover="auto" className="explain">
      <span className="sub block">{title}</span>
      <span className="meaning">{meaning}</span>
      {rows.map((row, index) => (
        <span key={index} className="pair">
          <span>{row.label}</span>
          <span className="fig">{row.value}</span>
        </span>
      ))}
      {prov !== undefined && <span className="prov mt-2 block">{prov}</span>}
    </span>
  );
}
