import { useLocation, useParams } from '@tanstack/react-router';
import { may, useMe } from '../me.ts';
import type { Screen } from '../routes/screen.ts';

export interface Tab {
  to: string;
  current: boolean;
  screen: Screen & { tab: NonNullable<Screen['tab']> };
}

/**
 * The tabs of a room that this person may open, with the names of the address filled in, or those given. The one that fits the address
 * best is lit.
 */
export function useTabs(screens: Screen[], given: Record<string, string | undefined> = {}): Tab[] {
  const { pathname } = useLocation();
  const { data: me } = useMe();
  const params = useParams({ strict: false }) as Record<string, string>;
  const fill = (path: string) => path.replace(/\$(\w+)/gu, (_all, name: string) => given[name] ?? params[name] ?? '');
  const depth = (path: string) => (pathname === path || pathname.startsWith(`${path}/`) ? path.length : 0);
  const tabs = screens.flatMap((screen) => {
    const { tab } = screen;
    if (!tab || (tab.needs && me && !may(me, tab.needs))) return [];
    const to = fill(screen.path);
    return [{ to, fits: Math.max(...[to, ...(tab.also ?? []).map(fill)].map(depth)), screen: { ...screen, tab } }];
  });
  const best = Math.max(0, ...tabs.map(({ fits }) => fits));
  return tabs.map(({ fits, ...tab }) => ({ ...tab, current: best > 0 && fits === best }));
}
