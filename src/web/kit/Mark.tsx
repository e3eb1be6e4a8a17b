import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** A state: glyph and word together, colour only as the third sign. */
export function Mark({
  icon: Icon,
  tone = 'quiet',
  children,
}: {
  icon: LucideIcon;
  tone?: 'pos' | 'neg' | 'warn' | 'quiet';
  children: ReactNode;
}) {
  return (
    <span className={`mark ${tone}`}>
      <Icon size={15} strokeWidth={2} aria-hidden="true" />
      {children}
    </span>
  );
}
