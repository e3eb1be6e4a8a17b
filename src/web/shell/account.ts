import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Bell, Building2, EyeOff, LogOut, Moon, Search, Settings, Sun, SunMoon, UserRound } from 'lucide-react';
import { auth } from '../api.ts';
import type { MenuAct } from '../kit/Menu.tsx';
import { roomOf, type Me } from '../me.ts';
import { chooseTheme, useTheme } from '../theme.ts';
import { shortCount } from './Bell.tsx';
import { openPalette, paletteKeys } from './PaletteDoor.tsx';

/** What stands behind the person's own button: what is new, other rooms of theirs, settings, the light, the way out. */
export function useAccount(me: Me | undefined, here: string, unread?: number): MenuAct[] {
  const { t } = useLingui();
  const client = useQueryClient();
  const theme = useTheme();
  const next = theme === 'system' ? 'light' : theme === 'light' ? 'dark' : 'system';
  const words = { system: t`Light: as the system`, light: t`Light: on`, dark: t`Light: off` };
  const rooms: MenuAct[] = [
    ...(me?.creatorId !== undefined && here !== 'creator' ? [{ label: t`My own room`, icon: UserRound, to: '/home' }] : []),
    ...(me?.agencies ?? [])
      .filter(({ agencyId }) => agencyId !== here)
      .map(({ agencyId, name }) => ({ label: name, icon: Building2, to: roomOf(me as Me, agencyId) })),
    ...(me?.operator !== undefined && here !== 'operator' ? [{ label: t`Operator`, icon: Building2, to: '/operator' }] : []),
  ];
  if (here === 'creator') rooms.push({ label: t`Privacy`, icon: EyeOff, to: '/privacy' });
  rooms.push({ label: t`Settings`, icon: Settings, to: here === 'creator' ? '/settings' : '/account' });
  // Where no rail or top bar shows the bell.
  if (unread !== undefined) rooms.unshift({ label: t`Notifications`, icon: Bell, to: '/notices', note: shortCount(unread) });
  rooms.push({ label: t`Go to …`, icon: Search, note: paletteKeys(), onPick: openPalette });
  return [
    ...rooms,
    {
      label: words[theme],
      icon: { system: SunMoon, light: Sun, dark: Moon }[theme],
      onPick: () => chooseTheme(next),
      apart: rooms.length > 0,
    },
    {
      label: t`Sign out`,
      icon: LogOut,
      apart: true,
      onPick: () => {
        void auth('sign-out').finally(() => {
          client.clear();
          location.assign('/sign-in');
        });
      },
    },
  ];
}
