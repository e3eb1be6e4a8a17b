import { Link } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';

export interface BtnProps {
  children?: ReactNode;
  /** The main act of a place; at most one. Without it the button is plain. */
  go?: boolean | undefined;
  bare?: boolean | undefined;
  small?: boolean | undefined;
  wide?: boolean | undefined;
  icon?: LucideIcon | undefined;
  /** An icon alone needs its word here. */
  label?: string | undefined;
  /** A link of ours; `href` is a link out or a file. */
  to?: string | undefined;
  search?: Record<string, unknown>;
  href?: string | undefined;
  download?: string | undefined;
  type?: 'button' | 'submit';
  form?: string | undefined;
  onClick?: (event: MouseEvent) => void;
  disabled?: boolean | undefined;
  /** While the answer is on its way: stays in place, takes no second press. */
  busy?: boolean | undefined;
  expanded?: boolean | undefined;
  describedBy?: string | undefined;
}

export function Btn({
  children,
  go,
  bare,
  small,
  wide,
  icon: Icon,
  label,
  to,
  search,
  href,
  download,
  type = 'button',
  form,
  onClick,
  disabled,
  busy,
  expanded,
  describedBy,
}: BtnProps) {
  const alone = Icon !== undefined && children === undefined;
  const name = ['btn', go && 'go', bare && 'bare', small && 'sm', wide && 'wide', alone && 'icon'].filter(Boolean).join(' ');
  const inner = (
    <>
      {Icon && <Icon size={alone ? 20 : 16} strokeWidth={alone ? 1.75 : 2} aria-hidden="true" />}
      {children}
    </>
  );
  if (to !== undefined) {
    return (
      <Link to={to} className={name} aria-label={label} {...(search ? { search: search as never } : {})} {...(onClick ? { onClick } : {})}>
        {inner}
      </Link>
    );
  }
  if (href !== undefined) {
    return (
      <a href={href} download={download} className={name} aria-label={label}>
        {inner}
      </a>
    );
  }
  return (
    <button
      type={type}
      form={form}
      className={name}
      aria-label={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-expanded={expanded}
      aria-describedby={describedBy}
      disabled={disabled}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {inner}
    </button>
  );
}

/** A link inside a sentence or at the end of a line. */
export function TextLink({
  to,
  search,
  href,
  onClick,
  children,
}: {
  to?: string | undefined;
  search?: Record<string, unknown>;
  href?: string | undefined;
  onClick?: () => void;
  children: ReactNode;
}) {
  if (to !== undefined) {
    return (
      <Link to={to} className="link" {...(search ? { search: search as never } : {})}>
        {children}
      </Link>
    );
  }
  if (href !== undefined)
    return (
      <a href={href} className="link">
        {children}
      </a>
    );
  return (
    <button type="button" className="link" onClick={onClick}>
      {children}
    </button>
  );
}
