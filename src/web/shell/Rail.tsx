import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { Tab } from './tabs.ts';

/** The rooms at the side of a desk. */
export function Rail({
  who,
  tabs,
  foot,
  counts = {},
}: {
  who: ReactNode;
  tabs: Tab[];
  foot?: ReactNode;
  counts?: Record<string, ReactNode>;
}) {
  const { t, i18n } = useLingui();
  return (
    <nav className="rail" aria-label={t`Rooms`}>
      <div className="who">{who}</div>
      {tabs.map(({ to, current, screen: { path, tab } }) => (
        <Fragment key={to}>
          {tab.apart && <div className="gap" />}
          <Link to={to} className="rail-item" aria-current={current ? 'page' : undefined} activeOptions={{ exact: true }} activeProps={{}}>
            <tab.icon size={17} strokeWidth={1.75} aria-hidden="true" />
            {i18n._(tab.label)}
            {counts[path] !== undefined && <span className="n">{counts[path]}</span>}
          </Link>
        </Fragment>
      ))}
      <div className="foot">{foot}</div>
    </nav>
  );
}
