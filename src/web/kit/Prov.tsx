import type { ReactNode } from 'react';

/** Where a figure comes from: source, as of with zone, n. Parts are set apart by dots. */
export function Prov({ parts, id }: { parts: ReactNode[]; id?: string | undefined }) {
  return (
    <p className="prov" id={id}>
      {parts
        .filter((part) => part !== null && part !== undefined && part !== false && part !== '')
        .map((part, index) => (
          <span key={index}>{part}</span>
        ))}
    </p>
  );
}
