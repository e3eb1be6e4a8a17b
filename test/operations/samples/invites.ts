// Invitations, and how one finds whom to invite.
import { invite, type MadeAgency, type MadeCreator } from '../../make.ts';
import type { Scene } from '../scene.ts';
import { ours, plain, plainBody, sql, terms, type Samples } from './making.ts';

async function freshInvite(s: Scene, from: MadeAgency, to: MadeCreator): Promise<string> {
  await sql(s, 'delete from invites where creator_id = $1 and agency_id = $2', [to.creatorId, from.agencyId]);
  await sql(s, 'delete from invite_counts');
  await sql(s, 'delete from invite_filters where creator_id = $1', [to.creatorId]);
  return invite(from, to.creatorId);
}

export const invites: Samples = {
  'invites.send': async (s) => {
    await sql(s, 'delete from invites where creator_id = $1', [s.target.creatorId]);
    await sql(s, 'delete from invite_counts');
    await sql(s, 'delete from invite_filters where creator_id = $1', [s.target.creatorId]);
    return { ...ours('/invites')(s), body: { creatorIds: [s.target.creatorId], kind: 'regular', message: 'Come', terms } };
  },
  'invites.list': ours('/invites'),
  'invites.allowance': ours('/invites/allowance'),
  'invites.withdraw': async (s) => ours(`/invites/${await freshInvite(s, s.agency, s.target)}/withdraw`)(s),
  'invites.mine': plain('/v1/me/invites'),
  'invites.filters': plain('/v1/me/invite-filters'),
  'invites.setFilters': plainBody('/v1/me/invite-filters', { commissionBpsMax: 2000, languages: [], verifiedOnly: false, inboxMax: null }),
  'invites.open': async (s) => ({ path: `/v1/me/invites/${await freshInvite(s, s.other, s.creator)}` }),
  'invites.answer': async (s) => ({
    path: `/v1/me/invites/${await freshInvite(s, s.other, s.creator)}/answer`,
    body: { answer: 'decline' },
  }),
  'discovery.search': (s) => ({
    ...ours('/creators/search')(s),
    body: {
      text: 'a',
      filters: { languages: ['en'], categories: ['music'], notInvited: true },
      like: [s.target.creatorId],
      sort: 'fit',
      facets: ['languages'],
      limit: 5,
    },
  }),
  'discovery.profile': (s) => ours(`/creators/${s.target.creatorId}`)(s),
};
