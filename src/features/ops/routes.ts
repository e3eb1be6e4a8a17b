import { Affected, PolicyPreview, PreviewRule, WhoAffected } from '#src/features/policies/contract.ts';
import { route } from '#src/infra/http/routes.ts';
import type { Check } from '#src/infra/verify.ts';
import { agencies, audit, makeVerify } from './actions.ts';
import { AgencyQuery, Audit, AuditQuery, ListedAgencies, Verified } from './contract.ts';
import { affected, previewRule } from './preview.ts';

export const makeRoutes = (checks: readonly Check[]) => [
  route('get', '/v1/verify', makeVerify(checks), 'Check everything that must hold of the data', { answer: Verified }),
  route('get', '/v1/operator/agencies', agencies, 'Every agency, with its owners, staff and members', {
    query: AgencyQuery,
    answer: ListedAgencies,
  }),
  route('post', '/v1/policies/preview', previewRule, 'What a rule would change, by last month and by today', {
    body: PreviewRule,
    answer: PolicyPreview,
  }),
  route('post', '/v1/policies/preview/affected', affected, 'Whom one figure of a preview is about', {
    body: WhoAffected,
    answer: Affected,
  }),
  route('get', '/v1/audit', audit, 'What was done, by whom, about whom', { query: AuditQuery, answer: Audit }),
];
