// A forgotten password, and the letter that lets its owner in again.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Letter } from '#src/features/notices/ports.ts';
import { openTestApp, type TestApp } from '../server.ts';

describe('a forgotten password', () => {
  let t: TestApp;
  const letters: Letter[] = [];
  before(async () => {
    t = await openTestApp({ relay: false, passwords: undefined, post: { kind: 'smtp', send: async (l) => void letters.push(l) } });
  });
  after(() => t.stop());
  const ask = (path: string, body: unknown, headers = {}) =>
    t.visitor.send('POST', `/auth/${path}`, body, { origin: 'http://greenroom.test', ...headers });

  test('the same answer for every address; a link that works once, for an hour; every session ends; she is told', async () => {
    const email = 'forgetful@test.invalid';
    const made = await ask('sign-up/email', { name: 'Forgetful', email, password: 'the old password' });
    assert.equal(made.status, 200, made.text);
    const cookie = made.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie })).status, 200);
    const [known, unknown] = [
      await ask('request-password-reset', { email }),
      await ask('request-password-reset', { email: 'nobody@test.invalid' }),
    ];
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
    await t.app.mailing.settled();
    assert.equal(letters.length, 1);
    const token = /\/reset\/([\w-]+)/.exec(letters[0]!.text)![1]!;
    assert.ok(letters[0]!.html.includes(`http://greenroom.test/reset/${token}`));
    assert.equal((await t.owner.query('select from mails where secret is not null')).rowCount, 0, 'the token does not stay in the queue');
    assert.equal((await ask('reset-password', { token, newPassword: 'short' })).status, 400);
    assert.equal((await ask('reset-password', { token: `${token}x`, newPassword: 'the new password' })).body.code, 'auth.invalid_token');
    const both = await Promise.all([1, 2].map((n) => ask('reset-password', { token, newPassword: `the new password ${n}` })));
    assert.deepEqual(
      both.map((b) => b.status).toSorted((a, b) => a - b),
      [200, 400],
    );
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie })).status, 401);
    assert.equal((await ask('sign-in/email', { email, password: 'the old password' })).status, 401);
    const signedIn = await ask('sign-in/email', { email, password: `the new password ${both[0]!.status === 200 ? 1 : 2}` });
    assert.equal(signedIn.status, 200);
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    assert.equal(letters.at(-1)!.subject, 'The password of your account was changed.');

    // Three letters in an hour, no more; the answer stays the same.
    letters.splice(0);
    for (let n = 0; n < 5; n++) assert.equal((await ask('request-password-reset', { email })).text, known.text);
    await t.app.mailing.settled();
    assert.equal(letters.length, 2);
    const late = /\/reset\/([\w-]+)/.exec(letters[0]!.text)![1]!;
    await t.owner.query(`update people_verifications set expires_at = now() - interval '1 minute'`);
    assert.equal((await ask('reset-password', { token: late, newPassword: 'another password' })).body.code, 'auth.invalid_token');

    // A change by who knows the old one: other sessions end, she is told.
    letters.splice(0);
    const mine = signedIn.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    const again = await ask('sign-in/email', { email, password: `the new password ${both[0]!.status === 200 ? 1 : 2}` });
    const other = again.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    const change = (currentPassword: string, more = {}) =>
      ask(
        'change-password',
        { currentPassword, newPassword: 'yet another password', revokeOtherSessions: true, ...more },
        { cookie: mine },
      );
    assert.equal((await change('not the password')).body.code, 'auth.invalid_password');
    assert.equal((await change('x', { revokeOtherSessions: false })).status, 400);
    const changed = await change(`the new password ${both[0]!.status === 200 ? 1 : 2}`);
    assert.equal(changed.status, 200, changed.text);
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie: other })).status, 401);
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    assert.deepEqual(
      letters.map((l) => l.subject),
      ['The password of your account was changed.'],
    );
  });

  test('attempts are limited', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 14; n++) statuses.push((await ask('request-password-reset', { email: 'nobody@test.invalid' })).status);
    assert.ok(statuses.includes(429), statuses.join());
  });
});
