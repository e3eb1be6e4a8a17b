import { msg } from '@lingui/core/macro';
import { Building2, KeyRound, ScrollText } from 'lucide-react';
import type { Screen } from './screen.ts';

export const operatorScreens: Screen[] = [
  {
    path: '/operator',
    title: msg`Agencies`,
    load: () => import('#src/features/agencies/ui/operator/Agencies.tsx'),
    tab: { icon: Building2, label: msg`Agencies`, needs: 'agencies.directory' },
  },
  {
    path: '/operator/claims',
    title: msg`Claim links`,
    load: () => import('#src/features/agencies/ui/operator/Claims.tsx'),
    tab: { icon: KeyRound, label: msg`Claims`, needs: 'creators.claimLink' },
  },
  {
    path: '/operator/rules',
    title: msg`Rules in force`,
    load: () => import('#src/features/agencies/ui/operator/Rules.tsx'),
    tab: { icon: ScrollText, label: msg`Rules`, needs: 'policies.list' },
  },
];
