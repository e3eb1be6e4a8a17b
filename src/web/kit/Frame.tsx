import { Link } from '@tanstack/react-router';
import { t } from '@lingui/core/macro';
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';

/** The phone's top: back, where we are, one or two acts. */
export function Bar({ title, back, acts }: { title: ReactNode; back?: string | undefined; acts?: ReactNode }) {
  return (
    <header className="bar">
      {back !== undefined && (
        <Link to={back} className="bar-key" aria-label={t`Back`}>
          <ChevronLeft className="turn" size={22} strokeWidth={1.75} aria-hidden="true" />
        </Link>
      )}
      <span className="t">{title}</span>
      {acts}
    </header>
  );
}

/** The acts of a screen that is answered, at the thumb. It takes the place of the tabs. */
export function Dock({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <section className="dock" aria-label={t`Your answer`}>
      <div className="two">{children}</div>
      {below}
    </section>
  );
}

/** A screen of the creator's rooms. */
export function PhonePage({
  title,
  back,
  acts,
  dock,
  children,
}: {
  title?: ReactNode;
  back?: string | undefined;
  acts?: ReactNode;
  dock?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      {title !== undefined && <Bar title={title} {...(back === undefined ? {} : { back })} acts={acts} />}
      <main id="main" tabIndex={-1} className={title === undefined ? 'page pt-5' : 'page'}>
        {children}
      </main>
      {dock}
    </>
  );
}

/** A screen of the agency's and the operator's rooms. `fill`: on a desk it takes the window's height and scrolls inside. */
export function DeskPage({
  fill = false,
  padded = false,
  children,
}: {
  fill?: boolean | undefined;
  padded?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <main id="main" tabIndex={-1} className={`stage${fill ? ' fill' : ''}${padded ? ' padded' : ''}`}>
      {children}
    </main>
  );
}
