import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { eventSub } from './eventsub.ts';
import { toldBy } from './messages.ts';
import { message, subscription } from './simulator.ts';

const secret = 's'.repeat(43);
const now = new Date('2026-07-01T20:00:00.000Z');
const follow = { subscription: subscription('channel.follow'), event: { broadcaster_user_login: 'her', followed_at: now.toISOString() } };
const open = ({ headers, body }: { headers: Record<string, string>; body: string }, secrets = [secret]) =>
  eventSub.open({ headers, body }, secrets, now);
const at = (ms: number) => message(secret, 'notification', 'id', now.getTime() + ms, follow);

describe('EventSub', () => {
  test('by the example of its own documentation: HMAC over id, time and body as they came', () => {
    const [id, time, body] = ['befa7b53-d79d-478f-86b9-120f112b044e', '2026-07-01T20:00:00.123456789Z', JSON.stringify(follow)];
    const signature = `sha256=${createHmac('sha256', secret)
      .update(id + time + body)
      .digest('hex')}`;
    const headers = {
      'twitch-eventsub-message-id': id,
      'twitch-eventsub-message-timestamp': time,
      'twitch-eventsub-message-signature': signature,
      'twitch-eventsub-message-type': 'notification',
    };
    assert.equal(open({ headers, body }).is, 'told');
    assert.deepEqual(open({ headers, body: `${body} ` }), { is: 'refused', why: 'forged' });
  });

  test('by tables: what is believed and what is not', () => {
    const good = at(0);
    const withHeader = (name: string, value: string) => ({
      ...good,
      headers: { ...good.headers, [`twitch-eventsub-message-${name}`]: value },
    });
    const cases: [string, Parameters<typeof open>[0], string][] = [
      ['as it should be', good, 'told'],
      ['ten minutes ago', at(-600_000), 'told'],
      ['a second more', at(-601_000), 'stale'],
      ['ten minutes ahead', at(600_000), 'told'],
      ['a second more ahead', at(601_000), 'stale'],
      ['another secret', message('x'.repeat(43), 'notification', 'id', now.getTime(), follow), 'forged'],
      ['another id', withHeader('id', 'other'), 'forged'],
      ['no id', withHeader('id', ''), 'unsigned'],
      ['no signature', withHeader('signature', ''), 'unsigned'],
      ['another sort of signature', withHeader('signature', 'sha1=00'), 'unsigned'],
      ['a signature of the wrong length', withHeader('signature', 'sha256=00'), 'unsigned'],
      ['a time in seconds', withHeader('timestamp', '1782936000'), 'unsigned'],
      ['no type', withHeader('type', ''), 'garbled'],
      ['a type nobody knows', withHeader('type', 'greeting'), 'garbled'],
      ['no event', message(secret, 'notification', 'id', now.getTime(), { subscription: follow.subscription }), 'garbled'],
      ['no subscription', message(secret, 'notification', 'id', now.getTime(), { event: follow.event }), 'garbled'],
      ['a list', message(secret, 'notification', 'id', now.getTime(), []), 'garbled'],
      ['a challenge without its word', message(secret, 'webhook_callback_verification', 'id', now.getTime(), follow), 'garbled'],
      ['of no channel', message(secret, 'notification', 'id', now.getTime(), { ...follow, event: {} }), 'garbled'],
    ]; // prettier-ignore
    for (const [what, given, wanted] of cases) {
      const opened = open(given);
      assert.equal(opened.is === 'refused' ? opened.why : opened.is, wanted, what);
    }
    assert.equal(open(good, ['y'.repeat(43), secret]).is, 'told', 'the old of two secrets');
    assert.equal(open(good, []).is, 'refused');
  });

  test('a day that does not exist is no time, however well it is signed', () => {
    const body = JSON.stringify(follow);
    const time = '2026-02-99T20:00:00.000Z';
    const mac = createHmac('sha256', secret).update(`id${time}${body}`).digest('hex');
    const { headers } = at(0);
    const forged = { ...headers, 'twitch-eventsub-message-timestamp': time, 'twitch-eventsub-message-signature': `sha256=${mac}` };
    assert.deepEqual(open({ headers: forged, body }), { is: 'refused', why: 'stale' });
  });

  test('a challenge, and a revocation with its reason', () => {
    const asked = open(
      message(secret, 'webhook_callback_verification', 'id', now.getTime(), {
        challenge: 'say this',
        subscription: subscription('channel.follow', 'webhook_callback_verification_pending'),
      }),
    );
    assert.ok(asked.is === 'asked' && asked.word === 'say this' && asked.subscription.channel === '1337');
    const over = open(
      message(secret, 'revocation', 'id', now.getTime(), { subscription: subscription('channel.follow', 'authorization_revoked') }),
    );
    assert.ok(over.is === 'revoked' && over.why === 'authorization_revoked');
  });
});

describe('messages of Twitch', () => {
  const told = (type: string, event: Record<string, unknown>) =>
    toldBy({ id: 'id', at: now.toISOString(), type, event: { broadcaster_user_login: 'her', ...event } });
  const earlier = '2026-07-01T19:59:00.123456789Z';

  test('by tables: what each says', () => {
    const cases: [type: string, event: Record<string, unknown>, says: string | undefined, time?: string][] = [
      ['stream.online', { id: '9', type: 'live', started_at: earlier }, 'stream.started', earlier],
      ['stream.online', { id: '9', type: 'rerun', started_at: earlier }, undefined],
      ['stream.online', { id: 9, type: 'live', started_at: earlier }, 'garbled'],
      ['stream.online', { id: '9', type: 'live', started_at: 'yesterday' }, 'garbled'],
      ['stream.offline', {}, 'stream.ended'],
      ['channel.follow', { followed_at: earlier }, 'follow', earlier],
      ['channel.subscribe', { is_gift: false }, 'subscription'],
      ['channel.subscribe', { is_gift: true }, 'subscription'],
      ['channel.subscription.gift', { total: 5 }, undefined],
      ['channel.subscription.message', { cumulative_months: 3 }, 'subscription'],
      ['channel.cheer', { bits: 500, user_id: '7' }, 'gift'],
      ['channel.chat.message', { message: { text: 'hello' } }, 'chat'],
      ['channel.chat.message_delete', {}, 'moderation.deleted'],
      ['channel.raid', { viewers: 12 }, undefined],
      ['channel.hype_train.begin', {}, undefined],
      ['toString', {}, undefined],
      ['channel.follow', { broadcaster_user_login: 7 }, 'garbled'],
    ];
    for (const [type, event, says, time = now.toISOString()] of cases) {
      const one = told(type, event);
      assert.equal(typeof one === 'object' ? one.event.type : one, says, `${type} ${JSON.stringify(event)}`);
      if (typeof one === 'object') assert.deepEqual([one.at, one.event.time, one.event.subject], [time, time, 'her']);
    }
  });

  test('bits are no diamonds, a chat has no text, and who cheers is a hash', () => {
    const all = [told('channel.cheer', { bits: 10_000, user_id: '77777', message: 'secret words' }), told('channel.chat.message', { message: { text: 'secret words' } })]; // prettier-ignore
    const text = JSON.stringify(all);
    assert.ok(!text.includes('secret words') && !text.includes('77777') && !text.includes('10000'));
    assert.match(text, /"count":1,"diamondsEach":0/);
  });
});
