// The mail of whom to call: to whom, when, and what is in it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listDueFor } from '#src/features/calls/index.ts';
import type { Letter } from '#src/features/notices/ports.ts';
import { tokenFor } from '#src/features/notices/steps.ts';
import { dayMs } from '#src/lib/time.ts';
import { dueOf, makeCallingAgency, toCallingDay, fileOf } from '../calling.ts';
import { bringAndTake } from '../bring.ts';
import { makeOperator, type MadeAgency } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

describe('the morning mail', () => {
  let t: TestApp;
  let agency: MadeAgency;
  let due: Awaited<ReturnType<typeof dueOf>>;
  const letters: Letter[] = [];
  const hour = 3_600_000;
  before(async () => {
    t = await openTestApp({ relay: false, post: { kind: 'smtp', send: async (l) => void letters.push(l) } });
    toCallingDay(t);
    agency = await makeCallingAgency(t, await makeOperator(t), 'Northlight');
    await t.app.reckoning.workDue();
    due = await dueOf(agency.owner, agency.agencyId);
    assert.ok(due.length >= 4, `${due.length} to call`);
    await settle();
  });
  after(() => t.stop());
  /** What keys and seats of the scene itself have told is out of the way. */
  async function settle() {
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    letters.splice(0);
  }
  const path = () => `/v1/agencies/${agency.agencyId}`;
  const sent = async () => {
    await t.app.mailing.sendDue();
    return letters.splice(0);
  };
  const wish = async (who: Caller, more: object) => {
    const { email: _e, by: _b, ...unset } = (await who.get('/v1/me/notices/settings')).body;
    assert.equal((await who.put('/v1/me/notices/settings', { ...unset, ...more })).status, 200);
  };
  const assign = async (who: Caller, exportIds: string[]) =>
    assert.equal((await agency.owner.post(`${path()}/standings/assign`, { personId: who.personId, who: { exportIds } })).status, 200);
  const addressOf = async (who: Caller) => (await who.get('/v1/me')).body.person.email as string;
  const nameOf = (one: (typeof due)[number]) => one.displayName ?? `@${one.handle}`;
  /** Begins the next day at half past midnight, UTC, with nothing in the way; its list is reckoned, and told where the relay comes by. */
  async function nextDay() {
    t.advance(Date.parse(`${t.now().toISOString().slice(0, 10)}T00:30:00Z`) + dayMs - t.now().getTime());
    await sent();
    await t.app.reckoning.workDue();
    await t.app.relay.drain();
  }

  test('at six in the morning of her own clock, with the first ten, why, what a call can change, and since when it is known', async () => {
    const tokyo = await agency.seat('manager');
    await settle();
    await wish(agency.owner, { zone: 'Europe/Berlin' });
    await wish(tokyo, { zone: 'Asia/Tokyo' });
    await nextDay();
    due = await dueOf(agency.owner, agency.agencyId);
    assert.deepEqual(
      (await sent()).map((l) => l.to.address),
      [await addressOf(tokyo)],
      'in Tokyo it is half past nine, in Berlin half past two',
    );
    t.advance(3 * hour + 29 * 60_000);
    assert.deepEqual(await sent(), []);
    t.advance(60_000);
    const [letter, ...more] = await sent();
    assert.deepEqual(more, []);
    assert.equal(letter!.subject, `Northlight: ${due.length} creators need a call today.`);
    for (const text of [letter!.text, letter!.html]) {
      for (const one of due.slice(0, 10)) assert.ok(text.includes(nameOf(one)), nameOf(one));
      for (const one of due.slice(10)) assert.ok(!text.includes(nameOf(one)));
      for (const part of [
        `http://greenroom.test/a/${agency.agencyId}/today`,
        'By your export, as of 20 Oct.',
        'A call can still change October',
      ])
        assert.ok(text.includes(part), part);
    }
    const list = (await agency.owner.get(`${path()}/calls`)).body;
    assert.ok(letter!.text.includes(`For ${list.changing}, it still changes October.`));
    assert.match(letter!.unsubscribe!, /\.calls\./);
  });

  test('a coach reads of those assigned to her, and of nobody else; under the rights of another she would', async () => {
    const coach = await agency.seat('coach');
    await assign(coach, [due[0]!.exportId]);
    await settle();
    await nextDay();
    t.advance(6 * hour);
    const hers = (await sent()).find((l) => l.to.name === 'coach of Northlight')!;
    assert.equal(hers.subject, 'Northlight: 1 creator needs a call today.');
    assert.ok(hers.text.includes(nameOf(due[0]!)));
    for (const one of due.slice(1)) assert.ok(!hers.text.includes(nameOf(one)));
    const asOwner = await t.app.actorOf(agency.owner.personId);
    const whole = await listDueFor(t.app.world.db, asOwner, agency.agencyId, t.now(), 10);
    assert.ok(
      whole!.first.some((one) => one.handle === due[1]!.handle),
      'the owner’s list names them',
    );
    const stranger = await t.app.actorOf((await t.person('Stranger')).personId);
    assert.equal(await listDueFor(t.app.world.db, stranger, agency.agencyId, t.now(), 10), undefined);
  });

  test('whose seat or role has gone, who has called everybody, who has read it, whose day is over: nothing', async () => {
    const [gone, scout, called, read] = [
      await agency.seat('manager'),
      await agency.seat('manager'),
      await agency.seat('coach'),
      await agency.seat('manager'),
    ];
    await assign(called, [due[1]!.exportId]);
    // A reason that lasts, whatever becomes of the month.
    await agency.owner.put(`${path()}/standings/${due[1]!.exportId}/dates`, { termEndsOn: '2026-11-10', appealClosesOn: null });
    await settle();
    await wish(read, { groups: { ...(await read.get('/v1/me/notices/settings')).body.groups, calls: { app: true, mail: true } } });
    await nextDay();
    assert.equal((await t.owner.query(`select from mails where state = 'waiting'`)).rowCount! >= 6, true);
    const boss = await t.app.actorOf(agency.owner.personId);
    // Their events have not come by when the letters are written.
    await t.app.carryOut('agencies.removeSeat', { agencyId: agency.agencyId, personId: gone.personId }, boss);
    await t.app.carryOut('agencies.setRole', { agencyId: agency.agencyId, personId: scout.personId, role: 'scout' }, boss);
    assert.equal((await called.post(`${path()}/standings/${due[1]!.exportId}/calls`, { kind: 'done' })).status, 200);
    const [told] = (await read.get('/v1/me/notices')).body.items;
    assert.deepEqual([told.name, told.count >= 1, told.to], ['calls.today', true, `/a/${agency.agencyId}/today`]);
    await read.post('/v1/me/notices/read', { noticeId: told.noticeId });
    t.advance(6 * hour);
    const to = (await sent()).map((l) => l.to.address);
    assert.ok(to.includes(await addressOf(agency.owner)));
    for (const who of [gone, scout, called, read]) assert.ok(!to.includes(await addressOf(who)));
    await t.app.relay.drain();
    await nextDay();
    t.advance(dayMs);
    const late = (await sent()).filter((l) => l.subject.includes('need'));
    assert.deepEqual(late, [], 'a list of yesterday is not mailed');
  });

  test('one mail a day takes the list along, whole; alone in it, the list is the mail; switched off is off', async () => {
    // The figures would be older than a week tomorrow: of those no list is mailed.
    await bringAndTake(t, agency.owner, agency.agencyId, fileOf(44));
    await settle();
    // A reason that lasts, whatever becomes of the month.
    const dates = { termEndsOn: '2026-11-10', appealClosesOn: null };
    assert.equal((await agency.owner.put(`${path()}/standings/${due[0]!.exportId}/dates`, dates)).status, 200);
    await wish(agency.owner, { daily: true, zone: 'UTC' });
    await nextDay();
    const scouting = await t.person('Newcomer');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: scouting.personId, role: 'manager' });
    t.advance(6 * hour);
    assert.ok((await sent()).every((l) => !l.to.name.startsWith('Owner')));
    t.advance(3 * hour);
    const alone = (await sent()).find((l) => l.to.name.startsWith('Owner'))!;
    assert.match(alone.subject, /^Northlight: \d+ creators? needs? a call today\.$/);
    await nextDay();
    const boss = await t.app.actorOf(agency.owner.personId);
    await t.app.carryOut('agencies.setRole', { agencyId: agency.agencyId, personId: scouting.personId, role: 'owner' }, boss);
    await t.app.carryOut('agencies.setRole', { agencyId: agency.agencyId, personId: agency.owner.personId, role: 'manager' }, boss);
    await t.app.relay.drain();
    t.advance(9 * hour);
    const both = (await sent()).find((l) => l.to.name.startsWith('Owner'))!;
    assert.equal(both.subject, '2 notifications from Greenroom');
    assert.ok(both.text.includes('By your export, as of 25 Oct.') && both.text.includes('Your role in Northlight is now: Manager.'));
    assert.equal(
      (await t.visitor.post(`/v1/notices/unsubscribe/${tokenFor('s'.repeat(43), agency.owner.personId, 'calls')}`)).body.group,
      'calls',
    );
    await nextDay();
    t.advance(10 * hour);
    assert.ok((await sent()).every((l) => !l.to.name.startsWith('Owner')));
  });

  test('whoever stops bringing files is not written to each morning: a list of figures older than a week is not mailed', async () => {
    const { groups } = (await agency.owner.get('/v1/me/notices/settings')).body;
    await wish(agency.owner, { daily: false, groups: { ...groups, calls: { app: true, mail: true } } });
    const lists = async () => {
      await nextDay();
      assert.ok((await dueOf(agency.owner, agency.agencyId)).length > 0, 'Today says who');
      t.advance(6 * hour);
      return (await sent()).filter((l) => l.subject.includes('call today') && l.to.name.startsWith('Owner')).length;
    };
    assert.equal(await lists(), 1);
    t.advance(5 * dayMs);
    assert.equal(await lists(), 0);
  });
});
