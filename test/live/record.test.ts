// The record of 28 days against a model that reads the events one by one; from nothing to the same values.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cutUp, type TestEvent } from '../lives.ts';
import { makeCreator, makeOperator, type MadeCreator } from '../make.ts';
import { dice, times, type Dice } from '../promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Math.floor(Math.random() * 1e6));
const [minuteMs, dayMs] = [60_000, 86_400_000];
let ids = 0;

/** A LIVE: a sample a minute (some missing), gifts of a few people, some in streaks, some to a guest. */
function tell(roll: Dice, account: string, startAt: number, minutes: number, level: number): TestEvent[] {
  const events: TestEvent[] = [];
  const one = (type: string, at: number, data?: Record<string, unknown>) =>
    void events.push({
      specversion: '1.0',
      id: `r${++ids}`,
      source: 'test',
      platform: 'other',
      subject: account,
      session: `${account}${startAt}`,
      type,
      time: new Date(startAt + at).toISOString(),
      ...(data && { data }),
    });
  one('stream.started', 0);
  const totals = roll.chance(0.8);
  for (let m = 0; m < minutes; m++) {
    const at = m * minuteMs + 1 + roll.below(58_000);
    if (roll.chance(0.9)) one('stream.sample', at, { viewers: level + roll.below(level), ...(totals && { viewersTotal: level * 3 + m, viewersReturning: level + m }) }); // prettier-ignore
    if (roll.chance(0.2)) {
      const gift = { giftId: '1', from: `fan${roll.below(level)}`, count: 1 + roll.below(3), diamondsEach: 1 + roll.below(50) };
      const more = roll.chance(0.5) ? { streak: `${at}`, closed: roll.chance(0.8) } : roll.chance(0.2) ? { to: 'guest' } : {};
      one('gift', at, { ...gift, ...more });
    }
  }
  one('stream.ended', minutes * minuteMs);
  return events;
}

/** What the record must be, by events alone: [start, end) the 28 days, before them as many more. */
function modelOf(events: readonly TestEvent[], start: number, end: number) {
  const lives = [...Map.groupBy(events, (e) => e.session).values()].map((of) => {
    const instants = of.map((e) => Date.parse(e.time));
    const data = of.map((e) => e.data ?? {});
    const highest = (key: string) =>
      data.reduce((n: number | null, d) => (d[key] === undefined ? n : Math.max(n ?? 0, Number(d[key]))), null);
    const mine = of.filter((e) => e.type === 'gift' && e.data!['to'] === undefined).map((e) => e.data!);
    const [from, to] = [Math.min(...instants), Math.max(...instants)];
    return {
      from,
      to,
      of,
      mine,
      total: highest('viewersTotal'),
      back: highest('viewersReturning'),
      gifters: new Set(mine.map((d) => d['from'])).size,
    };
  });
  const within = lives.filter(({ from, to }) => from < end && to >= start);
  const seconds = new Set<number>();
  for (const { from, to } of within) for (let s = Math.max(from, start) / 1000; s < Math.min(to, end) / 1000; s++) seconds.add(s);
  const hours = times(24, () => 0);
  const days = new Map<number, number>();
  for (const s of seconds) {
    hours[Math.floor(s / 3600) % 24]!++;
    days.set(Math.floor(s / 86_400), (days.get(Math.floor(s / 86_400)) ?? 0) + 1);
  }
  const average = (a: number, b: number) => {
    const minutes = Map.groupBy(
      lives.flatMap(({ of }, i) => of.filter((e) => e.data?.['viewers'] !== undefined).map((e) => ({ e, i, at: Date.parse(e.time) }))),
      ({ i, at }) => `${i} ${Math.floor(at / minuteMs)}`,
    );
    const means = [...minutes.values()]
      .filter(([one]) => one!.at >= a && one!.at < b)
      .map((of) => of.reduce((n, { e }) => n + Number(e.data!['viewers']), 0) / of.length);
    return { minutes: means.length, viewers: means.length === 0 ? null : Math.round(means.reduce((x, y) => x + y, 0) / means.length) };
  };
  const share = (all: { people: number; of: number }[]) => {
    const [people, of] = [all.reduce((n, x) => n + x.people, 0), all.reduce((n, x) => n + x.of, 0)];
    return all.length === 0 ? null : { bps: Math.round((people * 10_000) / of), people, of };
  };
  const known = within.filter((l) => l.from >= start && l.total !== null);
  const [now, before] = [average(start, end), average(2 * start - end, start)];
  const worth = (closed: boolean) =>
    lives.flatMap(({ of }) => of)
      .filter((e) => e.type === 'gift' && e.data!['to'] === undefined && (e.data!['closed'] ?? true) === closed)
      .filter((e) => Date.parse(e.time) >= start && Date.parse(e.time) < end)
      .reduce((n, { data }) => n + Number(data!['count']) * Number(data!['diamondsEach']), 0); // prettier-ignore
  return {
    lives: within.length,
    liveSeconds: seconds.size,
    validDays: [...days.values()].filter((s) => s >= 3600).length,
    averageViewers: now.viewers,
    measuredMinutes: now.minutes,
    diamonds: worth(true),
    diamondsInferred: worth(false),
    gifterConversion: share(known.map((l) => ({ people: l.gifters, of: l.total! }))),
    returningViewers: share(known.filter((l) => l.back !== null).map((l) => ({ people: l.back!, of: l.total! }))),
    growthBps: now.viewers === null || before.viewers === null || now.minutes < 300 || before.minutes < 300
        ? null
        : Math.round(((now.viewers - before.viewers) * 10_000) / before.viewers), // prettier-ignore
    hours,
  };
}

