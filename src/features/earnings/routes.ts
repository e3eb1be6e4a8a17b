import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import { bonus, lineQuery, lines } from './actions.ts';
import { Bonus, BonusLines, BonusQuery } from './contract.ts';

const agency = z.object({ agencyId: id });

export const routes = [
  route('get', '/v1/agencies/{agencyId}/bonus', bonus, 'The agency’s bonuses of a month, estimated against confirmed', {
    params: agency,
    query: BonusQuery,
    answer: Bonus,
  }),
  route('get', '/v1/agencies/{agencyId}/bonus/creators', lines, 'The bonuses of a month by creator and rule', {
    params: agency,
    query: lineQuery,
    answer: BonusLines,
  }),
];
