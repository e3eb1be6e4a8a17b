// An evening of the simulator through the public intake: what the server makes of it must be the truth that the simulator keeps.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openEvening, planEvening, playWhole, type BroadcastTruth } from '#src/connectors/lives/evening.ts';
import { differences, cutUp, modelOf, seen, uneven, type TestEvent } from '../lives.ts';
import { makeCreator, makeOperator, type MadeCreator } from '../make.ts';
import { dice, times } from '../promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));
const same = ['platform', 'account', 'diamonds', 'diamondsInferred', 'diamondsToGuests', 'gifts', 'follows', 'shares', 'chats'] as const;
const more = ['subscriptions', 'matches', 'events', 'peakViewers', 'viewersTotal', 'viewersReturning', 'likesTotal'] as const;
const byMinute = ['viewers', 'samples', 'peakViewers', 'likesTotal', ...same.slice(2), 'subscriptions'] as const;
type Fields = Record<string, unknown>;
const pick = (from: object, keys: readonly string[]): Fields => Object.fromEntries(keys.map((key) => [key, (from as Fields)[key]]));
/** The server keeps a line where the open part of a streak once stood. */
const isEmpty = (minute: Fields) => Object.values({ ...minute, minute: null }).every((n) => n === 0 || n === null);

/** What must be seen of a broadcast, by its truth alone. */
function expected(truth: BroadcastTruth): Fields {
  const end = truth.endedAt ?? truth.lastAt;
  return {
    ...pick(truth, [...same, ...more]),
    startedAt: new Date(truth.firstAt).toISOString(),
    startInferred: truth.startedAt === null,
    endedAt: new Date(end).toISOString(),
    state: truth.endedAt === null ? 'inferred' : 'ended',
    liveSeconds: Math.floor((end - truth.firstAt) / 1000),
    measuredMinutes: truth.minutes.filter(({ samples }) => samples > 0).length,
    minutes: truth.minutes.map((m) => ({ minute: new Date(m.minute).toISOString(), ...pick(m, byMinute) })).filter((m) => !isEmpty(m)),
  };
}
async function shown(her: Caller): Promise<Map<string, Fields>> {
  const list = await her.get('/v1/me/live?limit=200');
  const all = await Promise.all(
    (list.body.items as { sessionId: string; startedAt: string }[]).map(async ({ sessionId, startedAt }) => {
      const { session, minutes } = (await her.get(`/v1/me/live/${sessionId}`)).body as { session: Fields; minutes: Fields[] };
      const whole = pick(session, [...same, ...more, 'startedAt', 'startInferred', 'endedAt', 'state', 'liveSeconds', 'measuredMinutes']);
      const told = minutes.map((m) => ({ minute: m['minute'], ...pick(m, byMinute) })).filter((m) => !isEmpty(m));
      return [startedAt, { ...whole, minutes: told }] as const;
    }),
  );
  return new Map(all);
}

