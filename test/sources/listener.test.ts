// A listener overhears a LIVE: only of creators who permit it, and none of its gifts is ever confirmed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sign } from '#src/connectors/webhook/sign.ts';
import { makeCreator, makeOperator, setConsent, type MadeCreator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

describe('a listener', () => {
  let t: TestApp;
  let operator: Caller;
  let n = 0;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  const source = async (kind: 'listener' | 'standard') =>
    (await operator.post('/v1/live/sources', { kind, name: `${kind}-${++n}` })).body as { url: string; secret: string };
  function send(to: { url: string; secret: string }, events: object) {
    const body = JSON.stringify(events);
    const headers = sign(to.secret, `msg_${++n}`, Math.floor(t.now().getTime() / 1000), body);
    return t.visitor.send('POST', new URL(to.url).pathname, body, { 'content-type': 'application/json', ...headers });
  }
  const event = (subject: string, type = 'follow', data?: object) => ({
    specversion: '1.0',
    id: `e${++n}`,
    source: 'test',
    type,
    time: t.now().toISOString(),
    platform: 'tiktok',
    subject,
    session: 'room',
    ...(data && { data }),
  });
  const gift = (subject: string, more: object) =>
    event(subject, 'gift', { giftId: '1', from: 'viewer', count: 1, diamondsEach: 10, ...more });
  const mine = async (her: MadeCreator) => (await her.get('/v1/me/live')).body.items;

  test('no gift is confirmed: whole ones, ends of streaks and open streaks are all inferred; doubled and shuffled the same', async () => {
    const her = await makeCreator(t, { platform: 'tiktok' });
    await setConsent(her, 'listening', true);
    const to = await source('listener');
    const heard = [
      event(her.handle),
      gift(her.handle, { count: 3 }),
      gift(her.handle, { count: 3 }),
      gift(her.handle, { streak: 's', count: 1, closed: false }),
      gift(her.handle, { streak: 's', count: 4, closed: true }),
      gift(her.handle, { streak: 'never ends', count: 2, closed: false }),
    ];
    assert.equal((await send(to, heard.toReversed())).body.accepted, heard.length);
    assert.equal((await send(to, heard)).body.duplicate, heard.length);
    const [live] = await mine(her);
    assert.deepEqual([live.follows, live.diamonds, live.diamondsInferred, live.gifts], [1, 0, 30 + 30 + 40 + 20, 0]);
  });

  test('control: the same from a source that is no listener confirms what is whole', async () => {
    const her = await makeCreator(t, { platform: 'tiktok' });
    assert.equal((await send(await source('standard'), [gift(her.handle, { count: 3 })])).body.accepted, 1);
    assert.deepEqual(
      (await mine(her)).map((l: { diamonds: number }) => l.diamonds),
      [30],
    );
  });

  test('without her permission nothing is taken, from the answer to her withdrawal on; of others in the same delivery it is', async () => {
    const [her, other] = [await makeCreator(t, { platform: 'tiktok' }), await makeCreator(t, { platform: 'tiktok' })];
    await setConsent(other, 'listening', true);
    const to = await source('listener');
    const alone = await send(to, event(her.handle));
    assert.deepEqual([alone.status, alone.body.code], [403, 'sources.no_consent']);
    const mixed = await send(to, [event(other.handle), event(her.handle), event('nobody here'), { broken: true }]);
    assert.equal(mixed.body.accepted, 1);
    assert.deepEqual(
      mixed.body.rejected.map((r: { index: number; code: string }) => [r.index, r.code]),
      [
        [1, 'sources.no_consent'],
        [2, 'sources.no_consent'],
        [3, 'live.specversion'],
      ],
    );
    await setConsent(her, 'listening', true);
    assert.equal((await send(to, [event(her.handle)])).body.accepted, 1);
    await setConsent(her, 'listening', false);
    assert.equal((await send(to, [event(her.handle)])).body.accepted, 0);
    assert.deepEqual(
      (await mine(her)).map((l: { follows: number }) => l.follows),
      [1],
    );
    assert.equal((await operator.get('/v1/live/quarantine')).body.events, 0);
  });

  test('sharing LIVE data with her agency is not a yes to being overheard', async () => {
    const her = await makeCreator(t, { platform: 'tiktok' });
    await setConsent(her, 'live_data', true);
    const asked = () => operator.get(`/v1/live/listening?platform=tiktok&account=${her.handle}`);
    assert.deepEqual((await asked()).body, { permitted: false });
    const to = await source('listener');
    assert.equal((await send(to, event(her.handle))).body.code, 'sources.no_consent');
    // The control: the very same, once she says yes to it by its own text.
    await setConsent(her, 'listening', true);
    assert.deepEqual((await asked()).body, { permitted: true });
    assert.equal((await send(to, event(her.handle))).body.accepted, 1);
    const { consents, texts } = (await her.get('/v1/me/agency-center')).body;
    const { hash } = texts.find((one: { purpose: string }) => one.purpose === 'listening');
    const { history } = consents.find((one: { purpose: string }) => one.purpose === 'listening');
    assert.deepEqual([history[0].action, history[0].textHash, history[0].by], ['granted', hash, 'creator']);
  });

  test('a permission that ran out is none', async () => {
    const her = await makeCreator(t, { platform: 'tiktok' });
    await setConsent(her, 'listening', true);
    const to = await source('listener');
    assert.equal((await send(to, [event(her.handle)])).body.accepted, 1);
    t.advance(5 * 366 * 86_400_000);
    assert.equal((await send(to, [event(her.handle)])).body.accepted, 0);
  });
});
