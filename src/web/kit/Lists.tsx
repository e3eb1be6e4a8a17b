import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

/** Rows with a line between them: lists are ruled, not boxed. Its children are Line or anything in an li. */
export function RuledList({
  children,
  label,
  className,
}: {
  children: ReactNode;
  label?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <ul className={className ? `rule ${className}` : 'rule'} aria-label={label}>
      {children}
    </ul>
  );
}

/** One row: who or what, how, and what stands at its end. With `to` or `onClick` the row opens. */
export function Line({
  lead,
  what,
  how,
  end,
  to,
  onClick,
}: {
  lead?: ReactNode;
  what: ReactNode;
  how?: ReactNode;
  end?: ReactNode;
  to?: string | undefined;
  onClick?: () => void;
}) {
  const inner = (
    <>
      {lead}
      <span className="body">
        <span className="what block">{what}</span>
        {how !== undefined && <span className="how block">{how}</span>}
      </span>
      {(end !== undefined || to !== undefined) && (
        <span className="end">
          {end}
          {to !== undefined && <ChevronRight className="turn" size={18} strokeWidth={1.75} aria-hidden="true" />}
        </span>
      )}
    </>
  );
  if (to !== undefined) {
    return (
      <li>
        <Link className="line" to={to}>
          {inner}
        </Link>
      </li>
    );
  }
  if (onClick) {
    return (
      <li>
        <button type="button" className="line w-full text-start" onClick={onClick}>
          {inner}
        </button>
      </li>
    );
  }
  return <li className="line">{inner}</li>;
}

/** Name and value, line by line; `scale` takes a Span under the pair. */
export function Facts({ rows }: { rows: { label: ReactNode; value: ReactNode; scale?: ReactNode }[] }) {
  return (
    <dl className="facts">
      {rows.map((row, index) => (
        <Fragment key={index}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          {row.scale !== undefined && <dd className="scale">{row.scale}</dd>}
        </Fragment>
      ))}
    </dl>
  );
}
