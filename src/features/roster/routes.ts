import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { assign, leave, list, mine, rosterQuery } from './actions.ts';
import { AssignCoach, Assigned, Leave, Left, Memberships, Roster } from './contract.ts';

export const routes = [
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
  route('get', '/v1/me/memberships', mine, 'Your memberships', { answer: Memberships }),
  route('post', '/v1/me/memberships/{membershipId}/leave', leave, 'Leave; it always works', {
    params: z.object({ membershipId: id }),
    body: Leave,
    answer: Left,
  }),
];
