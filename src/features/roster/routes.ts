import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import type { ExposureLog } from '#src/features/creators/index.ts';
import { LiveSessionByMinute, LiveSessions, SessionQuery } from '#src/features/live/contract.ts';
import { assign, leave, list, makeLive, mine, rosterQuery } from './actions.ts';
import { AssignCoach, Assigned, Leave, Left, Memberships, Roster } from './contract.ts';

export function makeRoutes(exposures: ExposureLog) {
  const live = makeLive(exposures);
  return [
    route('get', '/v1/agencies/{agencyId}/roster', list, 'The agency’s members', {
      params: z.object({ agencyId: id }),
      query: rosterQuery,
      answer: Roster,
    }),
    route('put', '/v1/agencies/{agencyId}/roster/{membershipId}/coach', assign, 'Assign a coach', {
      params: z.object({ agencyId: id, membershipId: id }),
      body: AssignCoach,
      answer: Assigned,
    }),
    route('get', '/v1/agencies/{agencyId}/creators/{creatorId}/live', live.list, 'The LIVEs of a member who shares them', {
      params: z.object({ agencyId: id, creatorId: id }),
      query: SessionQuery,
      answer: LiveSessions,
    }),
    route(
      'get',
      '/v1/agencies/{agencyId}/creators/{creatorId}/live/{sessionId}',
      live.minutes,
      'One LIVE of a member who shares them, minute by minute',
      { params: z.object({ agencyId: id, creatorId: id, sessionId: id }), answer: LiveSessionByMinute },
    ),
    route('get', '/v1/me/memberships', mine, 'Your memberships', { answer: Memberships }),
    route('post', '/v1/me/memberships/{membershipId}/leave', leave, 'Leave; it always works', {
      params: z.object({ membershipId: id }),
      body: Leave,
      answer: Left,
    }),
  ];
}
