import { msg } from '@lingui/core/macro';
import type { Screen } from './screen.ts';

/** What belongs to a person in whatever room. */
export const ownScreens: Screen[] = [
  { path: '/notices', title: msg`Notifications`, load: () => import('#src/features/notices/ui/Notices.tsx') },
  { path: '/settings/notifications', title: msg`How you are told`, load: () => import('#src/features/notices/ui/Settings.tsx') },
  { path: '/account', title: msg`Account`, load: () => import('#src/features/people/ui/Account.tsx') },
];
