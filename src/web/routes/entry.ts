import { msg } from '@lingui/core/macro';
import type { Screen } from './screen.ts';

export const entryScreens: Screen[] = [
  { path: '/sign-in', title: msg`Sign in`, load: () => import('#src/features/people/ui/SignIn.tsx'), reads: ['people.demoLogins'] },
  { path: '/sign-up', title: msg`Sign up`, load: () => import('#src/features/creators/ui/SignUp.tsx') },
  { path: '/claim/$token', title: msg`Claim a profile`, load: () => import('#src/features/creators/ui/Claim.tsx') },
  { path: '/see/$token', title: msg`Your figures`, load: () => import('#src/features/calls/ui/See.tsx') },
  { path: '/join/$token', title: msg`Join an agency`, load: () => import('#src/features/people/ui/Join.tsx') },
  { path: '/start/$token', title: msg`First start`, load: () => import('#src/features/people/ui/Start.tsx') },
  { path: '/check', title: msg`Check a copy`, load: () => import('#src/features/copies/ui/Check.tsx') },
  { path: '/account/delete', title: msg`Your account`, load: () => import('#src/features/creators/ui/Account.tsx') },
  { path: '/gone', title: msg`Deleted`, load: () => import('#src/features/creators/ui/Gone.tsx') },
  { path: '/forgot', title: msg`Forgotten password`, load: () => import('#src/features/people/ui/Forgot.tsx') },
  { path: '/reset/$token', title: msg`New password`, load: () => import('#src/features/people/ui/Reset.tsx') },
  { path: '/welcome', title: msg`Welcome`, load: () => import('#src/features/people/ui/Welcome.tsx') },
];
