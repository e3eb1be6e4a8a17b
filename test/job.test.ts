import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, search, setConsent, type MadeAgency } from './make.ts';
import { openTestApp, type TestApp } from './server.ts';

describe('the main job over the API', () => {
  let t: TestApp;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp();
    agency = await makeAgency(t, await makeOperator(t), 'Northlight');
  });
  after(() => t.stop());

  test('a creator switches on, is found, invited, accepts, leaves, switches off and is gone', async () => {
    const mina = await makeCreator(t, { displayName: '佐藤 みなみ', handle: 'minami_kiln', languages: ['ja', 'de'], tags: ['陶芸'] });
    assert.equal((await search(agency, { text: 'minami' })).body.total, 0, 'nobody is found before she says yes');
    await setConsent(mina, 'discovery', true);
    await t.app.relay.drain();
    for (const text of ['minami', 'mimami', '佐藤', '@minami_kiln', '陶芸'])
      assert.equal((await search(agency, { text })).body.total, 1, text);

    const inviteId = await invite(agency, mina.creatorId);
    const inbox = await mina.get('/v1/me/invites');
    assert.equal(inbox.body.open, 1);
    assert.equal(inbox.body.items[0].terms.commissionBps, 800);
    const answered = await mina.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
    assert.equal(answered.body.state, 'accepted');
    const roster = await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster`);
    assert.equal(roster.body.items[0].handle, 'minami_kiln');
    const [membership] = (await mina.get('/v1/me/memberships')).body.items;
    assert.equal(membership.state, 'active');
    assert.deepEqual(membership.terms, roster.body.items[0].terms);

    t.advance(20 * dayMs);
    const left = await mina.post(`/v1/me/memberships/${membership.membershipId}/leave`, { reason: 'Time for something else' });
    assert.equal(left.body.rule, 'notice');
    assert.equal(Date.parse(left.body.endsAt) - t.now().getTime() > 6.9 * dayMs, true);
    assert.equal((await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster`)).body.items[0].state, 'leaving');

    await setConsent(mina, 'discovery', false);
    assert.equal((await search(agency, { text: 'minami' })).body.total, 0);
    const byId = await agency.owner.get(`/v1/agencies/${agency.agencyId}/creators/${mina.creatorId}`);
    assert.equal(byId.status, 404);
    assert.equal((await t.app.verify()).ok, true);
  });
});
