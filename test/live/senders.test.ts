// What a sender of LIVE events can do wrong, and what becomes of what was sent.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { join, makeAgency, makeCreator, makeOperator, setConsent, type MadeCreator } from '../make.ts';
import { inLanes, times } from '../promises/dice.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from '../server.ts';

const hourMs = 3_600_000;

describe('what a sender does', () => {
  let t: TestApp;
  let operator: Caller;
  let her: MadeCreator;
  let n = 0;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    her = await makeCreator(t, { platform: 'other' });
  });
  after(() => t.stop());
  const event = (more: Record<string, unknown> = {}) => ({
    specversion: '1.0',
    id: `one${++n}`,
    source: 'test',
    type: 'stream.sample',
    time: t.now().toISOString(),
    platform: 'other',
    subject: her.handle,
    session: 'room',
    data: { viewers: 5 },
    ...more,
  });
  const send = (events: unknown[], headers?: Record<string, string>): Promise<Answer> => operator.post('/v1/live/events', events, headers);

  test('each wrong event is refused by its index with a code and a sentence, the others are taken', async () => {
    const gift = { giftId: '1', from: 'v', count: 1, diamondsEach: 1 };
    const wrong: [string, unknown][] = [
      ['live.bad_viewers', event({ data: { viewers: -1 } })],
      ['live.bad_viewers', event({ data: { viewers: 1.5 } })],
      ['live.bad_viewers', event({ data: { viewers: '7' } })],
      ['live.bad_viewers', event({ data: { viewersTotal: 1e12 } })],
      ['live.bad_likes', event({ data: { likesTotal: -3 } })],
      ['live.empty_sample', event({ data: {} })],
      ['live.bad_data', event({ data: undefined })],
      ['live.bad_data', event({ data: [1] })],
      ['live.too_old', event({ time: '1970-01-01T00:00:00Z' })],
      ['live.in_future', event({ time: '9999-12-31T23:59:59Z' })],
      ['live.bad_time', event({ time: '2026-02-30T00:00:00Z' })],
      ['live.bad_time', event({ time: '2026-07-01T10:00:00' })],
      ['live.bad_time', event({ time: 1_701_791_801_047 })],
      ['live.id_number', event({ id: 7_058_644_922_488_861_686 })], // oxlint-disable-line no-loss-of-precision -- that is the point
      ['live.id_number', event({ session: 5 })],
      ['live.id_number', event({ subject: 7 })],
      ['live.id_number', event({ type: 'gift', data: { ...gift, giftId: 5655 } })],
      ['live.bad_gift', event({ type: 'gift', data: { ...gift, count: 0 } })],
      ['live.bad_gift', event({ type: 'gift', data: { ...gift, diamondsEach: -1 } })],
      ['live.bad_streak', event({ type: 'gift', data: { ...gift, streak: 's' } })],
      ['live.bad_id', event({ id: '' })],
      ['live.bad_id', event({ id: 'x'.repeat(201) })],
      ['live.bad_text', event({ id: 'a\u0000b' })],
      ['live.bad_text', event({ session: 'a\ud83d' })],
      ['live.bad_source', event({ source: null })],
      ['live.unknown_type', event({ type: 'stream.exploded' })],
      ['live.bad_platform', event({ platform: 'myspace' })],
      ['live.bad_session', event({ session: undefined })],
      ['live.bad_subject', event({ subject: undefined })],
      ['live.bad_subject', event({ subject: '\u00a0\u3000' })],
      ['live.specversion', event({ specversion: '0.3' })],
      ['live.not_an_event', null],
      ['live.not_an_event', []],
      ['live.not_an_event', 'event'],
    ];
    const all = wrong.flatMap(([, one]) => [event(), one]);
    const { status, body, text } = await send(all);
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.rejected.map((r: { index: number; code: string }) => [r.index, r.code]),
      wrong.map(([code], i) => [2 * i + 1, code]),
    );
    assert.ok(body.rejected.every((r: { detail: string }) => r.detail.endsWith('.')));
    assert.equal(body.accepted, wrong.length);
    const kept = await t.owner.query(`select 1 from live_sessions where events <> samples`);
    assert.equal(kept.rowCount, 0);
  });

  test('half a line of NDJSON costs that line alone; half an array is no list', async () => {
    const [one, two, three] = [event(), event(), event()].map((e) => JSON.stringify(e)) as [string, string, string];
    const as = { 'content-type': 'application/x-ndjson; charset=utf-8' };
    const cut = await operator.send('POST', '/v1/live/events', `${one}\r\n\n${two.slice(0, 40)}\n${three}`, as);
    assert.deepEqual([cut.body.accepted, cut.body.rejected.map((r: any) => [r.index, r.code])], [2, [[1, 'live.not_json']]], cut.text);
    const rest = await operator.send('POST', '/v1/live/events', two, as);
    assert.equal(rest.body.accepted, 1);
    for (const [body, code] of [
      [`[${one},${two.slice(0, 40)}`, 'live.not_a_list'],
      ['{}', 'live.not_a_list'],
      ['[]', 'live.empty'],
      ['  ', 'live.empty'],
      ['', 'live.empty'],
      [`[${'{},'.repeat(5000)}{}]`, 'live.too_many'],
      ['[1,[2]]', 'live.not_a_list'],
    ] as const) {
      const answer = await operator.send('POST', '/v1/live/events', body, { 'content-type': 'application/json' });
      assert.equal(answer.body.code, code, `${body.slice(0, 50)}: ${answer.text}`);
      assert.ok(answer.status === 400 || answer.status === 413);
    }
    const huge = await operator.send(
      'POST',
      '/v1/live/events',
      `[${JSON.stringify(event({ data: { viewers: 1, x: 'y'.repeat(10_000_000) } }))}]`,
    );
    assert.deepEqual([huge.status, huge.body.code], [413, 'request.too_large']);
    const xml = await operator.send('POST', '/v1/live/events', '<a/>', { 'content-type': 'text/xml' });
    assert.deepEqual([xml.status, xml.body.code], [400, 'request.not_json']);
  });

  test('an end without a start, a start after the first event, silence, a later room, midnight and an overlap', async () => {
    const at = (day: number, time: string) => `${new Date(t.now().getTime() - day * 24 * hourMs).toISOString().slice(0, 10)}T${time}Z`;
    const she = await makeCreator(t, { platform: 'other' });
    const of = (session: string, type: string, time: string, data?: object) => event({ subject: she.handle, session, type, time, data });
    const taken = await send([
      of('end alone', 'stream.ended', at(9, '10:00:00')),
      of('midnight', 'stream.started', at(8, '23:00:00')),
      of('midnight', 'stream.ended', at(7, '01:30:00')),
      // Two at once: an hour each, half of it the same.
      of('first', 'follow', at(5, '10:00:00')),
      of('first', 'follow', at(5, '11:00:00')),
      of('second', 'stream.started', at(5, '10:30:00')),
      of('second', 'chat', at(5, '11:30:00')),
      // It went on after its end: a reconnect.
      of('again', 'stream.started', at(3, '10:00:00')),
      of('again', 'stream.ended', at(3, '10:10:00')),
      of('again', 'chat', at(3, '10:40:00')),
      of('now', 'stream.started', new Date(t.now().getTime() - 60_000).toISOString()),
    ]);
    assert.equal(taken.body.accepted, 11, taken.text);
    const { items } = (await she.get('/v1/me/live')).body;
    assert.deepEqual(
      items.map((s: any) => [s.state, s.liveSeconds, s.startInferred, s.endedAt === null]),
      [
        ['live', 0, false, true],
        ['inferred', 2400, false, false],
        ['inferred', 3600, false, false],
        ['inferred', 3600, true, false],
        ['ended', 9000, false, false],
        ['ended', 0, true, false],
      ],
    );
    const { rows } = await t.owner.query(
      'select on_day::text, live_seconds from live_days where creator_id = $1 and live_seconds > 0 order by 1',
      [she.creatorId],
    );
    assert.deepEqual(
      rows.map((r) => r.live_seconds),
      [3600, 5400, 5400, 2400],
    );
    t.advance(11 * 60_000);
    assert.equal((await she.get('/v1/me/live?limit=1')).body.items[0].state, 'inferred');
    const page = (await she.get('/v1/me/live?limit=4')).body;
    assert.equal((await she.get(`/v1/me/live?limit=4&cursor=${page.nextCursor}`)).body.items.length, 2);
    assert.equal((await she.get(`/v1/me/live?from=${at(5, '').slice(0, 10)}&to=${at(5, '').slice(0, 10)}`)).body.items.length, 2);
  });

  test('the same id under another time, another content or in another week counts once; another source or account is another', async () => {
    const she = await makeCreator(t, { platform: 'other' });
    const one = event({ subject: she.handle, type: 'follow', data: undefined });
    const variants = [
      one,
      { ...one, time: new Date(t.now().getTime() - 10 * 24 * hourMs).toISOString() },
      { ...one, type: 'share' },
      { ...one, session: 'another' },
    ];
    assert.deepEqual((await send(variants)).body, { accepted: 1, duplicate: 3, quarantined: 0, rejected: [] });
    t.advance(9 * 24 * hourMs);
    assert.deepEqual((await send([one])).body.duplicate, 1);
    assert.equal((await send([{ ...one, source: 'other' }])).body.accepted, 1);
    const later = event({ subject: she.handle, time: undefined });
    assert.equal((await send([later])).body.accepted, 1);
    t.advance(30 * 24 * hourMs);
    assert.equal((await send([one])).body.rejected[0].code, 'live.too_old');
    // Without a time it is as old as its arrival: known for as long as it is kept.
    assert.equal((await send([later])).body.duplicate, 1);
    const { untimed } = (await she.get('/v1/me/live?limit=1')).body.items[0];
    assert.equal(untimed, 1);
  });

  test('with a key of its own a request is done once, with its answer; one transaction and one row of the log for many without', async () => {
    const events = [event(), event({ subject: 'stranger' })];
    const first = await send(events, { 'idempotency-key': 'same' });
    const second = await send(events, { 'idempotency-key': 'same' });
    assert.equal(second.text, first.text);
    assert.equal(second.headers.get('idempotent-replayed'), 'true');
    assert.equal((await send([event()], { 'idempotency-key': 'same' })).status, 422);
    const audits = async () => Number((await t.owner.query(`select count(*)::int as n from audit where act like 'live.%'`)).rows[0].n);
    const before = await audits();
    const answers = await Promise.all(times(40, () => send([event()])));
    assert.ok(answers.every((a) => a.body.accepted === 1));
    assert.ok((await audits()) - before <= 8, `${(await audits()) - before} rows`);
    const { rows } = await t.owner.query(`select subject from audit where act = 'live.take' order by seq desc limit 1`);
    assert.equal(rows[0].subject.keys?.length ?? JSON.parse(rows[0].subject).keys.length, 1);
  });

  test('when more waits than can be taken in soon: 429 with a time, nothing of that request taken, and nothing lost', async () => {
    const she = await makeCreator(t, { platform: 'other' });
    const pieces = times(26, () => times(1000, () => event({ subject: she.handle, type: 'follow', data: undefined })));
    const holder = await t.owner.connect();
    let answers: Answer[];
    try {
      await holder.query('begin; select pg_advisory_xact_lock(47001, lane) from generate_series(0, 3) lane');
      const sending = Promise.all(pieces.map((piece) => send(piece)));
      for (let i = 0; i < 400 && t.app.live.waiting() < 20_000; i++) await new Promise((ok) => setTimeout(ok, 10));
      assert.equal(t.app.live.waiting(), 20_000);
      await holder.query('commit');
      answers = await sending;
    } finally {
      holder.release();
    }
    const refused = answers.filter((a) => a.status === 429);
    assert.ok(refused.length >= 1 && refused.every((a) => a.body.code === 'live.over_capacity' && a.headers.get('retry-after') === '1'));
    const taken = answers.filter((a) => a.status === 200).reduce((sum, a) => sum + a.body.accepted, 0);
    assert.equal(taken + refused.length * 1000, 26_000);
    assert.equal((await she.get('/v1/me/live')).body.items[0].follows, taken);
  });

  test('nobody but the operator sends; a key for reading does not', async () => {
    for (const who of [her, t.visitor, await t.person('Ann', 'analyst'), await t.callerOf(operator.personId, ['read'])]) {
      const answer = await who.post('/v1/live/events', [event()]);
      assert.ok([401, 403].includes(answer.status), answer.text);
    }
    assert.equal((await send([event()], { 'content-type': 'application/cloudevents-batch+json' })).body.accepted, 1);
  });

  test('a recording is judged by its own last instant, which is not ahead of us', async () => {
    const old = event({ time: '2023-12-05T16:00:00Z' });
    assert.equal((await send([old])).body.rejected[0].code, 'live.too_old');
    const at = (asOf: string) => operator.post(`/v1/live/events?asOf=${asOf}`, [old]);
    assert.equal((await at('2023-12-05T16:00:00Z')).body.accepted, 1);
    assert.equal((await at('2023-12-05T16:00:00Z')).body.duplicate, 1);
    assert.equal((await at('2999-01-01T00:00:00Z')).body.code, 'live.as_of');
    assert.equal((await at('yesterday')).body.code, 'request.invalid');
  });

  test('an agency sees the LIVEs of its member while she shares them, from the day she joined, and she sees who looked', async () => {
    const agency = await makeAgency(t, operator);
    const [coach, other] = [await agency.seat('coach'), await makeAgency(t, operator)];
    const she = await makeCreator(t, { platform: 'other', on: true });
    const path = `/v1/agencies/${agency.agencyId}/creators/${she.creatorId}/live`;
    await send([
      event({ subject: she.handle, session: 'before', time: new Date(t.now().getTime() - 3 * 24 * hourMs).toISOString() }),
      event({ subject: she.handle, session: 'today' }),
    ]);
    await setConsent(she, 'live_data', true);
    assert.equal((await agency.owner.get(path)).status, 404);
    await join(agency, she);
    const { items } = (await agency.owner.get(path)).body;
    assert.equal(items.length, 1);
    const hers = (await she.get('/v1/me/live')).body.items as { sessionId: string }[];
    const before = hers.find((one) => one.sessionId !== items[0].sessionId)!;
    assert.equal((await agency.owner.get(`${path}/${items[0].sessionId}`)).body.minutes.length, 1);
    assert.equal((await agency.owner.get(`${path}/${before.sessionId}`)).body.code, 'live.not_found');
    assert.equal((await coach.get(path)).body.code, 'roster.not_found');
    assert.equal((await other.owner.get(`/v1/agencies/${other.agencyId}/creators/${she.creatorId}/live`)).body.code, 'roster.not_found');
    assert.equal((await operator.get(path)).status, 404);
    await t.app.exposures.flush();
    const seenBy = (await she.get('/v1/me/exposures')).body.items.filter((one: { surface: string }) => one.surface === 'live');
    assert.deepEqual([seenBy.length, seenBy[0].times, seenBy[0].agencyId], [1, 3, agency.agencyId]);
    // Off holds from the answer on, whatever was open.
    await setConsent(she, 'live_data', false);
    for (const to of [path, `${path}/${items[0].sessionId}`])
      assert.equal((await agency.owner.get(to)).body.code, 'roster.live_not_shared');
    assert.equal((await she.get('/v1/me/live')).body.items.length, 2);
    assert.ok((await t.app.verify()).checks.every((c) => c.ok || !c.id.startsWith('exposures')));
  });

  test('an erasure takes all of it, and what comes later finds nobody', async () => {
    const she = await makeCreator(t, { platform: 'other', on: true });
    await send([
      event({ subject: she.handle }),
      event({ subject: she.handle, type: 'gift', data: { giftId: '1', from: 'v', count: 1, diamondsEach: 1, streak: 's', closed: true } }),
    ]);
    const { email } = (await she.get('/v1/me')).body.person;
    const sending = inLanes(
      3,
      times(12, (i) => i),
      () => send([event({ subject: she.handle })]),
    );
    const [erased] = await Promise.all([she.post('/v1/me/erase', { confirm: email }), sending]);
    assert.equal(erased.status, 200, erased.text);
    for (const table of ['live_events', 'live_sessions', 'live_minutes', 'live_days', 'live_streaks'])
      assert.equal((await t.owner.query(`select 1 from ${table} where creator_id = $1`, [she.creatorId])).rowCount, 0, table);
    assert.equal((await send([event({ subject: she.handle })])).body.quarantined, 1);
  });

  test('raw events go by the week once nobody may repeat them, and the weeks that come are made; LIVEs stay', async () => {
    const she = await makeCreator(t, { platform: 'other' });
    await send([event({ subject: she.handle })]);
    const weeks = async () =>
      (await t.owner.query(`select tableoid::regclass::text as part from live_events group by 1`)).rows.map((r) => r.part);
    t.advance(60 * 24 * hourMs);
    await t.app.carryOut('live.keep', {});
    assert.deepEqual(await weeks(), []);
    assert.equal((await send([event({ subject: she.handle })])).body.accepted, 1);
    const [part, ...others] = await weeks();
    assert.match(part, /^live_events_\d{8}$/);
    assert.equal(others.length, 0);
    assert.deepEqual((await she.get('/v1/me/live')).body.items[0].events, 2);
    // The program's own role can drop nothing that is younger.
    const role = new pg.Client({ connectionString: t.url });
    await role.connect();
    await assert.rejects(role.query('select live_partitions(now(), current_date, current_date)'), /last four weeks are kept/);
    await assert.rejects(role.query(`drop table ${part}`), /must be owner/);
    await role.end();
  });
});
