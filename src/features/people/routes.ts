import { z } from 'zod';
import { route } from '#src/infra/http/routes.ts';
import { id } from '#src/lib/shapes.ts';
import type { Door } from '#src/infra/act.ts';
import { createKey, keys, lookAtLink, makeDemoLogins, makeMe, revokeKey, setLocale, start } from './actions.ts';
import { DemoLogin, Key, KeyShown, LinkSeen, LinkToken, LocaleSet, Me, NewKey, SetLocale } from './contract.ts';

export const makeRoutes = (doors: () => readonly Door[], logins: () => DemoLogin[] | undefined) => [
  route('get', '/v1/me', makeMe(doors), 'Who you are and what you may do', { answer: Me }),
  route('put', '/v1/me/locale', setLocale, 'The language that the screens speak to you', { body: SetLocale, answer: LocaleSet }),
  route('get', '/v1/demo/logins', makeDemoLogins(logins), 'The logins of a demo', { answer: z.object({ items: z.array(DemoLogin) }) }),
  route('post', '/v1/links/look', lookAtLink, 'What a one-time link is for', { body: LinkToken, answer: LinkSeen }),
  route('post', '/v1/start', start, 'Become the first operator', {
    body: LinkToken,
    answer: z.object({ personId: id, operator: z.literal('admin') }),
  }),
  route('get', '/v1/me/keys', keys, 'Your keys for programs', { answer: z.object({ items: z.array(Key) }) }),
  route('post', '/v1/me/keys', createKey, 'Make a key; its text is shown once', { body: NewKey, answer: KeyShown }),
  route('delete', '/v1/me/keys/{keyId}', revokeKey, 'Revoke a key', { params: z.object({ keyId: id }), answer: z.object({ keyId: id }) }),
];
