// I1: each LIVE event counts once, however it is delivered.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cutUp, differences, modelOf, seen, tell, uneven } from '../lives.ts';
import { makeCreator, makeOperator } from '../make.ts';
import { measured } from '../measured.ts';
import { dice, inLanes, times } from '../promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const hourMs = 3_600_000;
const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));

describe('each event counts once', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  test('doubled, shuffled, cut anywhere, by several senders at once, half of it before anybody has the account: as the model says', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const roll = dice(seed);
    const accounts = times(8, (i) => `account${i}`);
    const events = tell(roll, { accounts, rooms: 3, events: 4000, from: new Date(t.now().getTime() - 3 * 24 * hourMs) });
    const register = (some: string[]) => operator.post('/v1/live/accounts', { platform: 'other', accounts: some });
    await register(accounts.slice(0, 4));
    const pieces = cutUp(roll, events, 0.2, 120);
    const sum = { accepted: 0, duplicate: 0, quarantined: 0 };
    await inLanes(4, pieces, async (piece, lane) => {
      const lines = lane % 2 === 0;
      const body = lines ? piece.map((e) => JSON.stringify(e)).join('\n') : JSON.stringify(piece);
      const answer = await operator.send('POST', '/v1/live/events', body, {
        'content-type': lines ? 'application/x-ndjson' : 'application/json',
      });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.body.rejected, []);
      for (const key of ['accepted', 'duplicate', 'quarantined'] as const) sum[key] += answer.body[key];
    });
    assert.equal(sum.accepted + sum.quarantined, events.length);
    assert.equal(sum.duplicate, pieces.flat().length - events.length);
    await register(accounts.slice(4));
    await t.app.live.workDue();
    assert.deepEqual(differences(modelOf(events), await seen(t.owner)), []);
    assert.deepEqual(await uneven(t.owner), []);
    const verdict = await t.app.verify();
    assert.deepEqual(
      verdict.checks.filter((c) => !c.ok),
      [],
    );
    assert.equal((await operator.get('/v1/live/quarantine')).body.events, 0);
    measured(
      'I1',
      `${events.length} events, ${sum.duplicate} of them twice, in ${pieces.length} pieces of any order: all as the model; seed ${seed}`,
    );
  });

  test('a program that forgets what it has taken in, and gifts that are simply added, are caught', async () => {
    const roll = dice(seed + 1);
    const her = await makeCreator(t, { platform: 'other' });
    const events = tell(roll, { accounts: [her.handle], rooms: 1, events: 200, from: new Date(t.now().getTime() - 5 * hourMs) });
    assert.equal((await operator.post('/v1/live/events', events)).body.accepted, events.length);
    const mine = async () => new Map([...(await seen(t.owner))].filter(([room]) => room.startsWith(`${her.handle} `)));
    const model = modelOf(events);
    assert.deepEqual(differences(model, await mine()), []);
    // Every part of a streak added up: what a naive connector makes of it.
    const naive = events.map((e) => (e.type === 'gift' ? { ...e, data: { ...e.data, streak: undefined, closed: undefined } } : e));
    assert.equal(differences(modelOf(naive), await mine()).length, 1);
    await t.owner.query('delete from live_events where creator_id = $1', [her.creatorId]);
    assert.equal((await operator.post('/v1/live/events', events.slice(0, 50))).body.accepted, 50);
    assert.equal(differences(model, await mine()).length, 1);
    await t.owner.query('update live_minutes set gifts = gifts + 1 where creator_id = $1', [her.creatorId]);
    assert.deepEqual((await uneven(t.owner)).length, 1);
    assert.ok((await t.app.verify()).checks.some((c) => c.id === 'live.minutes' && !c.ok));
  });
});
