// What the operator asks of LIVE data: what waits and is settled, how late events come, what is missing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeCreator, makeOperator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const minuteMs = 60_000;
let n = 0;

describe('the operator and LIVE data', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());
  const event = (
    subject: string,
    at: number | null,
    { type = 'stream.sample', source = 'test', data = { viewers: 9 } as object } = {},
  ) => ({
    specversion: '1.0',
    id: `h${++n}`,
    source,
    type,
    time: at === null ? null : new Date(at).toISOString(),
    platform: 'other',
    subject,
    session: 'evening',
    data,
  });
  const send = async (events: object[]) => (await operator.post('/v1/live/events', events)).body;
  const lag = async () => (await operator.get('/v1/live/lag')).body;
  const gaps = async () => (await operator.get('/v1/live/gaps')).body;

  test('an account whose events wait is made a profile, once, and they are counted as hers', async () => {
    const at = t.now().getTime();
    assert.equal((await send([event('nobody', at), event('nobody', at - minuteMs)])).quarantined, 2);
    const adopt = (account: string) => operator.post('/v1/live/quarantine/adopt', { platform: 'other', account });
    assert.equal((await adopt('somebody else')).body.code, 'live.not_waiting');
    const { body } = await adopt('nobody');
    assert.equal(body.events, 2);
    await t.app.relay.drain();
    await t.app.live.workDue();
    const { rows } = await t.owner.query(`select samples::int, (select tags || categories from creators c where c.creator_id = s.creator_id) as marks,
      (select adult_since from creators c where c.creator_id = s.creator_id) as adult from live_sessions s where creator_id = $1`, [body.creatorId]); // prettier-ignore
    assert.deepEqual(rows, [{ samples: 2, marks: [], adult: null }]);
    assert.equal((await operator.get('/v1/live/quarantine')).body.events, 0);
    assert.equal((await adopt('nobody')).body.code, 'live.not_waiting');
    const analyst = await t.person('Ann Analyst', 'analyst');
    assert.equal((await analyst.post('/v1/live/quarantine/adopt', { platform: 'other', account: 'x' })).status, 403);
  });

  test('how late events came in the last hour, by source; without a time of its own nothing is late', async () => {
    const she = await makeCreator(t, { platform: 'other' });
    t.advance(2 * 60 * minuteMs);
    const at = t.now().getTime();
    await send([
      ...[1000, 2000, 3000].map((late) => event(she.handle, at - late, { source: 'punctual' })),
      event(she.handle, null, { source: 'punctual' }),
    ]);
    const other = await makeCreator(t, { platform: 'other' });
    await send([event(other.handle, at + 5000, { source: 'ahead' })]);
    const answer = await lag();
    assert.deepEqual([answer.events, answer.whole], [5, true]);
    const of = (name: string) => answer.sources.find((one: any) => one.source === name);
    const { events, untimed, p50Ms, p99Ms, mostMs, lives } = of('punctual');
    const seconds = [p50Ms, p99Ms, mostMs].map((ms) => Math.floor(ms / 1000));
    assert.deepEqual([events, untimed, lives, ...seconds], [4, 1, 1, 2, 3, 3]);
    // A clock that is ahead is not early.
    assert.deepEqual([of('ahead').p50Ms, of('ahead').mostMs], [0, 0]);
    // Heard of before, silent in the last hour.
    assert.deepEqual([of('test').events, of('test').p50Ms, of('test').lastReceivedAt], [0, null, null]);
  });

  test('samples that stopped, ends nobody told of, minutes without a sample', async () => {
    t.advance(30 * 24 * 60 * minuteMs);
    await t.app.carryOut('live.keep', {});
    const [steady, silent, over] = [await makeCreator(t, { platform: 'other' }), await makeCreator(t, { platform: 'other' }), await makeCreator(t, { platform: 'other' })]; // prettier-ignore
    const at = Math.floor(t.now().getTime() / minuteMs) * minuteMs;
    await send([
      // A sample a minute to the last one, and one that stopped six minutes ago though she chats on.
      ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((m) => event(steady.handle, at - m * minuteMs)),
      ...[12, 11, 10, 9, 8, 7].map((m) => event(silent.handle, at - m * minuteMs)),
      event(silent.handle, at - minuteMs, { type: 'chat', data: {} }),
      // Over since half an hour, its end never told: of 20 minutes 5 have a sample.
      event(over.handle, at - 50 * minuteMs, { type: 'stream.started', data: {} }),
      ...[50, 49, 48, 47, 46].map((m) => event(over.handle, at - m * minuteMs)),
      event(over.handle, at - 30 * minuteMs, { type: 'chat', data: {} }),
    ]);
    const answer = await gaps();
    assert.deepEqual([answer.onAir, answer.stopped], [2, 1]);
    assert.deepEqual(
      [answer.items[0].account, answer.items[0].usualSeconds, answer.items[0].silentSeconds >= 360],
      [silent.handle, 60, true],
    );
    assert.deepEqual(answer.untold, { lives: 3, noStart: 2, noEnd: 1 });
    assert.deepEqual(answer.unmeasured, { lives: 1, minutes: 20, without: 15 });
  });

  test('neither reads a whole table: 100,000 events of 2,000 LIVEs', async (run) => {
    const at = t.now();
    await t.owner.query(
      `insert into live_sessions (creator_id, session_id, platform, account, room, source, from_at, to_at, last_at, first_received_at, samples)
       select gen_random_uuid(), gen_random_uuid(), 'other', 'a' || i, 'r' || i, 'many', $1::timestamptz - i * interval '90 minutes',
         $1::timestamptz - i * interval '90 minutes' + interval '60 minutes', $1::timestamptz, $1, 60 from generate_series(1, 2000) i`,
      [at],
    );
    await t.owner.query(
      `insert into live_events (creator_id, key, week, session_id, type, at, received_at)
       select s.creator_id, gen_random_uuid(), (date_trunc('week', $1::timestamptz at time zone 'UTC'))::date, s.session_id, 4, r.at, r.at
       from live_sessions s, lateral (select $1::timestamptz - j * interval '2 minutes' - interval '1 second' as at from generate_series(1, 50) j) r
       where s.source = 'many'`,
      [at],
    );
    await t.owner.query('analyze live_events, live_sessions');
    const began = performance.now();
    assert.equal((await lag()).events, 20_000);
    const lagMs = performance.now() - began;
    await gaps();
    const gapsMs = performance.now() - began - lagMs;
    const plan = async (text: string, given: unknown[]) =>
      (await t.owner.query(`explain ${text}`, given)).rows.map((r) => r['QUERY PLAN'] as string).join('\n');
    const hour = new Date(at.getTime() - 60 * minuteMs);
    const arrivals = `select creator_id, session_id, at, received_at from live_events where received_at > $1 order by received_at desc limit 20000`;
    assert.match(await plan(arrivals, [hour]), /Index Scan Backward using live_events_\d+_received_at_idx/);
    assert.doesNotMatch(await plan(arrivals, [hour]), /Seq Scan on live_events_2/);
    const begun = `select source, to_at from live_sessions where from_at > $1 order by from_at desc limit 20000`;
    const week = new Date(at.getTime() - 7 * 24 * 60 * minuteMs);
    assert.match(await plan(begun, [week]), /live_sessions_begun/);
    // The control: without the index the same question reads all of it.
    await t.owner.query('drop index live_sessions_begun');
    assert.match(await plan(begun, [week]), /Seq Scan on live_sessions/);
    run.diagnostic(`late: ${lagMs.toFixed(0)} ms, missing: ${gapsMs.toFixed(0)} ms`);
  });
});
