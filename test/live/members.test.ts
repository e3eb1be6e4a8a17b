// What an agency sees of its members' LIVEs: who is on air, who shares, two to five side by side; by permission, read at each look.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join, makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
let n = 0;

describe('members on air', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let coach: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    coach = await agency.seat('coach');
  });
  after(() => t.stop());

  /** A member; `shares` her LIVEs. */
  async function begin(shares: boolean): Promise<MadeCreator> {
    const she = await makeCreator(t, { platform: 'other', on: true });
    await join(agency, she);
    if (shares) await setConsent(she, 'live_data', true);
    return she;
  }
  const event = (she: MadeCreator, type: string, at: number, data?: object, session = 'evening') => ({
    specversion: '1.0',
    id: `m${++n}`,
    source: 'test',
    type,
    time: new Date(at).toISOString(),
    platform: 'other',
    subject: she.handle,
    session,
    ...(data && { data }),
  });
  const gift = (diamondsEach: number, closed: boolean) => ({ giftId: '1', from: 'v', count: 1, diamondsEach, streak: `s${++n}`, closed });
  async function send(events: object[]) {
    const answer = await operator.post('/v1/live/events', events);
    assert.equal(answer.body.accepted, events.length, answer.text);
  }
  const live = () => `/v1/agencies/${agency.agencyId}/live`;
  const now = async (who: Caller = agency.owner) => (await who.get(live())).body;
  const compare = (creatorIds: string[], who: Caller = agency.owner) => who.post(`${live()}/compare`, { creatorIds });

  test('who shares and is on air stands there with what was measured last; of the others only how many there are', async () => {
    const [she, hidden, quiet] = [await begin(true), await begin(false), await begin(true)];
    const at = t.now().getTime();
    for (const one of [she, hidden])
      await send([
        event(one, 'stream.started', at - 5 * minuteMs),
        event(one, 'stream.sample', at - 4 * minuteMs, { viewers: 100 }),
        event(one, 'stream.sample', at - 2 * minuteMs, { viewers: 40 }),
        event(one, 'gift', at - minuteMs, gift(7, true)),
        event(one, 'gift', at - minuteMs, gift(5, false)),
      ]);
    await send([event(quiet, 'stream.started', at - 90 * minuteMs), event(quiet, 'stream.ended', at - 30 * minuteMs)]);
    const seen = await now();
    assert.deepEqual([seen.members, seen.sharing, seen.looked, seen.onAir, seen.items.length], [3, 2, 2, 1, 1]);
    const [one] = seen.items;
    assert.deepEqual([one.creatorId, one.now.viewers, one.session.diamonds, one.session.diamondsInferred], [she.creatorId, 40, 7, 5]);
    assert.deepEqual([one.usualViewers, one.usualOf], [null, 0]);
    const { items, sharing } = (await agency.owner.get(`${live()}/members`)).body;
    assert.deepEqual([sharing, items.length], [2, 2]);
    assert.equal(items.find((m: any) => m.creatorId === quiet.creatorId).latest.state, 'ended');
    assert.ok(!JSON.stringify([seen, items]).includes(hidden.creatorId), 'nothing of her who does not share');

    // Off while she is on air: gone at the next look, and counted among those who do not share.
    await setConsent(she, 'live_data', false);
    const next = await now();
    assert.deepEqual([next.members, next.sharing, next.onAir, next.items], [3, 1, 0, []]);
    // What is heard again after ten minutes of silence would be another LIVE; nothing heard is none on air.
    await setConsent(she, 'live_data', true);
    assert.equal((await now()).onAir, 1);
    t.advance(11 * minuteMs);
    assert.equal((await now()).onAir, 0);
  });

  test('her usual is of the LIVEs before, as soon as there are five', async () => {
    const she = await begin(true);
    // Joined for a while: only LIVEs since then are shown.
    await t.owner.query(`update memberships set since = since - interval '10 days' where creator_id = $1`, [she.creatorId]);
    const at = t.now().getTime();
    for (let i = 1; i <= 6; i++)
      await send([
        event(she, 'stream.started', at - i * dayMs, undefined, `day${i}`),
        event(she, 'stream.sample', at - i * dayMs + minuteMs, { viewers: i * 10 }, `day${i}`),
        event(she, 'stream.ended', at - i * dayMs + 30 * minuteMs, undefined, `day${i}`),
      ]);
    await send([event(she, 'stream.sample', at - minuteMs, { viewers: 500 })]);
    const one = (await now()).items.find((m: any) => m.creatorId === she.creatorId);
    assert.deepEqual([one.usualViewers, one.usualOf, one.now.viewers], [{ low: 15, high: 55 }, 6, 500]);
  });

  test('side by side: averages are of minutes, what is inferred stands apart, what was not measured is null', async () => {
    const [a, b, c] = [await begin(true), await begin(true), await begin(false)];
    await t.owner.query(`update memberships set since = since - interval '40 days' where creator_id = $1`, [a.creatorId]);
    const day = Math.floor(t.now().getTime() / dayMs) * dayMs - 2 * dayMs;
    await send([
      // One long LIVE with 10 watching in four minutes, a short one with 100 in one: 28 on average, never 55.
      ...[0, 1, 2, 3].map((m) => event(a, 'stream.sample', day + m * minuteMs, { viewers: 10 }, 'long')),
      event(a, 'gift', day + minuteMs, gift(300, true), 'long'),
      event(a, 'gift', day + minuteMs, gift(60, false), 'long'),
      event(a, 'follow', day + minuteMs, undefined, 'long'),
      event(a, 'stream.ended', day + 120 * minuteMs, undefined, 'long'),
      event(a, 'stream.sample', day + dayMs, { viewers: 100 }, 'short'),
      event(a, 'stream.ended', day + dayMs + 30 * minuteMs, undefined, 'short'),
      // Beyond 28 days, and before b joined.
      event(a, 'stream.sample', day - 27 * dayMs, { viewers: 9_000 }, 'old'),
      event(b, 'stream.sample', day, { viewers: 9_000 }, 'before'),
    ]);
    const { body, text } = await compare([a.creatorId, b.creatorId, c.creatorId]);
    assert.deepEqual(body.items.map((one: any) => one.creatorId), [a.creatorId, b.creatorId, c.creatorId], text); // prettier-ignore
    const { from: _, ...figures } = body.items[0].figures;
    assert.deepEqual(figures, {
      lives: 2,
      liveSeconds: 150 * 60,
      days: 2,
      validDays: 1,
      averageViewers: 28,
      measuredMinutes: 5,
      peakViewers: 100,
      diamonds: 300,
      diamondsInferred: 60,
      diamondsPerHour: 120,
      follows: 1,
    });
    assert.deepEqual([body.items[1].figures.lives, body.items[1].figures.averageViewers, body.items[1].figures.diamondsPerHour], [0, null, null]); // prettier-ignore
    assert.equal(body.items[2].figures, null);
    await setConsent(a, 'live_data', false);
    assert.equal((await compare([a.creatorId, b.creatorId])).body.items[0].figures, null);
  });

  test('a coach sees those assigned to them; nobody compares with somebody else’s creator', async () => {
    const [mine, others] = [await begin(true), await begin(true)];
    const { body } = await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster?limit=200`);
    const membership = body.items.find((r: any) => r.creatorId === mine.creatorId);
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/roster/${membership.membershipId}/coach`, { personId: coach.personId });
    const at = t.now().getTime();
    for (const one of [mine, others]) await send([event(one, 'stream.sample', at, { viewers: 3 })]);
    const seen = await now(coach);
    assert.deepEqual([seen.members, seen.sharing, seen.items.map((m: any) => m.creatorId)], [1, 1, [mine.creatorId]]);
    assert.equal((await compare([mine.creatorId, others.creatorId], coach)).body.code, 'roster.not_found');
    const stranger = await makeCreator(t, { platform: 'other', on: true });
    await setConsent(stranger, 'live_data', true);
    assert.equal((await compare([mine.creatorId, stranger.creatorId])).body.code, 'roster.not_found');
    for (const [ids, code] of [
      [[mine.creatorId], 'request.invalid'],
      [[1, 2], 'request.invalid'],
    ] as const)
      // prettier-ignore
      assert.equal((await compare(ids as never)).body.code, code);
  });

  test('who keeps the screen open has looked once in ten minutes; each comparison is a look', async () => {
    const [she, other] = [await begin(true), await begin(true)];
    const looks = async () => {
      await t.app.exposures.flush();
      const { items } = (await she.get('/v1/me/exposures')).body;
      return items.filter((one: any) => one.surface === 'live').reduce((sum: number, one: any) => sum + one.times, 0);
    };
    const sample = () => send([event(she, 'stream.sample', t.now().getTime(), { viewers: 3 })]);
    await sample();
    for (let i = 0; i < 5; i++) await now();
    assert.equal(await looks(), 1);
    t.advance(9 * minuteMs);
    await now();
    assert.equal(await looks(), 1);
    t.advance(minuteMs);
    await sample();
    await now();
    assert.equal(await looks(), 2);
    await compare([she.creatorId, other.creatorId]);
    await compare([she.creatorId, other.creatorId]);
    assert.equal(await looks(), 4);
    // Given anew, it is another permission.
    await setConsent(she, 'live_data', false);
    await setConsent(she, 'live_data', true);
    await now();
    assert.equal(await looks(), 5);
    assert.ok((await t.app.verify()).checks.every((c) => c.ok || !c.id.startsWith('exposures')));
  });
});
