// Notices: who is told what, once, under whose rights. Mails have a file of their own.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { callingDay, dueOf, makeCallingAgency, toCallingDay } from './calling.ts';
import { invite, makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency } from './make.ts';
import { measured } from './measured.ts';
import { mailToken } from './operations/samples/notices.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

const namesOf = async (who: Caller): Promise<string[]> =>
  (await who.get('/v1/me/notices')).body.items.map((n: { name: string }) => n.name).filter((n: string) => !n.startsWith('security.'));
const first = async (who: Caller, name: string) =>
  (await who.get('/v1/me/notices')).body.items.find((n: { name: string }) => n.name === name);

describe('notices', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp({ relay: false });
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight');
  });
  after(() => t.stop());
  const drain = () => t.app.relay.drain();

  test('an invitation: she is told, then the sender and those who lead, each by the names that they may read', async () => {
    const [manager, scout, coach] = [await agency.seat('manager'), await agency.seat('scout'), await agency.seat('coach')];
    const otherScout = await agency.seat('scout');
    const mina = await makeCreator(t, { displayName: 'Mina', on: true });
    const inviteId = await invite(agency, mina.creatorId, {}, scout);
    await drain();
    const told = await first(mina, 'invites.received');
    assert.deepEqual(
      [told.agency.name, told.creator, told.to, told.readAt, told.group],
      ['Northlight', null, `/invitations/${inviteId}`, null, 'invitations'],
    );
    assert.equal(Date.parse(told.until) - t.now().getTime() > 6.9 * dayMs, true);
    assert.equal((await mina.get('/v1/me/notices/unread')).body.unread >= 1, true);

    await mina.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
    await drain();
    for (const who of [agency.owner, manager, scout]) {
      const heard = await first(who, 'invites.accepted');
      assert.deepEqual([heard.creator.displayName, heard.creator.handle], ['Mina', mina.handle]);
    }
    for (const who of [coach, otherScout, operator]) assert.equal(await first(who, 'invites.accepted'), undefined);
    assert.deepEqual(await namesOf(mina), ['roster.joined', 'invites.received']);

    // Read: one, then all.
    const before = (await mina.get('/v1/me/notices/unread')).body.unread;
    assert.equal((await mina.post('/v1/me/notices/read', { noticeId: told.noticeId })).body.unread, before - 1);
    assert.equal((await mina.post('/v1/me/notices/read', { noticeId: told.noticeId })).body.unread, before - 1, 'twice is once');
    assert.equal((await scout.post('/v1/me/notices/read', { noticeId: told.noticeId })).body.code, 'notices.not_found');
    assert.equal((await mina.post('/v1/me/notices/read', { upTo: t.now().toISOString() })).body.unread, 0);

    // Leaving: she, those who lead, and her coach.
    const [membership] = (await mina.get('/v1/me/memberships')).body.items;
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/roster/${membership.membershipId}/coach`, { personId: coach.personId });
    t.advance(20 * dayMs);
    await mina.post(`/v1/me/memberships/${membership.membershipId}/leave`, {});
    await drain();
    assert.equal((await namesOf(mina))[0], 'roster.leaving');
    for (const who of [agency.owner, coach]) assert.equal((await first(who, 'roster.member_leaving')).creator.displayName, 'Mina');
    assert.equal(await first(scout, 'roster.member_leaving'), undefined);
    t.advance(8 * dayMs);
    await t.app.carryOut('roster.close', {});
    await drain();
    assert.equal((await namesOf(mina))[0], 'roster.ended');

    // A coach who is hers no longer reads no name; a seat that ends takes its notices along.
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/roster/${membership.membershipId}/coach`, { personId: null });
    assert.equal((await first(coach, 'roster.member_leaving')).creator, null);
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/staff/${scout.personId}`, { role: 'finance' });
    await agency.owner.send('DELETE', `/v1/agencies/${agency.agencyId}/staff/${coach.personId}`);
    const scoutSees = (await first(scout, 'invites.accepted')).creator;
    assert.equal(scoutSees, null, 'before the event is handed over already');
    await drain();
    assert.deepEqual(await namesOf(scout), ['team.role_changed']);
    assert.deepEqual(await namesOf(coach), ['team.seat_ended']);
  });

  test('declined, expired, withdrawn, run out: each to those whom it concerns', async () => {
    const [a, b, c, d] = [
      await makeCreator(t, { on: true }),
      await makeCreator(t, { on: true }),
      await makeCreator(t, { on: true }),
      await makeCreator(t, { on: true }),
    ];
    const mine = await makeAgency(t, operator);
    const [declined, withdrawn] = [await invite(mine, a.creatorId), await invite(mine, b.creatorId)];
    await invite(mine, c.creatorId);
    await invite(mine, d.creatorId);
    await a.post(`/v1/me/invites/${declined}/answer`, { answer: 'decline' });
    await mine.owner.post(`/v1/agencies/${mine.agencyId}/invites/${withdrawn}/withdraw`);
    await setConsent(d, 'discovery', false);
    t.advance(8 * dayMs);
    await t.app.carryOut('invites.expire', {});
    await drain();
    assert.deepEqual(await namesOf(a), ['invites.received']);
    assert.deepEqual(await namesOf(b), ['invites.withdrawn', 'invites.received']);
    assert.deepEqual(await namesOf(c), ['invites.lapsed', 'invites.received']);
    assert.deepEqual(await namesOf(d), ['invites.received'], 'what her own switch ended is no news to her');
    assert.deepEqual(await namesOf(mine.owner), ['invites.expired', 'invites.declined'], 'nor is an agency told of the switch');
    t.advance(400 * dayMs);
    await t.app.carryOut('creators.expireConsents', {});
    await drain();
    assert.equal((await first(a, 'permissions.expired')).purpose, 'discovery');
  });

  test('leaving at once is one end and one notice', async () => {
    const her = await makeCreator(t, { on: true });
    const mine = await makeAgency(t, operator);
    const { membershipId } = (await her.post(`/v1/me/invites/${await invite(mine, her.creatorId)}/answer`, { answer: 'accept' })).body;
    await her.post(`/v1/me/memberships/${membershipId}/leave`, {});
    t.advance(60_000);
    await t.app.carryOut('roster.close', {});
    await drain();
    assert.deepEqual(await namesOf(her), ['roster.ended', 'roster.joined', 'invites.received']);
    assert.deepEqual(await namesOf(mine.owner), ['roster.member_ended', 'invites.accepted']);
  });

  test('a day before an invitation ends, 30, 15 and 1 before a membership, 30 and 3 before a permission: once each', async () => {
    const her = await makeCreator(t, { on: true });
    const other = await makeCreator(t, { on: true });
    const mine = await makeAgency(t, operator);
    const remind = async () => {
      for (let n = 0; n < 60; n++) if (!(await t.app.carryOut<{ more: boolean }>('notices.remind', {})).more) return;
    };
    await remind();
    await her.post(`/v1/me/invites/${await invite(mine, her.creatorId)}/answer`, { answer: 'accept' });
    await invite(mine, other.creatorId);
    const seen = async (who: Caller, name: string) =>
      (await who.get('/v1/me/notices?limit=200')).body.items.filter((n: any) => n.name === name);
    // Days on which something is due, with some before and after; what lies between is walked past.
    let day = 0;
    const ends = [6, 151, 166, 180, 335, 362].flatMap((d) => [d - 2, d - 1, d, d + 1, d + 2, d + 3]);
    for (const next of [...new Set(ends)].sort((a, b) => a - b)) {
      t.advance((next - day) * dayMs);
      day = next;
      await remind();
    }
    await drain();
    assert.equal((await seen(other, 'invites.expiring')).length, 1);
    const ending = await seen(her, 'roster.ending');
    assert.deepEqual(
      ending.map((n: any) => n.days),
      [1, 15, 30],
    );
    for (const n of ending) assert.ok(Math.abs((Date.parse(n.until) - Date.parse(n.at)) / dayMs - n.days) <= 1);
    assert.equal((await seen(mine.owner, 'roster.member_ending')).length, 3);
    assert.deepEqual(
      (await seen(her, 'permissions.expiring')).map((n: any) => n.days),
      [3, 30],
    );
  });

  test('a notice happens once for an event and a person, however often the relay runs or dies', async () => {
    const mine = await makeAgency(t, operator);
    const her = await makeCreator(t, { on: true });
    await invite(mine, her.creatorId);
    await drain();
    const count = async () => (await t.owner.query('select count(*)::int as n from notices')).rows[0].n as number;
    const before = await count();
    // As after a relay that died before it could keep its position: everything is handed over anew, by two relays at once.
    const rewind = () => t.owner.query(`update outbox_positions set xid = '0', seq = 0 where consumer = 'notices'`);
    await rewind();
    const twin = await openTestApp({ relay: false, db: t });
    await Promise.all([drain(), twin.app.relay.drain()]);
    await drain();
    await twin.stop();
    assert.equal(await count(), before);
    measured('N1', `${before} notices, handed over three times: none twice`);
  });

  test('without the key that holds a cause to one notice, the same is seen twice', async () => {
    const count = async () => (await t.owner.query('select count(*)::int as n from notices')).rows[0].n as number;
    const before = await count();
    await t.owner.query('alter table notices drop constraint notices_person_id_cause_key');
    await t.owner.query(`update outbox_positions set xid = '0', seq = 0 where consumer = 'notices'`);
    await drain();
    const doubled = await count();
    await t.owner.query(`delete from notices n using notices o where o.person_id = n.person_id and o.cause = n.cause and o.ctid < n.ctid`);
    await t.owner.query('alter table notices add constraint notices_person_id_cause_key unique (person_id, cause)');
    assert.ok(doubled > before);
    assert.equal(await count(), before);
  });

  test('the rows hold ids and dates, no name and no text; a person who goes takes them along', async () => {
    const { rows } = await t.owner.query<{ params: Record<string, unknown> }>('select params from notices');
    const id = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
    const word = /^(owner|manager|coach|scout|finance|discovery|exact_numbers|live_data|listening)$/;
    for (const { params } of rows)
      for (const [key, value] of Object.entries(params))
        assert.ok(
          typeof value === 'number' || id.test(String(value)) || word.test(String(value)) || !Number.isNaN(Date.parse(String(value))),
          key,
        );
    assert.ok(rows.length > 50);
    const leaver = await t.person('Leaver');
    await drain();
    assert.equal((await leaver.get('/v1/me/notices')).body.items.length, 1);
    await t.owner.query('delete from people where id = $1', [leaver.personId]);
    assert.equal((await t.owner.query('select from notices where person_id = $1', [leaver.personId])).rowCount, 0);
  });

  test('pages continue where they ended', async () => {
    const reader = await t.person('Reader');
    for (let i = 0; i < 6; i++) await reader.post('/v1/me/keys', { name: `Key ${i}`, scopes: ['read'] });
    await drain();
    const whole = (await reader.get('/v1/me/notices')).body.items.map((n: any) => n.keyName);
    const pages: string[] = [];
    let cursor = '';
    do {
      const page = (await reader.get(`/v1/me/notices?limit=3${cursor && `&cursor=${cursor}`}`)).body;
      pages.push(...page.items.map((n: any) => n.keyName));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    assert.deepEqual(pages, whole);
    assert.equal(whole.length, 7);
  });

  test('settings: kept, checked, and a mail can be ended by its token without signing in', async () => {
    const her = await makeCreator(t);
    const path = '/v1/me/notices/settings';
    const { email: _email, by: _by, ...unset } = (await her.get(path)).body;
    assert.deepEqual([unset.quiet, unset.daily, unset.groups.invitations], [null, false, { app: true, mail: true }]);
    const wish = { ...unset, quiet: { from: '22:00', to: '07:30' }, zone: 'Asia/Tokyo', daily: true };
    assert.deepEqual((await her.put(path, wish)).body, wish);
    assert.equal((await her.put(path, { ...wish, zone: 'Moon/Base' })).body.code, 'notices.zone_unknown');
    assert.equal((await her.put(path, { ...wish, quiet: { from: '07:00', to: '07:00' } })).body.code, 'notices.quiet_empty');
    assert.equal((await her.put(path, { ...wish, groups: { ...wish.groups, security: { app: false, mail: false } } })).status, 400);
    const token = mailToken(her.personId);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ended = await t.visitor.send('POST', `/v1/notices/unsubscribe/${token}`, 'List-Unsubscribe=One-Click', form);
    assert.deepEqual(ended.body, { group: 'invitations' }, ended.text);
    const now = (await her.get(path)).body;
    assert.deepEqual(
      [now.groups.invitations, now.groups.membership, now.zone],
      [{ app: true, mail: false }, { app: true, mail: true }, 'Asia/Tokyo'],
    );
    for (const bad of [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.replace('invitations', 'membership'),
      'x'.repeat(40),
    ])
      assert.equal((await t.visitor.post(`/v1/notices/unsubscribe/${bad}`)).body.code, 'notices.link_unknown');
  });
});

describe('the list of calls of a day', () => {
  let t: TestApp;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp({ relay: false });
    toCallingDay(t);
    agency = await makeCallingAgency(t, await makeOperator(t), 'Northlight');
  });
  after(() => t.stop());
  const told = async () =>
    (await t.owner.query(`select person_id, params, in_app from notices where name = 'calls.today' order by person_id, cause`)).rows as {
      person_id: string;
      params: Record<string, string>;
      in_app: boolean;
    }[];
  const reckon = async () => {
    await t.app.reckoning.workDue();
    await t.app.relay.drain();
  };
  const ofDay = async (on: string) => (await told()).filter((n) => n.params['on'] === on).map((n) => n.person_id);
  const sorted = (people: Caller[]) => people.map((p) => p.personId).toSorted();

  test('owners, managers and the coaches of those who need a call are told, once a day, however often it is reckoned or handed over', async () => {
    const [manager, coach, idle, scout, finance] = [
      await agency.seat('manager'),
      await agency.seat('coach'),
      await agency.seat('coach'),
      await agency.seat('scout'),
      await agency.seat('finance'),
    ];
    await t.app.reckoning.workDue();
    const due = await dueOf(agency.owner, agency.agencyId);
    assert.ok(due.length > 1);
    const path = `/v1/agencies/${agency.agencyId}/standings`;
    await agency.owner.post(`${path}/assign`, { personId: coach.personId, who: { exportIds: [due[0]!.exportId] } });
    const calm = (await agency.owner.get(`${path}?limit=100`)).body.items.find((s: any) => s.reasons.length === 0);
    await agency.owner.post(`${path}/assign`, { personId: idle.personId, who: { exportIds: [calm.exportId] } });
    await t.app.relay.drain();
    assert.deepEqual(await ofDay(callingDay), sorted([agency.owner, manager, coach]));
    for (const who of [idle, scout, finance, manager])
      assert.ok(!(await namesOf(who)).includes('calls.today'), 'in the app the screen Today says it, unless one asks for more');

    // Reckoned again for other goals, handed over again from the beginning by two relays.
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/goals`, { group: null, validDays: 20, hours: null, diamonds: null });
    await reckon();
    const before = await told();
    await t.owner.query(`update outbox_positions set xid = '0', seq = 0 where consumer = 'notices'`);
    const twin = await openTestApp({ relay: false, db: t });
    twin.advance(t.now().getTime() - twin.now().getTime());
    await Promise.all([t.app.relay.drain(), twin.app.relay.drain()]);
    await twin.stop();
    assert.deepEqual(await told(), before);
    assert.equal(
      (
        await t.owner.query(
          `select from mails where kind = 'notice' and notice_ids && (select array_agg(notice_id) from notices where name = 'calls.today')`,
        )
      ).rowCount,
      before.length,
    );
    const params = JSON.stringify({ agencyId: agency.agencyId, on: callingDay });
    assert.ok(
      before.every(
        (n) => JSON.stringify({ agencyId: n.params['agencyId'], on: n.params['on'] }) === params && Object.keys(n.params).length === 2,
      ),
    );

    await agency.owner.put(`/v1/agencies/${agency.agencyId}/goals`, { group: null, validDays: null, hours: null, diamonds: null });
    // In the app for who asks for it: a number of now, and none of a day that has passed.
    const { email: _e, by: _b, ...unset } = (await manager.get('/v1/me/notices/settings')).body;
    assert.deepEqual(unset.groups.calls, { app: false, mail: true });
    await manager.put('/v1/me/notices/settings', { ...unset, groups: { ...unset.groups, calls: { app: true, mail: false } } });
    t.advance(dayMs);
    await reckon();
    const caller = async (who: Caller) => (await dueOf(who, agency.agencyId)).length > 0;
    assert.ok(await caller(coach));
    assert.deepEqual(await ofDay('2026-10-22'), sorted([agency.owner, manager, coach, ...((await caller(idle)) ? [idle] : [])]));
    const now = await first(manager, 'calls.today');
    assert.deepEqual(
      [now.count, now.on, now.to, now.group, now.agency.name],
      [(await dueOf(manager, agency.agencyId)).length, '2026-10-22', `/a/${agency.agencyId}/today`, 'calls', 'Northlight'],
    );
    t.advance(dayMs);
    assert.equal((await first(manager, 'calls.today')).count, null);
    // What was told of a day that has passed is told to nobody when it is handed over late.
    await t.owner.query(`delete from notices where name = 'calls.today'`);
    await t.owner.query(`update outbox_positions set xid = '0', seq = 0 where consumer = 'notices'`);
    await t.app.relay.drain();
    assert.deepEqual(await told(), []);
  });

  test('a coach whose creators were called, and an agency without anybody to call, are told nothing; a seat that ends takes it along', async () => {
    const coach = await agency.seat('coach');
    const boss = await agency.seat('manager');
    await t.app.reckoning.workDue();
    const due = await dueOf(agency.owner, agency.agencyId);
    const path = `/v1/agencies/${agency.agencyId}/standings`;
    await agency.owner.post(`${path}/assign`, { personId: coach.personId, who: { exportIds: [due[1]!.exportId] } });
    assert.equal((await coach.post(`${path}/${due[1]!.exportId}/calls`, { kind: 'done' })).status, 200);
    await reckon();
    const today = t.now().toISOString().slice(0, 10);
    assert.ok(!(await ofDay(today)).includes(coach.personId));
    assert.ok((await ofDay(today)).includes(boss.personId));
    await agency.owner.send('DELETE', `/v1/agencies/${agency.agencyId}/staff/${boss.personId}`);
    await t.app.relay.drain();
    assert.ok(!(await ofDay(today)).includes(boss.personId));
    for (const { exportId } of await dueOf(agency.owner, agency.agencyId))
      await agency.owner.post(`${path}/${exportId}/calls`, { kind: 'done' });
    t.advance(dayMs);
    await reckon();
    assert.deepEqual(await ofDay(t.now().toISOString().slice(0, 10)), []);
  });
});
