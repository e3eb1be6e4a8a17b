import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { list, makeSettings, makeUnsubscribe, read, setSettings, unread } from './actions.ts';
import { Notices, NoticeSettings, noticesQuery, ReadNotices, SetNoticeSettings, Unread, Unsubscribe, Unsubscribed } from './contract.ts';

export const makeRoutes = (secret: string, by: () => 'smtp' | 'files') => [
  route('get', '/v1/me/notices', list, 'What you were told, newest first', { query: noticesQuery, answer: Notices }),
  route('get', '/v1/me/notices/unread', unread, 'How many notifications are unread', { answer: Unread }),
  route('post', '/v1/me/notices/read', read, 'Mark one or all as read', { body: ReadNotices, answer: Unread }),
  route('get', '/v1/me/notices/settings', makeSettings(by), 'How you want to be told', { answer: NoticeSettings }),
  route('put', '/v1/me/notices/settings', setSettings, 'Choose how you want to be told', {
    body: SetNoticeSettings,
    answer: z.object(SetNoticeSettings.shape),
  }),
  route('post', '/v1/notices/unsubscribe/{token}', makeUnsubscribe(secret), 'End one sort of mail by the token in it', {
    params: z.object(Unsubscribe.shape),
    answer: Unsubscribed,
    bodyUnread: true,
  }),
];
