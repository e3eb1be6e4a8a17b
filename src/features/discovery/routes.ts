import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import type { Discovery } from './actions.ts';
import { Found, Search, SearchAnswer } from './contract.ts';

export const makeRoutes = ({ search, profile }: Discovery) => [
  route('post', '/v1/agencies/{agencyId}/creators/search', search, 'Search creators who are open to invitations', {
    params: z.object({ agencyId: id }),
    body: Search,
    answer: SearchAnswer,
  }),
  route('get', '/v1/agencies/{agencyId}/creators/{creatorId}', profile, 'One creator who is open to invitations', {
    params: z.object({ agencyId: id, creatorId: id }),
    answer: Found,
  }),
];