describe('a simulated evening', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  /** Events as they arrive, and the truth of each broadcast. Over long enough ago for those without an end to have ended. */
  async function evening(creators: number, rate: number, minutes: number) {
    const hers: MadeCreator[] = [];
    for (let i = 0; i < creators; i++) hers.push(await makeCreator(t, { platform: 'other' }));
    const from = Math.floor(t.now().getTime() / 1000) * 1000 - (minutes + 15) * 60_000;
    const plans = planEvening({ seed, platform: 'other', accounts: hers.map((c) => c.handle), from, minutes, eventsPerSecond: rate });
    const one = openEvening(plans, from);
    const events: TestEvent[] = [];
    for (let n = 0; n <= minutes * 60; n++) events.push(...(one.second() as TestEvent[]));
    events.push(...(one.stop() as TestEvent[]));
    return { hers, plans, events, truths: one.truths() };
  }
  async function send(events: readonly TestEvent[]): Promise<void> {
    for (let i = 0; i < events.length; i += 400) {
      const answer = await operator.post('/v1/live/events', events.slice(i, i + 400));
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual([answer.body.rejected, answer.body.quarantined], [[], 0]);
    }
  }
  async function differing(hers: MadeCreator[], truths: BroadcastTruth[]): Promise<string[]> {
    const wrong: string[] = [];
    for (const her of hers) {
      const is = await shown(her);
      const must = truths.filter(({ account }) => account === her.handle).map(expected);
      if (must.length !== is.size) wrong.push(`${her.handle}: ${is.size} LIVEs for ${must.length}`);
      for (const one of must)
        try {
          assert.deepEqual(is.get(one['startedAt'] as string), one);
        } catch (error) {
          wrong.push(`${her.handle}: ${(error as Error).message}`);
        }
    }
    return wrong;
  }

  test('as it arrives, then shuffled, doubled and cut anywhere: every session and every minute is the truth', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const { hers, events, truths } = await evening(6, 2, 60);
    assert.ok(events.length > 4000, `${events.length} events`);
    await send(events);
    assert.deepEqual(await differing(hers, truths), []);
    for (const piece of cutUp(dice(seed), events, 1, 400)) await send(piece);
    assert.deepEqual(await differing(hers, truths), []);
    // The model that reads it from the events comes to the same.
    assert.deepEqual(differences(modelOf(events), await seen(t.owner)), []);
    assert.deepEqual(await uneven(t.owner), []);
  });

  test('shuffled and doubled from the first event on', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const { hers, events, truths } = await evening(3, 1, 45);
    for (const piece of cutUp(dice(seed), events, 0.5, 300)) await send(piece);
    assert.deepEqual(await differing(hers, truths), []);
  });

  test('one event that is withheld, and one gift too many, are told by the truth', async () => {
    const { hers, events, truths } = await evening(1, 1, 20);
    const chat = events.findIndex((e) => e.type === 'chat' && events.filter(({ id }) => id === e.id).length === 1);
    await send(events.toSpliced(chat, 1));
    assert.equal((await differing(hers, truths)).length, 1);
    await send([events[chat]!]);
    assert.deepEqual(await differing(hers, truths), []);
    const data = { giftId: '5655', from: '7', count: 1, diamondsEach: 1 };
    await send([{ ...events[chat]!, id: 'one too many', type: 'gift', data }]);
    assert.equal((await differing(hers, truths)).length, 1);
  });

  test('the same plan is the same evening, and has what evenings have', () => {
    const from = Date.UTC(2026, 10, 20, 18);
    const plans = (n: number) =>
      planEvening({ seed: n, platform: 'tiktok', accounts: times(80, (i) => `account${i}`), from, minutes: 90, eventsPerSecond: 30 });
    assert.deepEqual(plans(1), plans(1));
    assert.notDeepEqual(plans(1), plans(2));
    const played = plans(1).map(playWhole);
    assert.deepEqual(playWhole(plans(1)[0]!), played[0]);
    const truths = played.map(({ truth }) => truth);
    const all = (of: (one: BroadcastTruth) => number) => truths.reduce((sum, one) => sum + of(one), 0);
    const rate = all((one) => one.events) / (90 * 60);
    assert.ok(rate > 24 && rate < 36, `${rate} events a second for 30`);
    for (const what of [
      'diamonds',
      'diamondsInferred',
      'diamondsToGuests',
      'follows',
      'shares',
      'chats',
      'subscriptions',
      'matches',
    ] as const)
      assert.ok(all((one) => one[what]) > 0, what);
    assert.ok(truths.some((one) => one.endedAt === null) && truths.some((one) => one.startedAt === null), 'some ends are missing');
    const deliveries = played.flatMap(({ events }) => events);
    const keys = new Set(deliveries.map((e) => `${e.subject} ${String(e.id)}`));
    assert.equal(
      keys.size,
      all((one) => one.events),
      'every event that counts arrives, under an id of its own',
    );
    assert.ok(deliveries.length - keys.size > keys.size * 0.01, 'some come twice');
    const late = played.flatMap(({ events }) => events.filter((e, i) => i > 0 && e.time! < events[i - 1]!.time!)).length;
    assert.ok(late > deliveries.length * 0.03, 'many are out of order');
    assert.ok(plans(1).filter((a, i, of) => of.findIndex((b) => b.account === a.account) < i).length > 1, 'somebody is LIVE twice');
  });

  test('a few gifters give most, and viewers rise, level off and fall', () => {
    const plan = { seed: 5, platform: 'tiktok' as const, account: 'somebody', startAt: Date.UTC(2026, 10, 20, 18), seconds: 3 * 3600 };
    const { events, truth } = playWhole({ ...plan, eventsPerSecond: 3, viewers: 400 });
    const given = new Map<unknown, number>();
    for (const { type, data } of events)
      if (type === 'gift' && data!['closed'] !== false)
        given.set(data!['from'], (given.get(data!['from']) ?? 0) + Number(data!['count']) * Number(data!['diamondsEach']));
    const amounts = [...given.values()].toSorted((a, b) => b - a);
    const sum = (of: number[]) => of.reduce((n, one) => n + one, 0);
    assert.ok(sum(amounts.slice(0, Math.ceil(amounts.length / 10))) > sum(amounts) / 2, 'a tenth gives half');
    const viewers = truth.minutes.map((m) => m.viewers ?? 0);
    const mean = (of: number[]) => sum(of) / of.length;
    const middle = mean(viewers.slice(60, 120));
    assert.ok(mean(viewers.slice(0, 3)) < middle * 0.7, 'it begins small');
    assert.ok(mean(viewers.slice(-3)) < middle * 0.9, 'it ends smaller');
  });

  test('an evening that is stopped has an end for each that is on air', () => {
    const from = Date.UTC(2026, 10, 20, 18);
    const accounts = times(10, (i) => `account${i}`);
    const one = openEvening(planEvening({ seed: 1, platform: 'tiktok', accounts, from, minutes: 60, eventsPerSecond: 5 }), from);
    const arrived = times(1500, () => one.second()).flat();
    const open = one.onAir();
    assert.ok(open > 3, `${open} on air`);
    arrived.push(...one.stop());
    assert.equal(one.onAir(), 0);
    assert.ok(one.over());
    const truths = one.truths();
    assert.ok(truths.filter(({ endedAt }) => endedAt === from + 1_500_000).length >= open);
    const keys = new Set(arrived.map((e) => `${e.subject} ${String(e.id)}`));
    assert.equal(
      keys.size,
      truths.reduce((sum, { events }) => sum + events, 0),
    );
  });
});
