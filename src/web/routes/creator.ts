import { msg } from '@lingui/core/macro';
import { FileCheck, Handshake, House, Mail, Radio } from 'lucide-react';
import type { Screen } from './screen.ts';

export const creatorScreens: Screen[] = [
  {
    path: '/home',
    title: msg`Home`,
    load: () => import('#src/features/creators/ui/Home.tsx'),
    reads: ['creators.agencyCenter', 'invites.mine', 'roster.mine', 'creators.mine'],
    tab: { icon: House, label: msg`Home` },
  },
  {
    path: '/live',
    title: msg`Your LIVEs`,
    load: () => import('#src/features/live/ui/Lives.tsx'),
    tab: { icon: Radio, label: msg`LIVE` },
  },
  { path: '/live/record', title: msg`Your last 28 days`, load: () => import('#src/features/live/ui/Record.tsx') },
  { path: '/live/$sessionId', title: msg`One LIVE`, load: () => import('#src/features/live/ui/OneLive.tsx') },
  {
    path: '/agency-center',
    title: msg`Agency Center`,
    load: () => import('#src/features/creators/ui/AgencyCenter.tsx'),
    reads: ['creators.agencyCenter'],
    tab: { icon: Handshake, label: msg`Agencies` },
  },
  { path: '/agency-center/seen', title: msg`Who saw you`, load: () => import('#src/features/creators/ui/Seen.tsx') },
  {
    path: '/invitations',
    title: msg`Invitations`,
    load: () => import('#src/features/invites/ui/Invitations.tsx'),
    tab: { icon: Mail, label: msg`Invites` },
  },
  { path: '/invitations/compare', title: msg`Compare invitations`, load: () => import('#src/features/invites/ui/Compare.tsx') },
  { path: '/invitations/$inviteId', title: msg`Invitation`, load: () => import('#src/features/invites/ui/Invitation.tsx') },
  {
    path: '/membership',
    title: msg`Membership`,
    load: () => import('#src/features/roster/ui/Memberships.tsx'),
    tab: { icon: FileCheck, label: msg`Membership` },
  },
  { path: '/membership/$membershipId', title: msg`Membership`, load: () => import('#src/features/roster/ui/Membership.tsx') },
  { path: '/invitations/filters', title: msg`Who may invite you`, load: () => import('#src/features/invites/ui/Filters.tsx') },
  { path: '/messages', title: msg`Messages`, load: () => import('#src/features/messages/ui/Messages.tsx') },
  { path: '/messages/$agencyId', title: msg`Messages`, load: () => import('#src/features/messages/ui/Conversation.tsx') },
  { path: '/privacy/blocked', title: msg`Blocked agencies`, load: () => import('#src/features/messages/ui/Blocked.tsx') },
  { path: '/figures', title: msg`Your figures`, load: () => import('#src/features/calls/ui/Figures.tsx') },
  { path: '/privacy', title: msg`Privacy`, load: () => import('#src/features/creators/ui/Privacy.tsx') },
  { path: '/settings', title: msg`Settings`, load: () => import('#src/features/creators/ui/Settings.tsx') },
];
