// Twitch EventSub through the server: its channel with all its faults comes to what happened, and nothing else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { message, simulateTwitch, subscription, type Delivery, type Truth } from '#src/connectors/twitch/simulator.ts';
import { makeCreator, makeOperator } from '../make.ts';
import { measured } from '../measured.ts';
import { inLanes } from '../promises/dice.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from '../server.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));
const minuteMs = 60_000;

describe('Twitch', () => {
  let t: TestApp;
  let operator: Caller;
  let n = 0;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  async function source() {
    const made = await operator.post('/v1/live/sources', { kind: 'twitch', name: `twitch-${++n}` });
    assert.equal(made.status, 200, made.text);
    return made.body as { sourceId: string; url: string; secret: string };
  }
  const deliver = (to: { url: string }, { headers, body }: Pick<Delivery, 'headers' | 'body'>) =>
    t.visitor.send('POST', new URL(to.url).pathname, body, { 'content-type': 'application/json', ...headers });
  const said = ({ status, body }: Answer) => [status, body.code];
  const listed = async (sourceId: string) =>
    (await operator.get('/v1/live/sources?limit=200')).body.items.find((s: { sourceId: string }) => s.sourceId === sourceId);
  const notify = (to: { url: string; secret: string }, type: string, event: object, at = t.now().getTime()) =>
    deliver(to, message(to.secret, 'notification', `n${++n}`, at, { subscription: subscription(type), event }));

  const plain = (r: Truth) => [r.stream, r.startedAt, r.endedAt, r.follows, r.subscriptions, r.cheers, r.chats];
  async function broadcasts(account: string) {
    const { rows } = await t.owner.query('select * from live_sessions where account = $1 order by from_at', [account]);
    assert.ok(rows.every((r) => Number(r.diamonds) === 0 && Number(r.open_diamonds) === 0, 'bits became diamonds'));
    return rows.map((r) => [
      r.room,
      r.from_at.getTime(),
      r.to_at.getTime(),
      Number(r.follows),
      Number(r.subscriptions),
      Number(r.gifts),
      Number(r.chats),
    ]);
  }

  test('late, out of order, again, replayed, forged: each broadcast comes to what happened in it', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const account = 'channel_of_hers';
    await operator.post('/v1/live/accounts', { platform: 'twitch', accounts: [account] });
    const to = await source();
    const { deliveries, truths } = simulateTwitch({ account, secret: to.secret, from: t.now(), seed, streams: 3, faulty: 0.4 });
    const seen = new Map<string, number>();
    for (const [minute, of] of Map.groupBy(deliveries, (d) => Math.floor(d.arrivesAt / minuteMs))) {
      t.advance((minute + 1) * minuteMs - t.now().getTime());
      const answers = await inLanes(6, of, (one) => deliver(to, one));
      answers.forEach((answer, i) => {
        const { fault = 'right' } = of[i]!;
        assert.equal(answer.status, fault === 'right' || fault === 'again' ? 200 : 403, `${fault}: ${answer.text}`);
        seen.set(fault, (seen.get(fault) ?? 0) + 1);
      });
    }
    assert.deepEqual(await broadcasts(account), truths.map(plain));
    // A follow before each broadcast belongs to none: it waits, and is gone after two days.
    assert.equal((await listed(to.sourceId)).unplaced, truths.length);
    t.advance(49 * 60 * minuteMs);
    await t.app.carryOut('sources.sweep', {});
    assert.equal((await listed(to.sourceId)).unplaced, 0);
    measured(
      'I1',
      `Twitch: ${deliveries.length} deliveries, ${[...seen].map(([k, v]) => `${k} ${v}`).join(', ')}: as it happened; seed ${seed}`,
    );
    // What naive counting would make of the same: every message that is no forgery, announcements of gifts among them.
    const naive = deliveries.filter((d) =>
      ['channel.subscribe', 'channel.subscription.gift'].some((type) => d.body.includes(`"type":"${type}"`)),
    );
    assert.ok(naive.length > truths.reduce((sum, one) => sum + one.subscriptions, 0), 'nothing was there to be counted twice');
  });

  test('control: what waited for a beginning is lost where nothing waits', async () => {
    const [account, to] = ['impatient', await source()];
    await operator.post('/v1/live/accounts', { platform: 'twitch', accounts: [account] });
    const at = t.now().getTime();
    const follow = () => notify(to, 'channel.follow', { broadcaster_user_login: account, followed_at: new Date(at).toISOString() });
    const begin = (id: string, ms: number) =>
      notify(to, 'stream.online', { broadcaster_user_login: account, id, type: 'live', started_at: new Date(ms).toISOString() });
    assert.equal((await follow()).body.unplaced, 1);
    await t.owner.query('delete from live_unplaced');
    assert.equal((await begin('first', at - minuteMs)).body.accepted, 1, 'the follow came along, and nothing had kept it');
    assert.equal((await follow()).body.accepted, 1);
  });

  test('a challenge is given back bare; a revocation shows in the list until it is asked for anew, whatever comes first', async () => {
    const to = await source();
    const type = 'channel.follow';
    const ask = (id: string, at: number) =>
      deliver(to, message(to.secret, 'webhook_callback_verification', `c${++n}`, at, { challenge: 'say this', subscription: { ...subscription(type), id } })); // prettier-ignore
    const now = t.now().getTime();
    const asked = await ask('one', now - 3000);
    assert.deepEqual([asked.status, asked.text, asked.headers.get('content-type')], [200, 'say this', 'text/plain; charset=utf-8']);
    assert.equal((await listed(to.sourceId)).state, 'open');
    const over = { subscription: { ...subscription(type, 'authorization_revoked'), id: 'one' } };
    const revoke = () => deliver(to, message(to.secret, 'revocation', `r${++n}`, now - 2000, over));
    assert.equal((await revoke()).status, 200);
    const shown = await listed(to.sourceId);
    assert.deepEqual(
      [shown.state, shown.subscriptions.length, shown.subscriptions[0].type, shown.subscriptions[0].status],
      ['revoked', 1, type, 'authorization_revoked'],
    );
    await ask('one', now - 2500);
    assert.equal((await listed(to.sourceId)).state, 'revoked', 'an earlier word came late, and changed it');
    await ask('two', now - 1000);
    assert.equal((await listed(to.sourceId)).state, 'open');
    const { rows } = await t.owner.query(`select subject from audit where act = 'sources.noteSubscription' order by seq`);
    assert.ok(rows.some((r) => r.subject.status === 'authorization_revoked' && r.subject.sourceId === to.sourceId));
  });

  test('forged, replayed, garbled and huge are refused as Twitch asks; a repetition is answered with yes and counts nothing', async () => {
    const to = await source();
    const event = { broadcaster_user_login: 'nobody_here', followed_at: t.now().toISOString() };
    const content = { subscription: subscription('channel.follow'), event };
    const right = message(to.secret, 'notification', `n${++n}`, t.now().getTime(), content);
    assert.equal((await deliver(to, right)).body.unplaced, 1);
    assert.equal((await deliver(to, right)).body.unplaced, 1);
    assert.equal((await listed(to.sourceId)).unplaced, 1);
    const begins = {
      broadcaster_user_login: 'nobody_here',
      id: 's1',
      type: 'live',
      started_at: new Date(t.now().getTime() - minuteMs).toISOString(),
    };
    assert.equal((await notify(to, 'stream.online', begins)).body.quarantined, 2);
    assert.equal((await deliver(to, right)).body.duplicate, 1);
    assert.deepEqual(said(await deliver(to, message('x'.repeat(43), 'notification', 'f', t.now().getTime(), content))), [
      403,
      'sources.twitch_forged',
    ]);
    assert.deepEqual(said(await deliver(to, { headers: {}, body: right.body })), [403, 'sources.twitch_unsigned']);
    assert.deepEqual(said(await deliver(to, message(to.secret, 'notification', 'g', t.now().getTime(), ['x']))), [400, 'sources.garbled']);
    assert.equal((await deliver(to, { headers: right.headers, body: `"${'x'.repeat(2_000_000)}"` })).status, 413);
    assert.equal((await notify(to, 'channel.raid', { to_broadcaster_user_login: 'nobody_here', viewers: 9 })).body.ignored, 1);
    t.advance(11 * minuteMs);
    assert.deepEqual(said(await deliver(to, right)), [403, 'sources.twitch_stale']);
    assert.deepEqual(
      t.logged.filter((line) => line.includes('"level":50')),
      [],
    );
  });

  test('a standard delivery is nothing to a source of Twitch; secrets are of its own form', async () => {
    const to = await source();
    assert.match(to.secret, /^[\w-]{43}$/);
    const own = await operator.post('/v1/live/sources', { kind: 'twitch', name: 'short-secret', secret: 'only nine' });
    assert.equal(own.status, 400);
    const headers = { 'webhook-id': '1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };
    assert.deepEqual(said(await deliver(to, { headers, body: '{}' })), [403, 'sources.twitch_unsigned']);
  });

  test('an erasure takes what is known of her channel and what waits for it', async () => {
    const her = await makeCreator(t, { platform: 'twitch' });
    const to = await source();
    const event = { broadcaster_user_login: her.handle, followed_at: t.now().toISOString() };
    await notify(to, 'channel.follow', event);
    await notify(to, 'stream.online', {
      ...event,
      id: 'later',
      type: 'live',
      started_at: new Date(t.now().getTime() + minuteMs).toISOString(),
    });
    const left = async () => {
      const { rows } = await t.owner.query(
        `select (select count(*) from live_streams where account = $1)::int as streams, (select count(*) from live_unplaced where account = $1)::int as waiting`,
        [her.handle],
      );
      return [rows[0].streams, rows[0].waiting];
    };
    assert.deepEqual(await left(), [1, 1]);
    const { email } = (await her.get('/v1/me')).body.person;
    const gone = await her.post('/v1/me/erase', { confirm: email });
    assert.equal(gone.status, 200, gone.text);
    assert.deepEqual(await left(), [0, 0]);
  });
});
