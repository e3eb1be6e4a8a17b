// The agency's team: links offered and taken back, seats that end at once, the card that its owner edits.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, makeCreator, makeOperator, search, tokenOf } from './make.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

describe('team', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  const linksOf = async (who: Caller, agencyId: string) => (await who.get(`/v1/agencies/${agencyId}/staff-links`)).body.items;

  test('whoever is removed meets 404 with the next request: session or key, an open search cursor, what they had opened', async () => {
    const agency = await makeAgency(t, operator);
    const creators = await Promise.all([1, 2, 3].map(() => makeCreator(t, { on: true })));
    await t.app.relay.drain();
    const scout = await agency.seat('scout');
    const other = await t.callerOf(scout.personId, ['read']);
    const first = await search(agency, { limit: 1, sort: 'newest' }, scout);
    assert.ok(first.body.nextCursor, first.text);
    const inviteId = await invite(agency, creators[0]!.creatorId, {}, scout);
    const path = `/v1/agencies/${agency.agencyId}`;
    const ask = async (who: Caller) => [
      (await search(agency, { limit: 1, sort: 'newest', cursor: first.body.nextCursor }, who)).status,
      (await who.get(`${path}/creators/${creators[1]!.creatorId}`)).status,
      (await who.get(`${path}/invites`)).status,
      (await who.get(`${path}/roster`)).status,
    ];
    assert.deepEqual(await ask(scout), [200, 200, 200, 200]);
    assert.deepEqual(await ask(other), [200, 200, 200, 200]);
    assert.equal((await agency.owner.send('DELETE', `${path}/staff/${scout.personId}`)).status, 200);
    assert.deepEqual(await ask(scout), [404, 404, 404, 404]);
    assert.deepEqual(await ask(other), [404, 404, 404, 404]);
    assert.deepEqual((await scout.get('/v1/me')).body.agencies, []);
    assert.equal((await scout.post(`${path}/invites/${inviteId}/withdraw`)).status, 404);
    // What they sent stays the agency's.
    assert.equal((await agency.owner.get(`${path}/invites`)).body.items[0].state, 'sent');
  });

  test('open links are listed with their maker and end; one taken back works no more, and says so', async () => {
    const agency = await makeAgency(t, operator);
    const path = `/v1/agencies/${agency.agencyId}`;
    assert.deepEqual(await linksOf(agency.owner, agency.agencyId), []);
    const made = (await agency.owner.post(`${path}/staff-links`, { role: 'coach' })).body;
    const byOperator = (await operator.post(`${path}/owner-links`)).body;
    const open = await linksOf(agency.owner, agency.agencyId);
    assert.deepEqual(
      open.map((l: { role: string; madeBy: { personId: string } | null }) => [l.role, l.madeBy?.personId ?? null]),
      [
        ['owner', null],
        ['coach', agency.owner.personId],
      ],
    );
    assert.equal(open[1].expiresAt, made.expiresAt);
    assert.ok(!JSON.stringify(open).includes(tokenOf(made.url)));
    const coachLink = `${path}/staff-links/${open[1].linkId}`;
    assert.equal((await agency.owner.send('DELETE', coachLink)).status, 200);
    assert.equal((await agency.owner.send('DELETE', coachLink)).body.code, 'agencies.link_not_found');
    const late = await t.person('Late');
    assert.equal((await t.visitor.post('/v1/links/look', { token: tokenOf(made.url) })).body.code, 'people.link_withdrawn');
    assert.equal((await late.post('/v1/agencies/join', { token: tokenOf(made.url) })).body.code, 'people.link_withdrawn');
    assert.equal((await late.post('/v1/agencies/join', { token: tokenOf(byOperator.url) })).body.role, 'owner');
    assert.deepEqual(await linksOf(agency.owner, agency.agencyId), []);
    // A link of the agency next door is not there, by whatever id.
    const other = await makeAgency(t, operator);
    await other.owner.post(`/v1/agencies/${other.agencyId}/staff-links`, { role: 'scout' });
    const [theirs] = await linksOf(other.owner, other.agencyId);
    assert.equal((await agency.owner.send('DELETE', `${path}/staff-links/${theirs.linkId}`)).status, 404);
  });

  test('a link taken back and opened at the same time does one of the two', async () => {
    const agency = await makeAgency(t, operator);
    const path = `/v1/agencies/${agency.agencyId}`;
    for (let i = 0; i < 12; i++) {
      const { url } = (await agency.owner.post(`${path}/staff-links`, { role: 'scout' })).body;
      const [link] = await linksOf(agency.owner, agency.agencyId);
      const person = await t.person(`Racer ${i}`);
      const [taken, joined] = await Promise.all([
        agency.owner.send('DELETE', `${path}/staff-links/${link.linkId}`),
        person.post('/v1/agencies/join', { token: tokenOf(url) }),
      ]);
      assert.deepEqual([taken.status, joined.status].toSorted((a, b) => a - b)[0], 200, `${taken.text} ${joined.text}`);
      assert.notEqual(taken.status, joined.status);
      assert.equal((await person.get(`${path}/roster`)).status, joined.status === 200 ? 200 : 404);
    }
  });

  test('with an owner go the links she made; her creators have no coach; an operator’s links stay', async () => {
    const agency = await makeAgency(t, operator);
    const second = await agency.seat('owner');
    const path = `/v1/agencies/${agency.agencyId}`;
    const creator = await makeCreator(t, { on: true });
    await t.app.relay.drain();
    const inviteId = await invite(agency, creator.creatorId);
    const { membershipId } = (await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' })).body;
    await agency.owner.put(`${path}/roster/${membershipId}/coach`, { personId: second.personId });
    await operator.post(`${path}/owner-links`);
    const links = [
      (await second.post(`${path}/staff-links`, { role: 'scout' })).body,
      (await second.post(`${path}/staff-links`, { role: 'owner' })).body,
    ];
    assert.equal((await linksOf(agency.owner, agency.agencyId)).length, 3);
    await agency.owner.put(`${path}/staff/${second.personId}`, { role: 'manager' });
    assert.equal((await linksOf(agency.owner, agency.agencyId)).length, 1);
    for (const { url } of links)
      assert.equal((await t.visitor.post('/v1/links/look', { token: tokenOf(url) })).body.code, 'people.link_withdrawn');
    assert.equal((await agency.owner.get(`${path}/roster`)).body.items[0].coach.personId, second.personId);
    await second.post(`${path}/leave`);
    assert.equal((await agency.owner.get(`${path}/roster`)).body.items[0].coach, null);
    await t.app.relay.drain();
    const { rows } = await t.owner.query('select coach_id from memberships where membership_id = $1', [membershipId]);
    assert.equal(rows[0].coach_id, null);
  });

  test('anybody may leave by herself, the last owner may not; two last owners who leave at once leave one', async () => {
    const agency = await makeAgency(t, operator);
    const path = `/v1/agencies/${agency.agencyId}`;
    const finance = await agency.seat('finance');
    assert.equal((await finance.post(`${path}/leave`)).status, 200);
    assert.equal((await finance.get(`${path}/roster`)).status, 404);
    assert.equal((await finance.post(`${path}/leave`)).status, 404);
    assert.equal((await agency.owner.post(`${path}/leave`)).body.code, 'agencies.last_owner');
    const second = await agency.seat('owner');
    const both = await Promise.all([agency.owner, second].map((who) => who.post(`${path}/leave`)));
    assert.deepEqual(
      both.map((b) => b.status).toSorted((a, b) => a - b),
      [200, 409],
    );
  });

  test('an owner edits the card; a new name ends the verification, anything else does not', async () => {
    const agency = await makeAgency(t, operator, 'First name');
    const path = `/v1/agencies/${agency.agencyId}`;
    await operator.post(`${path}/verify`);
    const about = { city: null, country: 'AT', languages: ['de', 'en'], about: 'We coach.' };
    const edited = await agency.owner.send('PATCH', path, about);
    assert.deepEqual(edited.body, { agencyId: agency.agencyId, verified: true });
    const card = (await t.visitor.get(path)).body;
    assert.deepEqual(
      { city: card.city, country: card.country, languages: card.languages, about: card.about, name: card.name },
      { ...about, name: 'First name' },
    );
    assert.equal((await agency.owner.send('PATCH', path, { name: 'First name' })).body.verified, true);
    assert.equal((await agency.owner.send('PATCH', path, {})).body.verified, true);
    assert.equal((await agency.owner.send('PATCH', path, { name: 'Official TikTok Agency' })).body.verified, false);
    const after = (await t.visitor.get(path)).body;
    assert.deepEqual([after.name, after.verifiedAt], ['Official TikTok Agency', null]);
    assert.equal((await agency.owner.send('PATCH', path, { verifiedAt: '2026-01-01T00:00:00Z' })).status, 400);
  });
});
