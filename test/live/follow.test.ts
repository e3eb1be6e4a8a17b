// I3: who follows a LIVE misses nothing and is told nothing twice, however often the line is cut.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { messagesOf, openReader, type Reader, type Told } from '../followers.ts';
import { cutUp, tell } from '../lives.ts';
import { makeCreator, makeOperator } from '../make.ts';
import { measured } from '../measured.ts';
import { dice, times, type Dice } from '../promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));

describe('a LIVE that is followed', () => {
  let t: TestApp;
  let operator: Caller;
  let her: Caller & { handle: string };
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    her = await makeCreator(t);
  });
  after(() => t.stop());

  const event = (type: string, data?: object, at = t.now()) => ({
    specversion: '1.0',
    id: `f${Math.random()}`,
    source: 'test',
    type,
    time: at.toISOString(),
    platform: 'twitch',
    subject: her.handle,
    session: 'evening',
    ...(data && { data }),
  });
  const send = async (events: object[]) => {
    const answer = await operator.post('/v1/live/events', events);
    assert.equal(answer.body.accepted + answer.body.duplicate, events.length, answer.text);
  };
  const open = async (sessionId: string, after?: number) => {
    const headers = { authorization: `Bearer ${her.key}`, ...(after !== undefined && { 'last-event-id': String(after) }) };
    const answer = await t.app.fetch(new Request(`http://greenroom.test/v1/me/live/${sessionId}/now`, { headers }));
    assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    return answer.body!;
  };
  /** Reads some messages, then cuts the line. */
  async function read(sessionId: string, reader: Reader, most: number, until: (told: Told) => boolean): Promise<boolean> {
    let n = 0;
    for await (const told of messagesOf(await open(sessionId, reader.at()))) {
      reader.hear(told);
      if (until(told)) return true;
      if (++n >= most) return false;
    }
    return false;
  }
  const whole = async (sessionId: string) => {
    const { session, minutes } = (await her.get(`/v1/me/live/${sessionId}`)).body;
    return { session: { ...session, asOf: '' }, minutes };
  };

  /** Everything of one broadcast, in any order, while it is followed by many who are cut off again and again. */
  async function evening(roll: Dice, readers: Reader[]): Promise<string> {
    const from = new Date(t.now().getTime() - 2 * 3_600_000);
    const events = tell(roll, { accounts: [her.handle], rooms: 1, events: 1200, from }).map((e) => ({ ...e, platform: 'twitch' }));
    const [first, ...rest] = cutUp(roll, events, 0.2, 60);
    await send(first!);
    const { sessionId } = (await her.get('/v1/me/live?limit=1')).body.items[0];
    let sent = false;
    const sending = (async () => {
      for (const piece of rest) await send(piece);
      sent = true;
      // The end of the evening, for readers that have all before it.
      await send([{ ...event('chat'), session: events[0]!.session, time: new Date(from.getTime() + 60_000).toISOString() }]);
    })();
    const last = new Set(events.map((e) => e.id)).size + 1;
    await Promise.all(
      readers.map(async (reader) => {
        while (!(await read(sessionId, reader, 1 + roll.below(4), (told) => told.data.session.events === last)));
      }),
    );
    await sending;
    assert.ok(sent);
    return sessionId;
  }

  test('cut off at random and come again: each reader has every change in its order, once, and at the end what a fresh look shows', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const readers = times(40, openReader);
    const sessionId = await evening(dice(seed), readers);
    const now = await whole(sessionId);
    for (const reader of readers) {
      assert.deepEqual(reader.wrong, []);
      assert.deepEqual(reader.state(), now);
    }
    assert.ok(now.minutes.length > 20);
    const resets = readers.reduce((sum, reader) => sum + reader.resets(), 0);
    assert.ok(resets < 3 * readers.length, `${resets} resets: those who came again at once were told everything anew`);
    measured(
      'I3',
      `${readers.length} readers, cut off after 1 to 4 messages each: none missed, none twice; ${resets} resets; seed ${seed}`,
    );
  });

  test('a message that is lost, or told again, is noticed', () => {
    const reader = openReader();
    const told = (event: string, id: number, from: number | null): Told => ({
      event,
      id,
      data: { from, session: {}, minutes: [] } as never,
    });
    reader.hear(told('reset', 2, null));
    reader.hear(told('now', 8, 4));
    assert.match(reader.wrong.join(), /something was missed/);
    reader.hear(told('now', 8, 8));
    assert.match(reader.wrong.join(), /told twice/);
  });

  test('whoever stood where nobody remembers is told everything, as a reset', async () => {
    await send([event('stream.started'), event('stream.sample', { viewers: 12 })]);
    const { sessionId } = (await her.get('/v1/me/live?limit=1')).body.items[0];
    for (const after of [1, 999_999_999]) {
      const reader = openReader();
      await read(sessionId, { ...reader, at: () => after }, 1, () => true);
      assert.equal(reader.resets(), 1);
      assert.deepEqual(reader.state(), await whole(sessionId));
    }
    const bad = await her.send('GET', `/v1/me/live/${sessionId}/now`, undefined, { 'last-event-id': 'x' });
    assert.deepEqual([bad.status, bad.body.code], [400, 'request.invalid']);
  });

  test('a LIVE of somebody else, and one that is not, are not found; who does not read keeps nobody waiting', async () => {
    const { sessionId } = (await her.get('/v1/me/live?limit=1')).body.items[0];
    const other = await makeCreator(t);
    for (const id of [sessionId, '00000000-0000-7000-8000-000000000000'])
      assert.equal((await other.get(`/v1/me/live/${id}/now`)).body.code, 'live.not_found');
    const silent = await Promise.all(times(50, () => open(sessionId)));
    const reader = openReader();
    const seen = read(sessionId, reader, Infinity, (told) => told.data.session.diamonds === 50);
    await send([event('gift', { giftId: 'g', from: 'v', count: 10, diamondsEach: 5, streak: null })]);
    assert.ok(await seen);
    await Promise.all(silent.map((body) => body.cancel()));
    assert.equal(t.app.live.readers(), 0);
  });

  test('a LIVE that ends is told so', async () => {
    const { sessionId } = (await her.get('/v1/me/live?limit=1')).body.items[0];
    const reader = openReader();
    const ended = read(sessionId, reader, Infinity, ({ data }) => data.session.state === 'ended');
    await send([event('stream.ended')]);
    assert.ok(await ended);
    assert.deepEqual(reader.wrong, []);
  });
});
