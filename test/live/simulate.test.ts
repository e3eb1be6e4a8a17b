// The command that plays an evening: its pace, its patience, and its end.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Refused } from '#src/cli/line.ts';
import { playEvening } from '#src/cli/simulate/playing.ts';
import { openSender } from '#src/cli/simulate/sending.ts';
import { openEvening, planEvening } from '#src/connectors/lives/evening.ts';
import { makeOperator } from '../make.ts';
import { times } from '../promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const never = new AbortController().signal;

describe('playing an evening', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());
  const connection = () => ({
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await operator.send(method, path, body);
      if (answer.status !== 200) throw new Refused(answer.text, answer.body);
      return answer.body as T;
    },
  });

  test('stopped in the middle, each that is on air gets its end, and the server has exactly what was sent', async () => {
    const accounts = times(5, (i) => `stopped_${i}`);
    await operator.post('/v1/live/accounts', { platform: 'other', accounts });
    // Ten minutes of the evening are over when it begins: they are made up for at once, then it goes by the clock.
    const from = Math.floor(t.now().getTime() / 1000) * 1000 - 600_000;
    const evening = openEvening(planEvening({ seed: 1, platform: 'other', accounts, from, minutes: 30, eventsPerSecond: 2 }), from);
    const stop = new AbortController();
    const sender = openSender(connection(), stop.signal);
    let open = 0;
    const onProgress = (n: number) => {
      if (n < 600) return;
      open ||= evening.onAir();
      stop.abort();
    };
    await playEvening(evening, sender, { from, seconds: 1800, clock: () => t.now(), stopped: stop.signal, onProgress });
    assert.ok(open >= 2, `${open} on air`);
    const truths = evening.truths();
    const ended = truths.filter(({ endedAt }) => endedAt !== null);
    assert.ok(ended.length >= open);
    const sessions = truths.map(({ account, session }) => ({ platform: 'other', account, session }));
    const { body } = await operator.post('/v1/live/totals', { sessions });
    const sum = (key: 'events' | 'diamonds' | 'diamondsInferred') => truths.reduce((n, one) => n + one[key], 0);
    assert.deepEqual(
      [body.events, body.diamonds, body.diamondsInferred, body.open],
      [sum('events'), sum('diamonds'), sum('diamondsInferred'), 0],
    );
    assert.equal(sender.sum.accepted, body.events);
  });

  test('an evening of the past is sent at once', async () => {
    const accounts = times(3, (i) => `past_${i}`);
    await operator.post('/v1/live/accounts', { platform: 'other', accounts });
    const from = Math.floor(t.now().getTime() / 1000) * 1000 - 600_000;
    const evening = openEvening(planEvening({ seed: 2, platform: 'other', accounts, from, minutes: 10, eventsPerSecond: 2 }), from);
    const sender = openSender(connection(), never);
    const seen: number[] = [];
    await playEvening(evening, sender, { from, seconds: 600, clock: () => t.now(), stopped: never, onProgress: (n) => void seen.push(n) });
    assert.equal(sender.sum.accepted, evening.truths().reduce((n, { events }) => n + events, 0)); // prettier-ignore
    assert.ok(seen.length > 1 && seen.at(-1) === 600, 'progress is told to the end');
  });
});

describe('sending', () => {
  const events = times(1200, (n) => ({ n }));
  /** A server that is busy so many times before it takes something. */
  function busy(times: number) {
    const taken: number[] = [];
    let asked = 0;
    const call = async <T>(_method: string, _path: string, body?: unknown): Promise<T> => {
      if (++asked <= times) throw new Refused('busy', {}, 0.01);
      const part = body as { n: number }[];
      taken.push(...part.map(({ n }) => n));
      return { accepted: part.length, duplicate: 0, quarantined: 0, rejected: [] } as T;
    };
    return { call, taken, asked: () => asked };
  }

  test('a busy server is asked again, and the order stays', async () => {
    const server = busy(7);
    const sender = openSender(server, never);
    await sender.send(events);
    assert.deepEqual(
      server.taken,
      times(1200, (n) => n),
    );
    assert.deepEqual([sender.sum.sent, sender.sum.accepted], [1200, 1200]);
    assert.equal(server.asked(), 10);
  });

  test('told to stop it does not wait for ever; what is refused for good is not tried again', async () => {
    const stopped = busy(Infinity);
    await assert.rejects(openSender(stopped, AbortSignal.abort()).send(events), /busy/);
    assert.equal(stopped.asked(), 4);
    let asked = 0;
    const closed = { call: () => (asked++, Promise.reject(new Refused('no key'))) };
    await assert.rejects(openSender(closed, never).send(events), /no key/);
    assert.equal(asked, 1);
  });
});
