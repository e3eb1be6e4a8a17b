import type { ReactNode } from 'react';

/** Why somebody fits, as parts of one bar. `of` is the whole, so that bars of two rows compare. The words stand beside it. */
export function FitBar({ parts, of = 1 }: { parts: number[]; of?: number | undefined }) {
  const sum = parts.reduce((total, part) => total + part, 0);
  return (
    <span className="fit" aria-hidden="true">
      {parts.map((part, index) => (
        <i key={index} style={{ flexGrow: part }} />
      ))}
      <span style={{ flexGrow: Math.max(0, of - sum), flexBasis: 0 }} />
    </span>
  );
}

/** The same in words, opened in place under the row. */
export function Reasons({ lead, reasons }: { lead?: ReactNode; reasons: { title: ReactNode; text: ReactNode }[] }) {
  return (
    <div className="reasons">
      {lead !== undefined && <div>{lead}</div>}
      {reasons.map((reason, index) => (
        <div key={index}>
          <b>
            <i style={{ opacity: [1, 0.66, 0.4][index] ?? 0.22 }} />
            {reason.title}
          </b>
          <p>{reason.text}</p>
        </div>
      ))}
    </div>
  );
}
