import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { day, pageQuery } from '#src/lib/shapes.ts';
import { history, list, listPresets, put } from './actions.ts';
import { Policy, PolicyHistory, policyKind, PolicyPut, Preset, PutPolicy } from './contract.ts';

export const routes = [
  route('get', '/v1/policies', list, 'The rules in force on a day, and those to come', {
    query: z.strictObject({ on: day.optional() }),
    answer: z.object({ items: z.array(Policy) }),
  }),
  route('get', '/v1/policies/history', history, 'Every version of one rule, newest first', {
    query: pageQuery.extend({ kind: policyKind }),
    answer: PolicyHistory,
  }),
  route('get', '/v1/policies/presets', listPresets, 'Presets, each with its source', { answer: z.object({ items: z.array(Preset) }) }),
  route('post', '/v1/policies', put, 'Put a rule in force from a day on', { body: PutPolicy, answer: PolicyPut }),
];
