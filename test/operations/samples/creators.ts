// Creators: their profile, what they allow, how they come in.
import { tokenOf } from '../../make.ts';
import type { Caller } from '../../server.ts';
import type { Scene } from '../scene.ts';
import { nextNumber, plain, plainBody, sql, type Samples } from './making.ts';

async function imported(s: Scene): Promise<string> {
  const handle = `imported${nextNumber()}`;
  await s.as.admin.post('/v1/creators/import', { platform: 'other', rows: [{ row: 1, fields: { handle } }] });
  return handle;
}
const noLongerCreator = (s: Scene, caller: Caller) => async () => {
  if ('creatorId' in caller) return;
  await sql(s, `update creators set person_id = null where person_id::text = $1`, [caller.personId]);
};

export const creators: Samples = {
  'creators.join': (s, caller) => ({
    path: '/v1/me/creator',
    body: {
      displayName: 'Joiner',
      platform: 'other',
      handle: `joiner${nextNumber()}`,
      birthDate: '1990-01-31',
      languages: ['en'],
      country: 'US',
      categories: ['music'],
      tags: ['calm'],
      bio: 'Hello',
    },
    after: noLongerCreator(s, caller),
  }),
  'creators.mine': plain('/v1/me/creator'),
  'creators.edit': plainBody('/v1/me/creator', {
    displayName: 'Edited',
    languages: ['en'],
    country: 'US',
    categories: ['music'],
    tags: ['calm'],
    bio: 'Hello',
    zone: 'Europe/Berlin',
  }),
  'creators.setHandle': () => ({ path: '/v1/me/creator/handles/youtube', body: { handle: `channel${nextNumber()}` } }),
  'creators.removeHandle': plain('/v1/me/creator/handles/other'),
  'creators.agencyCenter': plain('/v1/me/agency-center'),
  'creators.setConsent': plainBody('/v1/me/consents/discovery', { granted: true, textVersion: 2 }),
  'creators.exposures': plain('/v1/me/exposures'),
  'creators.visibility': plain('/v1/me/visibility'),
  'creators.owned': plain('/v1/me/owned'),
  'creators.export': plain('/v1/me/export'),
  'creators.exportList': plain('/v1/me/export/account'),
  // Another's address: whoever may ask is told so, and nobody of the scene is lost.
  'creators.erase': plainBody('/v1/me/erase', { confirm: 'somebody@else.invalid' }),
  'creators.list': plain('/v1/creators?sort=name&limit=5'),
  'creators.rolloutPreview': plainBody('/v1/creators/rollout-preview', {
    cohorts: [{ countries: ['US'], followersMin: 100, followersMax: null, percentage: 50 }],
  }),
  'creators.import': () => ({
    path: '/v1/creators/import',
    body: {
      platform: 'other',
      dryRun: false,
      rows: [
        {
          row: 1,
          fields: {
            handle: `row${nextNumber()}`,
            displayName: 'Row',
            language: 'en',
            country: 'US',
            category: 'music',
            bio: 'Bio',
            followers: 5,
          },
        },
      ],
    },
  }),
  'creators.claimLink': async (s) => ({ path: '/v1/creators/claim-links', body: { handle: await imported(s), platform: 'other' } }),
  'creators.claim': async (s, caller) => {
    const link = await s.as.admin.post('/v1/creators/claim-links', { handle: await imported(s), platform: 'other' });
    return {
      path: '/v1/creators/claim',
      body: { token: tokenOf(link.body.url), birthDate: '1990-01-31' },
      after: noLongerCreator(s, caller),
    };
  },
};
