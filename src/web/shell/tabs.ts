import { useLocation, useParams } from '@tanstack/react-router';
import type { Screen } from '../routes/screen.ts';

export interface Tab {
  to: string;
  current: boolean;
  screen: Screen & { tab: NonNullable<Screen['tab']> };
}

/** The tabs of a room, with the names of the address filled in and the open one lit. */
export function useTabs(screens: Screen[]): Tab[] {
  const { pathname } = useLocation();
  const params = useParams({ strict: false }) as Record<string, string>;
  const fill = (path: string) => path.replace(/\$(\w+)/gu, (_all, name: string) => params[name] ?? '');
  return screens.flatMap((screen) => {
    if (!screen.tab) return [];
    const to = fill(screen.path);
    const lit = [to, ...(screen.tab.also ?? []).map(fill)];
    return [
      { to, current: lit.some((path) => pathname === path || pathname.startsWith(`${path}/`)), screen: { ...screen, tab: screen.tab } },
    ];
  });
}
