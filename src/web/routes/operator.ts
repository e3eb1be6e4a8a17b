import { msg } from '@lingui/core/macro';
import { Building2, KeyRound, ListChecks, Radio, Scale, ScrollText, Users, Waypoints } from 'lucide-react';
import type { Screen } from './screen.ts';

export const operatorScreens: Screen[] = [
  {
    path: '/operator',
    title: msg`Agencies`,
    load: () => import('#src/features/agencies/ui/operator/Agencies.tsx'),
    tab: { icon: Building2, label: msg`Agencies`, needs: 'agencies.directory' },
  },
  {
    path: '/operator/creators',
    title: msg`Creators`,
    load: () => import('#src/features/creators/ui/operator/Creators.tsx'),
    tab: { icon: Users, label: msg`Creators`, needs: 'creators.list' },
  },
  {
    path: '/operator/claims',
    title: msg`Claim links`,
    load: () => import('#src/features/agencies/ui/operator/Claims.tsx'),
    tab: { icon: KeyRound, label: msg`Claims`, needs: 'creators.claimLink' },
  },
  {
    path: '/operator/live',
    title: msg`LIVE data`,
    load: () => import('#src/features/live/ui/operator/LiveData.tsx'),
    tab: { icon: Radio, label: msg`LIVE data`, needs: 'live.gaps' },
  },
  {
    path: '/operator/cases',
    title: msg`Cases`,
    load: () => import('#src/features/roster/ui/operator/Cases.tsx'),
    tab: { icon: Scale, label: msg`Cases`, needs: 'roster.cases' },
  },
  {
    path: '/operator/rollout',
    title: msg`Roll-out`,
    load: () => import('#src/features/creators/ui/operator/Rollout.tsx'),
    tab: { icon: Waypoints, label: msg`Roll-out`, apart: true, needs: 'creators.rolloutPreview' },
  },
  {
    path: '/operator/policies',
    title: msg`Policies`,
    load: () => import('#src/features/policies/ui/Policies.tsx'),
    tab: { icon: ScrollText, label: msg`Policies`, needs: 'policies.list' },
  },
  {
    path: '/operator/audit',
    title: msg`Audit`,
    load: () => import('#src/features/ops/ui/Audit.tsx'),
    tab: { icon: ListChecks, label: msg`Audit`, apart: true, needs: 'ops.audit' },
  },
];
