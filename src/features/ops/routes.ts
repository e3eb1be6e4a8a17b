import { route } from '#src/infra/http/routes.ts';
import type { Check } from '#src/infra/verify.ts';
import { agencies, audit, makeVerify } from './actions.ts';
import { AgencyQuery, Audit, AuditQuery, ListedAgencies, Verified } from './contract.ts';

export const makeRoutes = (checks: readonly Check[]) => [
  route('get', '/v1/verify', makeVerify(checks), 'Check everything that must hold of the data', { answer: Verified }),
  route('get', '/v1/operator/agencies', agencies, 'Every agency, with its owners, staff and members', {
    query: AgencyQuery,
    answer: ListedAgencies,
  }),
  route('get', '/v1/audit', audit, 'What was done, by whom, about whom', { query: AuditQuery, answer: Audit }),
];