describe('the record of 28 days', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  const today = () => Math.floor(t.now().getTime() / dayMs) * dayMs;
  async function send(events: readonly TestEvent[], asOf?: number) {
    const query = asOf === undefined ? '' : `?asOf=${new Date(asOf).toISOString()}`;
    const answer = await operator.post(`/v1/live/events${query}`, events);
    assert.deepEqual([answer.status, answer.body?.rejected], [200, []], answer.text);
  }
  const recordOf = async (her: Caller) => (await her.get('/v1/me/live-record')).body.record;
  /** The day and instant apart. */
  const told = ({ from: _f, asOn: _a, reckonedAt: _r, ...figures }: Record<string, unknown>) => figures;
  const settle = async () => {
    await t.app.relay.drain();
    await t.app.records.settled();
  };

  async function weeks(roll: Dice, her: MadeCreator): Promise<{ old: TestEvent[]; lately: TestEvent[] }> {
    const all = times(55, (i) => 55 - i).filter(() => roll.chance(0.3));
    const lives = all.map((ago) => ({
      ago,
      events: tell(roll, her.handle, today() - ago * dayMs + roll.below(24) * 3_600_000, 20 + roll.below(100), 20 + roll.below(200)),
    }));
    return {
      old: lives.filter(({ ago }) => ago > 30).flatMap(({ events }) => events),
      lately: lives.filter(({ ago }) => ago <= 30).flatMap(({ events }) => events),
    };
  }

  test('is what the events say, in whatever order they came, and comes out the same from nothing', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const roll = dice(seed);
    const end = today();
    const [start, hers] = [end - 28 * dayMs, [await makeCreator(t, { platform: 'other' }), await makeCreator(t, { platform: 'other' })]];
    const stories = [];
    for (const her of hers) {
      const story = await weeks(roll, her);
      // One goes on over midnight into today: what is of today waits for tomorrow.
      story.lately.push(...tell(roll, her.handle, end - 30 * minuteMs, 50, 100));
      for (let i = 0; i < story.old.length; i += 1500) await send(story.old.slice(i, i + 1500), end - 25 * dayMs);
      for (const piece of cutUp(roll, story.lately, 0.2, 400)) await send(piece);
      stories.push([...story.old, ...story.lately]);
    }
    // An end may have been told of before the last pieces came; what comes after it waits for the night.
    await settle();
    await t.app.carryOut('live.reckon', { creatorIds: hers.map((her) => her.creatorId) });
    for (const [i, her] of hers.entries()) {
      const record = await recordOf(her);
      assert.deepEqual(told(record), modelOf(stories[i]!, start, end));
      assert.equal(record.asOn, new Date(end - dayMs).toISOString().slice(0, 10));
      assert.ok(record.lives > 3 && record.diamonds > 0 && record.gifterConversion.people > 0);
    }
    const kept = async () => (await t.owner.query(`select to_jsonb(f) - 'reckoned_at' as f from live_figures f order by creator_id`)).rows;
    const before_ = await kept();
    await t.owner.query('delete from live_figures');
    assert.deepEqual([await recordOf(hers[0]!), await t.app.records.workDue()], [null, hers.length]);
    assert.deepEqual(await kept(), before_);
    assert.equal(await t.app.records.workDue(), 0, 'a day is reckoned once');
  });

  test('a gift that is withheld is told by the model; a new day moves the window, and long silence ends the record', async () => {
    const roll = dice(seed + 1);
    const her = await makeCreator(t, { platform: 'other' });
    const end = today();
    const events = tell(roll, her.handle, end - 27 * dayMs - 5 * 3_600_000, 90, 50);
    const gift = events.findIndex((e) => e.type === 'gift' && e.data!['to'] === undefined);
    await send(events.toSpliced(gift, 1));
    await settle();
    const model = modelOf(events, end - 28 * dayMs, end);
    assert.notDeepEqual(told(await recordOf(her)), model);
    await send([events[gift]!]);
    // The end was told before: hers is reckoned with everybody's when the day begins, or by an end.
    await t.app.carryOut('live.reckon', { creatorIds: [her.creatorId] });
    assert.deepEqual(told(await recordOf(her)), model);
    t.advance(dayMs);
    await t.app.records.workDue();
    assert.deepEqual([(await recordOf(her)).lives, (await recordOf(her)).averageViewers], [0, null]);
    t.advance(29 * dayMs);
    await t.app.records.workDue();
    assert.equal(await recordOf(her), null);
  });

  test('a creator sees her own alone, and it goes with her', async () => {
    const her = await makeCreator(t, { platform: 'other' });
    await send(tell(dice(seed + 2), her.handle, today() - 2 * dayMs, 70, 10));
    await settle();
    assert.equal((await recordOf(her)).validDays, 1);
    const other = await makeCreator(t, { platform: 'other' });
    assert.equal(await recordOf(other), null);
    assert.equal((await operator.get('/v1/me/live-record')).status, 404);
  });

  test('a platform’s own count of who came back is taken, one above everything is not', async () => {
    const her = await makeCreator(t, { platform: 'other' });
    const [sample] = tell(dice(1), her.handle, today() - dayMs, 5, 10).filter((e) => e.type === 'stream.sample');
    const bad = await operator.post('/v1/live/events', [{ ...sample, data: { viewersReturning: -1 } }]);
    assert.deepEqual(bad.body.rejected.map((r: { code: string }) => r.code), ['live.bad_viewers']); // prettier-ignore
    await send([{ ...sample!, data: { viewersReturning: 7 } }]);
    const list = await her.get('/v1/me/live');
    assert.deepEqual([list.body.items[0].viewersReturning, list.body.items[0].viewersTotal], [7, null]);
  });
});
