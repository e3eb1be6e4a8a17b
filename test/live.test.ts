import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeCreator, makeOperator, type MadeCreator } from './make.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

let n = 0;
const event = (more: Record<string, unknown>) => ({
  specversion: '1.0',
  id: `e${++n}`,
  source: 'test',
  platform: 'twitch',
  session: 'room1',
  ...more,
});

describe('LIVE events', () => {
  let t: TestApp;
  let operator: Caller;
  let her: MadeCreator;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    her = await makeCreator(t);
  });
  after(() => t.stop());

  test('from events to a LIVE and its minutes; sent again they count no more; an account of nobody waits for somebody', async () => {
    const at = (s: number) => new Date(t.now().getTime() - 600_000 + s * 1000).toISOString();
    const mine = { subject: her.handle };
    const events = [
      event({ ...mine, type: 'stream.started', time: at(0) }),
      event({ ...mine, type: 'stream.sample', time: at(10), data: { viewers: 100 } }),
      event({ ...mine, type: 'stream.sample', time: at(70), data: { viewers: 200 } }),
      event({ ...mine, type: 'gift', time: at(80), data: { giftId: '1', from: 'v', count: 3, diamondsEach: 10 } }),
      event({
        ...mine,
        type: 'gift',
        time: at(81),
        data: { giftId: '1', from: 'v', count: 3, diamondsEach: 10, streak: 's', closed: false },
      }),
      event({ ...mine, type: 'stream.ended', time: at(120) }),
      event({ subject: 'nobody', type: 'follow', time: at(1) }),
    ];
    const answer = await operator.post('/v1/live/events', events);
    assert.deepEqual(answer.body, { accepted: 6, duplicate: 0, quarantined: 1, rejected: [] }, answer.text);
    const again = await operator.send('POST', '/v1/live/events', events.map((e) => JSON.stringify(e)).join('\n'), {
      'content-type': 'application/x-ndjson',
    });
    assert.deepEqual(again.body, { accepted: 0, duplicate: 7, quarantined: 0, rejected: [] }, again.text);
    const [session] = (await her.get('/v1/me/live')).body.items;
    assert.deepEqual([session.diamonds, session.diamondsInferred, session.liveSeconds, session.averageViewers], [30, 30, 120, 150]);
    const { minutes } = (await her.get(`/v1/me/live/${session.sessionId}`)).body;
    assert.deepEqual(minutes.map((m: { viewers: number }) => m.viewers).filter(Boolean), [100, 200]);
    const late = await makeCreator(t, { handle: 'nobody' });
    await t.app.live.workDue();
    assert.equal((await late.get('/v1/me/live')).body.items[0].follows, 1);
    await t.app.carryOut('live.keep', {});
    assert.deepEqual(
      (await t.app.verify()).checks.filter((c) => !c.ok),
      [],
    );
  });
});
