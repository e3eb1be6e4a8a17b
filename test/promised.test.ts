// What an agency promises in the terms: listed by its day for both, said to be kept by each, and counted.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { invite, join, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { openTestApp, type TestApp } from './server.ts';

interface Shown {
  promiseId: string;
  what: string;
  state: string;
  dueAt: string;
  sayableFrom: string | null;
}

describe('promises to a member', () => {
  let t: TestApp;
  let agency: MadeAgency;
  let other: MadeAgency;
  before(async () => {
    t = await openTestApp();
    const operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    other = await makeAgency(t, operator);
  });
  after(() => t.stop());

  const more = {
    months: 2,
    brandBps: 1500,
    hoursMonthly: 20,
    guarantee: { amountMinor: 30_000, currency: 'EUR', months: 2 },
    services: { training: 14, mentor: 40 },
  };
  const begin = async (her: MadeCreator) => {
    const membershipId = await join(agency, her, { terms: { ...terms, ...more } });
    return { her, membershipId, at: `/v1/agencies/${agency.agencyId}/roster/${membershipId}/promises` };
  };
  const mine = async (her: MadeCreator, membershipId: string): Promise<Shown[]> =>
    (await her.get(`/v1/me/memberships/${membershipId}/promises`)).body.items;
  const find = (all: Shown[], what: string) => all.find((one) => one.what === what)!;
  const verified = async () => {
    const report = await t.app.verify();
    assert.ok(report.ok, JSON.stringify(report));
  };

  test('both read the same; only her word makes one count as kept, and whoever asks her next reads the count', async () => {
    const her = await makeCreator(t, { on: true });
    const { membershipId, at } = await begin(her);
    const held = (await her.get('/v1/me/memberships')).body.items[0].terms;
    assert.deepEqual(held.services, more.services);
    assert.deepEqual(held.guarantee, more.guarantee);
    const first = await mine(her, membershipId);
    assert.deepEqual(
      first.map((p) => [p.what, p.state]),
      [
        ['training', 'open'],
        ['coaching', 'open'],
        ['mentor', 'open'],
        ['coaching', 'open'],
      ],
    );
    assert.deepEqual((await agency.owner.get(at)).body.items, first);
    const training = find(first, 'training');
    const say = (kept: boolean, by = agency) =>
      by.owner.post(`/v1/agencies/${by.agencyId}/roster/${membershipId}/promises/${training.promiseId}/kept`, { kept });
    const answer = (word: string, promiseId = training.promiseId, by = her) =>
      by.post(`/v1/me/promises/${promiseId}/answer`, { answer: word });
    assert.equal((await say(true, other)).status, 404);
    assert.equal((await answer('kept', training.promiseId, await makeCreator(t))).body.code, 'roster.promise_not_found');
    const early = await agency.owner.post(`${at}/${first.at(-1)!.promiseId}/kept`, { kept: true });
    assert.equal(early.body.code, 'roster.promise_early', 'nobody has kept a month that has not begun');
    assert.equal(early.body.askAgainAt, first.at(-1)!.sayableFrom, 'and both sides read from when it can be said');
    const coached = first.filter((p) => p.what === 'coaching');
    const begins = coached.map((p) => Date.parse(p.sayableFrom!));
    assert.ok(begins[0]! <= t.now().getTime() && begins[1]! > t.now().getTime() && begins[1]! <= Date.parse(coached[0]!.dueAt));
    assert.equal(training.sayableFrom, null);
    assert.equal((await say(true)).body.state, 'said');
    assert.equal((await say(false)).body.state, 'open');
    assert.equal((await say(true)).body.state, 'said');
    assert.equal((await answer('not_kept')).body.state, 'disputed');
    assert.equal((await say(false)).body.code, 'roster.promise_answered');
    assert.equal((await answer('kept')).body.state, 'kept');
    t.advance(20 * dayMs);
    const asked = await makeCreator(t, { on: true });
    const inviteId = await invite(agency, asked.creatorId);
    const { promises } = (await asked.get(`/v1/me/invites/${inviteId}`)).body;
    const { due, kept, notKept, saidAlone, members } = promises;
    assert.deepEqual({ due, kept, notKept, saidAlone, members }, { due: 1, kept: 1, notKept: 0, saidAlone: 0, members: 1 });
    const nothing = await invite(other, asked.creatorId);
    assert.equal((await asked.get(`/v1/me/invites/${nothing}`)).body.promises, null);
    t.advance(25 * dayMs);
    assert.deepEqual(
      (await mine(her, membershipId)).map((p) => p.state),
      ['kept', 'overdue', 'overdue', 'open'],
    );
    await verified();
  });

  test('a coach says it of those whom she coaches, and nobody else exists for her', async () => {
    const her = await makeCreator(t, { on: true });
    const { membershipId, at } = await begin(her);
    const coach = await agency.seat('coach');
    assert.equal((await coach.get(at)).status, 404);
    await agency.owner.send('PUT', `/v1/agencies/${agency.agencyId}/roster/${membershipId}/coach`, { personId: coach.personId });
    const { items } = (await coach.get(at)).body;
    assert.equal((await coach.post(`${at}/${items[0].promiseId}/kept`, { kept: true })).body.state, 'said');
  });

  test('what an agency says of a promise does not reach whom it is blocked by', async () => {
    const her = await makeCreator(t, { on: true });
    const { at } = await begin(her);
    const { items } = (await agency.owner.get(at)).body;
    const told = async () => {
      await t.app.relay.drain();
      return (await her.get('/v1/me/notices')).body.items.filter((one: { name: string }) => one.name === 'roster.promise_said').length;
    };
    await her.post('/v1/me/blocks', { agencyId: agency.agencyId });
    assert.equal((await agency.owner.post(`${at}/${items[0].promiseId}/kept`, { kept: true })).body.state, 'said');
    assert.equal(await told(), 0);
    await her.send('DELETE', `/v1/me/blocks/${agency.agencyId}`);
    assert.equal((await agency.owner.post(`${at}/${items[1].promiseId}/kept`, { kept: true })).body.state, 'said');
    assert.equal(await told(), 1);
  });

  test('a guarantee that is new in a change lasts no longer than what is left', async () => {
    const her = await makeCreator(t, { on: true });
    const { at } = await begin(her);
    t.advance(35 * dayMs);
    const propose = (months: number) =>
      agency.owner.post(at.replace('promises', 'offers'), {
        kind: 'change',
        terms: { ...terms, ...more, guarantee: { amountMinor: 50_000, currency: 'EUR', months } },
      });
    assert.equal((await propose(2)).body.code, 'roster.guarantee_too_long');
    assert.equal((await propose(1)).body.code, 'roster.guarantee_too_long', 'less than a month is left');
  });

  test('who leaves is owed nothing after that day, and other terms bring other promises', async () => {
    const her = await makeCreator(t, { on: true });
    const { membershipId, at } = await begin(her);
    const proposed = await agency.owner.post(at.replace('promises', 'offers'), {
      kind: 'change',
      terms: { ...terms, ...more, coachingHoursMonthly: 0, services: { mentor: 40, plan: 5 } },
    });
    assert.equal((await her.post(`/v1/me/offers/${proposed.body.offerId}/answer`, { answer: 'accept' })).status, 200);
    const after = await mine(her, membershipId);
    assert.deepEqual(
      after.map((p) => p.what),
      ['plan', 'mentor'],
    );
    t.advance(15 * dayMs);
    const left = await her.post(`/v1/me/memberships/${membershipId}/leave`, {});
    assert.equal(left.body.rule, 'notice');
    assert.deepEqual(
      (await mine(her, membershipId)).map((p) => [p.what, p.state]),
      [['plan', 'overdue']],
    );
    const gone = await her.post(`/v1/me/promises/${find(after, 'mentor').promiseId}/answer`, { answer: 'not_kept' });
    assert.equal(gone.body.code, 'roster.promise_void');
    await verified();
  });

  test('verify says where a promise is not one of the terms', async () => {
    const her = await makeCreator(t, { on: true });
    const { membershipId } = await begin(her);
    await t.owner.query("update membership_promises set due_at = due_at + interval '1 year' where membership_id = $1", [membershipId]);
    const report = await t.app.verify();
    assert.ok(!report.ok && JSON.stringify(report).includes('roster.promised'));
    await t.owner.query("update membership_promises set due_at = due_at - interval '1 year' where membership_id = $1", [membershipId]);
    await verified();
  });
});
