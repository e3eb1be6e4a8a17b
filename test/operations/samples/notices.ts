// Notices, and the rooms of bonus and operator.
import { tokenFor } from '#src/features/notices/steps.ts';
import { ours, plain, plainBody, type Samples } from './making.ts';

/** The token of a mail about invitations, as the server of a test makes it. */
export const mailToken = (personId: string): string => tokenFor('s'.repeat(43), personId, 'invitations');

export const notices: Samples = {
  'earnings.bonus': ours('/bonus'),
  'earnings.bonusCreators': ours('/bonus/creators?show=differences&limit=5'),
  'ops.agencies': plain('/v1/operator/agencies?sort=members&limit=5'),
  'ops.audit': plain('/v1/audit?limit=5'),
  'notices.list': plain('/v1/me/notices'),
  'notices.unread': plain('/v1/me/notices/unread'),
  'notices.read': plainBody('/v1/me/notices/read', { upTo: '2026-01-01T00:00:00.000Z' }),
  'notices.settings': plain('/v1/me/notices/settings'),
  'notices.setSettings': plainBody('/v1/me/notices/settings', {
    groups: {
      invitations: { app: true, mail: true },
      membership: { app: true, mail: false },
      messages: { app: true, mail: true },
      permissions: { app: true, mail: true },
      team: { app: false, mail: true },
      calls: { app: false, mail: true },
      searches: { app: true, mail: true },
      pipeline: { app: true, mail: true },
      rules: { app: true, mail: true },
    },
    quiet: { from: '22:00', to: '07:30' },
    zone: 'Europe/Berlin',
    daily: false,
  }),
  'notices.unsubscribe': (s) => ({ path: `/v1/notices/unsubscribe/${mailToken(s.as.creator.personId)}` }),
  'ops.verify': plain('/v1/verify'),
};
