import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { day, id, page, pageQuery } from '#src/lib/shapes.ts';
import { draft, drafts, dropDraft, editDraft, history, list, listPresets, put } from './actions.ts';
import {
  DraftKept,
  DraftRule,
  EditDraft,
  Policy,
  PolicyDraft,
  PolicyHistory,
  policyKind,
  PolicyPut,
  Preset,
  PutPolicy,
} from './contract.ts';

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
  route('get', '/v1/policies/drafts', drafts, 'What is thought about and holds nowhere', { answer: page(PolicyDraft) }),
  route('post', '/v1/policies/drafts', draft, 'Keep a draft of a rule', { body: DraftRule, answer: DraftKept }),
  route('put', '/v1/policies/drafts/{draftId}', editDraft, 'Change a draft as it was read', {
    params: z.object({ draftId: id }),
    body: EditDraft,
    answer: DraftKept,
  }),
  route('delete', '/v1/policies/drafts/{draftId}', dropDraft, 'Throw a draft away', {
    params: z.object({ draftId: id }),
    answer: DraftKept,
  }),
  route('post', '/v1/policies', put, 'Put a rule in force from a day on', { body: PutPolicy, answer: PolicyPut }),
];
