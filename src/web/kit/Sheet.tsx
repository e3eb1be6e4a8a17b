import type { ReactNode } from 'react';

/** Wraps what is read or signed as one thing. Never a sheet in a sheet. `rule` draws lines between its children. */
export function Sheet({
  children,
  rule = false,
  foot,
  dashed = false,
  label,
}: {
  children: ReactNode;
  rule?: boolean | undefined;
  foot?: ReactNode;
  dashed?: boolean | undefined;
  label?: string | undefined;
}) {
  return (
    <section className="sheet" aria-label={label}>
      <div className={rule ? 'rule' : undefined}>{children}</div>
      {foot !== undefined && <div className={dashed ? 'foot dashed' : 'foot'}>{foot}</div>}
    </section>
  );
}

/** A part of a screen under its own head; the provenance stands at the end of the line. */
export function Section({ title, prov, children }: { title: ReactNode; prov?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <div className="top">
        <h2 className="head">{title}</h2>
        {prov !== undefined && <span className="prov">{prov}</span>}
      </div>
      {children}
    </section>
  );
}
