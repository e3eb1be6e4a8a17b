import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Tab } from './tabs.ts';

/** The rooms under the thumb. */
export function TabBar({ tabs, more }: { tabs: Tab[]; more?: ReactNode }) {
  const { t, i18n } = useLingui();
  return (
    <nav className="tabs" aria-label={t`Rooms`}>
      {tabs.map(({ to, current, screen: { tab } }) => (
        <Link key={to} to={to} aria-current={current ? 'page' : undefined} activeOptions={{ exact: true }} activeProps={{}}>
          <tab.icon size={22} strokeWidth={1.75} aria-hidden="true" />
          {i18n._(tab.label)}
        </Link>
      ))}
      {more}
    </nav>
  );
}
