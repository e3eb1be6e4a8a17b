import { Lightbulb, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** The one lit place of a screen: the next step. */
export function Limelight({
  kicker,
  children,
  more,
  act,
  icon: Icon = Lightbulb,
}: {
  kicker: ReactNode;
  children: ReactNode;
  more?: ReactNode;
  act?: ReactNode;
  icon?: LucideIcon | undefined;
}) {
  return (
    <section className="lime">
      <h2 className="kicker">
        <Icon size={16} strokeWidth={2} aria-hidden="true" />
        {kicker}
      </h2>
      <p className="step">{children}</p>
      {more !== undefined && <p className="more">{more}</p>}
      {act !== undefined && <div className="act">{act}</div>}
    </section>
  );
}
