import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import { allowance, answer, filters, list, listQuery, mine, open, send, setFilters, withdraw } from './actions.ts';
import {
  Allowance,
  Answer,
  Answered,
  Filters,
  Invite,
  MyFilters,
  MyInvites,
  MyOpenInvite,
  OurInvites,
  SendInvites,
  Sent,
} from './contract.ts';

const agency = z.object({ agencyId: id });
const one = z.object({ inviteId: id });

export const routes = [
  route('post', '/v1/agencies/{agencyId}/invites', send, 'Invite one to thirty creators', {
    params: agency,
    body: SendInvites,
    answer: Sent,
  }),
  route('get', '/v1/agencies/{agencyId}/invites', list, 'The invitations of this agency', {
    params: agency,
    query: listQuery,
    answer: OurInvites,
  }),
  route('get', '/v1/agencies/{agencyId}/invites/allowance', allowance, 'What may still be sent today', {
    params: agency,
    answer: Allowance,
  }),
  route('post', '/v1/agencies/{agencyId}/invites/{inviteId}/withdraw', withdraw, 'Withdraw an open invitation', {
    params: z.object({ agencyId: id, inviteId: id }),
    answer: Invite,
  }),
  route('get', '/v1/me/invites', mine, 'Invitations to you', { query: pageQuery, answer: MyInvites }),
  route('get', '/v1/me/invite-filters', filters, 'Your own conditions: who may invite you', { answer: MyFilters }),
  route('put', '/v1/me/invite-filters', setFilters, 'Set who may invite you', { body: Filters, answer: MyFilters }),
  route('get', '/v1/me/invites/{inviteId}', open, 'One invitation to you', { params: one, answer: MyOpenInvite }),
  route('post', '/v1/me/invites/{inviteId}/answer', answer, 'Accept or decline', { params: one, body: Answer, answer: Answered }),
];
