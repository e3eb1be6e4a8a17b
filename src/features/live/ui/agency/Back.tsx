import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';

/** One step back, above the sentence of a screen that lies under another one. */
export function Back({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="link -ms-1 mb-2 inline-flex min-h-(--ctl) items-center gap-0.5 self-start text-text-2">
      <ChevronLeft className="turn" size={16} strokeWidth={2} aria-hidden="true" />
      {children}
    </Link>
  );
}
