import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { check, file, list, mine, myFile } from './actions.ts';
import * as c from './contract.ts';

export const routes = [
  route('get', '/v1/me/memberships/{membershipId}/copies', mine, 'The copies of what you agreed to, newest first', {
    params: z.object({ membershipId: id }),
    answer: c.Copies,
  }),
  route('get', '/v1/me/copies/{copyId}', myFile, 'A copy, as a file', {
    params: z.object({ copyId: id }),
    serves: true,
    answer: z.string(),
  }),
  route('get', '/v1/agencies/{agencyId}/roster/{membershipId}/copies', list, 'The copies of what was agreed, newest first', {
    params: z.object({ agencyId: id, membershipId: id }),
    answer: c.Copies,
  }),
  route('get', '/v1/agencies/{agencyId}/copies/{copyId}', file, 'A copy, as a file: the same bytes as the creator has', {
    params: z.object({ agencyId: id, copyId: id }),
    serves: true,
    answer: z.string(),
  }),
  route('post', '/v1/copies/check', check, 'Whether a copy with this code, or a file with this hash, was made here', {
    body: c.CheckCopy,
    answer: c.CheckedCopy,
  }),
];
