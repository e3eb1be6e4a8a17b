import { msg } from '@lingui/core/macro';
import {
  Building2,
  Coins,
  Columns3,
  FileInput,
  MessageSquare,
  Radio,
  Search,
  Send,
  SquareUserRound,
  Sun,
  UserCog,
  Users,
} from 'lucide-react';
import type { Screen } from './screen.ts';

export const agencyScreens: Screen[] = [
  {
    path: '/a/$agencyId/today',
    title: msg`Today`,
    load: () => import('#src/features/calls/ui/Today.tsx'),
    tab: { icon: Sun, label: msg`Today`, needs: 'calls.today' },
  },
  {
    path: '/a/$agencyId/discover',
    title: msg`Discover`,
    load: () => import('#src/features/discovery/ui/Discover.tsx'),
    tab: { icon: Search, label: msg`Discover`, also: ['/a/$agencyId/searches'], needs: 'discovery.search' },
  },
  { path: '/a/$agencyId/searches', title: msg`Saved searches`, load: () => import('#src/features/scouting/ui/Searches.tsx') },
  { path: '/a/$agencyId/searches/$searchId', title: msg`Saved searches`, load: () => import('#src/features/scouting/ui/Fresh.tsx') },
  {
    path: '/a/$agencyId/pipeline',
    title: msg`Pipeline`,
    load: () => import('#src/features/scouting/ui/Pipeline.tsx'),
    tab: { icon: Columns3, label: msg`Pipeline`, needs: 'scouting.list' },
  },
  {
    path: '/a/$agencyId/invitations',
    title: msg`Invitations`,
    load: () => import('#src/features/invites/ui/agency/Invitations.tsx'),
    tab: { icon: Send, label: msg`Invitations`, needs: 'invites.list' },
  },
  {
    path: '/a/$agencyId/messages',
    title: msg`Messages`,
    load: () => import('#src/features/messages/ui/agency/Threads.tsx'),
    tab: { icon: MessageSquare, label: msg`Messages`, needs: 'messages.list' },
  },
  { path: '/a/$agencyId/messages/$creatorId', title: msg`Messages`, load: () => import('#src/features/messages/ui/agency/Thread.tsx') },
  {
    path: '/a/$agencyId/roster',
    title: msg`Roster`,
    load: () => import('#src/features/roster/ui/agency/Roster.tsx'),
    tab: { icon: Users, label: msg`Roster`, apart: true, needs: 'roster.list' },
  },
  {
    path: '/a/$agencyId/live',
    title: msg`LIVE`,
    load: () => import('#src/features/live/ui/agency/LiveRoom.tsx'),
    tab: { icon: Radio, label: msg`LIVE`, needs: 'roster.liveNow' },
  },
  { path: '/a/$agencyId/live/compare', title: msg`Compare LIVEs`, load: () => import('#src/features/live/ui/agency/Compare.tsx') },
  { path: '/a/$agencyId/live/$creatorId', title: msg`LIVEs`, load: () => import('#src/features/live/ui/agency/MemberLives.tsx') },
  {
    path: '/a/$agencyId/live/$creatorId/$sessionId',
    title: msg`One LIVE`,
    load: () => import('#src/features/live/ui/agency/MemberLive.tsx'),
  },
  {
    path: '/a/$agencyId/creators',
    title: msg`Creators`,
    load: () => import('#src/features/calls/ui/Creators.tsx'),
    tab: { icon: SquareUserRound, label: msg`Creators`, also: ['/a/$agencyId/groups'], needs: 'calls.roster' },
  },
  {
    path: '/a/$agencyId/groups',
    title: msg`Groups`,
    load: () => import('#src/features/calls/ui/Groups.tsx'),
  },
  {
    path: '/a/$agencyId/imports',
    title: msg`Imports`,
    load: () => import('#src/features/imports/ui/Imports.tsx'),
    tab: { icon: FileInput, label: msg`Imports`, needs: 'imports.list' },
  },
  {
    path: '/a/$agencyId/imports/$importId',
    title: msg`Imports`,
    load: () => import('#src/features/imports/ui/OneImport.tsx'),
  },
  {
    path: '/a/$agencyId/bonus',
    title: msg`Bonus`,
    load: () => import('#src/features/earnings/ui/Bonus.tsx'),
    tab: { icon: Coins, label: msg`Bonus`, needs: 'earnings.bonus' },
  },
  {
    path: '/a/$agencyId/team',
    title: msg`Team`,
    load: () => import('#src/features/agencies/ui/Team.tsx'),
    tab: { icon: UserCog, label: msg`Team`, apart: true },
  },
  {
    path: '/a/$agencyId/agency',
    title: msg`Agency`,
    load: () => import('#src/features/agencies/ui/OurAgency.tsx'),
    tab: { icon: Building2, label: msg`Agency` },
  },
];
