// The command that overhears a LIVE, with a simulated TikTok on one side and the real server on the other.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { handedBy } from '#src/cli/listen.ts';
import { makeListen, pauseMs, type Vendor } from '#src/connectors/tiktok/listen.ts';
import { simulateTikTok } from '#src/connectors/tiktok/simulator.ts';
import { sign } from '#src/connectors/webhook/sign.ts';
import type { CloudEvent } from '#src/features/live/ports.ts';
import { makeCreator, makeOperator, setConsent } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));

describe('listening', () => {
  let t: TestApp;
  let operator: Caller;
  let n = 0;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  /** As the command does it, but for sleeping; `stopAfter` so many pauses. */
  async function listen(account: string, stopAfter: number, onHand: (lot: number) => unknown = () => {}, flaky = false) {
    const made = await operator.post('/v1/live/sources', { kind: 'listener', name: `ear-${++n}` });
    const { url, secret } = made.body as { url: string; secret: string };
    const simulated = simulateTikTok({ seed, now: new Date(t.now().getTime() - 600_000), messages: 900 });
    const stop = new AbortController();
    const pauses: number[] = [];
    let lots = 0;
    const ended = await makeListen(() => Promise.resolve(simulated.vendor))({
      account,
      stopping: stop.signal,
      isPermitted: async () => {
        const answer = await operator.get(`/v1/live/listening?platform=tiktok&account=${account}`);
        return answer.body.permitted as boolean;
      },
      hand: async (events: CloudEvent[]) => {
        await onHand(++lots);
        // The answer is lost now and then: the same is sent again.
        const body = JSON.stringify(events);
        const headers = sign(secret, `m${++n}`, Math.floor(t.now().getTime() / 1000), body);
        const answer = await t.visitor.send('POST', new URL(url).pathname, body, { 'content-type': 'application/json', ...headers });
        return flaky && lots % 3 === 1 ? 'later' : handedBy(answer.status, answer.body.code, answer.body.rejected ?? []);
      },
      sleep: (ms) => {
        if (ms > 1000 && pauses.push(ms) >= stopAfter) stop.abort();
        return Promise.resolve();
      },
      tell: () => {},
    });
    return { ended, simulated, pauses, lots };
  }
  const figures = async (handle: string) => {
    const { rows } = await t.owner.query('select * from live_sessions where account = $1', [handle]);
    return rows.map((r) => [r.follows, r.chats, r.shares, r.open_diamonds, r.diamonds, r.guest_diamonds].map(Number));
  };

  test('refused, offline, broken off, doubled, muddled: what was heard counts once, as inferred; what was missed stays missed', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const her = await makeCreator(t, { platform: 'tiktok' });
    await setConsent(her, 'listening', true);
    const { ended, simulated, pauses } = await listen(her.handle, 6, () => {}, true);
    const { truth } = simulated;
    assert.equal(ended, 'stopped');
    assert.ok(truth.missed > 0);
    assert.deepEqual(await figures(her.handle), [[truth.follows, truth.chats, truth.shares, truth.diamondsInferred, 0, 0]]);
    assert.deepEqual(pauses, [15_000, 120_000, 15_000, 30_000, 120_000, 120_000]);
    assert.equal(simulated.left(), simulated.connections(), 'a connection was left open');
    measured(
      'I1',
      `TikTok overheard: ${900 - truth.missed} messages over 2 connections of ${simulated.connections()}, ${truth.missed} missed; seed ${seed}`,
    );
  });

  test('without her permission no connection is made', async () => {
    const her = await makeCreator(t, { platform: 'tiktok' });
    const { ended, simulated } = await listen(her.handle, 6);
    assert.deepEqual([ended, simulated.connections()], ['no_consent', 0]);
    const unknown = await listen('nobody_here', 6);
    assert.deepEqual([unknown.ended, unknown.simulated.connections()], ['no_consent', 0]);
  });

  test('she withdraws in the middle: the next delivery is refused, the connection is closed, nothing more counts', async () => {
    const her = await makeCreator(t, { platform: 'tiktok' });
    await setConsent(her, 'listening', true);
    let before: unknown;
    const { ended, simulated } = await listen(her.handle, 9, async (lot) => {
      if (lot !== 3) return;
      await setConsent(her, 'listening', false);
      before = await figures(her.handle);
    });
    assert.equal(ended, 'no_consent');
    assert.equal(simulated.left(), simulated.connections());
    assert.ok(before);
    assert.deepEqual(await figures(her.handle), before);
  });

  test('what a connection says after its end is not handed on', async () => {
    const said = { msgId: '1', roomId: '7', createTime: String(t.now().getTime()) };
    const connection = Object.assign(new EventEmitter(), {
      connect: () => {
        connection.emit('chat', said);
        return Promise.resolve({ roomId: '7' });
      },
      disconnect: () => {},
    });
    const WebcastPushConnection = function () {
      return connection;
    } as unknown as Vendor['WebcastPushConnection'];
    let lots = 0;
    const ended = await makeListen(() => Promise.resolve({ WebcastPushConnection }))({
      account: 'her',
      stopping: new AbortController().signal,
      isPermitted: () => Promise.resolve(true),
      hand: () => Promise.resolve(++lots > 0 ? 'gone' : 'later'),
      sleep: () => Promise.resolve(),
      tell: () => {},
    });
    assert.deepEqual([ended, lots], ['gone', 1]);
    connection.emit('chat', { ...said, msgId: '2' });
    assert.equal(lots, 1);
  });

  test('where it is not installed it says so', async () => {
    const listening = { account: 'x', stopping: new AbortController().signal } as never;
    assert.equal(await makeListen(() => Promise.resolve(undefined))(listening), 'missing');
  });

  test('pauses grow to half an hour; what an answer means', () => {
    assert.deepEqual([0, 1, 2, 7, 50].map((f) => pauseMs('lost', f)), [15_000, 30_000, 60_000, 1_800_000, 1_800_000]); // prettier-ignore
    const cases: [number, string | undefined, string[], string][] = [
      [200, undefined, [], 'taken'],
      [200, undefined, ['live.too_old'], 'taken'],
      [200, undefined, ['sources.no_consent'], 'no_consent'],
      [403, 'sources.no_consent', [], 'no_consent'],
      [429, 'live.over_capacity', [], 'later'],
      [503, 'storage.away', [], 'later'],
      [401, 'sources.forged', [], 'gone'],
      [410, 'sources.taken_back', [], 'gone'],
      [400, 'live.not_a_list', [], 'taken'],
    ];
    for (const [status, code, rejected, wanted] of cases)
      assert.equal(handedBy(status, code, rejected.map((c) => ({ code: c }))), wanted, `${status} ${code}`); // prettier-ignore
  });
});
