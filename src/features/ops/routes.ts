import { route } from '#src/infra/http/routes.ts';
import type { Check } from '#src/infra/verify.ts';
import { makeVerify } from './actions.ts';
import { Verified } from './contract.ts';

export const makeRoutes = (checks: readonly Check[]) => [
  route('get', '/v1/verify', makeVerify(checks), 'Check everything that must hold of the data', { answer: Verified }),
];
